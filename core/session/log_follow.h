// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/kube/pod_scope.h"
#include "core/logs/log_types.h"

#include <QObject>
#include <QStringList>

#include <chrono>
#include <memory>
#include <optional>

namespace pilothouse {

class ClusterSession;

/// Whose log, from when, of which containers.
struct LogRequest {
    PodScope scope;
    /// Names chosen; empty: all regular containers and sidecars.
    QStringList containers;
    bool withInit = false;
    bool withEphemeral = true;
    bool previous = false; ///< of the run before; does not follow
    bool follow = true;
    std::optional<std::chrono::seconds> since; ///< ≥ 1 s
    std::optional<qint64> tail; ///< lines of each container; none: all
    int maxStreams = 100; ///< open at once; the rest waits, and says so
    friend bool operator==(const LogRequest&, const LogRequest&) = default;
};

/// A container that could be chosen.
struct LogContainer {
    QString pod;
    QString name;
    ContainerKind kind = ContainerKind::Regular;
    bool isRunning = false;
    int restarts = 0;
};

struct LogFollowStatus {
    enum class State {
        Looking, ///< for pods
        Streaming,
        Empty, ///< no pod matches now; goes on looking
        Done, ///< everything was read and nothing follows
        Failed, ///< nothing can be read (error); start() again
    } state
        = State::Looking;
    std::vector<LogContainer> containers; ///< all there are, chosen or not
    int openStreams = 0;
    int waitingStreams = 0;
    std::optional<Error> error;
};

/// Reads the logs of a PodScope: watches its pods, opens and reopens their containers' logs, and tells everything in
/// one order. New pods join, old ones leave a line; a lost connection goes on by the last timestamp with nothing lost
/// or doubled, also within one second. A batch holds at most 1 MiB; they come ten times a second at most unless full.
/// Back-pressure: with 8 MiB delivered and not taken() the streams are paused; nothing is dropped by this class.
/// Thread: core's. Ends when the session goes: status Failed.
class LogFollow final : public QObject {
    Q_OBJECT
public:
    LogFollow(ClusterSession& session, LogRequest request, QObject* parent = nullptr);
    ~LogFollow() override;
    Q_DISABLE_COPY_MOVE(LogFollow)

    void start();
    /// The consumer has dealt with batches of @p bytes bytes in all.
    void taken(qint64 bytes);
    /// Other containers from now on; what is shown stays.
    void choose(QStringList containers, bool withInit, bool withEphemeral);
    [[nodiscard]] const LogFollowStatus& status() const;

Q_SIGNALS:
    void batch(const pilothouse::LogBatchPtr& batch);
    void statusChanged(const pilothouse::LogFollowStatus& status);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace pilothouse
