// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/diff/field_changes.h"
#include "core/diff/manifest_diff.h"
#include "core/helm/release_types.h"

#include <QByteArray>

#include <atomic>
#include <memory>
#include <optional>
#include <vector>

namespace pilothouse {
class KnownSecrets;
}

namespace pilothouse::ui {

struct ReleaseDiff;
using ReleaseDiffPtr = std::shared_ptr<const ReleaseDiff>;

/// Everything in which two revisions of a release differ, masked. Immutable, shared between threads.
struct ReleaseDiff {
    /// One release of several.
    struct Part {
        QString name; ///< heads what belongs to it
        ReleaseDiffPtr diff; ///< never null
    };
    ManifestDiff manifest;
    ManifestDiff hooks;
    std::optional<ObjectDiff> values; ///< user-supplied values as YAML; nothing: the same
    std::optional<ObjectDiff> notes;
    QString fromName; ///< `storefront 1382`: names the sides in what is copied and saved
    QString toName;
    /// Of several releases: each one's own, in order. What is shown is theirs; the rest of this is their sum.
    std::vector<Part> parts = {};
};

/// Where an entry stands in the outline, in this order.
enum class DiffSection { Changed, Replaced, Added, Removed, Values, Hooks, Notes, LabelsOnly };

/// One object (or the values, or the notes) of what is shown.
struct DiffEntry {
    DiffSection section = DiffSection::Changed;
    std::shared_ptr<const ObjectDiff> diff; ///< never null
    QString release = {}; ///< of several: whose it is
};

enum class Masking { On, Off };
struct CompareOptions {
    Normalising normalising = Normalising::On;
    Masking masking = Masking::On;
    const KnownSecrets* known = nullptr; ///< secrets of both sides; null: those of the records
};

/// Compares manifest, hooks, values and notes. Thread: any (a pool's). @p cancelled ends it early, with less.
[[nodiscard]] ReleaseDiffPtr compareRecords(const ReleaseRecord& from, const ReleaseRecord& to, CompareOptions options,
    const std::atomic_bool* cancelled = nullptr);

/// One entry again without masks, for a person who asked to see it; null where it can't be found. Thread: any.
[[nodiscard]] std::shared_ptr<const ObjectDiff> compareRevealed(const ReleaseRecord& from, const ReleaseRecord& to,
    DiffSection section, const ManifestKey& key, CompareOptions options);

/// The parts of @p diff in the order of the outline, release by release; they share its life.
[[nodiscard]] std::vector<DiffEntry> entriesOf(const ReleaseDiffPtr& diff);

/// True where a value of the object is hidden.
[[nodiscard]] bool hidesValues(const ObjectDiff& diff);

/// All of it as one list of objects, for export. @p labelsOnly: whether objects with label changes only are listed too.
enum class LabelChanges { Folded, Shown };
[[nodiscard]] ManifestDiff joined(const ReleaseDiff& diff, LabelChanges labels);

} // namespace pilothouse::ui
