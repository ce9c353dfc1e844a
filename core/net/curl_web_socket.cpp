// SPDX-License-Identifier: Apache-2.0
#include "core/net/curl_web_socket.h"

#include "core/net/transfer_error.h"

#include <QPointer>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr Clock::Duration kPingEvery{5'000}; // client-go: remotecommand/websocket.go
constexpr Clock::Duration kReadDeadline{61'000};
constexpr Clock::Duration kCloseDeadline{2'000};
constexpr qsizetype kChunk = qsizetype{64} * 1024;
constexpr int kChunksATurn = 4; ///< then others get their turn
constexpr qint64 kLowWater = qint64{64} * 1024;
constexpr qsizetype kJoined = qsizetype{16} * 1024; ///< small frames go out together up to a TLS record
constexpr int kNormalClosure = 1000;
constexpr int kGoingAway = 1001;

} // namespace

CurlWebSocket::CurlWebSocket(HttpRequest request, QByteArrayList protocols, Clock& clock, TraceRecorder recorder)
    : m_request(std::move(request))
    , m_offer(makeWebSocketOffer(std::move(protocols)))
    , m_clock(clock)
    , m_recorder(std::move(recorder)) {
    for (HttpHeader& header : upgradeHeaders(m_offer)) {
        m_request.headers.push_back(std::move(header));
    }
}

CurlWebSocket::~CurlWebSocket() {
    if (m_state != State::Idle && m_state != State::Closed) {
        end(fail(ErrorCode::Cancelled, {}, u"cancelled"_s).error());
    }
}

void CurlWebSocket::start() {
    if (m_state != State::Idle) {
        return;
    }
    m_state = State::Connecting;
    m_startedAt = m_clock.steadyNow();
    m_lastSign = m_startedAt;
    m_deadline = m_startedAt + m_request.deadline;
    m_recorder.started(m_request, 1, true);
    m_transfer = std::make_unique<Transfer>(m_loop, m_request, Transfer::Kind::Connection, *this, m_clock);
    m_transfer->start();
    armTick();
}

const HttpResponse* CurlWebSocket::refusal() const {
    return m_wasRefused ? &m_answer.answer() : nullptr;
}

/// The connection is there, or there will be none.
void CurlWebSocket::transferFinished() {
    if (auto error = m_transfer->error()) {
        end(std::move(error));
        return;
    }
    m_chunk = std::make_unique<QByteArray>(kChunk, Qt::Uninitialized);
    watchSocket();
    QByteArray request = upgradeRequest(m_request);
    m_pending += request.size();
    m_out.push_back(std::move(request));
    flush();
}

void CurlWebSocket::watchSocket() {
    const auto watch = [this](QSocketNotifier::Type type) {
        auto* const notifier = new QSocketNotifier(m_transfer->socket(), type, this);
        notifier->setEnabled(false);
        return notifier;
    };
    m_read = watch(QSocketNotifier::Read);
    m_write = watch(QSocketNotifier::Write);
    connect(m_read, &QSocketNotifier::activated, this, &CurlWebSocket::turn);
    connect(m_write, &QSocketNotifier::activated, this, [this] {
        m_isSocketFull = false;
        flush();
    });
    updateNotifiers();
}

void CurlWebSocket::updateNotifiers() {
    if (isConnected()) {
        m_read->setEnabled(!m_isPaused && !m_isClosedByPeer);
        m_write->setEnabled(m_isSocketFull);
    }
}

void CurlWebSocket::post() {
    if (!std::exchange(m_isPosted, true)) {
        QMetaObject::invokeMethod(
            this,
            [this] {
                m_isPosted = false;
                const QPointer<CurlWebSocket> self(this);
                flush();
                if (self && isConnected()) {
                    turn();
                }
            },
            Qt::QueuedConnection);
    }
}

/// Reads what is there. TLS may hold bytes that the socket no longer shows, so it is read until there is nothing more,
/// or until others had to wait long enough.
void CurlWebSocket::turn() {
    const QPointer<CurlWebSocket> self(this);
    if (m_state == State::Open || m_state == State::Closing) {
        takeFrames(); // those that waited while we were paused
    }
    for (int chunk = 0; chunk < kChunksATurn && self && isConnected() && !m_isPaused && !m_isClosedByPeer; ++chunk) {
        if (!readSome()) {
            return;
        }
    }
    if (self && isConnected() && !m_isPaused && !m_isClosedByPeer) {
        post();
    }
}

/// @return whether there may be more
bool CurlWebSocket::readSome() {
    const QPointer<CurlWebSocket> self(this);
    size_t received = 0;
    const CURLcode code = m_transfer->receive(m_chunk->data(), static_cast<size_t>(kChunk), received);
    if (code == CURLE_AGAIN) {
        return false;
    }
    if (code != CURLE_OK || received == 0) {
        if (code == CURLE_OK && m_state == State::Connecting && m_answer.endedWell()) {
            m_wasRefused = true;
        }
        end(code == CURLE_OK
                ? about(fail(ErrorCode::Unreachable, {}, u"the server closed the connection"_s, u"ConnectionLost"_s)
                          .error())
                : m_transfer->errorOf(code));
        return false;
    }
    const QByteArrayView bytes(m_chunk->constData(), static_cast<qsizetype>(received));
    m_bytesReceived += bytes.size();
    m_lastSign = m_clock.steadyNow();
    if (m_state == State::Connecting) {
        return takeHandshake(bytes);
    }
    m_reader.feed(bytes);
    takeFrames();
    return self && isConnected();
}

bool CurlWebSocket::takeHandshake(QByteArrayView bytes) {
    const auto isWhole = m_answer.feed(bytes);
    if (!isWhole) {
        end(about(isWhole.error()));
        return false;
    }
    if (!*isWhole) {
        return true;
    }
    if (!m_answer.isAccepted()) {
        m_wasRefused = true;
        end(about(fail(
            ErrorCode::Protocol, {}, u"HTTP %1 instead of a WebSocket"_s.arg(m_answer.answer().status), u"Refused"_s)
                .error()));
        return false;
    }
    const auto protocol = agreedProtocol(m_offer, m_answer.answer().headers);
    if (!protocol) {
        end(about(protocol.error()));
        return false;
    }
    m_protocol = *protocol;
    m_state = State::Open;
    m_reader.feed(m_answer.rest());
    const QPointer<CurlWebSocket> self(this);
    armTick();
    Q_EMIT opened(m_protocol);
    if (self && isConnected()) {
        takeFrames();
    }
    return self && isConnected();
}

void CurlWebSocket::takeFrames() {
    const QPointer<CurlWebSocket> self(this);
    while (self && isConnected() && !m_isPaused && !m_isClosedByPeer) {
        auto next = m_reader.next();
        if (!next) {
            end(about(std::move(next.error())));
            return;
        }
        if (!*next) {
            return;
        }
        takeFrame(std::move(**next));
    }
}

void CurlWebSocket::takeFrame(WebSocketReader::Incoming incoming) {
    switch (incoming.kind) {
    case WebSocketReader::Incoming::Kind::Message:
        Q_EMIT message(incoming.payload);
        break;
    case WebSocketReader::Incoming::Kind::Ping:
        queueFrame(WebSocketOpcode::Pong, incoming.payload);
        break;
    case WebSocketReader::Incoming::Kind::Pong:
        break;
    case WebSocketReader::Incoming::Kind::Close:
        takeClose(incoming);
        break;
    }
}

void CurlWebSocket::takeClose(const WebSocketReader::Incoming& incoming) {
    m_isClosedByPeer = true;
    const bool isNormal
        = incoming.closeStatus == 0 || incoming.closeStatus == kNormalClosure || incoming.closeStatus == kGoingAway;
    if (!isNormal) {
        const QString words = QString::fromUtf8(incoming.payload);
        m_closeError = about(fail(ErrorCode::Protocol, {},
            words.isEmpty() ? u"the server closed the connection with status %1"_s.arg(incoming.closeStatus) : words,
            u"Closed%1"_s.arg(incoming.closeStatus))
                .error());
    }
    while (m_out.size() > 1) { // nobody reads it any more; the first one may be half way out
        m_pending -= m_out.back().size();
        m_out.pop_back();
    }
    if (!std::exchange(m_hasSentClose, true)) {
        queueFrame(WebSocketOpcode::Close, webSocketCloseBody(kNormalClosure));
    }
    m_state = State::Closing;
    m_deadline = m_clock.steadyNow() + kCloseDeadline;
    armTick();
    updateNotifiers();
    post();
}

void CurlWebSocket::send(QByteArray message) {
    if (m_state == State::Open) {
        queueFrame(WebSocketOpcode::Binary, message);
    }
}

void CurlWebSocket::queueFrame(WebSocketOpcode opcode, QByteArrayView payload) {
    QByteArray frame = webSocketFrame(opcode, payload);
    m_pending += frame.size();
    m_wasFull = m_wasFull || m_pending >= kLowWater;
    // The first one may be half way into TLS: it is not touched any more.
    if (m_out.size() > 1 && m_out.back().size() + frame.size() <= kJoined) {
        m_out.back() += frame;
    } else {
        m_out.push_back(std::move(frame));
    }
    if (!m_isSocketFull) {
        post();
    }
}

void CurlWebSocket::flush() {
    while (!m_out.empty() && isConnected() && !m_isSocketFull) {
        const QByteArrayView bytes = QByteArrayView(m_out.front()).sliced(m_outAt);
        size_t sent = 0;
        const CURLcode code = m_transfer->send(bytes, sent);
        if (code == CURLE_AGAIN) {
            m_isSocketFull = true;
            break;
        }
        if (code != CURLE_OK) {
            end(m_transfer->errorOf(code));
            return;
        }
        const auto count = static_cast<qsizetype>(sent);
        m_bytesSent += count;
        m_pending -= count;
        m_outAt += count;
        if (m_outAt == m_out.front().size()) {
            m_out.pop_front();
            m_outAt = 0;
        }
    }
    updateNotifiers();
    if (m_out.empty() && m_isClosedByPeer) {
        end(m_closeError);
        return;
    }
    if (m_wasFull && m_pending < kLowWater && m_state == State::Open) {
        m_wasFull = false;
        Q_EMIT drained();
    }
}

void CurlWebSocket::close() {
    if (m_state == State::Connecting) {
        m_state = State::Closing;
        m_deadline = m_clock.steadyNow(); // there is nobody to say good-bye to
    } else if (m_state == State::Open) {
        m_state = State::Closing;
        m_hasSentClose = true;
        m_isPaused = false; // the peer's own close has to be seen
        queueFrame(WebSocketOpcode::Close, webSocketCloseBody(kNormalClosure));
        updateNotifiers();
        post();
        m_deadline = m_clock.steadyNow() + kCloseDeadline;
    } else {
        return;
    }
    armTick();
}

void CurlWebSocket::pause() {
    if (m_state == State::Open) {
        m_isPaused = true;
        updateNotifiers();
    }
}

void CurlWebSocket::resume() {
    if (std::exchange(m_isPaused, false)) {
        m_lastSign = m_clock.steadyNow(); // what we did not read can't be held against the peer
        updateNotifiers();
        post();
    }
}

void CurlWebSocket::armTick() {
    const Clock::Steady now = m_clock.steadyNow();
    const auto left = std::chrono::ceil<Clock::Duration>(m_deadline - now);
    const auto delay = m_state == State::Open ? kPingEvery : std::max(left, Clock::Duration::zero());
    // The timer only wakes us: it must not die inside its own event.
    m_tick
        = m_clock.after(delay, [this] { QMetaObject::invokeMethod(this, &CurlWebSocket::tick, Qt::QueuedConnection); });
}

void CurlWebSocket::tick() {
    const Clock::Steady now = m_clock.steadyNow();
    if (m_state == State::Connecting && now >= m_deadline) {
        end(about(abortError(Transfer::Abort::Deadline)));
        return;
    }
    if (m_state == State::Closing && now >= m_deadline) {
        end(m_closeError);
        return;
    }
    if (m_state == State::Open) {
        if (!m_isPaused && now - m_lastSign >= kReadDeadline) {
            end(about(
                fail(ErrorCode::Timeout, {}, u"nothing came for 61 s, not even an answer to a ping"_s, u"Silent"_s)
                    .error()));
            return;
        }
        queueFrame(WebSocketOpcode::Ping, {});
    }
    if (m_state != State::Closed) {
        armTick();
    }
}

Error CurlWebSocket::about(Error error) const {
    error.subject = requestSubject(m_request.url);
    return error;
}

/// Said from an event: whoever called us is not surprised by it.
void CurlWebSocket::end(std::optional<Error> error) {
    if (m_state == State::Closed) {
        return;
    }
    const bool isCancelled = error && error->code == ErrorCode::Cancelled;
    if (m_state == State::Closing && !m_closeError && !isCancelled) {
        error.reset(); // it was to end
    }
    m_state = State::Closed;
    m_recorder.ended({.status = m_answer.answer().status,
                         .elapsed = std::chrono::duration_cast<Clock::Duration>(m_clock.steadyNow() - m_startedAt),
                         .bytesSent = m_bytesSent,
                         .bytesReceived = m_bytesReceived,
                         .error = error ? describe(*error) : QString()},
        m_answer.answer().headers);
    drop();
    if (!isCancelled) {
        QMetaObject::invokeMethod(this, [this, error] { Q_EMIT closed(error); }, Qt::QueuedConnection);
    }
}

void CurlWebSocket::drop() {
    for (QSocketNotifier** notifier : {&m_read, &m_write}) {
        if (*notifier) {
            (*notifier)->setEnabled(false); // at once: the number may be another socket's in a moment
            (*notifier)->deleteLater();
            *notifier = nullptr;
        }
    }
    m_tick.reset();
    m_out.clear();
    m_outAt = 0;
    m_pending = 0;
    m_transfer.reset();
}

void CurlWebSocket::cut() {
    if (m_state != State::Idle && m_state != State::Closed) {
        m_state = State::Closed;
        drop();
    }
}

} // namespace pilothouse
