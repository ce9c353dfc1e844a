// SPDX-License-Identifier: Apache-2.0
#include "core/change/release_comparison.h"

#include "core/async/parallel.h"
#include "core/change/release_reading.h"
#include "core/change/renamed_release.h"
#include "core/helm/history.h"
#include "core/session/cluster_session.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t kBodiesAtOnce = 8;

Task<Result<ReleaseRecordPtr>> readOne(
    ApiClient* client, std::shared_ptr<std::vector<RecordMeta>> metas, size_t index) {
    return readRecord(client, (*metas)[index]);
}

} // namespace

bool ReleaseComparison::isSame() const {
    const bool areObjectsSame
        = std::ranges::all_of(manifest.objects, [](const ObjectDiff& object) { return object.labelsOnly; });
    return verdict == BuildVerdict::Same && values.empty() && merged.empty() && areObjectsSame;
}

ReleaseComparison compareNow(ComparedRelease from, ComparedRelease to) {
    ReleaseComparison result;
    result.builds = compareBuilds(*from.record, *to.record);
    orderBuilds(result.builds, from.older, to.older);
    result.verdict = overallVerdict(result.builds);
    result.values = compareValues(from.record->userValues, to.record->userValues);
    result.merged = compareValues(mergedValues(*from.record), mergedValues(*to.record));
    RenamedRelease renamed = renamedLike(*from.record, *to.record);
    result.renamed = std::move(renamed.record);
    result.renamedPlaces = renamed.places;
    DiffOptions options;
    options.releaseName = to.record->name;
    result.manifest = diffManifests(parseManifest(result.renamed->manifest, result.renamed->nameSpace),
        parseManifest(to.record->manifest, to.record->nameSpace), options);
    result.from = std::move(from);
    result.to = std::move(to);
    return result;
}

Task<Result<ReleaseComparisonPtr>> compareReleases(WorkerPool* pool, ComparedRelease from, ComparedRelease to) {
    co_return co_await pool->run(
        [from = std::move(from), to = std::move(to)]() mutable -> Result<ReleaseComparisonPtr> {
            return std::make_shared<const ReleaseComparison>(compareNow(std::move(from), std::move(to)));
        });
}

Task<Result<ComparedRelease>> readCompared(ClusterSession* session, ReleaseKey release, int older) {
    ApiClient* client = &session->client();
    ComparedRelease result{{session->context().id, release}, nullptr, {}};
    auto revisions = co_await readRevisions(client, release);
    if (!revisions) {
        co_return std::unexpected(std::move(revisions.error()));
    }
    if (revisions->empty()) {
        co_return fail(ErrorCode::NotFound, u"release %1/%2"_s.arg(release.nameSpace, release.name),
            u"context %1 has no such release"_s.arg(session->context().id.value()));
    }
    const RecordMeta* base = mergeBase(*revisions);
    const auto first = base ? static_cast<size_t>(base - revisions->data()) : size_t(0);
    const size_t count = std::min(revisions->size() - first, static_cast<size_t>(std::max(older, 0)) + 1);
    auto metas = std::make_shared<std::vector<RecordMeta>>(revisions->begin() + static_cast<std::ptrdiff_t>(first),
        revisions->begin() + static_cast<std::ptrdiff_t>(first + count));
    auto records = co_await inParallel<Result<ReleaseRecordPtr>>(
        count, kBodiesAtOnce, [client, metas](size_t index) { return readOne(client, metas, index); });
    if (!records.front()) {
        co_return std::unexpected(std::move(records.front().error()));
    }
    result.record = std::move(*records.front());
    for (size_t i = 1; i < records.size(); ++i) {
        if (records[i]) {
            result.older.push_back(std::move(*records[i]));
        }
    }
    co_return result;
}

} // namespace pilothouse
