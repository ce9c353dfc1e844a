// SPDX-License-Identifier: Apache-2.0
#include "core/kube/port_forward.h"

#include "core/async/task_scope.h"
#include "core/kube/api_client.h"
#include "core/kube/forwarded_connection.h"
#include "core/net/loopback_listener.h"

#include <algorithm>
#include <vector>

namespace pilothouse {

using namespace Qt::StringLiterals;
using State = ForwardStatus::State;

namespace {

constexpr Clock::Duration kLookWhileListening{5'000};
constexpr Clock::Duration kLookWhileWaiting{2'000};
constexpr Clock::Duration kTellEvery{100};
constexpr size_t kMaxConnections = 256; ///< of one forward; more are refused

/// What no waiting mends.
bool isFinal(const Error& error) {
    return error.code == ErrorCode::Forbidden || error.code == ErrorCode::Invalid
        || error.code == ErrorCode::Unauthorized || error.reason == "NoSuchPort"_L1;
}

bool isSame(const ForwardStatus& a, const ForwardStatus& b) {
    return a.state == b.state && a.localPort == b.localPort && a.pod == b.pod && a.remotePort == b.remotePort
        && a.openConnections == b.openConnections && a.bytesSent == b.bytesSent && a.bytesReceived == b.bytesReceived
        && a.lastError == b.lastError;
}

} // namespace

class PortForward::Private {
public:
    Private(PortForward& forward, ApiClient& apiClient, ForwardRequest forwardRequest)
        : q(forward)
        , client(apiClient)
        , request(std::move(forwardRequest)) { }

    struct Connection {
        std::unique_ptr<ForwardedConnection> carried;
        bool hasMoved = false; ///< tried a second pod
        bool isAnswered = false; ///< bytes came from the pod
    };

    void look();
    void lookAgainIn(Clock::Duration delay);
    void found(Result<ForwardPod> result);
    void listenNow();
    void accept(int descriptor);
    void onTransferred(const ForwardedConnection* connection, qint64 sent, qint64 received);
    void onRefused(ForwardedConnection* connection, const Error& error);
    void onFinished(ForwardedConnection* connection, const std::optional<Error>& error);
    void carryWaiting();
    void enter(State state);
    void failWith(Error error);
    void tell();
    void closeAll();

    PortForward& q;
    ApiClient& client;
    ForwardRequest request;
    ForwardStatus status;
    ForwardStatus told;
    std::optional<ForwardPod> pod;
    bool isLooking = false;
    LoopbackListener listener;
    std::vector<Connection> connections;
    std::vector<ForwardedConnection*> waiting; ///< for the next look
    std::unique_ptr<Timer> nextLook;
    std::unique_ptr<Timer> nextTell;
    TaskScope scope; ///< goes first
};

PortForward::PortForward(ApiClient& client, ForwardRequest request, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, client, std::move(request))) {
    connect(&d->listener, &LoopbackListener::accepted, this, [this](int descriptor) { d->accept(descriptor); });
}

PortForward::~PortForward() = default;

const ForwardRequest& PortForward::request() const {
    return d->request;
}

const ForwardStatus& PortForward::status() const {
    return d->status;
}

void PortForward::start() {
    if (d->status.state != State::Stopped && d->status.state != State::Failed) {
        return;
    }
    d->closeAll();
    d->status = {};
    d->enter(State::Starting);
    if (auto allowed = d->client.check(ForwardedConnection::call(d->request.target.nameSpace, u"any"_s, 1)); !allowed) {
        d->failWith(std::move(allowed.error()));
        return;
    }
    d->look();
}

void PortForward::stop() {
    d->closeAll();
    d->status.localPort = 0;
    d->status.openConnections = 0;
    d->enter(State::Stopped);
}

void PortForward::Private::closeAll() {
    scope.cancelAll();
    isLooking = false;
    nextLook.reset();
    listener.close();
    waiting.clear();
    connections.clear(); // resets them
    pod.reset();
}

void PortForward::Private::look() {
    if (isLooking) {
        return;
    }
    isLooking = true;
    nextLook.reset();
    scope.launch<Result<ForwardPod>>(
        findForwardPod(client, request, pod ? pod->name : QString()), [this](Result<ForwardPod> result) {
            isLooking = false;
            found(std::move(result));
        });
}

void PortForward::Private::lookAgainIn(Clock::Duration delay) {
    nextLook = client.services().clock.after(
        delay, [this] { QMetaObject::invokeMethod(&q, [this] { look(); }, Qt::QueuedConnection); });
}

void PortForward::Private::found(Result<ForwardPod> result) {
    if (result) {
        pod = std::move(*result);
        status.pod = pod->name;
        status.remotePort = pod->port;
        if (!listener.isListening()) {
            listenNow();
        }
        if (status.state != State::Listening && status.state != State::Failed) {
            status.lastError.reset();
            enter(State::Listening);
        }
        carryWaiting();
        if (status.state == State::Listening) {
            lookAgainIn(kLookWhileListening);
        }
        return;
    }
    const Error& error = result.error();
    if (status.state == State::Starting && isFinal(error)) {
        failWith(error);
        return;
    }
    status.lastError = error;
    if (!listener.isListening()) {
        listenNow();
    }
    const bool isAboutThePod = error.code == ErrorCode::NotFound || isFinal(error);
    if (isAboutThePod) {
        pod.reset();
        status.pod.clear();
    }
    if (status.state != State::Failed) {
        // A look that fails for want of a connection says nothing about the pod: those that run go on.
        enter(isAboutThePod ? State::Waiting : State::Unreachable);
    }
    for (ForwardedConnection* const connection : std::exchange(waiting, {})) {
        connection->reset();
    }
    if (status.state != State::Failed) {
        lookAgainIn(kLookWhileWaiting);
    }
    tell();
}

void PortForward::Private::listenNow() {
    const auto port = listener.listen(request.localPort);
    if (!port) {
        failWith(port.error());
        return;
    }
    status.localPort = *port;
}

void PortForward::Private::failWith(Error error) {
    closeAll();
    status.localPort = 0;
    status.openConnections = 0;
    status.lastError = std::move(error);
    enter(State::Failed);
}

void PortForward::Private::accept(int descriptor) {
    auto connection = std::make_unique<ForwardedConnection>(client, descriptor);
    if (!pod || connections.size() >= kMaxConnections) {
        return; // its destruction resets it
    }
    ForwardedConnection* const one = connection.get();
    QObject::connect(
        one, &ForwardedConnection::refused, &q, [this, one](const Error& error) { onRefused(one, error); });
    QObject::connect(one, &ForwardedConnection::transferred, &q,
        [this, one](qint64 sent, qint64 received) { onTransferred(one, sent, received); });
    QObject::connect(one, &ForwardedConnection::finished, &q,
        [this, one](const std::optional<Error>& error) { onFinished(one, error); });
    connections.push_back({.carried = std::move(connection)});
    status.openConnections = static_cast<int>(connections.size());
    tell();
    one->carry(request.target.nameSpace, *pod);
}

void PortForward::Private::onTransferred(const ForwardedConnection* connection, qint64 sent, qint64 received) {
    status.bytesSent += sent;
    status.bytesReceived += received;
    const auto it = std::ranges::find(connections, connection, [](const Connection& c) { return c.carried.get(); });
    if (received > 0 && it != connections.end() && !std::exchange(it->isAnswered, true)
        && status.state == State::Listening) {
        status.lastError.reset(); // of a connection before: this one is carried
    }
    tell();
}

/// The pod may be gone: another one gets the connection, once.
void PortForward::Private::onRefused(ForwardedConnection* connection, const Error& error) {
    if (error.code == ErrorCode::Forbidden || error.code == ErrorCode::Unauthorized) {
        failWith(error); // the next one would fare no better
        return;
    }
    status.lastError = error;
    const auto it = std::ranges::find(connections, connection, [](const Connection& c) { return c.carried.get(); });
    if (it == connections.end() || it->hasMoved) {
        connection->reset();
    } else {
        it->hasMoved = true;
        waiting.push_back(connection);
        look();
    }
    tell();
}

void PortForward::Private::carryWaiting() {
    for (ForwardedConnection* const connection : std::exchange(waiting, {})) {
        connection->carry(request.target.nameSpace, *pod);
    }
}

void PortForward::Private::onFinished(ForwardedConnection* connection, const std::optional<Error>& error) {
    std::erase(waiting, connection);
    const auto it = std::ranges::find(connections, connection, [](const Connection& c) { return c.carried.get(); });
    if (it != connections.end()) {
        it->carried.release()->deleteLater(); // it is calling us; its socket still says good-bye
        connections.erase(it);
    }
    if (error) {
        status.lastError = error;
        look();
    }
    status.openConnections = static_cast<int>(connections.size());
    tell();
}

void PortForward::Private::enter(State state) {
    status.state = state;
    tell();
}

void PortForward::Private::tell() {
    if (nextTell) {
        return;
    }
    nextTell = client.services().clock.after(kTellEvery, [this] {
        QMetaObject::invokeMethod(
            &q,
            [this] {
                nextTell.reset();
                if (!isSame(status, told)) {
                    told = status;
                    Q_EMIT q.changed(status);
                }
            },
            Qt::QueuedConnection);
    });
}

} // namespace pilothouse
