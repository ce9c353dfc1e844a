// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task_scope.h"
#include "core/kube/api_client.h"
#include "core/kube/container_facts.h"
#include "core/logs/line_cutter.h"
#include "core/net/backoff.h"

#include <QObject>

#include <memory>
#include <optional>

namespace pilothouse {

/// Which log, from when.
struct LogStreamRequest {
    QString nameSpace;
    QString pod;
    QString container;
    bool previous = false; ///< of the run before; does not follow
    bool follow = true;
    std::optional<std::chrono::seconds> since; ///< ≥ 1 s
    std::optional<qint64> tail; ///< lines
    /// The run that is read first, where it is known (ContainerFacts::runId); empty: whichever there is.
    QString runId;
};

/// Who gets a log. Calls come from LogStream's events; it may be paused from them, not destroyed.
class LogTaker : public LineTaker {
public:
    /// The stream's kinds: Waiting, Reconnected, Gap, Rotated, Restarted, Ended, Failed. Sources are the taker's.
    virtual void takeNotice(LogNotice notice) = 0;
};

/// The log of one container, from its start to its end, over however many connections (protocol 2.8).
///
/// Asked for with timestamps, which are taken off; a connection that ends is opened again from the last stamp, and what
/// comes twice is told once, also within one second (LO2). An end without an error is looked into: the container ended,
/// the node rotated the file, or the pod is gone. A container that waits is waited for; its next run is read from the
/// start. Silence of 15 s is probed. Every interruption is a notice.
/// Signals: ended once, last: nothing more will come. Back-pressure: pause() stops reading from the socket after 1 MiB.
/// Thread: core's. Delete it with deleteLater() from its own calls.
class LogStream final : public QObject, private LineTaker {
    Q_OBJECT
public:
    LogStream(ApiClient& client, LogStreamRequest request, LogTaker& taker, QObject* parent = nullptr);
    ~LogStream() override;
    Q_DISABLE_COPY_MOVE(LogStream)

    void start();
    /// Does not wait any longer before it tries again (the pod changed, the server is back).
    void wake();
    void pause();
    void resume();
    /// A connection is open.
    [[nodiscard]] bool isReading() const { return m_stream != nullptr; }
    [[nodiscard]] bool hasEnded() const { return m_hasEnded; }

Q_SIGNALS:
    /// No error: all was read.
    void ended(const std::optional<pilothouse::Error>& error);

private:
    /// What comes after the pause.
    enum class Step { Open, Look };
    /// What the end of the last connection was, until that has been told.
    enum class Resume { No, AfterError, AfterEnd };
    using OpenResult = Result<ApiClient::OpenStream>;
    using FactsResult = Result<std::optional<ContainerFacts>>;

    void open();
    void onOpened(OpenResult opened);
    void onStarted(int status, const HttpHeaders& headers);
    void onData(const QByteArray& bytes);
    void onFinished(const std::optional<Error>& error);
    void onProbeNeeded();
    void dropStream();

    void afterRefusal(const Error& error);
    void afterBody(const std::optional<Error>& error);
    void look();
    void afterLook(const FactsResult& looked);
    void afterSameRun(const ContainerFacts& facts);
    void afterOtherRun(const ContainerFacts& facts);
    void takeLine(const CutLine& line) override;
    void beginRun(const ContainerFacts& facts);
    void reopen(Clock::Duration delay);
    void retryLater(const Error& error);
    void pauseFor(Clock::Duration delay, Step step);
    void waitForStart(const QString& words, Step step);
    void finish(std::optional<Error> error = {});
    void tell(LogNotice::Kind kind, const QString& detail = {}, std::optional<Error> error = {});

    [[nodiscard]] ApiClient::Call call() const;
    [[nodiscard]] Task<OpenResult> openStream();
    [[nodiscard]] Task<FactsResult> lookAtPod();
    [[nodiscard]] Task<bool> probe();
    [[nodiscard]] Task<void> rest(Clock::Duration delay);
    void goOn();
    [[nodiscard]] QString subject() const;

    ApiClient& m_client;
    LogStreamRequest m_request;
    LogTaker& m_taker;
    LineCutter m_cutter;
    Backoff m_backoff;
    std::unique_ptr<HttpStream> m_stream;
    quint64 m_generation = 0;
    int m_status = 0;
    HttpHeaders m_headers;
    QByteArray m_refusal;
    std::optional<Error> m_endError; ///< how the last body ended
    std::optional<Error> m_words; ///< the server's own within a log (LO5)
    Resume m_resume = Resume::No;
    bool m_saidGap = false;
    QString m_saidWaiting;
    int m_emptyEnds = 0; ///< in a row, that brought no line
    qint64 m_toldBefore = 0; ///< lines, at the last opening
    bool m_isPaused = false;
    bool m_isRefreshed = false;
    bool m_readsPrevious = false; ///< what was missed of a run that has ended meanwhile
    bool m_waitsForRun = false;
    int m_restarts = -1; ///< of the run that is read; -1: not known
    bool m_isProbing = false;
    bool m_hasEnded = false;
    Step m_step = Step::Open;
    TaskId m_sleep = TaskId::None;
    TaskScope m_scope;
};

} // namespace pilothouse
