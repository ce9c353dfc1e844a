// SPDX-License-Identifier: Apache-2.0
#include "core/config/exec_run.h"

#include "core/base/byte_size.h"
#include "core/base/plain_text.h"
#include "core/base/redaction.h"

#include <QRegularExpression>

#include <csignal>

#ifdef Q_OS_UNIX
#include <sys/types.h>
#endif

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr Clock::Duration kDeadline = std::chrono::seconds(60);
constexpr Clock::Duration kGrace = std::chrono::seconds(2);
constexpr ByteSize kMaxOutput = 1_MiB;
constexpr ByteSize kErrorTail = 2_KiB;

} // namespace

QString maskedTail(QByteArrayView text) {
    static const QRegularExpression kAssignment(u"([A-Za-z0-9_.-]+)(\"?\\s*[=:]\\s*\"?)([^\\s\",;]+)"_s);
    static const QRegularExpression kBearer(u"\\b(Bearer|Basic)\\s+\\S+"_s, QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression kPem(
        u"-----BEGIN[^-]*-----.*?(?:-----END[^-]*-----|$)"_s, QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression kWord(u"[^\\s\"',;=]{16,}"_s);
    const qsizetype from = qMax<qsizetype>(0, text.size() - kErrorTail.bytes);
    QString tail = QString::fromUtf8(text.sliced(from)).trimmed();
    tail.replace(kPem, kMask.toString());
    tail.replace(kBearer, u"\\1 "_s + kMask.toString());
    const auto maskEach = [&tail](const QRegularExpression& form, int group, auto isSecret) {
        QString out;
        qsizetype last = 0;
        for (auto matches = form.globalMatch(tail); matches.hasNext();) {
            const auto match = matches.next();
            if (isSecret(match)) {
                out += QStringView(tail).sliced(last, match.capturedStart(group) - last) + kMask;
                last = match.capturedEnd(group);
            }
        }
        tail = out + QStringView(tail).sliced(last);
    };
    maskEach(kAssignment, 3,
        [](const auto& match) { return isSensitiveKey(match.captured(1)) || isSensitiveValue(match.captured(3)); });
    maskEach(kWord, 0, [](const auto& match) { return isSensitiveValue(match.captured(0)); });
    return tail;
}

ExecRun::ExecRun(Clock& clock, ExecCommand command)
    : m_clock(clock)
    , m_command(std::move(command)) {
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &ExecRun::readOutput);
    connect(&m_process, &QProcess::readyReadStandardError, this, &ExecRun::readErrors);
    connect(&m_process, &QProcess::started, this, [this] { m_session = m_process.processId(); });
    // Queued: whoever waits may destroy this.
    connect(&m_process, &QProcess::finished, this, &ExecRun::finish, Qt::QueuedConnection);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            QMetaObject::invokeMethod(this, &ExecRun::finish, Qt::QueuedConnection);
        }
    });
}

ExecRun::~ExecRun() {
    m_process.disconnect(this);
    if (m_process.state() != QProcess::NotRunning) {
        signalAll(SIGKILL);
        m_process.kill();
        m_process.waitForFinished(1000);
    }
}

void ExecRun::start(std::function<void(Result<QByteArray>)> done) {
    m_done = std::move(done);
    m_process.setProgram(m_command.program);
    m_process.setArguments(m_command.arguments);
    m_process.setProcessEnvironment(m_command.environment);
    m_process.setStandardInputFile(QProcess::nullDevice());
#ifdef Q_OS_UNIX
    // A session of its own has no terminal to ask on, and can be ended with all its children.
    m_process.setUnixProcessParameters(QProcess::UnixProcessFlag::CreateNewSession
        | QProcess::UnixProcessFlag::CloseFileDescriptors | QProcess::UnixProcessFlag::ResetSignalHandlers);
#endif
    m_deadline = m_clock.after(
        kDeadline, [this] { stop(fail(ErrorCode::Timeout, m_command.program, u"did not end within 60 s"_s).error()); });
    m_process.start(QIODevice::ReadOnly);
}

void ExecRun::readOutput() {
    const QByteArray bytes = m_process.readAllStandardOutput();
    if (!m_stopped) {
        m_output += bytes;
    }
    if (m_output.size() > kMaxOutput.bytes) {
        stop(fail(ErrorCode::Invalid, m_command.program, u"printed more than 1 MiB"_s, u"TooLarge"_s).error());
    }
}

void ExecRun::readErrors() {
    m_errors += m_process.readAllStandardError();
    if (m_errors.size() > 2 * kErrorTail.bytes) {
        m_errors = m_errors.last(kErrorTail.bytes);
    }
}

void ExecRun::stop(Error reason) {
    if (m_stopped || m_process.state() == QProcess::NotRunning) {
        return;
    }
    m_stopped = std::move(reason);
    m_output.clear();
    signalAll(SIGTERM);
    m_kill = m_clock.after(kGrace, [this] { signalAll(SIGKILL); });
}

void ExecRun::signalAll(int signal) {
#ifdef Q_OS_UNIX
    if (m_session > 0) {
        ::kill(static_cast<pid_t>(-m_session), signal);
    }
#else
    Q_UNUSED(signal);
    m_process.kill();
#endif
}

QString ExecRun::withErrors(const QString& what) const {
    const QString said = maskedTail(m_errors);
    return said.isEmpty() ? what : what + u": "_s + said;
}

void ExecRun::finish() {
    if (!m_done) {
        return;
    }
    readOutput();
    readErrors();
    m_deadline.reset();
    m_kill.reset();
    const auto done = std::exchange(m_done, {});
    if (m_stopped) {
        m_stopped->detail = withErrors(m_stopped->detail);
        done(std::unexpected(*m_stopped));
    } else if (m_process.error() == QProcess::FailedToStart) {
        done(fail(ErrorCode::Process, m_command.program, u"could not be started: "_s + m_process.errorString()));
    } else if (m_process.exitStatus() == QProcess::CrashExit) {
        done(fail(ErrorCode::Process, m_command.program, withErrors(u"was killed"_s)));
    } else if (m_process.exitCode() != 0) {
        done(fail(ErrorCode::Process, m_command.program,
            withErrors(u"failed with exit code %1"_s.arg(m_process.exitCode()))));
    } else {
        done(std::exchange(m_output, {}));
    }
}

} // namespace pilothouse
