// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/pilothousectl/own_terminal.h"

#include "core/async/completion.h"
#include "core/async/task.h"
#include "core/kube/exec_session.h"

namespace pilothouse::ctl {

/// One exec or attach between a pod and this program's terminal (or its files), to its end.
class TerminalRun final : public QObject {
    Q_OBJECT
public:
    TerminalRun(ApiClient& client, ExecRequest request, ExecSession::KubectlFinder kubectl);
    ~TerminalRun() override;
    Q_DISABLE_COPY_MOVE(TerminalRun)

    [[nodiscard]] Task<ExecEnd> end();
    [[nodiscard]] bool wasInterrupted() const { return m_wasInterrupted; }

private:
    void onOpened();
    void onInput(const QByteArray& bytes);
    void sendWaiting();
    void endInput();

    ExecSession m_session;
    OwnTerminal m_terminal;
    QByteArray m_waiting; ///< input the session had no room for
    bool m_isInputEnded = false;
    bool m_wasInterrupted = false;
    Completion<ExecEnd>::Completer m_completer;
};

} // namespace pilothouse::ctl
