// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/net/http_stream.h"
#include "core/net/trace_recorder.h"
#include "core/net/transfer.h"

#include <functional>
#include <memory>

namespace pilothouse {

/// HttpStream over one curl transfer. May outlive its engine, and is silent then.
class CurlStream final : public HttpStream, public TransferListener {
    Q_OBJECT
public:
    /// @param loop gives the loop to run on at start(); null: the engine is gone
    CurlStream(std::function<CurlLoop*()> loop, HttpRequest request, Clock& clock, TraceRecorder recorder);
    ~CurlStream() override;
    Q_DISABLE_COPY_MOVE(CurlStream)

    void start() override;
    void pause() override;
    void resume() override;
    void reportDead() override;
    [[nodiscard]] State state() const override { return m_state; }

    void transferProgressed() override;
    void transferFinished() override;

private:
    void open();
    void look();
    void checkSilence();
    void armTimer(Clock::Duration delay);

    std::function<CurlLoop*()> m_loop;
    HttpRequest m_request;
    Clock& m_clock;
    TraceRecorder m_recorder;
    State m_state = State::Idle;
    bool m_isPaused = false;
    Clock::Steady m_lastSign{}; ///< a byte, or the probe that was asked for
    qint64 m_bytesSeen = 0;
    bool m_isTimerDue = false;
    std::unique_ptr<Timer> m_timer;
    std::unique_ptr<Transfer> m_transfer; ///< goes first
};

} // namespace pilothouse
