// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task_scope.h"
#include "core/async/worker_pool.h"
#include "core/base/clock.h"
#include "core/kube/watch_framer.h"
#include "core/kube/watch_source.h"
#include "core/kube/watch_verdict.h"

#include <QObject>

#include <deque>

namespace pilothouse {

/// One watch from its start to its end: cuts the stream into events, decodes them in order (large ones on the pool, the
/// stream paused meanwhile), asks for a sign of life when it falls silent, and ends it when the server forgets to.
///
/// Order of signals: opened once, received any number of times, ended once; ended is the last. Nothing comes after
/// abandon(). Thread: the source's. Delete it with deleteLater() from its own signals.
class WatchSession final : public QObject {
    Q_OBJECT
public:
    struct Tools {
        WatchSource& source;
        WorkerPool& pool;
        Clock& clock;
    };
    /// @param longest the server was asked to end it by then (with some slack), and did not
    WatchSession(Tools tools, std::unique_ptr<HttpStream> stream, Clock::Duration longest, QObject* parent = nullptr);
    ~WatchSession() override;
    Q_DISABLE_COPY_MOVE(WatchSession)

    void start();
    /// Ends it without a word.
    void abandon();

Q_SIGNALS:
    void opened();
    /// ERROR events are not among them: they end it.
    void received(const std::vector<pilothouse::WatchEvent>& events);
    /// Bytes came, or a probe was answered.
    void alive();
    void ended(const pilothouse::WatchEnd& end);

private:
    void onStarted(int status, const HttpHeaders& headers);
    void onData(const QByteArray& bytes);
    void onFinished(const std::optional<Error>& error);
    void onProbeNeeded();
    void drain();
    /// False: it was the end.
    bool take(Result<WatchEvent> event, std::vector<WatchEvent>& batch);
    void decodeOnPool(QByteArray frame);
    [[nodiscard]] Task<Result<WatchEvent>> decode(QByteArray frame);
    void tell(std::vector<WatchEvent> batch);
    void end(std::optional<Error> error);
    [[nodiscard]] Error refusal() const;
    [[nodiscard]] Task<void> endWhenOverdue();

    Tools m_tools;
    std::unique_ptr<HttpStream> m_stream;
    Clock::Duration m_longest;
    Clock::Steady m_begun;
    QString m_subject;
    int m_status = 0;
    HttpHeaders m_headers; ///< of a refusal
    QByteArray m_refusalBody;
    WatchFramer m_framer;
    std::deque<QByteArray> m_frames; ///< not decoded yet
    std::optional<std::optional<Error>> m_finish; ///< the stream's end, until all before it is told
    qint64 m_events = 0;
    bool m_isDecoding = false;
    bool m_isProbing = false;
    bool m_isOver = false;
    TaskScope m_scope;
};

} // namespace pilothouse
