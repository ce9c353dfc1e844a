// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/frame/contexts.h"
#include "ui/resources/object_gateway.h"

#include <QObject>

#include <optional>
#include <stop_token>

namespace pilothouse::ui {

/// Decides what the sheet of a change of objects shows and allows. Shows nothing itself; every change is one
/// `changed()`.
class ObjectChangePresenter final : public QObject {
    Q_OBJECT
public:
    enum class State {
        Idle,
        Opening, ///< the object is read for editing
        Editing, ///< a text, or a number of replicas, is asked for
        Looking,
        Planned,
        Doing,
        Done,
    };
    /// @param gateway, contexts, clock outlive it
    ObjectChangePresenter(
        ObjectGateway& gateway, const Contexts& contexts, const Clock& clock, QObject* parent = nullptr);
    Q_DISABLE_COPY_MOVE(ObjectChangePresenter)

    /// Something new is wanted; what was shown goes. Refused while something is being done.
    void begin(ObjectRequest request);
    /// Opens the object for editing.
    void edit(const ContextId& context, const ObjectRef& ref);
    /// A text that is not there yet.
    void create(const ContextId& context, const QString& nameSpace, const QByteArray& text);
    /// A text that holds a private key: it is shown masked and can't be edited.
    void createHidden(const ContextId& context, const QString& nameSpace, const QByteArray& text);
    void setText(const QByteArray& text);
    void setReplicas(int replicas);
    void setPropagation(Propagation propagation);
    void setTakeOver(bool takeOver);
    void setDrain(const DrainOptions& options);
    void setReason(const QString& reason);
    /// Looks at what would be done.
    void look();
    void carryOut(const QString& typed);
    /// Of a drain that is being done: nothing more is evicted. What was asked to go goes.
    void stop();
    [[nodiscard]] bool canStop() const;
    /// Back to an empty sheet. What is being done goes on and is in the audit.
    void close();
    /// Takes what somebody else made of it as the new beginning; the person's text stays.
    void openAgain();

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const ObjectRequest& request() const { return m_request; }
    [[nodiscard]] const ObjectPlanPtr& plan() const { return m_plan; }
    [[nodiscard]] const std::optional<ObjectReport>& report() const { return m_report; }
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }
    [[nodiscard]] bool isBusy() const;
    /// Why it can't begin now; empty: it can.
    [[nodiscard]] QString whyNot(const QString& typed) const;
    /// The first place of the plan that is not open for changes; nothing: all are.
    [[nodiscard]] std::optional<QString> lockedPlace() const;
    /// True where the plan's place is protected: the button carries its colour.
    [[nodiscard]] bool isProtected() const;
    [[nodiscard]] bool needsReason() const;
    [[nodiscard]] bool isTextHidden() const { return m_isTextHidden; }

Q_SIGNALS:
    void changed();
    /// The text to edit was read: the editor takes it up.
    void textOpened(const QByteArray& text);
    /// Something was done: tables read again.
    void done();

private:
    void startAnew(ObjectRequest request, State state);
    void readReplicas();
    void invalidate();
    void onPlan(const Result<ObjectPlanPtr>& plan);
    void onProgress(const ObjectPlan& plan, const ObjectReport& report);
    void onReport(const Result<ObjectReport>& report);

    ObjectGateway& m_gateway;
    const Contexts& m_contexts;
    const Clock& m_clock;
    State m_state = State::Idle;
    ObjectRequest m_request;
    ObjectPlanPtr m_plan;
    std::optional<ObjectReport> m_report;
    std::optional<Error> m_error;
    bool m_isTextHidden = false;
    std::stop_source m_stop;
    bool m_keepsText = false; ///< the next opening leaves the person's text alone
    CallHandle m_call;
};

} // namespace pilothouse::ui
