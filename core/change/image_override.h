// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/helm/release_types.h"

#include <QStringList>

#include <vector>

namespace pilothouse {

/// A value that keeps an old image although the chart that brings it moves: helm then reports success, and nothing of
/// the new build runs.
struct HeldImage {
    QStringList keys; ///< `sniffer`, `image`, `tag`
    QString path; ///< `sniffer.image.tag`
    QString value; ///< `v0.2.2-61a65`
    QString image; ///< what goes on running: the whole reference
    QString chartFrom; ///< version of the chart, or of the subchart the value belongs to
    QString chartTo;
    /// What the chart itself would run: its own default; empty where that is not known (a record has no subcharts).
    QString chartDefault;
    /// True where the new chart names another build than the image; false: it moved, and no more is known.
    bool isCertain = false;
};

/// What an upgrade is about to do.
struct ImageOverrideInput {
    ChartInfo chartFrom;
    ChartInfo chartTo;
    YamlValue values; ///< the user's, as they will be sent
    YamlValue defaults; ///< of the new chart, subcharts' under their names; Null: not known
    QByteArray manifestFrom; ///< of what is deployed
    QByteArray manifestTo; ///< as rendered
};

/// Values under `tag`, `digest`, `image` and the like that hold an image where it was. Nothing where the chart (for a
/// subchart's values: the subchart) stays, where the image moved all the same, or where it is of the new chart's commit
/// already. Thread: any; parses both manifests.
[[nodiscard]] std::vector<HeldImage> heldImages(const ImageOverrideInput& input);

} // namespace pilothouse
