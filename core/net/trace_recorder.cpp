// SPDX-License-Identifier: Apache-2.0
#include "core/net/trace_recorder.h"

#include "core/base/plain_text.h"
#include "core/base/redaction.h"
#include "core/net/body_masking.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t kMaxShownHeaders = 100;
constexpr qsizetype kMaxHeaderText = 1024;

QStringList shownHeaders(const HttpHeaders& headers) {
    QStringList shown;
    for (const HttpHeader& header : headers) {
        if (static_cast<size_t>(shown.size()) == kMaxShownHeaders) {
            shown += u"…"_s;
            break;
        }
        const QString line = QString::fromLatin1(header.name) + ": "_L1 + redactHeader(header.name, header.value);
        shown += escapeControls(line).left(kMaxHeaderText);
    }
    return shown;
}

} // namespace

void TraceRecorder::started(const HttpRequest& request, int attempt, bool isStream) {
    ++m_totals->requests;
    m_counted = 0;
    if (!m_trace) {
        return;
    }
    m_entry = {};
    m_entry.id = m_trace->nextId();
    m_entry.startedAt = m_clock.wallNow();
    m_entry.label = request.transport->label;
    m_entry.method = QString::fromLatin1(request.method);
    m_entry.url = redactUrl(request.url.toString(QUrl::RemoveUserInfo | QUrl::FullyEncoded));
    m_entry.attempt = attempt;
    m_entry.isStream = isStream;
    m_entry.requestHeaders = shownHeaders(request.headers);
    m_recordsBody = m_trace->areBodiesRecorded();
    if (m_recordsBody) {
        m_entry.requestBody = maskedBody(request.body, request.url);
    }
    m_trace->record(m_entry);
}

void TraceRecorder::received(qint64 bytesSoFar) {
    m_totals->bytesReceived += bytesSoFar - std::exchange(m_counted, bytesSoFar);
}

void TraceRecorder::finished(Transfer& transfer) {
    const auto error = transfer.error();
    close(transfer, error ? describe(*error) : QString());
}

void TraceRecorder::abandoned(Transfer& transfer) {
    close(transfer, u"cancelled"_s);
}

void TraceRecorder::close(Transfer& transfer, QString error) {
    const qint64 bytesReceived = transfer.isFinished() ? transfer.bytesReceived() : transfer.bytesSeen();
    if (!m_trace) {
        received(bytesReceived); // and nothing else is asked of a transfer that may be the last of its engine
        return;
    }
    if (m_recordsBody && transfer.kind() == Transfer::Kind::OneShot) {
        m_entry.responseBody = maskedBody(transfer.body(), transfer.request().url);
    }
    ended({.status = transfer.status(),
              .elapsed = transfer.elapsed(),
              .bytesSent = transfer.bytesSent(),
              .bytesReceived = bytesReceived,
              .error = std::move(error)},
        transfer.headers());
}

void TraceRecorder::ended(Ending ending, const HttpHeaders& answer) {
    received(ending.bytesReceived);
    if (!m_trace) {
        return;
    }
    m_entry.isFinished = true;
    m_entry.status = ending.status;
    m_entry.elapsed = ending.elapsed;
    m_entry.bytesSent = ending.bytesSent;
    m_entry.bytesReceived = m_counted;
    m_entry.error = std::move(ending.error);
    m_entry.responseHeaders = shownHeaders(answer);
    m_trace->record(std::move(m_entry));
}

} // namespace pilothouse
