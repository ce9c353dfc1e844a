// SPDX-License-Identifier: Apache-2.0
#include "ui/prepare/prepare_presenter.h"

#include "ui/frame/place_mode.h"
#include "ui/prepare/prepare_words.h"

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

PreparePresenter::PreparePresenter(
    PrepareGateway& gateway, const Contexts& contexts, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_gateway(gateway)
    , m_contexts(contexts)
    , m_clock(clock) {
    connect(&contexts, &Contexts::itemChanged, this, [this](const ContextId& id) {
        if (id == m_wish.context) {
            Q_EMIT changed(); // the mode may be another one
        }
    });
}

void PreparePresenter::edit(PrepareWish wish) {
    if (m_state == State::Doing) {
        return;
    }
    m_call.cancel();
    m_wish = std::move(wish);
    m_plan.reset();
    m_report.reset();
    m_error.reset();
    m_state = State::Editing;
    Q_EMIT changed();
}

bool PreparePresenter::canLook() const {
    const bool wantsSomething = m_wish.createNamespace || !m_wish.pullSecret.isEmpty();
    return m_state != State::Looking && m_state != State::Doing && !m_wish.nameSpace.isEmpty() && wantsSomething;
}

void PreparePresenter::look() {
    if (!canLook()) {
        return;
    }
    m_plan.reset();
    m_report.reset();
    m_error.reset();
    m_state = State::Looking;
    m_call = m_gateway.plan(m_wish, [this](const Result<PreparePlanPtr>& plan) { onPlan(plan); });
    Q_EMIT changed();
}

void PreparePresenter::onPlan(const Result<PreparePlanPtr>& plan) {
    m_call.cancel();
    if (plan) {
        m_plan = *plan;
        m_state = State::Planned;
    } else {
        m_error = plan.error();
        m_state = State::Editing;
    }
    Q_EMIT changed();
}

void PreparePresenter::begin(const QString& typed) {
    if (!whyNot(typed).isEmpty()) {
        return;
    }
    m_error.reset();
    m_state = State::Doing;
    m_call = m_gateway.carryOut(m_plan, typed, [this](const Result<PrepareReport>& report) { onReport(report); });
    Q_EMIT changed();
}

void PreparePresenter::onReport(const Result<PrepareReport>& report) {
    m_call.cancel();
    m_wish.token.reset(); // done with it
    if (report) {
        m_report = *report;
        m_state = State::Done;
    } else {
        m_error = report.error();
        m_state = State::Editing; // nothing was begun: to be looked at again
        m_plan.reset();
    }
    Q_EMIT changed();
}

std::vector<PrepareLine> PreparePresenter::lines() const {
    std::vector<PrepareLine> lines;
    if (m_report) {
        for (const auto& line : m_report->lines) {
            lines.push_back(reportLine(line));
        }
    } else if (m_plan) {
        for (const PrepareStep& step : m_plan->steps) {
            lines.push_back(planLine(step));
        }
    }
    return lines;
}

QString PreparePresenter::confirmation() const {
    const bool canBegin = m_plan && m_state == State::Planned && !m_plan->isBlocked();
    return canBegin ? m_plan->confirmation : QString();
}

std::optional<QString> PreparePresenter::lockedPlace() const {
    if (!m_plan) {
        return {};
    }
    for (const QString& place : preparePlaces(*m_plan->request)) {
        if (!placeMode(m_contexts.find(m_wish.context), place, m_clock.steadyNow()).canChange()) {
            return place;
        }
    }
    return {};
}

QString PreparePresenter::whyNot(const QString& typed) const {
    if (m_state != State::Planned) {
        return tr("Look at what would be done first.");
    }
    if (m_plan->isBlocked()) {
        return tr("A step can’t be done. Nothing is begun.");
    }
    if (!m_plan->changesSomething()) {
        return tr("Everything is as wanted already.");
    }
    if (const auto place = lockedPlace()) {
        return place->isEmpty()
            ? tr("The cluster itself is locked, and a namespace is made there. Open it for changes.")
            : tr("Namespace %1 is locked. Open it for changes.").arg(*place);
    }
    if (m_plan->confirmation.isEmpty()) {
        return {};
    }
    if (m_plan->request->reason.trimmed().isEmpty()) {
        return tr("This place is protected: say why, and look again.");
    }
    return typed == m_plan->confirmation ? QString() : tr("Type %1 to begin.").arg(m_plan->confirmation);
}

} // namespace pilothouse::ui
