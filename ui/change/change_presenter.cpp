// SPDX-License-Identifier: Apache-2.0
#include "ui/change/change_presenter.h"

#include "core/yaml/yaml_loader.h"

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds kTypingPause{120}; // of the 250 ms a preview may take beside helm
constexpr std::chrono::milliseconds kAutosavePause{1000};

bool takesChart(ChangeKind kind) {
    return kind == ChangeKind::Upgrade || kind == ChangeKind::Install;
}

QByteArray valuesOf(const ReleaseRecordPtr& record) {
    const bool isEmpty = !record || record->userValues.isNull()
        || (record->userValues.isMap() && record->userValues.entries().empty());
    return isEmpty ? QByteArray() : toYaml(record->userValues);
}

/// Deployed after it was kept, with just these values.
bool wasApplied(const ChangeDraft& draft, const ReleaseRecordPtr& deployed) {
    if (!deployed || !deployed->lastDeployed.isValid() || deployed->lastDeployed < draft.saved) {
        return false;
    }
    const auto values = loadYaml(draft.request.values, u"values"_s, {}, DuplicateKeys::KeepLast);
    return values && *values == deployed->userValues;
}

} // namespace

ChangePresenter::ChangePresenter(ChangeSubject subject, Services services, QObject* parent)
    : QObject(parent)
    , m_subject(std::move(subject))
    , m_services(std::move(services)) {
    m_request.context = m_subject.context;
    m_request.release = m_subject.release;
    m_request.kind = m_subject.kind;
    m_debounce.setSingleShot(true);
    m_debounce.setInterval(kTypingPause);
    connect(&m_debounce, &QTimer::timeout, this, &ChangePresenter::renderNow);
    m_autosave.setSingleShot(true);
    m_autosave.setInterval(kAutosavePause);
    connect(&m_autosave, &QTimer::timeout, this, &ChangePresenter::saveDraft);
    ChangeGateway& gateway = m_services.gateway;
    connect(&gateway, &ChangeGateway::runChanged, this, &ChangePresenter::onRun);
    connect(&gateway, &ChangeGateway::revisionsChanged, this, [this](const ContextId& context, const ReleaseKey& key) {
        if (context == m_subject.context && key == m_subject.release) {
            lookForOthers();
        }
    });
}

ChangePresenter::~ChangePresenter() {
    if (m_autosave.isActive()) {
        saveDraft();
    }
}

void ChangePresenter::start(Revision target) {
    m_target = target;
    if (const RunStatusPtr running = m_services.gateway.running(m_subject.context, m_subject.release)) {
        follow(running);
    }
    if (m_subject.kind == ChangeKind::Install) {
        fillRequest();
        return;
    }
    readRevisions(true);
}

void ChangePresenter::retry() {
    m_loadError.reset();
    if (!m_isLoaded) {
        readRevisions(true);
    } else {
        renderNow();
    }
    Q_EMIT changed();
}

void ChangePresenter::readRevisions(bool isFirst) {
    m_revisionsCall = m_services.gateway.revisions(m_subject.context, m_subject.release,
        [this, isFirst](const Result<std::vector<RecordMeta>>& revisions) { onRevisions(revisions, isFirst); });
}

void ChangePresenter::onRevisions(const Result<std::vector<RecordMeta>>& revisions, bool isFirst) {
    if (!revisions || revisions->empty()) {
        m_isReading = false;
        m_loadError = revisions ? Error{.code = ErrorCode::NotFound,
                                      .subject = m_subject.release.nameSpace + u'/' + m_subject.release.name,
                                      .detail = {},
                                      .reason = u"NoRelease"_s,
                                      .retryAfter = {}}
                                : revisions.error();
        Q_EMIT changed();
        return;
    }
    m_revisions = *revisions;
    readDeployed(isFirst);
}

/// What helm merges from: the newest deployed, else the newest failed or superseded (protocol: 3.3).
void ChangePresenter::readDeployed(bool isFirst) {
    auto found = std::ranges::find(m_revisions, ReleaseStatus::Deployed, &RecordMeta::status);
    if (found == m_revisions.end()) {
        found = std::ranges::find_if(m_revisions, [](const RecordMeta& meta) {
            return meta.status == ReleaseStatus::Failed || meta.status == ReleaseStatus::Superseded;
        });
    }
    const Revision revision = found == m_revisions.end() ? m_revisions.front().revision : found->revision;
    m_recordCall = m_services.gateway.record(m_subject.context, m_subject.release, revision,
        [this, isFirst](const Result<ReleaseRecordPtr>& record) { onDeployed(record, isFirst); });
}

void ChangePresenter::onDeployed(const Result<ReleaseRecordPtr>& record, bool isFirst) {
    m_isReading = false;
    if (!record) {
        m_loadError = record.error();
        Q_EMIT changed();
        return;
    }
    m_deployed = *record;
    if (isFirst) {
        fillRequest();
    } else {
        Q_EMIT changed();
        renderNow();
    }
}

void ChangePresenter::fillRequest() {
    const auto source = m_services.memory.source(m_subject.context, m_subject.release);
    auto draft = m_services.memory.draft(m_subject);
    if (draft && wasApplied(*draft, m_deployed)) { // by a window that was gone when helm ended
        m_services.memory.removeDraft(m_subject);
        draft.reset();
    }
    if (draft && takesChart(m_subject.kind)) {
        m_request = draft->request;
        m_restoredFrom = draft->saved;
        m_isEdited = true;
    } else {
        m_request.chart
            = source.value_or(ChartSource{.kind = ChartSource::Kind::Record, .location = {}, .version = {}});
        m_request.values = takesChart(m_subject.kind) ? valuesOf(m_deployed) : QByteArray();
    }
    takeProposal();
    const bool cannotRebuild = m_deployed && !m_deployed->chart.dependencies.empty();
    const bool isFromRecord = m_request.chart.kind == ChartSource::Kind::Record;
    if (isFromRecord && (cannotRebuild || m_subject.kind == ChangeKind::Install)) {
        m_request.chart.kind = ChartSource::Kind::Folder; // subcharts are in no record: a person has to say
    }
    if (m_subject.kind == ChangeKind::Rollback && m_request.target == Revision::None) {
        const auto before = std::ranges::find_if(m_revisions, [this](const RecordMeta& meta) {
            return number(meta.revision) < number(m_revisions.front().revision)
                && (meta.status == ReleaseStatus::Superseded || meta.status == ReleaseStatus::Deployed);
        });
        m_request.target = m_target != Revision::None ? m_target
            : before != m_revisions.end()             ? before->revision
                                                      : Revision::None;
    }
    m_isLoaded = true;
    Q_EMIT requestLoaded();
    Q_EMIT changed();
    renderNow();
}

void ChangePresenter::propose(const ChangeRequest& proposal) {
    if (isUnderWay() || !takesChart(m_subject.kind)) {
        return;
    }
    m_proposal = proposal;
    if (m_isLoaded) {
        fillRequest();
    }
}

void ChangePresenter::takeProposal() {
    if (!m_proposal) {
        return;
    }
    // No chart proposed: the one that is remembered stays.
    if (!m_proposal->chart.location.isEmpty() || m_proposal->chart.kind == ChartSource::Kind::Record) {
        m_request.chart = m_proposal->chart;
    }
    m_request.values = m_proposal->values;
    m_restoredFrom.reset();
    m_proposal.reset();
    m_isEdited = true;
    m_autosave.start();
}

QByteArray ChangePresenter::deployedValues() const {
    return valuesOf(m_deployed);
}

void ChangePresenter::setRequest(ChangeRequest request) {
    request.context = m_subject.context; // bound: whatever a form thinks (RC6)
    request.kind = m_subject.kind;
    if (m_subject.kind == ChangeKind::Install) {
        m_subject.release = request.release;
    } else {
        request.release = m_subject.release;
    }
    m_request = std::move(request);
    m_isEdited = true;
    m_beginError.reset();
    markOutdated();
    m_debounce.start();
    m_autosave.start();
    Q_EMIT changed();
}

void ChangePresenter::setValuesError(std::optional<Error> error) {
    if (m_valuesError != error) {
        m_valuesError = std::move(error);
        Q_EMIT changed();
    }
}

void ChangePresenter::discardEdits() {
    m_autosave.stop();
    m_services.memory.removeDraft(m_subject);
    m_isEdited = false;
    m_restoredFrom.reset();
    m_request.values = valuesOf(m_deployed);
    m_request.options = ChangeOptions();
    m_request.reason.clear();
    Q_EMIT requestLoaded();
    markOutdated();
    renderNow();
    Q_EMIT changed();
}

void ChangePresenter::saveDraft() {
    if (m_isEdited && takesChart(m_subject.kind) && !m_request.release.name.isEmpty()) {
        if (const auto saved = m_services.memory.saveDraft(m_request, m_services.clock.wallNow()); !saved) {
            qWarning("change draft error=\"%s\"", qPrintable(describe(saved.error())));
        }
        // An install is named while it is typed: what was kept under half of its name goes, values may hold secrets.
        if (m_draftOf && *m_draftOf != m_subject) {
            m_services.memory.removeDraft(*m_draftOf);
        }
        m_draftOf = m_subject;
    }
}

bool ChangePresenter::isComplete() const {
    if (m_subject.kind == ChangeKind::Rollback) {
        return m_request.target != Revision::None;
    }
    if (!takesChart(m_subject.kind)) {
        return true;
    }
    const bool isNamed = !m_request.release.name.isEmpty() && !m_request.release.nameSpace.isEmpty();
    return isNamed && (m_request.chart.kind == ChartSource::Kind::Record || !m_request.chart.location.isEmpty());
}

void ChangePresenter::markOutdated() {
    for (ChangeComparison& comparison : m_comparisons) {
        comparison.isOutdated = true;
    }
    m_isPlanOutdated = true;
}

/// What is under way for an older text is dropped with its handle: its answer never comes.
void ChangePresenter::renderNow() {
    m_debounce.stop();
    m_compareCall.cancel();
    m_showCall.cancel();
    m_planCall.cancel();
    m_renderCall.cancel();
    for (ChangeComparison& comparison : m_comparisons) {
        comparison.isUnderWay = false;
    }
    markOutdated();
    m_renderError.reset();
    m_planError.reset();
    m_isRendering = m_isLoaded && isComplete() && !m_valuesError;
    if (m_isRendering) {
        reviewNow();
        m_request.valuesOf
            = m_services.memory.foreignContext(m_subject.context, m_request.values, m_request.valuesFile);
        ChangeRequest asked = m_request;
        if (asked.reason.isEmpty()) { // said when the place was opened
            asked.reason = mode().reason;
        }
        m_renderCall = m_services.gateway.render(
            asked, [this](const Result<RenderingPtr>& rendering) { onRendered(rendering); });
    }
    Q_EMIT changed();
}

/// Beside helm, which decides: schema, type surprises and moved defaults, at their lines.
void ChangePresenter::reviewNow() {
    if (!takesChart(m_subject.kind)) {
        return;
    }
    auto made = std::make_shared<ValuesReviewPtr>();
    m_reviewCall = m_services.gateway.onPool([values = m_request.values, deployed = m_deployed, rendering = m_rendering,
                                                 made] { *made = reviewValues(values, deployed, rendering); },
        [this, made] {
            m_review = *made;
            Q_EMIT changed();
        });
}

void ChangePresenter::onRendered(const Result<RenderingPtr>& rendering) {
    m_isRendering = false;
    if (!rendering) {
        m_renderError = rendering.error();
        Q_EMIT changed();
        return;
    }
    const bool isOtherChart = !m_rendering || m_rendering->chartDigest != (*rendering)->chartDigest;
    m_rendering = *rendering;
    if (isOtherChart) {
        reviewNow();
    }
    // What was rendered against is what there is now: somebody's newer revision, seen before, is in it.
    if (m_overtakenBy && m_rendering->newest && m_rendering->newest->revision == m_overtakenBy->revision) {
        m_overtakenBy.reset();
        m_overtakingRecord.reset();
    }
    compareNow();
    planNow();
    lookForOthers();
    Q_EMIT changed();
}

void ChangePresenter::setBase(DiffBase base) {
    if (base == m_base) {
        return;
    }
    m_base = base;
    const ChangeComparison& shown = comparison();
    if (m_rendering && !isRendering() && !m_renderError && shown.isOutdated && !shown.isUnderWay) {
        compareNow();
    }
    Q_EMIT changed();
}

void ChangePresenter::compareNow() {
    const DiffBase base = m_base;
    for (ChangeComparison& other : m_comparisons) {
        other.isUnderWay = false;
    }
    ChangeComparison& shown = m_comparisons[static_cast<size_t>(base)];
    shown.isUnderWay = true;
    shown.error.reset();
    shown.found = 0;
    m_showCall.cancel();
    m_compareCall = m_services.gateway.compare(
        m_rendering, base,
        [this, base](const ObjectDiff&) {
            ++m_comparisons[static_cast<size_t>(base)].found;
            Q_EMIT changed();
        },
        [this, base](const Result<ChangeDiffPtr>& diff) { onCompared(base, diff); });
}

void ChangePresenter::onCompared(DiffBase base, const Result<ChangeDiffPtr>& diff) {
    ChangeComparison& shown = m_comparisons[static_cast<size_t>(base)];
    if (!diff) {
        shown.isUnderWay = false;
        shown.error = diff.error();
        Q_EMIT changed();
        return;
    }
    auto made = std::make_shared<ReleaseDiffPtr>();
    m_showCall = m_services.gateway.onPool(
        [rendering = m_rendering, compared = *diff, made] { *made = releaseDiffOf(*rendering, *compared); },
        [this, base, compared = *diff, made] {
            ChangeComparison& done = m_comparisons[static_cast<size_t>(base)];
            done.isUnderWay = false;
            done.isOutdated = false;
            done.problems = compared->problems;
            done.diff = *made;
            Q_EMIT changed();
        });
}

void ChangePresenter::planNow() {
    m_planError.reset();
    m_planCall = m_services.gateway.plan(m_rendering, [this](const Result<ChangePlanPtr>& plan) { onPlanned(plan); });
}

void ChangePresenter::onPlanned(const Result<ChangePlanPtr>& plan) {
    if (plan) {
        m_plan = *plan;
        m_isPlanOutdated = false;
    } else {
        m_planError = plan.error();
    }
    Q_EMIT changed();
}

} // namespace pilothouse::ui
