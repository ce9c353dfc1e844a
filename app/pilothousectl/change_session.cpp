// SPDX-License-Identifier: Apache-2.0
#include "app/pilothousectl/change_session.h"

#include "app/pilothousectl/commands.h"
#include "app/pilothousectl/output.h"
#include "app/pilothousectl/plan_output.h"

#include <QCoreApplication>

#include <array>
#include <csignal>

#include <fcntl.h>
#include <unistd.h>

namespace pilothouse::ctl {

using namespace Qt::StringLiterals;

namespace {

/// A signal handler may do little more than write: the byte wakes the event loop.
std::array<int, 2> g_interruptPipe = {-1, -1};

void onSignal(int) {
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(g_interruptPipe[1], &byte, 1);
}

} // namespace

RunWatch::RunWatch(ChangeDesk& desk)
    : m_desk(desk) {
    connect(&desk, &ChangeDesk::runChanged, this, &RunWatch::onChanged);
    if (g_interruptPipe[0] < 0 && ::pipe2(g_interruptPipe.data(), O_CLOEXEC | O_NONBLOCK) != 0) {
        return; // Ctrl-C ends the program as ever; helm goes on, the next one adopts it
    }
    m_interrupt = std::make_unique<QSocketNotifier>(g_interruptPipe[0], QSocketNotifier::Read);
    connect(m_interrupt.get(), &QSocketNotifier::activated, this, &RunWatch::onInterrupt);
    std::signal(SIGINT, onSignal);
    std::signal(SIGTERM, onSignal);
}

RunWatch::~RunWatch() {
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
}

void RunWatch::onInterrupt() {
    char byte = 0;
    while (::read(g_interruptPipe[0], &byte, 1) > 0) { }
    if (m_id.isEmpty()) {
        QCoreApplication::exit(kExitError);
        return;
    }
    if (std::exchange(m_wasInterrupted, true)) {
        writeNote(u"helm is left to itself; its outcome is told at the next start"_s);
        QCoreApplication::exit(kExitError);
        return;
    }
    writeNote(u"cancelling: helm is asked to end"_s);
    if (const auto asked = m_desk.cancel(m_id); !asked) {
        writeError(asked.error());
    }
}

void RunWatch::onChanged(const RunStatusPtr& run) {
    m_last.insert(run->id, run);
    if (run->id != m_id) {
        return;
    }
    if (const QString line = progressLine(*run); line != m_told) {
        m_told = line;
        writeNote(line);
    }
    if (run->phase == RunStatus::Phase::Ended) {
        // From an event of its own: the waiting task must not go on from inside the desk's signal.
        QMetaObject::invokeMethod(this, [this, run] { m_completer.complete(run); }, Qt::QueuedConnection);
    }
}

Task<RunStatusPtr> RunWatch::end(QString id) {
    m_id = id;
    Completion<RunStatusPtr> over;
    m_completer = over.completer();
    if (const RunStatusPtr last = m_last.value(id)) {
        onChanged(last);
    }
    co_return co_await std::move(over);
}

} // namespace pilothouse::ctl
