// SPDX-License-Identifier: Apache-2.0
#include "app/pilothousectl/terminal_run.h"

#include "app/pilothousectl/output.h"

#include <unistd.h>

namespace pilothouse::ctl {

using namespace Qt::StringLiterals;

namespace {

ExecRequest sized(ExecRequest request) {
    const OwnTerminal::Size size = OwnTerminal::size();
    request.columns = size.columns;
    request.rows = size.rows;
    return request;
}

} // namespace

TerminalRun::TerminalRun(ApiClient& client, ExecRequest request, ExecSession::KubectlFinder kubectl)
    : m_session(client, sized(std::move(request)))
    , m_terminal(m_session.request().stdIn ? OwnTerminal::Input::Read : OwnTerminal::Input::Ignored) {
    m_session.setKubectlFinder(std::move(kubectl));
    connect(&m_session, &ExecSession::opened, this, &TerminalRun::onOpened);
    connect(&m_session, &ExecSession::output, this, [this](ExecSession::Channel channel, const QByteArray& bytes) {
        OwnTerminal::write(channel == ExecSession::Channel::Output ? STDOUT_FILENO : STDERR_FILENO, bytes);
        m_session.taken(bytes.size());
    });
    connect(&m_session, &ExecSession::writable, this, &TerminalRun::sendWaiting);
    connect(&m_session, &ExecSession::ended, this, [this](const ExecEnd& end) {
        // From an event of its own: the task that waits destroys us.
        QMetaObject::invokeMethod(this, [this, end] { m_completer.complete(end); }, Qt::QueuedConnection);
    });
    connect(&m_terminal, &OwnTerminal::input, this, &TerminalRun::onInput);
    connect(&m_terminal, &OwnTerminal::inputEnded, this, [this] {
        m_isInputEnded = true;
        endInput();
    });
    connect(&m_terminal, &OwnTerminal::resized, this, [this] {
        const OwnTerminal::Size size = OwnTerminal::size();
        m_session.resize(size.columns, size.rows);
    });
    connect(&m_terminal, &OwnTerminal::interrupted, this, [this] {
        m_wasInterrupted = true;
        m_session.close();
    });
}

TerminalRun::~TerminalRun() = default;

Task<ExecEnd> TerminalRun::end() {
    Completion<ExecEnd> over;
    m_completer = over.completer();
    m_session.start();
    co_return co_await std::move(over);
}

void TerminalRun::onOpened() {
    if (m_session.isThroughKubectl()) {
        writeNote(u"this account may not open a WebSocket (get pods/exec): going on through kubectl"_s);
    }
    if (m_session.request().tty) {
        m_terminal.makeRaw();
    }
    m_terminal.setReading(true);
}

void TerminalRun::onInput(const QByteArray& bytes) {
    m_waiting += bytes;
    sendWaiting();
}

void TerminalRun::sendWaiting() {
    m_waiting.remove(0, m_session.write(m_waiting));
    m_terminal.setReading(m_waiting.isEmpty());
    endInput();
}

void TerminalRun::endInput() {
    if (m_isInputEnded && m_waiting.isEmpty() && !m_session.closeInput()
        && m_session.state() == ExecSession::State::Open) {
        writeNote(u"this server has no way to end a program's input; Ctrl-C leaves"_s);
    }
}

} // namespace pilothouse::ctl
