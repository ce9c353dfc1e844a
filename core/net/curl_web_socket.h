// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/net/curl_loop.h"
#include "core/net/trace_recorder.h"
#include "core/net/transfer.h"
#include "core/net/web_socket.h"
#include "core/net/websocket_frames.h"
#include "core/net/websocket_handshake.h"

#include <QSocketNotifier>

#include <deque>
#include <memory>

namespace pilothouse {

/// WebSocket over a connection that curl makes and reads. It has a loop of its own: curl prunes kept connections of a
/// shared one while it looks for another, and takes one with bytes waiting for dead.
class CurlWebSocket final : public WebSocket, public TransferListener {
    Q_OBJECT
public:
    CurlWebSocket(HttpRequest request, QByteArrayList protocols, Clock& clock, TraceRecorder recorder);
    ~CurlWebSocket() override;
    Q_DISABLE_COPY_MOVE(CurlWebSocket)

    void start() override;
    void send(QByteArray message) override;
    void close() override;
    void pause() override;
    void resume() override;
    [[nodiscard]] qint64 pendingBytes() const override { return m_pending; }
    [[nodiscard]] State state() const override { return m_state; }
    [[nodiscard]] QByteArray protocol() const override { return m_protocol; }
    [[nodiscard]] const HttpResponse* refusal() const override;

    /// The engine is gone: the connection too, and nothing is said any more.
    void cut();

    void transferFinished() override;

private:
    void post();
    void turn();
    void watchSocket();
    [[nodiscard]] bool readSome();
    [[nodiscard]] bool takeHandshake(QByteArrayView bytes);
    void takeFrames();
    void takeFrame(WebSocketReader::Incoming incoming);
    void takeClose(const WebSocketReader::Incoming& incoming);
    void queueFrame(WebSocketOpcode opcode, QByteArrayView payload);
    void flush();
    void updateNotifiers();
    void armTick();
    void tick();
    void end(std::optional<Error> error);
    void drop();
    [[nodiscard]] Error about(Error error) const;
    [[nodiscard]] bool isConnected() const { return m_read != nullptr; }

    HttpRequest m_request;
    WebSocketOffer m_offer;
    Clock& m_clock;
    TraceRecorder m_recorder;
    State m_state = State::Idle;
    QByteArray m_protocol;
    UpgradeAnswer m_answer;
    bool m_wasRefused = false;
    WebSocketReader m_reader;
    std::deque<QByteArray> m_out;
    qsizetype m_outAt = 0; ///< of the first one
    qint64 m_pending = 0;
    bool m_wasFull = false;
    bool m_isPaused = false;
    bool m_isPosted = false;
    bool m_isSocketFull = false; ///< waits until it can be written to
    bool m_hasSentClose = false;
    bool m_isClosedByPeer = false;
    std::optional<Error> m_closeError; ///< the peer's close frame says so
    qint64 m_bytesSent = 0;
    qint64 m_bytesReceived = 0;
    Clock::Steady m_startedAt{};
    Clock::Steady m_lastSign{};
    Clock::Steady m_deadline{}; ///< Connecting, Closing
    std::unique_ptr<QByteArray> m_chunk; ///< what is read into
    QSocketNotifier* m_read = nullptr;
    QSocketNotifier* m_write = nullptr;
    std::unique_ptr<Timer> m_tick;
    CurlLoop m_loop;
    std::unique_ptr<Transfer> m_transfer; ///< goes first
};

} // namespace pilothouse
