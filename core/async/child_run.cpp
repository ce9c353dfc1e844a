// SPDX-License-Identifier: Apache-2.0
#include "core/async/child_run.h"

#include "core/async/completion.h"

#include <QProcess>

#include <csignal>
#include <functional>
#include <memory>

#ifdef Q_OS_UNIX
#include <sys/types.h>
#endif

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr Clock::Duration kGrace = std::chrono::seconds(2);
constexpr int kLastWait = 1000; ///< ms, for the kernel to reap what was killed

class ChildRun final : public QObject {
public:
    ChildRun(Clock& clock, const ChildCommand& command, ChildBounds bounds);
    ~ChildRun() override;
    Q_DISABLE_COPY_MOVE(ChildRun)

    /// @p done is called once, from an event.
    void start(std::function<void(ChildEnd)> done);

private:
    void readOutput();
    void readErrors();
    void stop(Error reason);
    void signalAll(int signal);
    void finish();

    Clock& m_clock;
    ChildBounds m_bounds;
    QProcess m_process;
    ChildEnd m_end;
    qint64 m_session = 0; ///< pid of the program, which leads a session of its own
    std::unique_ptr<Timer> m_deadline;
    std::unique_ptr<Timer> m_kill;
    std::function<void(ChildEnd)> m_done;
};

ChildRun::ChildRun(Clock& clock, const ChildCommand& command, ChildBounds bounds)
    : m_clock(clock)
    , m_bounds(bounds) {
    m_process.setProgram(command.program);
    m_process.setArguments(command.arguments);
    m_process.setProcessEnvironment(command.environment);
    m_process.setWorkingDirectory(command.folder);
    m_process.setStandardInputFile(QProcess::nullDevice());
#ifdef Q_OS_UNIX
    // A session of its own has no terminal to ask on, and can be ended with all its children.
    m_process.setUnixProcessParameters(QProcess::UnixProcessFlag::CreateNewSession
        | QProcess::UnixProcessFlag::CloseFileDescriptors | QProcess::UnixProcessFlag::ResetSignalHandlers);
#endif
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &ChildRun::readOutput);
    connect(&m_process, &QProcess::readyReadStandardError, this, &ChildRun::readErrors);
    connect(&m_process, &QProcess::started, this, [this] { m_session = m_process.processId(); });
    // Queued: whoever waits may destroy this.
    connect(&m_process, &QProcess::finished, this, &ChildRun::finish, Qt::QueuedConnection);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            QMetaObject::invokeMethod(this, &ChildRun::finish, Qt::QueuedConnection);
        }
    });
}

ChildRun::~ChildRun() {
    m_process.disconnect(this);
    if (m_process.state() != QProcess::NotRunning) {
        signalAll(SIGKILL);
        m_process.kill();
        m_process.waitForFinished(kLastWait);
    }
}

void ChildRun::start(std::function<void(ChildEnd)> done) {
    m_done = std::move(done);
    m_deadline = m_clock.after(m_bounds.deadline, [this] {
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(m_bounds.deadline).count();
        stop(fail(ErrorCode::Timeout, m_process.program(), u"did not end within %1 s"_s.arg(seconds)).error());
    });
    m_process.start(QIODevice::ReadOnly);
}

void ChildRun::readOutput() {
    const QByteArray bytes = m_process.readAllStandardOutput();
    if (!m_end.stopped) {
        m_end.output += bytes;
    }
    if (m_end.output.size() > m_bounds.output.bytes) {
        const double limit = static_cast<double>(m_bounds.output.bytes) / (1_MiB).bytes;
        stop(fail(ErrorCode::Invalid, m_process.program(), u"printed more than %1 MiB"_s.arg(limit), u"TooLarge"_s)
                .error());
    }
}

void ChildRun::readErrors() {
    m_end.errors += m_process.readAllStandardError();
    if (m_end.errors.size() > 2 * m_bounds.errors.bytes) {
        m_end.errors = m_end.errors.last(m_bounds.errors.bytes);
    }
}

void ChildRun::stop(Error reason) {
    if (m_end.stopped || m_process.state() == QProcess::NotRunning) {
        return;
    }
    m_end.stopped = std::move(reason);
    m_end.output.clear();
    signalAll(SIGTERM);
    m_kill = m_clock.after(kGrace, [this] { signalAll(SIGKILL); });
}

void ChildRun::signalAll(int signal) {
#ifdef Q_OS_UNIX
    if (m_session > 0) {
        ::kill(static_cast<pid_t>(-m_session), signal);
    }
#else
    Q_UNUSED(signal);
    m_process.kill();
#endif
}

void ChildRun::finish() {
    if (!m_done) {
        return;
    }
    readOutput();
    readErrors();
    m_deadline.reset();
    m_kill.reset();
    m_end.exitCode = m_process.exitCode();
    const QString program = m_process.program();
    if (m_process.error() == QProcess::FailedToStart) {
        const QString why = u"could not be started: "_s + m_process.errorString();
        m_end.stopped = fail(ErrorCode::Process, program, why, u"NotStarted"_s).error();
    } else if (m_process.exitStatus() == QProcess::CrashExit && !m_end.stopped) {
        m_end.stopped
            = fail(ErrorCode::Process, program, u"was killed by signal %1"_s.arg(m_process.exitCode())).error();
    }
    std::exchange(m_done, {})(std::move(m_end));
}

} // namespace

Task<ChildEnd> runChild(Clock* clock, ChildCommand command, ChildBounds bounds) {
    Completion<ChildEnd> ended;
    auto run = std::make_unique<ChildRun>(*clock, command, bounds);
    run->start([completer = ended.completer()](ChildEnd how) mutable { completer.complete(std::move(how)); });
    ChildEnd how = co_await std::move(ended);
    run.release()->deleteLater(); // its own event resumed us
    co_return how;
}

} // namespace pilothouse
