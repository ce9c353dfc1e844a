// SPDX-License-Identifier: Apache-2.0
#include "core/logs/log_store.h"

#include "core/logs/log_block.h"
#include "core/logs/spill_file.h"

#include <QHash>
#include <QMutex>
#include <QThreadPool>

#include <algorithm>
#include <atomic>
#include <deque>
#include <thread>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kBlock = 1024 * 1024; // bytes of lines in a sealed block
constexpr qint64 kBlockMemory = 2 * kBlock; // the same with its index, for very short lines
constexpr size_t kLoosePieces = 16; // batches that wait to become one piece
constexpr qint64 kWriteAtOnce = 8 * kBlock;
constexpr size_t kReadBack = 6; // blocks
constexpr size_t kManyBlocks = 64;

} // namespace

class LogStore::Private {
public:
    Private(LogStore* store, Options wanted)
        : q(store)
        , options(std::move(wanted))
        , file(options.target ? options.target : std::make_shared<SpillFile>(options.folder)) {
        writer.setMaxThreadCount(1);
    }

    void push(LogBlockPtr block);
    void sealTail();
    void bound();
    void startWriting();
    void takeWritten();
    void dropFront(std::vector<LogBlockPtr>& gone);
    void letGo(std::vector<LogBlockPtr> gone);
    void judgeLateness();
    LogBlockPtr loaded(const LogBlockPtr& block);
    [[nodiscard]] const LogBlockPtr& blockOf(qint64 number) const;
    [[nodiscard]] qint64 firstNumber() const { return blocks.empty() ? next : blocks.front()->first(); }

    struct Written {
        quint64 generation = 0;
        std::vector<LogBlockPtr> blocks;
        std::optional<Error> error;
    };

    LogStore* q;
    Options options;
    std::shared_ptr<SpillFile> file;
    std::deque<LogBlockPtr> blocks; ///< spilled ones, sealed ones in memory, loose pieces
    size_t spilled = 0;
    size_t loose = 0;
    qint64 looseBytes = 0;
    qint64 looseMemory = 0;
    qint64 next = 0; ///< number of the next line
    qint64 held = 0; ///< bytes of all lines
    qint64 inMemory = 0;
    qint64 inFile = 0;
    qint64 droppedLines = 0;
    std::vector<LogSource> sources;
    QHash<quint16, size_t> sourceIndex;
    std::vector<LogBlockPtr> readBack; ///< last used first
    LogNotice unreadable;

    QMutex mutex;
    std::optional<Written> written; ///< under the mutex
    std::atomic<bool> isOver = false; ///< nobody wants what is being written
    bool isWriting = false;
    bool isBehind = false;
    bool canSpill = true;
    quint64 generation = 0;
    QThreadPool writer;
};

void LogStore::Private::push(LogBlockPtr block) {
    next = block->end();
    held += block->size();
    inMemory += block->memory();
    looseBytes += block->size();
    looseMemory += block->memory();
    blocks.push_back(std::move(block));
    ++loose;
    if (loose >= kLoosePieces || looseBytes >= kBlock || looseMemory >= kBlockMemory) {
        sealTail();
    }
}

/// Loose pieces become one; it is sealed when it is large enough.
void LogStore::Private::sealTail() {
    if (loose > 1) {
        const std::vector<LogBlockPtr> pieces(blocks.end() - static_cast<std::ptrdiff_t>(loose), blocks.end());
        blocks.resize(blocks.size() - loose);
        blocks.push_back(LogBlock::merged(pieces));
        inMemory += blocks.back()->memory() - looseMemory;
        looseMemory = blocks.back()->memory();
    }
    const bool isSealed = looseBytes >= kBlock || looseMemory >= kBlockMemory;
    loose = isSealed ? 0 : 1;
    looseBytes = isSealed ? 0 : looseBytes;
    looseMemory = isSealed ? 0 : looseMemory;
}

/// Has what is too much written or dropped. The disk is never waited for: this is the window's thread.
void LogStore::Private::bound() {
    takeWritten();
    if (inMemory > options.memory.bytes / 2) {
        startWriting();
    }
    const qint64 before = firstNumber();
    std::vector<LogBlockPtr> gone;
    while (blocks.size() > 1 && inFile > options.file.bytes) {
        dropFront(gone);
    }
    while (!canSpill && !isWriting && blocks.size() > loose + 1 && inMemory > options.memory.bytes) {
        dropFront(gone);
    }
    if (firstNumber() != before) {
        letGo(std::move(gone));
        Q_EMIT q->dropped(firstNumber());
    }
    judgeLateness();
}

/// Said early: what is on its way by then (8 MiB, see LogFollow) and the blocks read back fit in the last quarter.
void LogStore::Private::judgeLateness() {
    if (canSpill && isWriting && inMemory > options.memory.bytes / 4 * 3) {
        isBehind = true;
    } else if (isBehind && (!isWriting || inMemory <= options.memory.bytes / 2)) {
        isBehind = false;
        Q_EMIT q->caughtUp();
    }
}

/// Closing files of many megabytes takes the system its time: not here.
void LogStore::Private::letGo(std::vector<LogBlockPtr> gone) {
    writer.start([gone = std::move(gone)] { });
}

void LogStore::Private::startWriting() {
    if (isWriting || !canSpill) {
        return;
    }
    std::vector<LogBlockPtr> chosen;
    qint64 size = 0;
    for (size_t i = spilled; i < blocks.size() - loose && size < kWriteAtOnce; ++i) {
        size += blocks[i]->memory();
        chosen.push_back(blocks[i]);
    }
    if (chosen.empty()) {
        return;
    }
    isWriting = true;
    writer.start([this, chosen = std::move(chosen), target = file, job = generation] {
        Written done{.generation = job, .blocks = {}, .error = {}};
        for (const LogBlockPtr& block : chosen) {
            if (isOver) {
                break;
            }
            auto moved = block->spilled(*target);
            if (!moved) {
                done.error = std::move(moved.error());
                break;
            }
            done.blocks.push_back(std::move(*moved));
        }
        const QMutexLocker lock(&mutex);
        written = std::move(done);
        QMetaObject::invokeMethod(q, [this] { bound(); }, Qt::QueuedConnection);
    });
}

void LogStore::Private::takeWritten() {
    std::optional<Written> done;
    {
        const QMutexLocker lock(&mutex);
        done = std::exchange(written, std::nullopt);
    }
    if (!done) {
        return;
    }
    isWriting = false;
    if (done->generation != generation) {
        return;
    }
    for (LogBlockPtr& block : done->blocks) {
        // Oldest first, and nothing goes from the front while it is being written.
        inMemory += block->memory() - blocks[spilled]->memory();
        inFile += block->size() + block->count() * static_cast<qint64>(sizeof(LogLine));
        blocks[spilled++] = std::move(block);
    }
    if (done->error && canSpill) {
        canSpill = false;
        Q_EMIT q->spillFailed(*done->error);
    }
}

void LogStore::Private::dropFront(std::vector<LogBlockPtr>& gone) {
    const LogBlockPtr block = gone.emplace_back(std::move(blocks.front()));
    blocks.pop_front();
    held -= block->size();
    inMemory -= block->memory();
    droppedLines += block->count();
    if (block->isSpilled()) {
        --spilled;
        inFile -= block->size() + block->count() * static_cast<qint64>(sizeof(LogLine));
    }
}

const LogBlockPtr& LogStore::Private::blockOf(qint64 number) const {
    const auto after
        = std::ranges::upper_bound(blocks, number, {}, [](const LogBlockPtr& block) { return block->first(); });
    return *(after - 1);
}

LogBlockPtr LogStore::Private::loaded(const LogBlockPtr& block) {
    if (!block->isSpilled()) {
        return block;
    }
    const auto found
        = std::ranges::find(readBack, block->first(), [](const LogBlockPtr& kept) { return kept->first(); });
    if (found != readBack.end()) {
        std::rotate(readBack.begin(), found, found + 1);
        return readBack.front();
    }
    auto read = LogBlock::loaded(block);
    if (!read) {
        unreadable = {.kind = LogNotice::Kind::Failed, .source = {}, .detail = {}, .error = std::move(read.error())};
        return {};
    }
    if (readBack.size() >= kReadBack) {
        readBack.pop_back();
    }
    readBack.insert(readBack.begin(), *read);
    return *read;
}

LogStore::LogStore(Options options, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(options))) { }

LogStore::~LogStore() {
    d->isOver = true; // the block being written is all that is waited for
    d->writer.waitForDone();
    if (d->blocks.size() > kManyBlocks) { // a gigabyte takes a tenth of a second to give back: nobody waits for that
        std::thread([blocks = std::exchange(d->blocks, {}), file = std::exchange(d->file, {})] { }).detach();
    }
}

void LogStore::append(const LogBatchPtr& batch) {
    for (const LogSource& source : batch->sources) {
        if (const auto known = d->sourceIndex.constFind(source.id); known != d->sourceIndex.constEnd()) {
            d->sources[*known] = source;
        } else {
            d->sourceIndex.insert(source.id, d->sources.size());
            d->sources.push_back(source);
        }
    }
    if (batch->lines.empty()) {
        return;
    }
    const qint64 from = d->next;
    d->push(std::make_shared<const LogBlock>(from, batch->bytes, batch->lines, batch->notices));
    d->bound();
    Q_EMIT appended(from, d->next);
}

void LogStore::appendNotice(LogNotice notice, qint64 stamp) {
    auto batch = std::make_shared<LogBatch>();
    LogLine line;
    line.stamp = stamp;
    line.source = notice.source.value_or(0);
    line.isNotice = true;
    batch->lines.push_back(line);
    batch->notices.push_back(std::move(notice));
    append(batch);
}

void LogStore::clear() {
    ++d->generation;
    d->letGo({std::make_move_iterator(d->blocks.begin()), std::make_move_iterator(d->blocks.end())});
    d->blocks.clear();
    d->readBack.clear();
    d->spilled = 0;
    d->loose = 0;
    d->looseBytes = 0;
    d->looseMemory = 0;
    d->held = 0;
    d->inMemory = 0;
    d->inFile = 0;
    d->droppedLines = 0;
    d->canSpill = true;
    Q_EMIT cleared();
    d->judgeLateness();
}

qint64 LogStore::first() const {
    return d->firstNumber();
}

qint64 LogStore::end() const {
    return d->next;
}

qint64 LogStore::bytes() const {
    return d->held;
}

qint64 LogStore::firstStamp() const {
    if (d->blocks.empty()) {
        return 0;
    }
    const auto& slices = d->blocks.front()->slices();
    const auto stamped = std::ranges::find_if(slices, [](const LogBlock::Slice& slice) { return slice.from != 0; });
    return stamped == slices.end() ? 0 : stamped->from;
}

qint64 LogStore::memory() const {
    qint64 sum = d->inMemory;
    for (const LogBlockPtr& block : d->readBack) {
        sum += block->memory();
    }
    return sum;
}

qint64 LogStore::droppedLines() const {
    return d->droppedLines;
}

bool LogStore::isBehind() const {
    return d->isBehind;
}

LogStore::Line LogStore::line(qint64 number) const {
    Q_ASSERT(number >= first() && number < end());
    const LogBlockPtr block = d->loaded(d->blockOf(number));
    if (!block) {
        LogLine meta;
        meta.isNotice = true;
        return {.meta = meta, .bytes = {}, .notice = &d->unreadable, .keep = {}};
    }
    const LogLine& meta = block->lines()[static_cast<size_t>(number - block->first())];
    return {
        .meta = meta,
        .bytes = block->bytesOf(meta),
        .notice = meta.isNotice ? &block->notices()[meta.length] : nullptr,
        .keep = block,
    };
}

const LogSource* LogStore::source(quint16 id) const {
    const auto found = d->sourceIndex.constFind(id);
    return found == d->sourceIndex.constEnd() ? nullptr : &d->sources[*found];
}

const std::vector<LogSource>& LogStore::sources() const {
    return d->sources;
}

LogSnapshot LogStore::snapshot(qint64 from) const {
    LogSnapshot shot{.blocks = {}, .first = first(), .end = end()};
    if (from < shot.end && !d->blocks.empty()) {
        // The first block that ends beyond it.
        const auto begin
            = std::ranges::upper_bound(d->blocks, from, {}, [](const LogBlockPtr& block) { return block->end(); });
        shot.blocks.assign(begin, d->blocks.end());
    }
    return shot;
}

} // namespace pilothouse
