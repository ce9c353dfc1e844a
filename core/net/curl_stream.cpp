// SPDX-License-Identifier: Apache-2.0
#include "core/net/curl_stream.h"

#include <QPointer>

namespace pilothouse {

namespace {
constexpr Clock::Duration kSilence{15'000};
} // namespace

CurlStream::CurlStream(std::function<CurlLoop*()> loop, HttpRequest request, Clock& clock, TraceRecorder recorder)
    : m_loop(std::move(loop))
    , m_request(std::move(request))
    , m_clock(clock)
    , m_recorder(std::move(recorder)) { }

CurlStream::~CurlStream() {
    if (m_transfer && !m_transfer->isFinished()) {
        m_recorder.abandoned(*m_transfer);
    }
}

void CurlStream::start() {
    CurlLoop* const loop = m_loop();
    if (m_state != State::Idle || !loop) {
        return;
    }
    m_state = State::Connecting;
    m_transfer = std::make_unique<Transfer>(*loop, m_request, Transfer::Kind::Stream, *this, m_clock);
    m_recorder.started(m_request, 1, true);
    m_transfer->start();
    m_lastSign = m_clock.steadyNow();
    armTimer(m_request.deadline); // until the headers are here
}

void CurlStream::pause() {
    m_isPaused = true;
}

void CurlStream::resume() {
    if (std::exchange(m_isPaused, false) && m_transfer) {
        m_transfer->wake(); // hands out what waits, from an event
    }
}

void CurlStream::reportDead() {
    if (m_transfer) {
        m_transfer->abort(Transfer::Abort::Dead);
    }
}

void CurlStream::armTimer(Clock::Duration delay) {
    m_isTimerDue = false;
    m_timer = m_clock.after(delay, [this] {
        m_isTimerDue = true;
        m_transfer->wake();
    });
}

void CurlStream::transferProgressed() {
    const QPointer<CurlStream> self(this); // every signal may end us
    if (m_transfer->bytesSeen() != m_bytesSeen) {
        m_bytesSeen = m_transfer->bytesSeen();
        m_lastSign = m_clock.steadyNow();
        m_recorder.received(m_bytesSeen);
    }
    if (m_state == State::Connecting && m_transfer->hasHeaders()) {
        open();
    }
    if (self && !m_isPaused && m_state == State::Open) {
        if (const QByteArray bytes = m_transfer->takeBytes(); !bytes.isEmpty()) {
            Q_EMIT data(bytes);
        }
    }
    if (self) {
        look();
    }
}

void CurlStream::open() {
    m_state = State::Open;
    armTimer(kSilence);
    Q_EMIT started(m_transfer->status(), m_transfer->headers());
}

/// After the bytes are out: reads on, waits on, or ends.
void CurlStream::look() {
    if (m_transfer->isFinished()) {
        if (!m_isPaused) {
            m_transfer->wake(); // the end comes from an event of its own
        }
        return;
    }
    if (!m_isPaused) {
        m_transfer->readOn();
    }
    checkSilence();
}

void CurlStream::checkSilence() {
    const Clock::Steady now = m_clock.steadyNow();
    if (m_state == State::Connecting) {
        if (now - m_lastSign >= m_request.deadline) {
            m_transfer->abort(Transfer::Abort::Deadline);
        }
        return;
    }
    const auto silent = std::chrono::floor<Clock::Duration>(now - m_lastSign);
    if (silent >= kSilence) {
        m_lastSign = now;
        armTimer(kSilence);
        Q_EMIT probeNeeded();
    } else if (m_isTimerDue) {
        armTimer(kSilence - silent);
    }
}

void CurlStream::transferFinished() {
    if (m_state == State::Finished) {
        return;
    }
    const QPointer<CurlStream> self(this);
    if (m_state == State::Connecting && m_transfer->hasHeaders()) {
        open(); // headers and end came in one go
    }
    if (!self) {
        return;
    }
    m_state = State::Finished;
    m_timer.reset();
    m_recorder.finished(*m_transfer);
    Q_EMIT finished(m_transfer->error());
}

} // namespace pilothouse
