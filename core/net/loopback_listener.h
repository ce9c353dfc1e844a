// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

#include <QObject>

#include <vector>

class QSocketNotifier;

namespace pilothouse {

/// A listening port of this machine's loopback, 127.0.0.1 and ::1, and nowhere else. Thread: the one it was made in.
class LoopbackListener final : public QObject {
    Q_OBJECT
public:
    explicit LoopbackListener(QObject* parent = nullptr);
    ~LoopbackListener() override;
    Q_DISABLE_COPY_MOVE(LoopbackListener)

    /// @param port 0: a free one. @return the port
    /// Errors: Io with reason PortTaken or PortForbidden (below 1024).
    [[nodiscard]] Result<int> listen(int port);
    void close();
    [[nodiscard]] bool isListening() const { return !m_sockets.empty(); }

Q_SIGNALS:
    /// A connection, not blocking; the receiver closes it.
    void accepted(int descriptor);

private:
    void take(int listener);
    void rest();
    void wakeUp();

    struct Socket {
        int descriptor = -1;
        QSocketNotifier* notifier = nullptr;
    };
    std::vector<Socket> m_sockets;
};

} // namespace pilothouse
