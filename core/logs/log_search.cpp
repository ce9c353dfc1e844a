// SPDX-License-Identifier: Apache-2.0
#include "core/async/task_scope.h"
#include "core/logs/log_filter.h"
#include "core/logs/log_judge.h"

#include <algorithm>
#include <deque>
#include <map>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t kAtOnce = 4;
constexpr size_t kBlocksAJob = 4;
constexpr size_t kMaxHits = 1000;

/// What one job on the pool looks at, and how.
struct Part {
    std::vector<LogBlockPtr> blocks; ///< in the direction of the search
    qint64 from = 0; ///< lines below are not looked at
    qint64 end = 0; ///< nor these and above
    bool isUp = false;
    bool isCount = false;
};
struct Answer {
    std::optional<LogHit> hit;
    qint64 lines = 0;
};

/// Everything a job needs, shared and immutable.
struct Query {
    LogMatcher matcher;
    std::optional<LogJudge> shown;
    std::shared_ptr<std::atomic<bool>> cancelled = std::make_shared<std::atomic<bool>>(false);

    [[nodiscard]] bool isCancelled() const { return cancelled->load(std::memory_order_relaxed); }
    [[nodiscard]] bool isLooked(const LogLine& line, QByteArrayView bytes) const {
        return !line.isNotice && (!shown || shown->isShown(line, bytes));
    }
    [[nodiscard]] LogHit hitOf(const LogBlock& block, size_t index) const {
        const LogLine& line = block.lines()[index];
        const auto span = matcher.firstHit(block.bytesOf(line), 0);
        return {.line = block.first() + static_cast<qint64>(index),
            .start = span ? span->start : 0,
            .length = span ? span->length : 0};
    }
};
using QueryPtr = std::shared_ptr<const Query>;

/// Over whole blocks; only around a hit the lines are looked at.
void searchLiteral(const Query& query, const LogBlock& block, const Part& part, Answer& answer) {
    const QByteArrayView text(block.bytes());
    qsizetype at = 0;
    while ((at = query.matcher.find(text, at)) >= 0) {
        const size_t index = block.lineAtOffset(at);
        const LogLine& line = block.lines()[index];
        const qsizetype lineEnd = qsizetype{line.offset} + line.length;
        if (at + query.matcher.needleSize() > lineEnd) {
            ++at; // over the edge of two lines
            continue;
        }
        const qint64 number = block.first() + static_cast<qint64>(index);
        const qsizetype hit = std::exchange(at, lineEnd);
        if (number < part.from || number >= part.end || !query.isLooked(line, block.bytesOf(line))) {
            continue;
        }
        ++answer.lines;
        if (!part.isCount) {
            answer.hit = LogHit{.line = number, .start = hit - line.offset, .length = query.matcher.needleSize()};
            if (!part.isUp) {
                return;
            }
        }
    }
}

void searchLines(const Query& query, const LogBlock& block, const Part& part, Answer& answer) {
    const auto count = static_cast<size_t>(block.count());
    for (size_t i = 0; i < count && !query.isCancelled(); ++i) {
        const size_t index = part.isUp ? count - 1 - i : i;
        const qint64 number = block.first() + static_cast<qint64>(index);
        const LogLine& line = block.lines()[index];
        const QByteArrayView bytes = block.bytesOf(line);
        if (number < part.from || number >= part.end || !query.isLooked(line, bytes) || !query.matcher.matches(bytes)) {
            continue;
        }
        ++answer.lines;
        if (!part.isCount) {
            answer.hit = query.hitOf(block, index);
            return;
        }
    }
}

Answer searchPart(const Query& query, const Part& part) {
    Answer answer;
    for (const LogBlockPtr& block : part.blocks) {
        if (query.isCancelled() || (answer.hit && !part.isCount)) {
            break;
        }
        const auto loaded = LogBlock::loaded(block);
        if (!loaded) {
            continue;
        }
        if (query.matcher.isLiteral() && !query.matcher.isInverse()) {
            searchLiteral(query, **loaded, part, answer);
        } else {
            searchLines(query, **loaded, part, answer);
        }
    }
    return answer;
}

Task<Answer> searchOnPool(WorkerPool* pool, QueryPtr query, Part part) {
    co_return co_await pool->run(
        [query = std::move(query), part = std::move(part)] { return searchPart(*query, part); });
}

} // namespace

class LogSearch::Private {
public:
    Private(LogSearch* search, LogStore& held, WorkerPool& workers)
        : q(search)
        , store(held)
        , pool(workers) { }
    ~Private() { stop(); }

    [[nodiscard]] Result<void> begin(const LogPattern& pattern, const std::optional<LogFilterSpec>& spec);
    void stop();
    void plan(Part range);
    void run();
    void take(size_t job, const Answer& answer);
    void finish(Answer answer, bool isAround);
    void sayTrouble();

    LogSearch* q;
    LogStore& store;
    WorkerPool& pool;
    std::shared_ptr<Query> query;
    bool isCount = false;
    std::deque<Part> parts; ///< not begun
    size_t firstAround = 0; ///< the job from which on it went around
    size_t begun = 0;
    size_t taken = 0;
    std::map<size_t, Answer> early;
    qint64 lines = 0;
    TaskScope scope;
};

Result<void> LogSearch::Private::begin(const LogPattern& pattern, const std::optional<LogFilterSpec>& spec) {
    auto next = std::make_shared<Query>();
    auto matcher = LogMatcher::compile(pattern);
    if (!matcher) {
        return std::unexpected(std::move(matcher.error()));
    }
    next->matcher = std::move(*matcher);
    if (spec) {
        auto judge = LogJudge::make(*spec);
        if (!judge) {
            return std::unexpected(std::move(judge.error()));
        }
        if (!judge->isOpen()) {
            next->shown = std::move(*judge);
        }
    }
    stop();
    query = std::move(next);
    lines = 0;
    return {};
}

void LogSearch::Private::stop() {
    if (query) {
        query->cancelled->store(true);
    }
    scope.cancelAll();
    query.reset();
    parts.clear();
    early.clear();
    begun = 0;
    taken = 0;
    firstAround = 0;
}

/// Cuts the lines of @p range into jobs.
void LogSearch::Private::plan(Part range) {
    std::vector<LogBlockPtr> blocks = std::exchange(range.blocks, {});
    std::erase_if(
        blocks, [&](const LogBlockPtr& block) { return block->end() <= range.from || block->first() >= range.end; });
    if (range.isUp) {
        std::ranges::reverse(blocks);
    }
    for (size_t at = 0; at < blocks.size(); at += kBlocksAJob) {
        Part part = range;
        const size_t end = std::min(blocks.size(), at + kBlocksAJob);
        part.blocks.assign(
            blocks.begin() + static_cast<std::ptrdiff_t>(at), blocks.begin() + static_cast<std::ptrdiff_t>(end));
        parts.push_back(std::move(part));
    }
}

void LogSearch::Private::run() {
    while (!parts.empty() && begun - taken < kAtOnce) {
        Part part = std::move(parts.front());
        parts.pop_front();
        const size_t job = begun++;
        scope.launch<Answer>(
            searchOnPool(&pool, query, std::move(part)), [this, job](const Answer& answer) { take(job, answer); });
    }
}

void LogSearch::Private::take(size_t job, const Answer& answer) {
    early.emplace(job, answer);
    for (auto next = early.find(taken); next != early.end(); next = early.find(taken)) {
        lines += next->second.lines;
        if (next->second.hit && !isCount) {
            finish(next->second, taken >= firstAround);
            return;
        }
        early.erase(next);
        ++taken;
    }
    if (parts.empty() && taken == begun) {
        finish({}, false);
        return;
    }
    run();
}

/// The last thing that is done: what hears it may begin anew. By value: it may come from what stop() throws away.
void LogSearch::Private::finish(Answer answer, bool isAround) {
    sayTrouble();
    const qint64 all = lines;
    stop();
    if (answer.hit) {
        Q_EMIT q->found(*answer.hit, isAround);
    } else if (isCount) {
        Q_EMIT q->counted(all, true);
    } else {
        Q_EMIT q->notFound();
    }
}

void LogSearch::Private::sayTrouble() {
    if (query && query->matcher.runaways() > 0) {
        Q_EMIT q->troubled(fail(ErrorCode::Timeout, u"search"_s,
            u"the expression took too long on some lines; those count as not matching"_s, u"RegexRunaway"_s)
                .error());
    }
}

LogSearch::LogSearch(LogStore& store, WorkerPool& pool, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, store, pool)) { }

LogSearch::~LogSearch() = default;

Result<void> LogSearch::find(LogPattern pattern, qint64 from, Direction direction, std::optional<LogFilterSpec> spec) {
    if (auto begun = d->begin(pattern, spec); !begun) {
        return begun;
    }
    d->isCount = false;
    const LogSnapshot shot = d->store.snapshot();
    const bool isUp = direction == Direction::Up;
    const qint64 split = isUp ? qBound(shot.first, from, shot.end) : qBound(shot.first, from + 1, shot.end);
    const Part below{.blocks = shot.blocks, .from = split, .end = shot.end, .isUp = isUp};
    const Part above{.blocks = shot.blocks, .from = shot.first, .end = split, .isUp = isUp};
    d->plan(isUp ? above : below);
    d->firstAround = d->parts.size();
    d->plan(isUp ? below : above);
    if (d->parts.empty()) {
        d->finish({}, false);
        return {};
    }
    d->run();
    return {};
}

Result<void> LogSearch::count(LogPattern pattern, std::optional<LogFilterSpec> spec) {
    if (auto begun = d->begin(pattern, spec); !begun) {
        return begun;
    }
    d->isCount = true;
    const LogSnapshot shot = d->store.snapshot();
    d->plan({.blocks = shot.blocks, .from = shot.first, .end = shot.end, .isCount = true});
    if (d->parts.empty()) {
        d->finish({}, false);
        return {};
    }
    d->run();
    return {};
}

void LogSearch::cancel() {
    d->stop();
}

std::vector<LogHit> LogSearch::hitsIn(const LogPattern& pattern, QByteArrayView line) {
    thread_local LogPattern lastPattern;
    thread_local std::optional<LogMatcher> last; // asked for every line in sight with the same pattern
    if (!last || lastPattern != pattern) {
        auto matcher = LogMatcher::compile(pattern);
        lastPattern = pattern;
        last = matcher ? std::move(*matcher) : LogMatcher();
    }
    std::vector<LogHit> hits;
    qsizetype at = 0;
    while (hits.size() < kMaxHits) {
        const auto span = last->firstHit(line, at);
        if (!span) {
            break;
        }
        hits.push_back({.line = -1, .start = span->start, .length = span->length});
        at = span->start + span->length;
    }
    return hits;
}

} // namespace pilothouse
