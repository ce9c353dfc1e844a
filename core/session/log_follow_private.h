// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task_scope.h"
#include "core/helm/release_types.h"
#include "core/kube/log_stream.h"
#include "core/kube/pod_watch.h"
#include "core/logs/log_text.h"
#include "core/session/log_batcher.h"
#include "core/session/log_follow.h"

#include <QHash>

#include <deque>
#include <map>

namespace pilothouse {

class LogFollow::Private {
public:
    Private(LogFollow* follow, ClusterSession& connected, LogRequest wanted);
    ~Private();

    /// One container of one pod.
    class Source final : public LogTaker {
    public:
        Source(Private* owner, LogSource named)
            : d(owner)
            , about(std::move(named)) { }
        void takeLine(const CutLine& line) override {
            const LogLevel level = isInside ? insideLevel : logLevelOf(line.bytes);
            isInside = line.continues;
            insideLevel = level;
            d->batcher.addLine(about.id, line, level);
        }
        void takeNotice(LogNotice notice) override {
            notice.source = about.id;
            d->batcher.addNotice(std::move(notice));
        }

        Private* d;
        LogSource about;
        ContainerFacts facts;
        std::unique_ptr<LogStream> stream; ///< null: not begun, waits for its turn, or ended
        QString endedRun; ///< read to its end
        QString saidWaiting;
        bool isQueued = false;
        bool isChosen = true;
        bool isGone = false;
        bool hasLeft = false;
        bool hasFailed = false;
        bool isInside = false; ///< a long line
        LogLevel insideLevel = LogLevel::None;
    };

    void resolve();
    void takeTargets(const Result<std::vector<PodTarget>>& targets);
    void onReleases();
    void onPod(const PodFacts& pod);
    void onGone(const Uid& uid);
    void consider(Source& source);
    void begin(Source& source);
    void onEnded(Source& source, const std::optional<Error>& error);
    void beginQueued();
    void sayLeft(Source& source);
    void deliver(const LogBatchPtr& batch);
    void setPaused(bool isPausedNow);
    void noteStatus();
    void tellStatus();
    void sessionGone();
    void onConnection(bool isLiveNow);
    void choose();
    [[nodiscard]] LogFollowStatus::State stateNow() const;
    [[nodiscard]] bool canGoOn() const;
    [[nodiscard]] bool isWatchRetrying() const;
    void fail(Error error);
    [[nodiscard]] bool isWanted(const ContainerFacts& container) const;
    [[nodiscard]] Revision revisionOf(const PodFacts& pod) const;
    [[nodiscard]] const PodScope::Release* release() const {
        return std::get_if<PodScope::Release>(&request.scope.what);
    }

    LogFollow* q;
    ClusterSession* session; ///< null: gone
    Clock& clock;
    LogRequest request;
    LogFollowStatus status;
    LogBatcher batcher;
    std::unique_ptr<PodWatch> watch;
    std::map<quint16, std::unique_ptr<Source>> sources;
    std::deque<quint16> queue;
    QHash<Uid, PodFacts> pods;
    quint16 lastId = 0;
    qint64 untaken = 0;
    int openCount = 0;
    bool isPaused = false;
    bool isLive = true;
    bool hasTargets = false;
    std::optional<Error> failure;
    Revision newest = Revision::None; ///< of the release
    std::vector<RecordMeta> revisions; ///< newest first
    bool isStatusNoted = false;
    TaskScope scope;
};

} // namespace pilothouse
