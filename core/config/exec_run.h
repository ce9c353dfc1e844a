// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/completion.h"
#include "core/base/clock.h"
#include "core/base/error.h"

#include <QObject>
#include <QProcess>

#include <functional>
#include <memory>

namespace pilothouse {

/// What to run: argv only, no shell ever (KC7).
struct ExecCommand {
    QString program; ///< absolute
    QStringList arguments;
    QProcessEnvironment environment;
};

/// One run of a credential plugin: stdin closed, no terminal, 60 s at most, 1 MiB of output at most (KC8). Ended by
/// SIGTERM to its session, 2 s later by SIGKILL. Destroying it ends the program at once. Thread: its own.
class ExecRun final : public QObject {
    Q_OBJECT
public:
    ExecRun(Clock& clock, ExecCommand command);
    ~ExecRun() override;
    Q_DISABLE_COPY_MOVE(ExecRun)

    /// Starts; @p done is called once, from an event, with stdout. Errors: Process (exit code, crash, could not start),
    /// Timeout, Invalid with reason TooLarge; the detail ends in what stderr said last, masked.
    void start(std::function<void(Result<QByteArray>)> done);

private:
    void readOutput();
    void readErrors();
    void stop(Error reason);
    void signalAll(int signal);
    void finish();
    [[nodiscard]] QString withErrors(const QString& what) const;

    Clock& m_clock;
    ExecCommand m_command;
    QProcess m_process;
    QByteArray m_output;
    QByteArray m_errors; ///< the tail
    qint64 m_session = 0; ///< pid of the plugin, which leads a session of its own
    std::optional<Error> m_stopped;
    std::unique_ptr<Timer> m_deadline;
    std::unique_ptr<Timer> m_kill;
    std::function<void(Result<QByteArray>)> m_done;
};

/// The last 2 KiB of what a program said, with everything masked that looks like a secret.
[[nodiscard]] QString maskedTail(QByteArrayView text);

} // namespace pilothouse
