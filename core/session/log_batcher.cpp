// SPDX-License-Identifier: Apache-2.0
#include "core/session/log_batcher.h"

#include "core/async/sleep.h"

namespace pilothouse {

namespace {
constexpr Clock::Duration kPause{100};
} // namespace

LogBatcher::LogBatcher(Clock& clock, std::function<void(LogBatchPtr)> deliver)
    : m_clock(clock)
    , m_deliver(std::move(deliver)) { }

Task<void> LogBatcher::pause() {
    co_await sleepFor(m_clock, kPause);
}

LogBatch& LogBatcher::batch() {
    if (!m_batch) {
        m_batch = std::make_shared<LogBatch>();
        m_batch->bytes.reserve(m_lastBytes); // a log that comes fast goes on so
        m_batch->lines.reserve(m_lastLines);
        if (!std::exchange(m_isWaiting, true)) {
            m_scope.launch(pause(), [this] {
                m_isWaiting = false;
                flush();
            });
        }
    }
    return *m_batch;
}

void LogBatcher::addSource(const LogSource& source) {
    batch().sources.push_back(source);
}

void LogBatcher::addLine(quint16 source, const CutLine& line, LogLevel level) {
    if (m_batch && !m_batch->bytes.isEmpty() && m_batch->bytes.size() + line.bytes.size() >= kFullBytes) {
        flush();
    }
    LogBatch& out = batch();
    LogLine meta;
    meta.stamp = line.stamp.isValid() ? line.stamp.ns : 0;
    meta.stampDigits = line.stamp.digits;
    meta.stampOffset = line.stamp.offsetMinutes;
    meta.offset = static_cast<quint32>(out.bytes.size());
    meta.length = static_cast<quint32>(line.bytes.size());
    meta.source = source;
    meta.level = level;
    meta.continues = line.continues;
    meta.noNewline = line.noNewline;
    out.bytes += line.bytes;
    if (!line.continues && !line.noNewline) {
        out.bytes += '\n';
    }
    out.lines.push_back(meta);
    if (out.lines.size() >= kFullLines) {
        flush();
    }
}

void LogBatcher::addNotice(LogNotice notice) {
    LogBatch& out = batch();
    LogLine meta;
    meta.stamp = m_clock.wallNow().toMSecsSinceEpoch() * 1'000'000;
    meta.offset = static_cast<quint32>(out.bytes.size());
    meta.length = static_cast<quint32>(out.notices.size());
    meta.source = notice.source.value_or(0);
    meta.isNotice = true;
    out.lines.push_back(meta);
    out.notices.push_back(std::move(notice));
}

void LogBatcher::flush() {
    if (const auto full = std::exchange(m_batch, nullptr)) {
        m_lastBytes = full->bytes.size();
        m_lastLines = full->lines.size();
        m_deliver(full);
    }
}

} // namespace pilothouse
