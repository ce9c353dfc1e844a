// SPDX-License-Identifier: Apache-2.0
#include "ui/change/batch_presenter.h"

#include <QPointer>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds kTypingPause{300}; // one pause is one helm a release

/// What helm merges from: the newest deployed, else the newest failed or superseded (protocol: 3.3).
Revision baseOf(const std::vector<RecordMeta>& revisions) {
    auto found = std::ranges::find(revisions, ReleaseStatus::Deployed, &RecordMeta::status);
    if (found == revisions.end()) {
        found = std::ranges::find_if(revisions, [](const RecordMeta& meta) {
            return meta.status == ReleaseStatus::Failed || meta.status == ReleaseStatus::Superseded;
        });
    }
    return found == revisions.end() ? revisions.front().revision : found->revision;
}

} // namespace

BatchPresenter::BatchPresenter(ContextId context, Services services, QObject* parent)
    : QObject(parent)
    , m_context(std::move(context))
    , m_services(std::move(services)) {
    m_debounce.setSingleShot(true);
    m_debounce.setInterval(kTypingPause);
    connect(&m_debounce, &QTimer::timeout, this, &BatchPresenter::planNow);
    connect(&m_services.gateway, &ChangeGateway::revisionsChanged, this,
        [this](const ContextId& changed, const ReleaseKey& release) {
            if (changed == m_context && find(release)) {
                lookForOthers(release);
            }
        });
    connect(&m_services.gateway, &ChangeGateway::runChanged, this, [this](const RunStatusPtr& run) {
        if (run->context == m_context && !m_isRunning && find(run->release)) {
            Q_EMIT changed(); // another operation on one of them
        }
    });
}

BatchPresenter::~BatchPresenter() = default;

void BatchPresenter::keep(Calls& calls, const ReleaseKey& release, CallHandle call) {
    const auto known = std::ranges::find(calls, release, &Calls::value_type::first);
    if (known == calls.end()) {
        calls.emplace_back(release, std::move(call));
    } else {
        known->second = std::move(call);
    }
}

void BatchPresenter::choose(const std::vector<BatchItem>& chosen) {
    if (m_isRunning || m_hasEnded) {
        return;
    }
    std::vector<BatchItem> items;
    const auto isIn = [](const std::vector<BatchItem>& list, const ReleaseKey& key) {
        return std::ranges::find(list, key, &BatchItem::release) != list.end();
    };
    for (const BatchItem& known : m_items) {
        const auto now = std::ranges::find(chosen, known.release, &BatchItem::release);
        if (now != chosen.end()) {
            items.push_back(known);
            items.back().isHidden = now->isHidden;
        }
    }
    const bool isNothingNew = items.size() == m_items.size() && items.size() == chosen.size();
    for (const bool isHidden : {true, false}) {
        for (const BatchItem& item : chosen) {
            if (item.isHidden == isHidden && !isIn(items, item.release)) {
                items.push_back(item);
            }
        }
    }
    m_items = std::move(items);
    if (!isNothingNew) {
        m_isOutdated = true;
        readAll();
    }
    Q_EMIT changed();
}

BatchItem* BatchPresenter::find(const ReleaseKey& release) {
    const auto found = std::ranges::find(m_items, release, &BatchItem::release);
    return found == m_items.end() ? nullptr : &*found;
}

std::vector<ReleaseKey> BatchPresenter::order() const {
    std::vector<ReleaseKey> keys;
    std::ranges::transform(m_items, std::back_inserter(keys), &BatchItem::release);
    return keys;
}

/// Nothing is looked at anew: no plan of them stands on another one.
void BatchPresenter::arrange() {
    if (!m_plan) {
        return;
    }
    const BatchPlanPtr before = std::exchange(m_plan, pilothouse::arranged(*m_plan, order()));
    if (m_diff) {
        m_diff = ui::arranged(*m_diff, *before, *m_plan);
    }
}

void BatchPresenter::move(size_t from, size_t to) {
    if (m_isRunning || m_hasEnded || from >= m_items.size() || to >= m_items.size() || from == to) {
        return;
    }
    BatchItem item = std::move(m_items[from]);
    m_items.erase(m_items.begin() + static_cast<std::ptrdiff_t>(from));
    m_items.insert(m_items.begin() + static_cast<std::ptrdiff_t>(to), std::move(item));
    arrange();
    Q_EMIT changed();
}

void BatchPresenter::takeOut(size_t index) {
    if (m_isRunning || m_hasEnded || index >= m_items.size()) {
        return;
    }
    const ReleaseKey release = m_items[index].release;
    m_items.erase(m_items.begin() + static_cast<std::ptrdiff_t>(index));
    std::erase(m_overtaken, release);
    arrange();
    if (m_isPlanning) {
        planSoon(); // the one under way would come back with it
    }
    Q_EMIT takenOut(release);
    Q_EMIT changed();
}

// --- What is deployed

bool BatchPresenter::isReading() const {
    return std::ranges::any_of(m_items, [](const BatchItem& item) { return !item.deployed && !item.error; });
}

void BatchPresenter::readAll() {
    const std::vector<ReleaseKey> keys = order();
    for (const ReleaseKey& key : keys) {
        const BatchItem* item = find(key);
        if (item && !item->deployed) {
            read(key);
        }
    }
    if (!isReading()) {
        planSoon();
    }
}

void BatchPresenter::read(const ReleaseKey& release) {
    find(release)->error.reset();
    keep(m_reads, release,
        m_services.gateway.revisions(m_context, release,
            [this, release](const Result<std::vector<RecordMeta>>& revisions) { onRevisions(release, revisions); }));
}

void BatchPresenter::onRevisions(const ReleaseKey& release, const Result<std::vector<RecordMeta>>& revisions) {
    if (!revisions || revisions->empty()) {
        onRecord(release,
            revisions ? fail(ErrorCode::NotFound, release.nameSpace + u'/' + release.name, {}, u"NoRelease"_s)
                      : std::unexpected(revisions.error()));
        return;
    }
    keep(m_looks, release,
        m_services.gateway.record(m_context, release, baseOf(*revisions),
            [this, release](const Result<ReleaseRecordPtr>& record) { onRecord(release, record); }));
}

void BatchPresenter::onRecord(const ReleaseKey& release, const Result<ReleaseRecordPtr>& record) {
    BatchItem* item = find(release);
    if (!item) {
        return; // taken out meanwhile
    }
    if (record) {
        item->deployed = *record;
        item->source = m_services.memory.source(m_context, release);
    } else {
        item->error = record.error();
    }
    if (!isReading()) {
        planNow();
    }
    Q_EMIT changed();
}

// --- The plan

void BatchPresenter::setCommon(BatchCommon common) {
    if (common == m_common || m_isRunning) {
        return;
    }
    if (common.values != m_common.values) {
        const auto over = commonValues(common.values);
        m_valuesError = over ? std::nullopt : std::optional(over.error());
        m_over = over.value_or(YamlValue());
    }
    m_common = std::move(common);
    m_beginError.reset();
    planSoon();
    Q_EMIT changed();
}

void BatchPresenter::setBase(DiffBase base) {
    if (std::exchange(m_base, base) != base && !m_isRunning) {
        planNow();
    }
}

bool BatchPresenter::isComplete() const {
    const bool isNamed
        = m_common.chart.kind == ChartSource::Kind::Record || !m_common.chart.location.trimmed().isEmpty();
    return m_common.charts == BatchCommon::Charts::Own || isNamed;
}

void BatchPresenter::planSoon() {
    m_isOutdated = true;
    m_debounce.start();
}

std::vector<BatchChoice> BatchPresenter::choices() const {
    std::vector<BatchChoice> choices;
    for (const BatchItem& item : m_items) {
        if (!item.deployed) {
            continue; // says why in its row; nothing is begun then
        }
        ChangeRequest request = requestFor(m_context, item, m_common, m_over);
        request.valuesOf = m_services.memory.foreignContext(m_context, request.values);
        if (request.reason.isEmpty()) { // said when the place was opened
            request.reason = m_services.mode(m_context, item.release.nameSpace).reason;
        }
        choices.push_back({std::move(request), item.isHidden});
    }
    return choices;
}

void BatchPresenter::planNow() {
    m_debounce.stop();
    m_planCall.cancel();
    m_diffCall.cancel();
    m_isOutdated = true;
    m_isComparing = false;
    m_planError.reset();
    m_looked = 0;
    const int number = ++m_planning;
    std::vector<BatchChoice> asked = choices();
    m_isPlanning = !isReading() && !asked.empty() && isComplete() && !m_valuesError && !m_isRunning && !m_hasEnded;
    if (m_isPlanning) {
        m_plannedModes = modesText();
        const auto looked = [self = QPointer(this), number](int count) {
            if (self && self->m_planning == number) {
                self->m_looked = count;
                Q_EMIT self->changed();
            }
        };
        m_planCall = m_services.gateway.planBatch(
            asked, m_base, looked, [this](const Result<BatchPlanPtr>& plan) { onPlanned(plan); });
    }
    Q_EMIT changed();
}

void BatchPresenter::onPlanned(const Result<BatchPlanPtr>& plan) {
    m_isPlanning = false;
    if (!plan) {
        m_planError = plan.error();
        Q_EMIT changed();
        return;
    }
    m_plan = pilothouse::arranged(**plan, order()); // the order may have been changed meanwhile
    m_isOutdated = false;
    m_overtaken.clear();
    compareNow();
    if (m_plannedModes != modesText()) {
        planSoon();
    }
    Q_EMIT changed();
}

void BatchPresenter::compareNow() {
    m_isComparing = true;
    auto made = std::make_shared<BatchDiffPtr>();
    m_diffCall = m_services.gateway.onPool([plan = m_plan, made] { *made = batchDiffOf(*plan); },
        [this, made, plan = m_plan] {
            m_isComparing = false;
            m_diff = ui::arranged(**made, *plan, *m_plan);
            Q_EMIT changed();
        });
}

const BatchStep* BatchPresenter::step(const ReleaseKey& release) const {
    if (!m_plan) {
        return nullptr;
    }
    const auto found = std::ranges::find_if(
        m_plan->steps, [&release](const BatchStep& step) { return step.request.release == release; });
    return found == m_plan->steps.end() ? nullptr : &*found;
}

} // namespace pilothouse::ui
