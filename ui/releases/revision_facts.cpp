// SPDX-License-Identifier: Apache-2.0
#include "ui/releases/revision_facts.h"

#include "core/async/worker_pool.h"

#include <QHash>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

/// Leaves of a tree that stands on one side only.
int countLeaves(const YamlValue& value) {
    int sum = 0;
    for (const auto& [key, child] : value.entries())
        sum += countLeaves(child);
    for (const YamlValue& child : value.items())
        sum += countLeaves(child);
    return value.isMap() || value.isSequence() ? qMax(1, sum) : 1;
}

RevisionFacts readFacts(const HistoryEntry& entry) {
    RevisionFacts facts;
    facts.meta = entry.meta;
    facts.error = entry.error;
    facts.updated = entry.meta.modified;
    if (entry.record) {
        facts.isRead = true;
        facts.chart = entry.record->chart.label();
        facts.appVersion = entry.record->chart.appVersion;
        facts.description = entry.record->description;
        facts.updated = entry.record->lastDeployed.isValid() ? entry.record->lastDeployed : entry.meta.modified;
        facts.moves = entry.moves;
        facts.rollbackTo
            = entry.record->rollbackRevision > 0 ? entry.record->rollbackRevision : rollbackTarget(facts.description);
    }
    return facts;
}

} // namespace

int countChangedLeaves(const YamlValue& a, const YamlValue& b) {
    if (a == b)
        return 0;
    if (!a.isMap() || !b.isMap())
        return 1; // a list counts as one: what moved inside it is for the diff to say
    QHash<QString, const YamlValue*> before;
    for (const auto& [key, child] : a.entries())
        before.insert(key, &child);
    int sum = 0;
    for (const auto& [key, child] : b.entries()) {
        const YamlValue* was = before.take(key);
        sum += was ? countChangedLeaves(*was, child) : countLeaves(child);
    }
    for (const YamlValue* gone : std::as_const(before))
        sum += countLeaves(*gone);
    return sum;
}

int rollbackTarget(const QString& description) {
    constexpr QLatin1StringView kPrefix = "Rollback to "_L1;
    return description.startsWith(kPrefix) ? QStringView(description).sliced(kPrefix.size()).toInt() : 0;
}

std::vector<RevisionFacts> factsOf(const std::vector<HistoryEntry>& history) {
    std::vector<RevisionFacts> all;
    all.reserve(history.size());
    const ReleaseRecord* before = nullptr;
    Revision revisionBefore = Revision::None;
    for (auto entry = history.rbegin(); entry != history.rend(); ++entry) {
        RevisionFacts facts = readFacts(*entry);
        facts.before = revisionBefore;
        if (before && entry->record && entry->valuesChanged)
            facts.changedValues = countChangedLeaves(before->userValues, entry->record->userValues);
        if (entry->record)
            before = entry->record.get();
        revisionBefore = entry->meta.revision;
        all.push_back(std::move(facts));
    }
    std::ranges::reverse(all);
    return all;
}

std::vector<RevisionFacts> factsOf(const std::vector<RecordMeta>& revisions) {
    std::vector<RevisionFacts> all;
    all.reserve(revisions.size());
    for (size_t i = 0; i < revisions.size(); ++i) {
        RevisionFacts facts;
        facts.meta = revisions[i];
        facts.updated = revisions[i].modified;
        facts.before = i + 1 < revisions.size() ? revisions[i + 1].revision : Revision::None;
        all.push_back(std::move(facts));
    }
    return all;
}

Task<Result<std::vector<RevisionFacts>>> loadRevisionFacts(ReleaseFeed& feed, ReleaseKey key) {
    WorkerPool& pool = feed.workers(); // outlives the feed, which may close meanwhile
    auto history = co_await loadHistory(feed, std::move(key));
    if (!history)
        co_return std::unexpected(history.error());
    co_return co_await pool.run([entries = std::move(*history)] { return factsOf(entries); });
}

} // namespace pilothouse::ui
