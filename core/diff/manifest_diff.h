// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/diff/line_diff.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <atomic>
#include <functional>
#include <memory>
#include <vector>

namespace pilothouse {

/// Names one object of a manifest as helm-diff keys it: by group, not version; cluster-scoped kinds have no namespace.
struct ManifestKey {
    QString group;
    QString kind;
    QString nameSpace;
    QString name;
    friend bool operator==(const ManifestKey&, const ManifestKey&) = default;
    friend size_t qHash(const ManifestKey& k, size_t seed = 0) {
        return qHashMulti(seed, k.group, k.kind, k.nameSpace, k.name);
    }
};

/// One document of a manifest, by position.
struct ManifestObject {
    ManifestKey key;
    QString apiVersion;
    QString source; ///< `# Source:` line
    qsizetype begin = 0; ///< bytes in the manifest
    qsizetype end = 0;
    bool isReadable = true; ///< false: kind or name could not be read; compared as text
};

/// A manifest split and keyed without parsing the whole of it (only kind, apiVersion, name, namespace are read by
/// scanning; List kinds and what the scan can't decide are parsed).
struct Manifest {
    /// As given, then the items of List kinds as documents of their own, for `begin` and `end` to point into.
    QByteArray text;
    qsizetype originalSize = 0; ///< how much of `text` was given
    std::vector<ManifestObject> objects;
    QStringList duplicates; ///< keys that appear twice: the later one counts, as for the API server
};
/// @param releaseNamespace namespace of objects that name none
[[nodiscard]] Manifest parseManifest(QByteArray text, QString releaseNamespace);

enum class ObjectChange { Same, Added, Removed, Changed, Replaced };
enum class Risk {
    ImmutableField,
    Replaced,
    Deleted,
    StorageTouched,
    CrdTouched,
    Image,
    Replicas,
    RbacWidened,
    ServiceExposure
};
[[nodiscard]] QString riskWord(Risk risk); ///< `ImmutableField`, for JSON

/// One object's difference.
struct ObjectDiff {
    ManifestKey key;
    QString apiVersionFrom;
    QString apiVersionTo;
    ObjectChange change = ObjectChange::Same;
    /// Only noise differs: chart and version labels, checksum annotations (folded, counted).
    bool labelsOnly = false;
    QStringList noisePaths; ///< `metadata.labels["helm.sh/chart"]`
    QStringList changedPaths; ///< fields that differ otherwise, JSON-path like, sorted; empty for added and removed
    std::vector<Risk> risks;
    LineDiff lines; ///< masked; over what is shown (fromText, toText)
    QByteArray fromText; ///< masked text as shown
    QByteArray toText;
    int addedLines = 0;
    int removedLines = 0;
    struct SecretKey {
        QString key;
        ObjectChange change = ObjectChange::Same;
    };
    std::vector<SecretKey> secretKeys; ///< of a Secret: which keys changed, never what
};

/// What moved, in facts: made into words by the window.
struct HeadlineMove {
    QString service; ///< workload or subchart name without the release's prefix: `sniffer`
    QString from; ///< tag or chart version
    QString to;
    bool labelsOnly = false; ///< its only trace is a folded label or checksum
    enum class What { Image, Subchart, Label } what = What::Image;
};

struct ManifestDiff {
    std::vector<ObjectDiff> objects; ///< all that differ: changed, replaced, added, removed, then labelsOnly
    int unchanged = 0;
    int labelsOnlyCount = 0;
    std::vector<HeadlineMove> headline;
    QStringList problems; ///< duplicate keys, documents that can't be read
};

struct DiffOptions {
    bool maskSecrets = true;
    bool foldNoise = true;
    bool normalise = true; ///< quantities, int-or-string, empty maps, defaults: shown as text, not counted as change
    int contextLines = 3;
    QString releaseName; ///< for the headline's names
};

/// Compares two manifests. Documents equal byte for byte are never parsed. Cancelled by @p cancelled. Thread: any
/// (pool).
[[nodiscard]] ManifestDiff diffManifests(const Manifest& from, const Manifest& to, const DiffOptions& options = {},
    const std::atomic_bool* cancelled = nullptr);

/// The exact difference of the two texts as a unified diff that `patch` applies: bytes in, bytes out (not masked).
[[nodiscard]] QByteArray unifiedPatch(
    const QByteArray& from, const QByteArray& to, const QString& fromName, const QString& toName, int contextLines = 3);

/// A masked unified diff or Markdown of what is shown, for copying and saving.
[[nodiscard]] QByteArray toUnifiedText(const ManifestDiff& diff, const QString& fromName, const QString& toName);
[[nodiscard]] QByteArray toMarkdown(const ManifestDiff& diff, const QString& fromName, const QString& toName);

/// The text with every Secret's data and stringData values, and sensitive-looking values, replaced by the mask.
[[nodiscard]] QByteArray maskManifest(const QByteArray& manifest);
/// The same, with the objects that had something to hide.
struct MaskedManifest {
    QByteArray text;
    QStringList hidden; ///< `Secret web-login`, in order, also the one that is shown
};
/// @param shown the object a person asked to see (RP5); empty: none
[[nodiscard]] MaskedManifest maskManifest(const QByteArray& manifest, const QString& shown);

} // namespace pilothouse
