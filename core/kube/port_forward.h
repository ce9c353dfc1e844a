// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/kube/pod_scope.h"

#include <QObject>

#include <memory>
#include <optional>

namespace pilothouse {

class ApiClient;

/// One forward: a port of this machine's loopback that leads to a port of a pod.
struct ForwardRequest {
    PodScope target; ///< a pod, a workload, a service
    QString remotePort; ///< a number or a port's name; of a service: the service's port
    int localPort = 0; ///< 0: a free one
    friend bool operator==(const ForwardRequest&, const ForwardRequest&) = default;
};

/// How a forward is doing.
struct ForwardStatus {
    enum class State {
        Starting, ///< looking for a pod
        Listening, ///< a pod is there; connections are carried
        Waiting, ///< no pod is ready; connections are refused until one is
        Unreachable, ///< the server can't be asked (lastError): what runs may go on, new connections fail; goes on
                     ///< trying
        Failed, ///< the local port is taken, or the mode or the server forbids it; start() tries again
        Stopped,
    } state
        = State::Stopped;
    int localPort = 0; ///< bound; 0: none
    QString pod; ///< carries new connections
    int remotePort = 0;
    int openConnections = 0;
    qint64 bytesSent = 0; ///< to the pod, since start()
    qint64 bytesReceived = 0;
    /// Of the forward, or of the last connection that failed; gone once a later one was answered.
    std::optional<Error> lastError;
};

/// Listens on 127.0.0.1 and ::1, never elsewhere, and carries each accepted connection over a WebSocket of its own
/// (v4.channel.k8s.io, protocol 2.10: it has no half-close). Follows its target to another pod when the pod goes.
/// Thread: core's.
class PortForward final : public QObject {
    Q_OBJECT
public:
    PortForward(ApiClient& client, ForwardRequest request, QObject* parent = nullptr);
    ~PortForward() override;
    Q_DISABLE_COPY_MOVE(PortForward)

    void start();
    void stop();
    [[nodiscard]] const ForwardRequest& request() const;
    [[nodiscard]] const ForwardStatus& status() const;

Q_SIGNALS:
    /// Coalesced to ten a second.
    void changed(const pilothouse::ForwardStatus& status);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace pilothouse
