// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task_scope.h"
#include "core/base/clock.h"
#include "core/kube/api_client.h"
#include "core/kube/forward_target.h"
#include "core/net/web_socket.h"

#include <QObject>
#include <QSocketNotifier>

#include <memory>
#include <optional>

namespace pilothouse {

/// One accepted connection and the WebSocket that carries it (v4.channel.k8s.io: channel 0 data, 1 error; protocol
/// 2.10). The channels have no half-close: when this side ends its half, the rest of the answer is waited for until it
/// has been quiet for 10 s. A failure resets the local connection, so that nobody takes half an answer for a whole one.
/// Back-pressure both ways: at most 256 KiB wait in each direction. Thread: core's.
class ForwardedConnection final : public QObject {
    Q_OBJECT
public:
    /// @param descriptor taken over
    ForwardedConnection(ApiClient& client, int descriptor, QObject* parent = nullptr);
    ~ForwardedConnection() override;
    Q_DISABLE_COPY_MOVE(ForwardedConnection)

    void carry(const QString& nameSpace, const ForwardPod& pod);
    /// The request that opens one.
    [[nodiscard]] static ApiClient::Call call(const QString& nameSpace, const QString& pod, int port);
    /// Ends it at once, with a reset.
    void reset();
    /// Whether bytes have gone to a pod; until then another pod would do.
    [[nodiscard]] bool isCarried() const { return m_socket != nullptr; }
    [[nodiscard]] const QString& podName() const { return m_pod; }

Q_SIGNALS:
    /// The pod could not be reached. The connection waits: carry() another one, or reset().
    void refused(const pilothouse::Error& error);
    void transferred(qint64 sent, qint64 received);
    /// Once, last.
    void finished(const std::optional<pilothouse::Error>& error);

private:
    void take(std::unique_ptr<WebSocket> socket);
    void readLocal();
    void writeLocal();
    void onMessage(const QByteArray& bytes);
    void onClosed(const std::optional<Error>& error);
    void localEnded();
    void waitForQuiet();
    void fail(Error error);
    void end();
    void closeLocal(bool isReset);
    void updateNotifiers();

    ApiClient& m_client;
    int m_descriptor;
    QSocketNotifier* m_read;
    QSocketNotifier* m_write;
    QString m_pod;
    std::unique_ptr<WebSocket> m_socket;
    QByteArray m_buffer; ///< what is read into
    QByteArray m_toLocal; ///< waits until the local side takes it
    qsizetype m_toLocalAt = 0;
    QByteArray m_errorText; ///< of the error channel
    bool m_hasDataPort = false; ///< the first message of each channel repeats the port
    bool m_hasErrorPort = false;
    bool m_isLocalEnded = false; ///< it sends no more
    bool m_isRemoteEnded = false;
    bool m_isPaused = false;
    bool m_isFinished = false;
    std::optional<Error> m_error;
    std::unique_ptr<Timer> m_quiet;
    TaskScope m_scope; ///< goes first
};

} // namespace pilothouse
