// SPDX-License-Identifier: Apache-2.0
#include "core/helm/history.h"

#include "core/async/parallel.h"
#include "core/helm/manifest_images.h"

#include <QHash>
#include <QMap>
#include <QSet>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t kBodiesAtOnce = 16;

using Move = HistoryEntry::Move;

/// `sniffer` of `storefront-sniffer` in release storefront.
QString shortName(const QString& workload, const QString& release) {
    const QString prefix = release + u'-';
    return workload.startsWith(prefix) && workload.size() > prefix.size() ? workload.sliced(prefix.size()) : workload;
}

void addMove(std::vector<Move>& moves, Move move) {
    // An init container and its container, or a subchart and its image, often say the same.
    const auto isSame = [&move](const Move& other) {
        return other.what == move.what && other.from == move.from && other.to == move.to;
    };
    if (move.from != move.to && std::ranges::none_of(moves, isSame)) {
        moves.push_back(std::move(move));
    }
}

QString dependencyName(const ChartDependency& dependency) {
    return dependency.alias.isEmpty() ? dependency.name : dependency.alias;
}

QMap<QString, QString> dependencyVersions(const ReleaseRecord& record) {
    QMap<QString, QString> versions;
    for (const ChartDependency& dependency : record.chart.dependencies) {
        versions.insert(dependencyName(dependency), dependency.version);
    }
    return versions;
}

void addSubchartMoves(std::vector<Move>& moves, const ReleaseRecord& from, const ReleaseRecord& to) {
    const auto before = dependencyVersions(from);
    const auto after = dependencyVersions(to);
    for (const auto& [name, version] : after.asKeyValueRange()) {
        addMove(moves, {name, before.value(name), version});
    }
    for (const auto& [name, version] : before.asKeyValueRange()) {
        if (!after.contains(name)) {
            addMove(moves, {name, version, {}});
        }
    }
}

/// Names one container of one workload.
QString place(const ImageUse& use) {
    return use.workloadKind + u'/' + use.workload + u'/' + use.container;
}

QString imageText(const ImageUse& use, bool isTagEnough) {
    const QString tag = use.tag();
    return isTagEnough && !tag.isEmpty() ? tag : use.image;
}

void addImageMoves(std::vector<Move>& moves, const QString& release, const std::vector<ImageUse>& from,
    const std::vector<ImageUse>& to) {
    QHash<QString, const ImageUse*> before;
    for (const ImageUse& use : from) {
        before.insert(place(use), &use);
    }
    QSet<QString> seen;
    for (const ImageUse& use : to) {
        seen.insert(place(use));
        const ImageUse* was = before.value(place(use), nullptr);
        const bool isTagEnough = !was || was->repository() == use.repository();
        addMove(moves,
            {shortName(use.workload, release), was ? imageText(*was, isTagEnough) : QString(),
                imageText(use, isTagEnough)});
    }
    for (const ImageUse& use : from) {
        if (!seen.contains(place(use))) {
            addMove(moves, {shortName(use.workload, release), imageText(use, true), {}});
        }
    }
}

/// Fills moves and valuesChanged of all entries, newest first, each against the readable one before it.
std::vector<HistoryEntry> compared(std::vector<HistoryEntry> entries) {
    ImageReader reader;
    const ReleaseRecord* before = nullptr;
    std::vector<ImageUse> imagesBefore;
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
        if (!entry->record) {
            continue;
        }
        std::vector<ImageUse> images = reader.read(entry->record->manifest);
        if (before) {
            entry->moves = movesBetween(*before, imagesBefore, *entry->record, images);
            entry->valuesChanged = before->userValues != entry->record->userValues;
        }
        before = entry->record.get();
        imagesBefore = std::move(images);
    }
    return entries;
}

} // namespace

std::vector<Move> movesBetween(const ReleaseRecord& from, const std::vector<ImageUse>& fromImages,
    const ReleaseRecord& to, const std::vector<ImageUse>& toImages) {
    std::vector<Move> moves;
    addSubchartMoves(moves, from, to);
    addImageMoves(moves, to.name, fromImages, toImages);
    if (moves.empty()) {
        addMove(moves, {to.chart.name, from.chart.version, to.chart.version});
    }
    if (moves.empty()) {
        addMove(moves, {to.chart.name, from.chart.appVersion, to.chart.appVersion});
    }
    return moves;
}

std::vector<Move> movesBetween(const ReleaseRecord& from, const ReleaseRecord& to) {
    ImageReader reader;
    return movesBetween(from, reader.read(from.manifest), to, reader.read(to.manifest));
}

Task<Result<std::vector<HistoryEntry>>> loadHistory(ReleaseFeed& feed, ReleaseKey key) {
    const std::vector<RecordMeta> metas = feed.revisions(key);
    if (metas.empty()) {
        co_return fail(
            ErrorCode::NotFound, u"release %1/%2"_s.arg(key.nameSpace, key.name), u"there is no such release"_s);
    }
    // Tasks are made before the first one waits: the feed may close meanwhile, its store lives on with them.
    auto tasks = std::make_shared<std::vector<Task<Result<ReleaseRecordPtr>>>>();
    for (const RecordMeta& meta : metas) {
        tasks->push_back(feed.record(key, meta.revision));
    }
    WorkerPool& pool = feed.workers();
    auto records = co_await inParallel<Result<ReleaseRecordPtr>>(
        metas.size(), kBodiesAtOnce, [tasks](size_t index) { return std::move((*tasks)[index]); });
    std::vector<HistoryEntry> entries;
    entries.reserve(metas.size());
    for (size_t i = 0; i < metas.size(); ++i) {
        entries.push_back({metas[i], records[i] ? *records[i] : nullptr,
            records[i] ? std::nullopt : std::optional(records[i].error()), {}, false});
    }
    co_return co_await pool.run([entries = std::move(entries)]() mutable { return compared(std::move(entries)); });
}

} // namespace pilothouse
