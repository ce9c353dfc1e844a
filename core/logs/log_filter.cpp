// SPDX-License-Identifier: Apache-2.0
#include "core/logs/log_filter.h"

#include "core/async/task_scope.h"
#include "core/logs/log_judge.h"

#include <QElapsedTimer>

#include <algorithm>
#include <deque>
#include <map>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kJobLines = 50'000; // judged in one go on the pool
constexpr size_t kAtOnce = 3; // jobs of a first round under way
constexpr qint64 kPieceLines = 65'536; // small additions become one piece up to this
constexpr qint64 kShowEvery = 250; // ms between two resets while older lines come in

using Blocks = std::vector<LogBlockPtr>;
using Judged = std::vector<LogJudge::Rows>;

Task<Judged> judgeOnPool(WorkerPool* pool, LogJudge judge, Blocks blocks, qint64 from, qint64 end,
    std::shared_ptr<std::atomic<bool>> cancelled) {
    co_return co_await pool->run(
        [judge = std::move(judge), blocks = std::move(blocks), from, end, cancelled = std::move(cancelled)] {
            Judged all;
            for (const LogBlockPtr& block : blocks) {
                if (cancelled->load(std::memory_order_relaxed)) {
                    break;
                }
                all.push_back(judge.judge(block, from, end, cancelled));
            }
            return all;
        });
}

} // namespace

class LogFilter::Private {
public:
    Private(LogFilter* filter, LogStore& lines, WorkerPool& workers)
        : q(filter)
        , store(lines)
        , pool(workers) { }
    ~Private() {
        if (cancelled) {
            cancelled->store(true);
        }
    }

    struct Piece {
        LogJudge::Rows rows;
        qint64 rowStart = 0; ///< counted from an arbitrary zero, which dropping does not move
    };

    void restart();
    void planFirstRound();
    void startJobs();
    void takeOlder(size_t job, Judged judged);
    void showOlder();
    void prepend(LogJudge::Rows rows);
    void append(LogJudge::Rows rows);
    void judgeNew();
    void takeNew(Judged judged, qint64 end);
    void onAppended(qint64 end);
    void onDropped(qint64 first);
    void sayTrouble();
    [[nodiscard]] qint64 rowsBegin() const { return pieces.empty() ? 0 : pieces.front().rowStart; }
    [[nodiscard]] qint64 rowsEnd() const {
        return pieces.empty() ? 0 : pieces.back().rowStart + static_cast<qint64>(pieces.back().rows.rows.size());
    }

    LogFilter* q;
    LogStore& store;
    WorkerPool& pool;
    LogFilterSpec spec;
    std::optional<LogJudge> judge; ///< none: everything is shown
    qint64 openFirst = 0; ///< first line shown while there is no judge
    std::deque<Piece> pieces;

    // The first round over what is there already, newest first.
    struct Job {
        Blocks blocks;
        qint64 lines = 0;
    };
    std::deque<Job> jobs; ///< not begun
    size_t jobsBegun = 0;
    size_t jobsTaken = 0;
    std::map<size_t, Judged> early; ///< done before newer ones
    qint64 roundLines = 0;
    qint64 roundDone = 0;
    QElapsedTimer shown;
    bool isUnshown = false;

    qint64 judgedEnd = 0; ///< one beyond the last line judged or being judged
    bool isJudgingNew = false;
    bool isTroubled = false;
    std::shared_ptr<std::atomic<bool>> cancelled;
    TaskScope scope;
};

void LogFilter::Private::restart() {
    if (cancelled) {
        cancelled->store(true);
    }
    scope.cancelAll();
    cancelled = std::make_shared<std::atomic<bool>>(false);
    pieces.clear();
    jobs.clear();
    early.clear();
    jobsBegun = 0;
    jobsTaken = 0;
    roundLines = 0;
    roundDone = 0;
    isJudgingNew = false;
    isTroubled = false;
    isUnshown = false;
    judgedEnd = store.end();
    openFirst = store.first();
    if (judge) {
        planFirstRound();
    }
    Q_EMIT q->reset();
    startJobs();
}

void LogFilter::Private::planFirstRound() {
    LogSnapshot shot = store.snapshot();
    Job job;
    for (auto block = shot.blocks.rbegin(); block != shot.blocks.rend(); ++block) {
        job.lines += (*block)->count();
        job.blocks.push_back(std::move(*block));
        roundLines += job.blocks.back()->count();
        if (job.lines >= kJobLines) {
            jobs.push_back(std::exchange(job, {}));
        }
    }
    if (!job.blocks.empty()) {
        jobs.push_back(std::move(job));
    }
    shown.start();
}

void LogFilter::Private::startJobs() {
    while (!jobs.empty() && jobsBegun - jobsTaken < kAtOnce) {
        Job job = std::move(jobs.front());
        jobs.pop_front();
        const size_t number = jobsBegun++;
        scope.launch<Judged>(judgeOnPool(&pool, *judge, std::move(job.blocks), 0, judgedEnd, cancelled),
            [this, number](Judged judged) { takeOlder(number, std::move(judged)); });
    }
}

void LogFilter::Private::takeOlder(size_t job, Judged judged) {
    early.emplace(job, std::move(judged));
    for (auto next = early.find(jobsTaken); next != early.end(); next = early.find(jobsTaken)) {
        for (LogJudge::Rows& rows : next->second) { // newest first
            roundDone += rows.end - rows.first;
            prepend(std::move(rows));
        }
        early.erase(next);
        ++jobsTaken;
    }
    onDropped(store.first());
    showOlder();
    sayTrouble();
    startJobs();
    Q_EMIT q->progressChanged();
}

/// The first lines at once, the others now and then and at the end.
void LogFilter::Private::showOlder() {
    const bool isOver = jobs.empty() && jobsTaken == jobsBegun;
    if (isUnshown && (isOver || jobsTaken == 1 || shown.elapsed() >= kShowEvery)) {
        isUnshown = false;
        shown.restart();
        Q_EMIT q->reset();
    }
}

void LogFilter::Private::prepend(LogJudge::Rows rows) {
    if (rows.rows.empty()) {
        return;
    }
    isUnshown = true;
    const qint64 start = rowsBegin() - static_cast<qint64>(rows.rows.size());
    pieces.push_front({.rows = std::move(rows), .rowStart = start});
}

void LogFilter::Private::append(LogJudge::Rows rows) {
    if (rows.rows.empty()) {
        return;
    }
    if (!pieces.empty() && rows.end - pieces.back().rows.first <= kPieceLines) {
        LogJudge::Rows& last = pieces.back().rows;
        const auto shift = static_cast<quint32>(rows.first - last.first);
        last.rows.reserve(last.rows.size() + rows.rows.size());
        for (const quint32 row : rows.rows) {
            last.rows.push_back(row + shift);
        }
        last.end = rows.end;
        return;
    }
    const qint64 start = rowsEnd();
    pieces.push_back({.rows = std::move(rows), .rowStart = start});
}

void LogFilter::Private::judgeNew() {
    if (isJudgingNew || judgedEnd >= store.end()) {
        return;
    }
    isJudgingNew = true;
    const qint64 from = judgedEnd;
    LogSnapshot shot = store.snapshot(from);
    scope.launch<Judged>(judgeOnPool(&pool, *judge, std::move(shot.blocks), from, shot.end, cancelled),
        [this, end = shot.end](Judged judged) { takeNew(std::move(judged), end); });
}

void LogFilter::Private::takeNew(Judged judged, qint64 end) {
    const qint64 before = rowsEnd();
    for (LogJudge::Rows& rows : judged) {
        append(std::move(rows));
    }
    judgedEnd = end;
    isJudgingNew = false;
    onDropped(store.first());
    if (rowsEnd() != before) {
        Q_EMIT q->extended(q->rowCount());
    }
    sayTrouble();
    judgeNew();
    if (!isJudgingNew) {
        Q_EMIT q->progressChanged();
    }
}

void LogFilter::Private::onAppended(qint64 end) {
    if (judge) {
        judgeNew();
        return;
    }
    judgedEnd = end;
    Q_EMIT q->extended(q->rowCount());
}

void LogFilter::Private::onDropped(qint64 first) {
    qint64 gone = 0;
    if (!judge) {
        gone = first - openFirst;
        openFirst = first;
    }
    while (!pieces.empty() && pieces.front().rows.end <= first) {
        gone += static_cast<qint64>(pieces.front().rows.rows.size());
        pieces.pop_front();
    }
    if (!pieces.empty() && pieces.front().rows.first < first) {
        LogJudge::Rows& rows = pieces.front().rows;
        const auto kept = std::ranges::lower_bound(rows.rows, static_cast<quint32>(first - rows.first));
        const auto count = kept - rows.rows.begin();
        rows.rows.erase(rows.rows.begin(), kept);
        pieces.front().rowStart += count;
        gone += count;
    }
    if (gone > 0) {
        Q_EMIT q->shortened(gone);
    }
}

void LogFilter::Private::sayTrouble() {
    if (isTroubled || !judge || judge->runaways() == 0) {
        return;
    }
    isTroubled = true;
    Q_EMIT q->troubled(fail(ErrorCode::Timeout, spec.pattern.text,
        u"the expression took too long on some lines; those count as not matching"_s, u"RegexRunaway"_s)
            .error());
}

LogFilter::LogFilter(LogStore& store, WorkerPool& pool, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, store, pool)) {
    d->openFirst = store.first();
    d->judgedEnd = store.end();
    connect(&store, &LogStore::appended, this, [this](qint64, qint64 end) { d->onAppended(end); });
    connect(&store, &LogStore::dropped, this, [this](qint64 first) { d->onDropped(first); });
    connect(&store, &LogStore::cleared, this, [this] { d->restart(); });
}

LogFilter::~LogFilter() = default;

Result<void> LogFilter::setSpec(LogFilterSpec spec) {
    auto judge = LogJudge::make(spec);
    if (!judge) {
        return std::unexpected(std::move(judge.error()));
    }
    d->spec = std::move(spec);
    if (judge->isOpen()) {
        d->judge.reset();
    } else {
        d->judge = std::move(*judge);
    }
    d->restart();
    return {};
}

const LogFilterSpec& LogFilter::spec() const {
    return d->spec;
}

qint64 LogFilter::rowCount() const {
    return d->judge ? d->rowsEnd() - d->rowsBegin() : d->judgedEnd - d->openFirst;
}

qint64 LogFilter::lineAt(qint64 row) const {
    Q_ASSERT(row >= 0 && row < rowCount());
    if (!d->judge) {
        return d->openFirst + row;
    }
    const qint64 wanted = d->rowsBegin() + row;
    const auto after = std::ranges::upper_bound(d->pieces, wanted, {}, &Private::Piece::rowStart);
    const Private::Piece& piece = *(after - 1);
    return piece.rows.first + piece.rows.rows[static_cast<size_t>(wanted - piece.rowStart)];
}

qint64 LogFilter::rowOf(qint64 line) const {
    if (!d->judge) {
        return qBound<qint64>(-1, line - d->openFirst, rowCount() - 1);
    }
    const auto after
        = std::ranges::upper_bound(d->pieces, line, {}, [](const Private::Piece& piece) { return piece.rows.first; });
    if (after == d->pieces.begin()) {
        return -1;
    }
    const Private::Piece& piece = *(after - 1);
    const qint64 within = line - piece.rows.first;
    const auto behind
        = std::ranges::upper_bound(piece.rows.rows, within, {}, [](quint32 row) { return static_cast<qint64>(row); });
    return piece.rowStart - d->rowsBegin() + (behind - piece.rows.rows.begin()) - 1;
}

bool LogFilter::isComplete() const {
    return !d->judge
        || (d->jobs.empty() && d->jobsTaken == d->jobsBegun && !d->isJudgingNew && d->judgedEnd >= d->store.end());
}

double LogFilter::progress() const {
    return d->roundLines == 0 ? 1.0 : static_cast<double>(d->roundDone) / static_cast<double>(d->roundLines);
}

} // namespace pilothouse
