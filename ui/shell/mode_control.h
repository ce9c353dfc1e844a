// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/core_thread.h"
#include "ui/frame/mode_panel.h"

#include <QObject>
#include <QPointer>

#include <functional>

namespace pilothouse::ui {

class Contexts;

/// Opens the mode panel and carries what was chosen there to core, which decides. Thread: GUI.
class ModeControl final : public QObject {
    Q_OBJECT
public:
    /// What is sent to core; @p time nothing and @p isReset: back to the environment's own mode.
    struct Wish {
        ContextId context;
        QString scope;
        Mode mode = Mode::ReadOnly;
        QString reason;
        std::optional<std::chrono::minutes> time;
        bool isReset = false;
    };
    using Send = std::function<CallHandle(const Wish& wish, std::function<void(Result<bool>)> done)>;

    /// @param send the way to core (sendModes); tests give their own
    ModeControl(Contexts& contexts, Send send, QObject* parent = nullptr);
    ~ModeControl() override;
    Q_DISABLE_COPY_MOVE(ModeControl)

    /// The panel of one place, its right edge at @p topRight of @p parent; the same place again closes it.
    void open(const ContextId& context, const QString& nameSpace, QWidget* parent, const QPoint& topRight);
    [[nodiscard]] ModePanel* panel() const { return m_panel; }

Q_SIGNALS:
    /// A sentence for the status line.
    void said(const QString& sentence);

private:
    void send(const Wish& wish);

    Contexts& m_contexts;
    Send m_send;
    QPointer<ModePanel> m_panel;
    CallHandle m_call;
};

class CoreAccess;
/// Through the context's session, opened if need be. @p core outlives what is returned.
[[nodiscard]] ModeControl::Send sendModes(CoreAccess& core);

} // namespace pilothouse::ui
