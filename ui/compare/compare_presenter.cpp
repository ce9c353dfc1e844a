// SPDX-License-Identifier: Apache-2.0
#include "ui/compare/compare_presenter.h"

#include <algorithm>

namespace pilothouse::ui {

ComparePresenter::ComparePresenter(Services services, QObject* parent)
    : QObject(parent)
    , m_services(std::move(services)) {
    connect(&m_services.gateway, &CompareGateway::revisionsChanged, this,
        [this](const ContextId& context, const ReleaseKey& key) {
            const ReleasePlace place{context, key};
            if ((m_state == State::Ready || m_state == State::Loading) && (place == m_from || place == m_to)) {
                load(); // what is on screen is never older than the list beside it
            }
        });
}

Environment ComparePresenter::environmentOf(const ReleasePlace& place) const {
    return m_services.rules().environmentOf(place.context.value(), place.release.nameSpace);
}

std::vector<Counterpart> ComparePresenter::candidates() const {
    return counterparts(m_of, m_services.known(), m_services.rules());
}

void ComparePresenter::show(const ReleasePlace& of, const std::optional<ReleasePlace>& with) {
    const bool isShown = of == m_of && m_state != State::Idle && m_state != State::NoCounterpart;
    if (isShown && (!with || *with == m_from || *with == m_to)) {
        return;
    }
    m_of = of;
    m_call.cancel();
    m_prepareCall.cancel();
    m_isPreparing = false;
    m_prepareError.reset();
    m_shown = {};
    m_values.clear();
    m_taken.clear();
    std::optional<ReleasePlace> other = with;
    if (!other) {
        if (const auto found = candidates(); !found.empty()) {
            other = found.front().place;
        }
    }
    if (!other) {
        m_from = of;
        m_to = {};
        m_state = State::NoCounterpart;
        Q_EMIT changed();
        return;
    }
    // EnvironmentKind goes from open to protected: builds go from stg to prd.
    const bool isBackwards = environmentOf(of).kind > environmentOf(*other).kind;
    m_from = isBackwards ? *other : of;
    m_to = isBackwards ? of : *other;
    load();
}

void ComparePresenter::lookAgain() {
    if (m_state == State::NoCounterpart) {
        show(m_of, std::nullopt);
    }
}

void ComparePresenter::retry() {
    if (m_state == State::Failed) {
        load();
    } else {
        lookAgain();
    }
}

void ComparePresenter::swap() {
    std::swap(m_from, m_to);
    m_taken.clear();
    m_shown = {};
    m_values.clear();
    load();
}

void ComparePresenter::load() {
    m_state = State::Loading;
    m_error.reset();
    m_call = m_services.gateway.compare(
        m_from, m_to, [this](Result<ShownComparison> shown) { onCompared(std::move(shown)); });
    Q_EMIT changed();
}

void ComparePresenter::onCompared(Result<ShownComparison> shown) {
    if (!shown) {
        m_state = State::Failed;
        m_error = shown.error();
        Q_EMIT changed();
        return;
    }
    m_state = State::Ready;
    m_shown = std::move(*shown);
    m_values = pilothouse::buildValues(*m_shown.comparison);
    QSet<QString> kept;
    for (const BuildValue& value : m_values) {
        if (m_taken.contains(value.path)) {
            kept.insert(value.path); // what was ticked stays so while it is still there
        }
    }
    m_taken = kept;
    Q_EMIT changed();
}

void ComparePresenter::setTaken(const QString& path, bool taken) {
    if (taken) {
        m_taken.insert(path);
    } else {
        m_taken.remove(path);
    }
    Q_EMIT changed();
}

void ComparePresenter::takeNeeded(bool taken) {
    m_taken.clear();
    for (const BuildValue& value : m_values) {
        if (taken && value.isNeeded) {
            m_taken.insert(value.path);
        }
    }
    Q_EMIT changed();
}

std::vector<BuildValue> ComparePresenter::taken() const {
    std::vector<BuildValue> values;
    std::ranges::copy_if(
        m_values, std::back_inserter(values), [this](const BuildValue& value) { return m_taken.contains(value.path); });
    return values;
}

int ComparePresenter::takenCount() const {
    return static_cast<int>(m_taken.size());
}

int ComparePresenter::heldCount() const {
    return static_cast<int>(std::ranges::count_if(m_values, [this](const BuildValue& value) {
        return value.isNeeded && !value.kept.isEmpty() && !m_taken.contains(value.path);
    }));
}

ProposedChart ComparePresenter::chart() const {
    return m_shown.comparison
        ? proposedChart(*m_shown.comparison, m_services.rememberedChart(m_from), m_services.rememberedChart(m_to))
        : ProposedChart();
}

void ComparePresenter::upgrade() {
    if (m_state != State::Ready || m_isPreparing) {
        return;
    }
    const ProposedChart proposed = chart();
    if (proposed.by != ProposedChart::By::Rebuild) {
        finish(proposed.source);
        return;
    }
    m_isPreparing = true;
    m_prepareError.reset();
    m_prepareCall = m_services.gateway.rebuildChart(m_shown.comparison->from, [this](const Result<QString>& folder) {
        m_isPreparing = false;
        if (folder) {
            finish({ChartSource::Kind::Folder, *folder, {}, {}});
        } else {
            m_prepareError = folder.error();
        }
        Q_EMIT changed();
    });
    Q_EMIT changed();
}

void ComparePresenter::finish(const ChartSource& source) {
    Q_EMIT upgradeReady(std::make_shared<const ChangeRequest>(promotionRequest(*m_shown.comparison, taken(), source)));
}

} // namespace pilothouse::ui
