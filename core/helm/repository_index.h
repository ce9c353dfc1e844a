// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/byte_size.h"
#include "core/base/error.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <vector>

namespace pilothouse {

struct IndexedVersion {
    QString version;
    QString appVersion;
    bool isDeprecated = false;
};

struct IndexedChart {
    QString name;
    QString description; ///< of its newest version
    std::vector<IndexedVersion> versions; ///< newest first
};

/// What a repository has. All words in it are its own: untrusted, shown as plain text.
struct RepositoryIndex {
    std::vector<IndexedChart> charts; ///< by name
    qsizetype versions = 0;
    qsizetype skipped = 0; ///< entries without a name or version (CH1); helm skips them too
    [[nodiscard]] const IndexedChart* find(QStringView name) const;
};

struct IndexLimits {
    ByteSize bytes = 256_MiB;
    qsizetype versions = 1'000'000;
    int depth = 64;
};

/// Reads `index.yaml`, YAML or JSON, as a stream of events: tens of MB are usual (CH1). Anchors are not followed.
/// Errors: Parse (no YAML, or no index); Invalid with reason TooLarge. Thread: any.
[[nodiscard]] Result<RepositoryIndex> readRepositoryIndex(const QByteArray& text, const IndexLimits& limits = {});

/// Order of two chart versions as semver has it, texts that are none below all that are. Source: semver.org, 11.
[[nodiscard]] bool isVersionBelow(const QString& one, const QString& other);
/// Newest first.
void sortVersions(QStringList& versions);

} // namespace pilothouse
