// SPDX-License-Identifier: Apache-2.0
#include "core/net/loopback_listener.h"

#include <QPointer>
#include <QSocketNotifier>
#include <QTimer>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kBacklog = 128;
constexpr int kAcceptsATurn = 32;
constexpr std::chrono::seconds kRest{1};
constexpr int kFreePortTries = 16; // a port that is free on 127.0.0.1 may be taken on ::1

bool prepare(int descriptor) {
    const int flags = fcntl(descriptor, F_GETFL);
    return fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0 && fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) == 0;
}

/// @return a listening socket, or -1 with errno set
int listenOn(const sockaddr* address, socklen_t size) {
    const int descriptor = ::socket(address->sa_family, SOCK_STREAM, 0);
    if (descriptor < 0) {
        return -1;
    }
    const int on = 1;
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on); // not while another one listens
    if (address->sa_family == AF_INET6) {
        setsockopt(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
    }
    if (!prepare(descriptor) || ::bind(descriptor, address, size) != 0 || ::listen(descriptor, kBacklog) != 0) {
        const int why = errno;
        ::close(descriptor);
        errno = why;
        return -1;
    }
    return descriptor;
}

int listenV4(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<in_port_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return listenOn(reinterpret_cast<const sockaddr*>(&address), sizeof address);
}

int listenV6(int port) {
    sockaddr_in6 address{};
    address.sin6_family = AF_INET6;
    address.sin6_port = htons(static_cast<in_port_t>(port));
    address.sin6_addr = in6addr_loopback;
    return listenOn(reinterpret_cast<const sockaddr*>(&address), sizeof address);
}

int portOf(int descriptor) {
    sockaddr_in address{};
    socklen_t size = sizeof address;
    return getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size) == 0 ? ntohs(address.sin_port) : 0;
}

std::unexpected<Error> cannotListen(int port, int why) {
    const QString reason = why == EADDRINUSE ? u"PortTaken"_s : why == EACCES ? u"PortForbidden"_s : u"CannotListen"_s;
    return fail(ErrorCode::Io, u"127.0.0.1:%1"_s.arg(port), QString::fromLocal8Bit(std::strerror(why)), reason);
}

/// A machine may have no IPv6 at all; then 127.0.0.1 has to do.
bool isWithoutV6(int why) {
    return why == EADDRNOTAVAIL || why == EAFNOSUPPORT;
}

} // namespace

LoopbackListener::LoopbackListener(QObject* parent)
    : QObject(parent) { }

LoopbackListener::~LoopbackListener() {
    close();
}

Result<int> LoopbackListener::listen(int port) {
    close();
    if (port < 0 || port > 65535) {
        return fail(ErrorCode::Invalid, u"127.0.0.1:%1"_s.arg(port), u"there is no such port"_s, u"BadPort"_s);
    }
    for (int attempt = 1;; ++attempt) {
        const int v4 = listenV4(port);
        if (v4 < 0) {
            return cannotListen(port, errno);
        }
        const int bound = portOf(v4);
        const int v6 = listenV6(bound);
        const int why = errno;
        if (v6 < 0 && !isWithoutV6(why)) {
            ::close(v4);
            if (port == 0 && why == EADDRINUSE && attempt < kFreePortTries) {
                continue;
            }
            return cannotListen(bound, why);
        }
        for (const int descriptor : {v4, v6}) {
            if (descriptor >= 0) {
                auto* const notifier = new QSocketNotifier(descriptor, QSocketNotifier::Read, this);
                connect(notifier, &QSocketNotifier::activated, this, [this, descriptor] { take(descriptor); });
                m_sockets.push_back({.descriptor = descriptor, .notifier = notifier});
            }
        }
        return bound;
    }
}

void LoopbackListener::take(int listener) {
    const QPointer<LoopbackListener> self(this);
    for (int i = 0; i < kAcceptsATurn && self && isListening(); ++i) {
        const int descriptor = ::accept(listener, nullptr, nullptr);
        if (descriptor < 0) {
            if (errno == EMFILE || errno == ENFILE) {
                rest();
            }
            return;
        }
        const int on = 1;
        setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        if (!prepare(descriptor)) {
            ::close(descriptor);
            continue;
        }
        Q_EMIT accepted(descriptor);
    }
}

/// Too many files are open. The connection that waits would wake us again and again.
void LoopbackListener::rest() {
    for (const Socket& socket : m_sockets) {
        socket.notifier->setEnabled(false);
        QTimer::singleShot(kRest, this, [this] { wakeUp(); });
    }
}

void LoopbackListener::wakeUp() {
    for (const Socket& socket : m_sockets) {
        socket.notifier->setEnabled(true);
    }
}

void LoopbackListener::close() {
    for (const Socket& socket : std::exchange(m_sockets, {})) {
        socket.notifier->setEnabled(false);
        socket.notifier->disconnect(this);
        socket.notifier->deleteLater();
        ::close(socket.descriptor);
    }
}

} // namespace pilothouse
