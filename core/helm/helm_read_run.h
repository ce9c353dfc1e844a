// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/byte_size.h"
#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/helm/helm_permit.h"

#include <QObject>
#include <QProcess>

#include <functional>
#include <memory>
#include <optional>

namespace pilothouse {

/// One helm that only reads, as a child: stdin closed, no terminal, a session of its own. Ended by SIGTERM to that
/// session, 2 s later by SIGKILL; destroying this ends it at once. Thread: its own.
class HelmReadRun final : public QObject {
    Q_OBJECT
public:
    struct Bounds {
        Clock::Duration deadline;
        ByteSize output;
    };
    struct Ended {
        std::optional<Error> stopped; ///< why it was ended, or why it could not start
        int exitCode = 0;
        QByteArray output;
        QByteArray errors; ///< the last MiB
    };

    HelmReadRun(Clock& clock, const HelmPermit& permit, Bounds bounds);
    ~HelmReadRun() override;
    Q_DISABLE_COPY_MOVE(HelmReadRun)

    /// @p done is called once, from an event.
    void start(const QProcessEnvironment& environment, const QString& folder, std::function<void(Ended)> done);

private:
    void readOutput();
    void readErrors();
    void stop(Error reason);
    void signalAll(int signal);
    void finish();

    Clock& m_clock;
    Bounds m_bounds;
    QProcess m_process;
    Ended m_ended;
    qint64 m_session = 0; ///< pid of helm, which leads a session of its own
    std::unique_ptr<Timer> m_deadline;
    std::unique_ptr<Timer> m_kill;
    std::function<void(Ended)> m_done;
};

} // namespace pilothouse
