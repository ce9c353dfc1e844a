// SPDX-License-Identifier: Apache-2.0
#include "core/net/http_engine.h"

#include "core/async/sleep.h"
#include "core/net/curl_loop.h"
#include "core/net/curl_stream.h"
#include "core/net/curl_web_socket.h"
#include "core/net/exchange.h"
#include "core/net/trace_recorder.h"

#include <QRandomGenerator>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// client-go's numbers (rest/with_retry.go): ten times at most, and only when the server says how long to wait.
constexpr int kMaxRetries = 10;
constexpr std::chrono::seconds kMaxWait{30};

/// How long the server asks us to stay away, when it does it so that we may come back by ourselves (AP2).
std::optional<std::chrono::seconds> askedToWait(const HttpResponse& response) {
    if (response.status != 429 && response.status < 500) {
        return std::nullopt;
    }
    bool isNumber = false;
    const int seconds = headerValue(response.headers, "Retry-After").toInt(&isNumber);
    if (!isNumber || seconds < 0) {
        return std::nullopt;
    }
    return std::min(std::chrono::seconds(seconds), kMaxWait);
}

/// Up to a fifth more, so that those who were sent away together do not come back together.
Clock::Duration jittered(Clock::Duration wait) {
    return wait + Clock::Duration(QRandomGenerator::global()->bounded(qint64(wait.count() / 5 + 1)));
}

bool isIdempotent(const HttpRequest& request) {
    return request.method == "GET" || request.method == "HEAD";
}

std::shared_ptr<const TransportSettings> orDefault(std::shared_ptr<const TransportSettings> transport) {
    return transport ? transport : std::make_shared<const TransportSettings>();
}

} // namespace

/// Outlives the engine while a task still sleeps between two attempts; without a loop the engine is gone.
class HttpEngine::Private {
public:
    Private(Clock& engineClock, std::shared_ptr<HttpTrace> engineTrace)
        : clock(engineClock)
        , trace(std::move(engineTrace))
        , loop(std::make_unique<CurlLoop>()) { }

    static Task<Result<HttpResponse>> send(std::shared_ptr<Private> self, HttpRequest request);
    void dropIdleLoops() {
        std::erase_if(retired, [](const auto& candidate) { return candidate->isIdle(); });
    }

    Clock& clock;
    std::shared_ptr<HttpTrace> trace;
    std::shared_ptr<Totals> totals = std::make_shared<Totals>();
    std::unique_ptr<CurlLoop> loop;
    std::vector<std::unique_ptr<CurlLoop>> retired; ///< only finish what is under way
};

namespace {

/// Books an attempt that its task did not live to see the end of.
class AttemptRecord {
public:
    AttemptRecord(TraceRecorder recorder, Transfer& transfer, int attempt)
        : m_recorder(std::move(recorder))
        , m_transfer(transfer) {
        m_recorder.started(transfer.request(), attempt, false);
    }
    ~AttemptRecord() {
        if (!m_isBooked) {
            m_recorder.abandoned(m_transfer);
        }
    }
    Q_DISABLE_COPY_MOVE(AttemptRecord)
    void finished() {
        m_isBooked = true;
        m_recorder.finished(m_transfer);
    }

private:
    TraceRecorder m_recorder;
    Transfer& m_transfer;
    bool m_isBooked = false;
};

} // namespace

Task<Result<HttpResponse>> HttpEngine::Private::send(std::shared_ptr<Private> self, HttpRequest request) {
    const Clock::Steady startedAt = self->clock.steadyNow();
    const Clock::Steady deadline = startedAt + request.deadline;
    bool hasLostConnection = false;
    for (int attempt = 1;; ++attempt) {
        if (!self->loop) {
            co_return fail(ErrorCode::Cancelled, {}, u"the program is ending"_s);
        }
        self->dropIdleLoops();
        HttpResponse response;
        {
            Exchange exchange(*self->loop, request, self->clock, deadline);
            Transfer& transfer = exchange.transfer();
            AttemptRecord record(TraceRecorder(self->trace, self->totals, self->clock), transfer, attempt);
            co_await exchange;
            record.finished();
            if (auto error = transfer.error()) {
                const bool mayAskAgain = request.retry == RetryPolicy::AsClientGo && isIdempotent(request);
                if (mayAskAgain && transfer.isConnectionLost() && !std::exchange(hasLostConnection, true)) {
                    continue;
                }
                co_return std::unexpected(std::move(*error));
            }
            response.status = transfer.status();
            response.headers = std::move(transfer.headers());
            response.body = std::move(transfer.body());
        }
        const auto now = self->clock.steadyNow();
        response.elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(now - startedAt);
        const auto asked = askedToWait(response);
        if (!asked || request.retry == RetryPolicy::Never || attempt > kMaxRetries) {
            co_return response;
        }
        const Clock::Duration wait = jittered(*asked);
        if (now + wait >= deadline) {
            co_return response; // the answer of the server is better than a timeout of ours
        }
        co_await sleepFor(self->clock, wait);
    }
}

HttpEngine::HttpEngine(Clock& clock, std::shared_ptr<HttpTrace> trace, QObject* parent)
    : QObject(parent)
    , d(std::make_shared<Private>(clock, std::move(trace))) { }

HttpEngine::~HttpEngine() {
    d->retired.clear();
    d->loop.reset();
}

Task<Result<HttpResponse>> HttpEngine::send(HttpRequest request) {
    request.transport = orDefault(std::move(request.transport));
    return Private::send(d, std::move(request));
}

std::unique_ptr<HttpStream> HttpEngine::stream(HttpRequest request) {
    request.transport = orDefault(std::move(request.transport));
    const auto loop = [weak = std::weak_ptr(d)]() -> CurlLoop* {
        const auto self = weak.lock();
        return self ? self->loop.get() : nullptr;
    };
    TraceRecorder recorder(d->trace, d->totals, d->clock);
    return std::make_unique<CurlStream>(loop, std::move(request), d->clock, std::move(recorder));
}

std::unique_ptr<WebSocket> HttpEngine::webSocket(HttpRequest request, QByteArrayList protocols) {
    request.transport = orDefault(std::move(request.transport));
    TraceRecorder recorder(d->trace, d->totals, d->clock);
    auto socket
        = std::make_unique<CurlWebSocket>(std::move(request), std::move(protocols), d->clock, std::move(recorder));
    connect(this, &QObject::destroyed, socket.get(), &CurlWebSocket::cut);
    return socket;
}

void HttpEngine::closeIdleConnections() {
    d->retired.push_back(std::exchange(d->loop, std::make_unique<CurlLoop>()));
    d->dropIdleLoops();
}

HttpEngine::Totals HttpEngine::totals() const {
    return *d->totals;
}

} // namespace pilothouse
