// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/logs/logs_gateway.h"

#include <QDateTime>

#include <functional>

namespace pilothouse::ui {

/// Writes batches line by line.
class BatchBuilder {
public:
    BatchBuilder& source(quint16 id, const QString& pod, const QString& container = QStringLiteral("app"),
        Revision revision = Revision::None) {
        LogSource source;
        source.id = id;
        source.pod = pod;
        source.uid = Uid(pod);
        source.container = container;
        source.revision = revision;
        m_batch.sources.push_back(source);
        return *this;
    }
    BatchBuilder& line(quint16 source, qint64 stamp, const QByteArray& text, LogLevel level = LogLevel{}) {
        LogLine line;
        line.stamp = stamp;
        line.offset = static_cast<quint32>(m_batch.bytes.size());
        line.length = static_cast<quint32>(text.size());
        line.source = source;
        line.level = level;
        m_batch.bytes.append(text).append('\n');
        m_batch.lines.push_back(line);
        return *this;
    }
    BatchBuilder& notice(const LogNotice& notice, qint64 stamp) {
        LogLine line;
        line.stamp = stamp;
        line.offset = static_cast<quint32>(m_batch.bytes.size());
        line.length = static_cast<quint32>(m_batch.notices.size());
        line.isNotice = true;
        m_batch.notices.push_back(notice);
        m_batch.lines.push_back(line);
        return *this;
    }
    [[nodiscard]] LogBatchPtr take() { return std::make_shared<const LogBatch>(std::exchange(m_batch, {})); }

private:
    LogBatch m_batch;
};

/// Answers what the test says.
class FakeLogsGateway final : public LogsGateway {
public:
    void start(const LogRequest& request) override { requests.push_back(request); }
    void stop() override { ++stops; }
    void choose(const QStringList& containers, bool withInit, bool withEphemeral) override {
        Q_UNUSED(withEphemeral);
        chosen = containers;
        choseInit = withInit;
    }
    void taken(qint64 bytes) override { takenBytes += bytes; }

    void send(const LogBatchPtr& batch) { Q_EMIT LogsGateway::batch(batch); }
    void tell(LogFollowStatus::State state, std::vector<LogContainer> containers = {}) {
        LogFollowStatus status;
        status.state = state;
        status.openStreams = static_cast<int>(containers.size());
        status.containers = std::move(containers);
        Q_EMIT statusChanged(status);
    }

    std::vector<LogRequest> requests;
    QStringList chosen;
    bool choseInit = false;
    int stops = 0;
    qint64 takenBytes = 0;
};

/// 2026-11-21 14:02:10 UTC, and so many milliseconds later.
[[nodiscard]] inline qint64 at(qint64 ms) {
    return (1'795'269'730'000 + ms) * 1'000'000;
}

} // namespace pilothouse::ui
