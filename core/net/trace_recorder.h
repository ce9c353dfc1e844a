// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/net/http_engine.h"
#include "core/net/http_trace.h"
#include "core/net/transfer.h"

#include <memory>

namespace pilothouse {

/// Books one attempt in the trace, masked, and in the engine's totals.
class TraceRecorder {
public:
    TraceRecorder(std::shared_ptr<HttpTrace> trace, std::shared_ptr<HttpEngine::Totals> totals, Clock& clock)
        : m_trace(std::move(trace))
        , m_totals(std::move(totals))
        , m_clock(clock) { }

    void started(const HttpRequest& request, int attempt, bool isStream);
    /// @param bytesSoFar of this attempt
    void received(qint64 bytesSoFar);
    void finished(Transfer& transfer);
    /// Nobody waits for it any more.
    void abandoned(Transfer& transfer);

    /// What is not a transfer of curl's: a WebSocket. Its messages are never recorded.
    struct Ending {
        int status = 0;
        Clock::Duration elapsed{0};
        qint64 bytesSent = 0;
        qint64 bytesReceived = 0;
        QString error;
    };
    void ended(Ending ending, const HttpHeaders& answer);

private:
    void close(Transfer& transfer, QString error);

    std::shared_ptr<HttpTrace> m_trace;
    std::shared_ptr<HttpEngine::Totals> m_totals;
    Clock& m_clock;
    TraceEntry m_entry;
    qint64 m_counted = 0;
    bool m_recordsBody = false;
};

} // namespace pilothouse
