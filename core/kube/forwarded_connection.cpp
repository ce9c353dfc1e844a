// SPDX-License-Identifier: Apache-2.0
#include "core/kube/forwarded_connection.h"

#include "core/kube/channel_protocol.h"

#include <QPointer>

#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kPiece = qsizetype{32} * 1024;
constexpr int kPiecesATurn = 8;
constexpr qsizetype kMaxWaiting = qsizetype{256} * 1024;
constexpr qint64 kMaxSocketWaiting = qint64{64} * 1024;
constexpr qsizetype kMaxErrorText = 2048;
constexpr qsizetype kPortSize = 2;
constexpr quint8 kData = 0;
constexpr quint8 kErrors = 1;
constexpr Clock::Duration kQuiet{10'000};

QSocketNotifier* watch(int descriptor, QSocketNotifier::Type type, QObject* parent) {
    auto* const notifier = new QSocketNotifier(descriptor, type, parent);
    notifier->setEnabled(false);
    return notifier;
}

/// The first message of a channel is the port it is for.
QByteArrayView withoutPort(QByteArrayView bytes, bool& hasPort) {
    if (std::exchange(hasPort, true)) {
        return bytes;
    }
    return bytes.sliced(std::min(bytes.size(), kPortSize));
}

} // namespace

ForwardedConnection::ForwardedConnection(ApiClient& client, int descriptor, QObject* parent)
    : QObject(parent)
    , m_client(client)
    , m_descriptor(descriptor)
    , m_read(watch(descriptor, QSocketNotifier::Read, this))
    , m_write(watch(descriptor, QSocketNotifier::Write, this)) {
    connect(m_read, &QSocketNotifier::activated, this, &ForwardedConnection::readLocal);
    connect(m_write, &QSocketNotifier::activated, this, &ForwardedConnection::writeLocal);
}

ForwardedConnection::~ForwardedConnection() {
    closeLocal(true);
}

ApiClient::Call ForwardedConnection::call(const QString& nameSpace, const QString& pod, int port) {
    ApiClient::Call call;
    call.path = builtin::pods().path(nameSpace, pod, u"portforward");
    call.query.addQueryItem(u"ports"_s, QString::number(port)); // the server's name for it, whatever its pages say
    return call;
}

void ForwardedConnection::carry(const QString& nameSpace, const ForwardPod& pod) {
    m_pod = pod.name;
    m_scope.launch<Result<std::unique_ptr<WebSocket>>>(
        m_client.openSocket(call(nameSpace, pod.name, pod.port), {channel::kV4}),
        [this](Result<std::unique_ptr<WebSocket>> socket) {
            if (socket) {
                take(std::move(*socket));
            } else {
                Q_EMIT refused(socket.error());
            }
        });
}

void ForwardedConnection::take(std::unique_ptr<WebSocket> socket) {
    m_socket = std::move(socket);
    connect(m_socket.get(), &WebSocket::message, this, &ForwardedConnection::onMessage);
    connect(m_socket.get(), &WebSocket::closed, this, &ForwardedConnection::onClosed);
    connect(m_socket.get(), &WebSocket::drained, this, &ForwardedConnection::updateNotifiers);
    m_buffer.resize(kPiece + 1);
    m_buffer[0] = static_cast<char>(kData);
    m_socket->resume();
    updateNotifiers();
}

void ForwardedConnection::updateNotifiers() {
    if (m_descriptor < 0) {
        return;
    }
    const bool hasRoom
        = m_socket && m_socket->state() == WebSocket::State::Open && m_socket->pendingBytes() < kMaxSocketWaiting;
    m_read->setEnabled(hasRoom && !m_isLocalEnded);
    m_write->setEnabled(m_toLocalAt < m_toLocal.size());
    const qsizetype waiting = m_toLocal.size() - m_toLocalAt;
    if (m_socket && !m_isPaused && waiting >= kMaxWaiting) {
        m_isPaused = true;
        m_socket->pause();
    } else if (m_socket && m_isPaused && waiting < kMaxWaiting / 2) {
        m_isPaused = false;
        m_socket->resume();
    }
}

void ForwardedConnection::readLocal() {
    qint64 sent = 0;
    for (int i = 0; i < kPiecesATurn && m_socket->pendingBytes() < kMaxSocketWaiting; ++i) {
        const ssize_t count = ::recv(m_descriptor, m_buffer.data() + 1, static_cast<size_t>(kPiece), 0);
        if (count == 0) {
            localEnded();
            break;
        }
        if (count < 0) {
            if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR) {
                end(); // the local side is gone; there is nobody to tell
                return;
            }
            break;
        }
        m_socket->send(m_buffer.first(count + 1));
        sent += count;
    }
    if (sent > 0) {
        Q_EMIT transferred(sent, 0);
    }
    updateNotifiers();
}

/// It may have gone, or only said all it had to say: the protocol has no way to pass that on.
void ForwardedConnection::localEnded() {
    m_isLocalEnded = true;
    waitForQuiet();
}

void ForwardedConnection::waitForQuiet() {
    m_quiet = m_client.services().clock.after(kQuiet, [this] {
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (m_socket && !m_isFinished) {
                    m_socket->close();
                }
            },
            Qt::QueuedConnection);
    });
}

void ForwardedConnection::onMessage(const QByteArray& bytes) {
    if (bytes.isEmpty() || m_isFinished) {
        return;
    }
    const QByteArrayView content = QByteArrayView(bytes).sliced(1);
    const auto number = static_cast<quint8>(bytes.front());
    if (number == kErrors) {
        m_errorText += withoutPort(content, m_hasErrorPort);
        m_errorText.truncate(kMaxErrorText);
        if (!m_errorText.isEmpty()) {
            fail(pilothouse::fail(
                ErrorCode::Unreachable, u"pod "_s + m_pod, QString::fromUtf8(m_errorText), u"PodRefused"_s)
                    .error());
        }
        return;
    }
    const QByteArrayView data = withoutPort(content, m_hasDataPort);
    if (number != kData || data.isEmpty()) {
        return;
    }
    if (m_isLocalEnded) {
        waitForQuiet();
    }
    m_toLocal += data;
    Q_EMIT transferred(0, data.size());
    writeLocal();
}

void ForwardedConnection::writeLocal() {
    while (m_toLocalAt < m_toLocal.size() && m_descriptor >= 0) {
        const ssize_t count = ::send(m_descriptor, m_toLocal.constData() + m_toLocalAt,
            static_cast<size_t>(m_toLocal.size() - m_toLocalAt), MSG_NOSIGNAL);
        if (count < 0) {
            if (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR) {
                break;
            }
            end(); // the local side is gone
            return;
        }
        m_toLocalAt += count;
    }
    if (m_toLocalAt == m_toLocal.size()) {
        m_toLocal.clear();
        m_toLocalAt = 0;
        if (m_isRemoteEnded) {
            end();
            return;
        }
    } else if (m_toLocalAt > kMaxWaiting) {
        m_toLocal.remove(0, m_toLocalAt);
        m_toLocalAt = 0;
    }
    updateNotifiers();
}

void ForwardedConnection::onClosed(const std::optional<Error>& error) {
    if (m_isFinished) {
        return;
    }
    m_isRemoteEnded = true;
    if (error) {
        fail(*error);
    } else {
        writeLocal(); // what is left of the answer, then the end
    }
}

void ForwardedConnection::fail(Error error) {
    m_error = std::move(error);
    closeLocal(true);
    end();
}

void ForwardedConnection::reset() {
    closeLocal(true);
    end();
}

void ForwardedConnection::end() {
    if (std::exchange(m_isFinished, true)) {
        return;
    }
    closeLocal(false);
    m_quiet.reset();
    if (m_socket) {
        m_socket->close();
    }
    // From an event of its own: who made us may take us away then.
    QMetaObject::invokeMethod(this, [this] { Q_EMIT finished(m_error); }, Qt::QueuedConnection);
}

void ForwardedConnection::closeLocal(bool isReset) {
    if (m_descriptor < 0) {
        return;
    }
    m_read->setEnabled(false);
    m_write->setEnabled(false);
    if (isReset) {
        const linger now{.l_onoff = 1, .l_linger = 0};
        setsockopt(m_descriptor, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    }
    ::close(std::exchange(m_descriptor, -1));
}

} // namespace pilothouse
