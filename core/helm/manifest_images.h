// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/helm/history.h"

#include <QHash>

namespace pilothouse {

/// imagesOf() for a row of manifests: a document that stayed the same from revision to revision is parsed once. A
/// history of 250 revisions of a dozen services changes one or two documents a revision. Thread: any, one at a time.
class ImageReader {
public:
    [[nodiscard]] std::vector<ImageUse> read(const QByteArray& manifest);

private:
    QHash<QByteArray, std::vector<ImageUse>> m_known;
};

/// movesBetween() of records whose images are known.
[[nodiscard]] std::vector<HistoryEntry::Move> movesBetween(const ReleaseRecord& from,
    const std::vector<ImageUse>& fromImages, const ReleaseRecord& to, const std::vector<ImageUse>& toImages);

} // namespace pilothouse
