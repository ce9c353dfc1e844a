// SPDX-License-Identifier: Apache-2.0
#include "core/helm/helm_read_run.h"

#include <csignal>

#include <sys/types.h>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr Clock::Duration kGrace = std::chrono::seconds(2);
constexpr ByteSize kErrors = 1_MiB;

} // namespace

HelmReadRun::HelmReadRun(Clock& clock, const HelmPermit& permit, Bounds bounds)
    : m_clock(clock)
    , m_bounds(bounds) {
    m_process.setProgram(permit.program());
    m_process.setArguments(permit.arguments());
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &HelmReadRun::readOutput);
    connect(&m_process, &QProcess::readyReadStandardError, this, &HelmReadRun::readErrors);
    connect(&m_process, &QProcess::started, this, [this] { m_session = m_process.processId(); });
    // Queued: whoever waits may destroy this.
    connect(&m_process, &QProcess::finished, this, &HelmReadRun::finish, Qt::QueuedConnection);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            QMetaObject::invokeMethod(this, &HelmReadRun::finish, Qt::QueuedConnection);
        }
    });
}

HelmReadRun::~HelmReadRun() {
    m_process.disconnect(this);
    if (m_process.state() != QProcess::NotRunning) {
        signalAll(SIGKILL);
        m_process.kill();
        m_process.waitForFinished(1000);
    }
}

void HelmReadRun::start(
    const QProcessEnvironment& environment, const QString& folder, std::function<void(Ended)> done) {
    m_done = std::move(done);
    m_process.setProcessEnvironment(environment);
    m_process.setWorkingDirectory(folder);
    m_process.setStandardInputFile(QProcess::nullDevice());
    m_process.setUnixProcessParameters(QProcess::UnixProcessFlag::CreateNewSession
        | QProcess::UnixProcessFlag::CloseFileDescriptors | QProcess::UnixProcessFlag::ResetSignalHandlers);
    m_deadline = m_clock.after(m_bounds.deadline, [this] {
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(m_bounds.deadline).count();
        stop(fail(ErrorCode::Timeout, m_process.program(), u"did not end within %1 s"_s.arg(seconds)).error());
    });
    m_process.start(QIODevice::ReadOnly);
}

void HelmReadRun::readOutput() {
    const QByteArray bytes = m_process.readAllStandardOutput();
    if (!m_ended.stopped) {
        m_ended.output += bytes;
    }
    if (m_ended.output.size() > m_bounds.output.bytes) {
        stop(fail(ErrorCode::Invalid, m_process.program(),
            u"printed more than %1 MiB"_s.arg(static_cast<double>(m_bounds.output.bytes) / (1_MiB).bytes),
            u"TooLarge"_s)
                .error());
    }
}

void HelmReadRun::readErrors() {
    m_ended.errors += m_process.readAllStandardError();
    if (m_ended.errors.size() > 2 * kErrors.bytes) {
        m_ended.errors = m_ended.errors.last(kErrors.bytes);
    }
}

void HelmReadRun::stop(Error reason) {
    if (m_ended.stopped || m_process.state() == QProcess::NotRunning) {
        return;
    }
    m_ended.stopped = std::move(reason);
    m_ended.output.clear();
    signalAll(SIGTERM);
    m_kill = m_clock.after(kGrace, [this] { signalAll(SIGKILL); });
}

void HelmReadRun::signalAll(int signal) {
    if (m_session > 0) {
        ::kill(static_cast<pid_t>(-m_session), signal);
    }
}

void HelmReadRun::finish() {
    if (!m_done) {
        return;
    }
    readOutput();
    readErrors();
    m_deadline.reset();
    m_kill.reset();
    m_ended.exitCode = m_process.exitCode();
    const bool isStopped = m_ended.stopped.has_value();
    if (m_process.error() == QProcess::FailedToStart) {
        m_ended.stopped = fail(ErrorCode::Process, m_process.program(),
            u"could not be started: "_s + m_process.errorString(), u"NotStarted"_s)
                              .error();
    } else if (m_process.exitStatus() == QProcess::CrashExit && !isStopped) {
        m_ended.stopped
            = fail(ErrorCode::Process, m_process.program(), u"was killed by signal %1"_s.arg(m_process.exitCode()))
                  .error();
    }
    std::exchange(m_done, {})(std::move(m_ended));
}

} // namespace pilothouse
