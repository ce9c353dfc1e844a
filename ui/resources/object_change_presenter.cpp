// SPDX-License-Identifier: Apache-2.0
#include "ui/resources/object_change_presenter.h"

#include "ui/frame/place_mode.h"

#include <QPointer>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

ObjectChangePresenter::ObjectChangePresenter(
    ObjectGateway& gateway, const Contexts& contexts, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_gateway(gateway)
    , m_contexts(contexts)
    , m_clock(clock) {
    connect(&contexts, &Contexts::itemChanged, this, [this](const ContextId& id) {
        if (id == m_request.context && m_state != State::Idle) {
            Q_EMIT changed(); // the mode may be another one
        }
    });
}

bool ObjectChangePresenter::isBusy() const {
    return m_state == State::Opening || m_state == State::Looking || m_state == State::Doing;
}

void ObjectChangePresenter::startAnew(ObjectRequest request, State state) {
    m_call.cancel();
    m_request = std::move(request);
    m_plan.reset();
    m_report.reset();
    m_error.reset();
    m_isTextHidden = false;
    m_state = state;
}

void ObjectChangePresenter::begin(ObjectRequest request) {
    if (m_state == State::Doing) {
        return;
    }
    const bool isScale = request.verb == ObjectVerb::Scale;
    if (isScale) {
        request.replicas = 1;
    }
    startAnew(std::move(request), State::Editing);
    if (isScale) {
        readReplicas();
    } else {
        look();
    }
}

/// The number asked for begins with the one that is there.
void ObjectChangePresenter::readReplicas() {
    m_state = State::Opening;
    m_call = m_gateway.open(
        m_request.context, m_request.targets.front().ref, [this](const Result<OpenedObjectPtr>& opened) {
            m_call.cancel();
            m_state = State::Editing;
            if (opened) {
                m_request.replicas = (*opened)->object.at({u"spec", u"replicas"}).text().toInt();
            } else {
                m_error = opened.error();
            }
            Q_EMIT changed();
        });
    Q_EMIT changed();
}

void ObjectChangePresenter::edit(const ContextId& context, const ObjectRef& ref) {
    if (m_state == State::Doing) {
        return;
    }
    ObjectRequest request;
    request.context = context;
    request.verb = ObjectVerb::Apply;
    request.nameSpace = ref.nameSpace;
    if (m_keepsText) {
        request.text = m_request.text;
        request.reason = m_request.reason;
    }
    startAnew(std::move(request), State::Opening);
    m_call = m_gateway.open(context, ref, [this](const Result<OpenedObjectPtr>& opened) {
        m_call.cancel();
        m_state = State::Editing;
        if (!opened) {
            m_error = opened.error();
            Q_EMIT changed();
            return;
        }
        m_request.opened = *opened;
        if (!std::exchange(m_keepsText, false)) {
            m_request.text = (*opened)->text;
            Q_EMIT textOpened(m_request.text);
        }
        Q_EMIT changed();
    });
    Q_EMIT changed();
}

void ObjectChangePresenter::openAgain() {
    if (m_request.opened && !isBusy()) {
        m_keepsText = true;
        const OpenedObjectPtr opened = m_request.opened;
        edit(opened->context, opened->ref);
    }
}

void ObjectChangePresenter::create(const ContextId& context, const QString& nameSpace, const QByteArray& text) {
    if (m_state == State::Doing) {
        return;
    }
    ObjectRequest request;
    request.context = context;
    request.verb = ObjectVerb::Apply;
    request.nameSpace = nameSpace;
    request.text = text;
    startAnew(std::move(request), State::Editing);
    Q_EMIT textOpened(text);
    Q_EMIT changed();
}

void ObjectChangePresenter::createHidden(const ContextId& context, const QString& nameSpace, const QByteArray& text) {
    if (m_state == State::Doing) {
        return;
    }
    ObjectRequest request;
    request.context = context;
    request.verb = ObjectVerb::Apply;
    request.nameSpace = nameSpace;
    request.text = text;
    startAnew(std::move(request), State::Editing);
    m_isTextHidden = true;
    Q_EMIT textOpened(maskManifest(text));
    look();
}

/// What was looked at does not hold for another wish.
void ObjectChangePresenter::invalidate() {
    m_call.cancel();
    m_plan.reset();
    m_report.reset();
    m_error.reset();
    m_state = State::Editing;
    Q_EMIT changed();
}

void ObjectChangePresenter::setText(const QByteArray& text) {
    if (!m_isTextHidden && m_request.text != text && m_state != State::Doing && m_state != State::Opening) {
        m_request.text = text;
        invalidate();
    }
}

void ObjectChangePresenter::setReplicas(int replicas) {
    if (m_request.replicas != replicas && m_state != State::Doing) {
        m_request.replicas = replicas;
        invalidate();
    }
}

void ObjectChangePresenter::setPropagation(Propagation propagation) {
    if (m_request.propagation != propagation && m_state != State::Doing) {
        m_request.propagation = propagation;
        invalidate();
        look();
    }
}

void ObjectChangePresenter::setDrain(const DrainOptions& options) {
    const DrainOptions& now = m_request.drain;
    const bool isOther
        = now.unmanaged != options.unmanaged || now.localData != options.localData || now.patience != options.patience;
    if (isOther && m_state != State::Doing) {
        m_request.drain = options;
        invalidate();
        look();
    }
}

void ObjectChangePresenter::setTakeOver(bool takeOver) {
    if (m_request.takeOver != takeOver && m_state != State::Doing) {
        m_request.takeOver = takeOver;
        invalidate();
        look();
    }
}

/// A reason changes nothing of what was looked at: it goes along when it begins.
void ObjectChangePresenter::setReason(const QString& reason) {
    if (m_request.reason != reason && m_state != State::Doing) {
        m_request.reason = reason;
        Q_EMIT changed();
    }
}

void ObjectChangePresenter::look() {
    if (isBusy() || m_state == State::Idle) {
        return;
    }
    m_plan.reset();
    m_report.reset();
    m_error.reset();
    m_state = State::Looking;
    m_call = m_gateway.plan(
        std::make_shared<const ObjectRequest>(m_request), [this](const Result<ObjectPlanPtr>& plan) { onPlan(plan); });
    Q_EMIT changed();
}

void ObjectChangePresenter::onPlan(const Result<ObjectPlanPtr>& plan) {
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

void ObjectChangePresenter::carryOut(const QString& typed) {
    if (!whyNot(typed).isEmpty()) {
        return;
    }
    auto agreed = std::make_shared<ObjectPlan>(*m_plan);
    agreed->request = std::make_shared<const ObjectRequest>(m_request);
    m_plan = std::move(agreed);
    m_error.reset();
    m_state = State::Doing;
    m_stop = std::stop_source();
    m_call = m_gateway.carryOut(
        m_plan, typed,
        [self = QPointer(this), plan = m_plan](const ObjectReport& report) {
            if (self) {
                self->onProgress(*plan, report);
            }
        },
        m_stop.get_token(), [this](const Result<ObjectReport>& report) { onReport(report); });
    Q_EMIT changed();
}

void ObjectChangePresenter::onProgress(const ObjectPlan& plan, const ObjectReport& report) {
    if (m_state == State::Doing && m_plan && m_plan->id == plan.id) {
        m_report = report;
        Q_EMIT changed();
    }
}

bool ObjectChangePresenter::canStop() const {
    return m_state == State::Doing && m_request.verb == ObjectVerb::Drain && !m_stop.stop_requested();
}

void ObjectChangePresenter::stop() {
    if (canStop()) {
        m_stop.request_stop();
        Q_EMIT changed();
    }
}

void ObjectChangePresenter::onReport(const Result<ObjectReport>& report) {
    m_call.cancel();
    if (report) {
        m_report = *report;
        m_state = State::Done;
    } else {
        m_error = report.error();
        m_state = State::Editing; // nothing was begun: to be looked at again
        m_plan.reset();
    }
    Q_EMIT changed();
    Q_EMIT done();
}

void ObjectChangePresenter::close() {
    if (m_state == State::Doing) {
        return; // its outcome is to be seen
    }
    startAnew({}, State::Idle);
    Q_EMIT changed();
}

std::optional<QString> ObjectChangePresenter::lockedPlace() const {
    if (!m_plan) {
        return {};
    }
    for (const QString& place : objectPlaces(m_plan->steps)) {
        if (!placeMode(m_contexts.find(m_request.context), place, m_clock.steadyNow()).canChange()) {
            return place;
        }
    }
    return {};
}

bool ObjectChangePresenter::isProtected() const {
    const QStringList places = m_plan ? objectPlaces(m_plan->steps) : QStringList{m_request.nameSpace};
    return std::ranges::any_of(places, [this](const QString& place) {
        return placeMode(m_contexts.find(m_request.context), place, m_clock.steadyNow()).isProtected;
    });
}

bool ObjectChangePresenter::needsReason() const {
    return m_plan && isProtected() && m_request.reason.trimmed().isEmpty();
}

QString ObjectChangePresenter::whyNot(const QString& typed) const {
    if (m_state != State::Planned) {
        return tr("Look at what would be done first.");
    }
    if (m_plan->isBlocked()) {
        return tr("It can’t be done like this. Nothing is begun.");
    }
    if (!m_plan->changesSomething()) {
        return tr("Everything is as wanted already.");
    }
    if (const auto place = lockedPlace()) {
        return place->isEmpty() ? tr("The cluster itself is locked. Open it for changes.")
                                : tr("Namespace %1 is locked. Open it for changes.").arg(*place);
    }
    if (needsReason()) {
        return tr("This place is protected: say why.");
    }
    const bool isTyped = m_plan->confirmation.isEmpty() || typed == m_plan->confirmation;
    return isTyped ? QString() : tr("Type %1 to begin.").arg(m_plan->confirmation);
}

} // namespace pilothouse::ui
