// SPDX-License-Identifier: Apache-2.0
#include "core/kube/watch_session.h"

#include "core/async/sleep.h"
#include "core/kube/api_client.h"
#include "core/kube/status_error.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kDecodeHere = 64 * 1024; // bytes; simdjson reads so much in some 30 µs
constexpr qsizetype kMaxRefusal = 64 * 1024; // of the body of an answer other than 200

} // namespace

WatchSession::WatchSession(Tools tools, std::unique_ptr<HttpStream> stream, Clock::Duration longest, QObject* parent)
    : QObject(parent)
    , m_tools(tools)
    , m_stream(std::move(stream))
    , m_longest(longest)
    , m_begun(tools.clock.steadyNow())
    , m_subject(tools.source.subject()) {
    connect(m_stream.get(), &HttpStream::started, this, &WatchSession::onStarted);
    connect(m_stream.get(), &HttpStream::data, this, &WatchSession::onData);
    connect(m_stream.get(), &HttpStream::finished, this, &WatchSession::onFinished);
    connect(m_stream.get(), &HttpStream::probeNeeded, this, &WatchSession::onProbeNeeded);
}

WatchSession::~WatchSession() = default;

void WatchSession::start() {
    m_scope.launch(endWhenOverdue());
    m_stream->start();
}

void WatchSession::abandon() {
    m_isOver = true;
    m_frames.clear();
    if (m_stream) {
        m_stream->disconnect(this);
        m_stream.release()->deleteLater(); // we may be inside its signal
    }
}

Task<void> WatchSession::endWhenOverdue() {
    co_await sleepFor(m_tools.clock, m_longest);
    m_finish.emplace(std::nullopt); // as if the server had kept its word
    QMetaObject::invokeMethod(this, &WatchSession::drain, Qt::QueuedConnection);
}

void WatchSession::onStarted(int status, const HttpHeaders& headers) {
    m_status = status;
    if (status == 200 && !isWebPage(headers, {})) {
        Q_EMIT alive();
        Q_EMIT opened();
        return;
    }
    m_headers = headers;
}

void WatchSession::onData(const QByteArray& bytes) {
    if (m_isOver) {
        return;
    }
    Q_EMIT alive();
    if (m_status != 200 || !m_headers.empty()) {
        m_refusalBody += bytes.first(qMin(bytes.size(), kMaxRefusal - m_refusalBody.size()));
        return;
    }
    auto frames = m_framer.feed(bytes);
    if (frames) {
        m_frames.insert(m_frames.end(), frames->begin(), frames->end());
    } else {
        Error error = frames.error();
        error.subject = m_subject;
        m_finish.emplace(std::move(error));
    }
    drain();
}

void WatchSession::onFinished(const std::optional<Error>& error) {
    if (m_isOver || m_finish) {
        return;
    }
    const bool isRefusal = !error && (m_status != 200 || !m_headers.empty());
    m_finish.emplace(isRefusal ? std::optional(refusal()) : error);
    drain();
}

Error WatchSession::refusal() const {
    if (m_status == 200) {
        return notKubernetes(m_status, m_subject);
    }
    HttpResponse response;
    response.status = m_status;
    response.headers = m_headers;
    response.body = m_refusalBody;
    return errorFromAnswer(response, m_subject);
}

void WatchSession::drain() {
    std::vector<WatchEvent> batch;
    bool goesOn = true;
    while (goesOn && !m_isOver && !m_isDecoding && !m_frames.empty()) {
        QByteArray frame = std::move(m_frames.front());
        m_frames.pop_front();
        if (frame.size() < kDecodeHere) {
            goesOn = take(m_tools.source.eventReader()(std::move(frame), m_subject), batch);
        } else {
            tell(std::exchange(batch, {}));
            decodeOnPool(std::move(frame));
        }
    }
    tell(std::move(batch));
    if (!m_isOver && m_finish && !m_isDecoding && m_frames.empty()) {
        end(*m_finish);
    }
}

bool WatchSession::take(Result<WatchEvent> event, std::vector<WatchEvent>& batch) {
    if (event && event->type != WatchEvent::Type::Error) {
        ++m_events;
        batch.push_back(std::move(*event));
        return true;
    }
    // What follows an error can't be trusted to be in order.
    m_frames.clear();
    m_finish.emplace(event ? *event->error : event.error());
    return false;
}

Task<Result<WatchEvent>> WatchSession::decode(QByteArray frame) {
    co_return co_await m_tools.pool.run([read = m_tools.source.eventReader(), frame = std::move(frame),
                                            subject = m_subject]() mutable { return read(std::move(frame), subject); });
}

void WatchSession::decodeOnPool(QByteArray frame) {
    m_isDecoding = true;
    m_stream->pause();
    m_scope.launch<Result<WatchEvent>>(decode(std::move(frame)), [this](Result<WatchEvent> event) {
        m_isDecoding = false;
        if (m_isOver) {
            return;
        }
        std::vector<WatchEvent> batch;
        take(std::move(event), batch);
        tell(std::move(batch));
        drain();
        if (!m_isOver && !m_isDecoding) {
            m_stream->resume();
        }
    });
}

void WatchSession::tell(std::vector<WatchEvent> batch) {
    if (!batch.empty() && !m_isOver) {
        Q_EMIT received(batch);
    }
}

void WatchSession::end(std::optional<Error> error) {
    const WatchEnd end{
        .error = std::move(error),
        .lasted = std::chrono::duration_cast<Clock::Duration>(m_tools.clock.steadyNow() - m_begun),
        .events = m_events,
    };
    abandon();
    Q_EMIT ended(end);
}

void WatchSession::onProbeNeeded() {
    if (m_isProbing || m_isOver) {
        return;
    }
    m_isProbing = true;
    m_scope.launch<Result<void>>(m_tools.source.probe(), [this](Result<void> answer) {
        m_isProbing = false;
        if (m_isOver) {
            return;
        }
        if (answer) {
            Q_EMIT alive();
        } else {
            m_stream->reportDead();
        }
    });
}

} // namespace pilothouse
