// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/same_build.h"

#include <QMap>

namespace pilothouse {

/// What a record says of each of its services, gathered from subcharts, chart labels and images.
struct ServiceFacts {
    QString chartVersion;
    QString chartLabel;
    QMap<QString, QString> images; ///< `workload/container` without the release's name → reference
};

/// By service; the empty name is the workload that is called like the release. A release without workloads and
/// subcharts has one entry, of that name. Thread: any; parses the manifest.
[[nodiscard]] QMap<QString, ServiceFacts> serviceFacts(const ReleaseRecord& record);

[[nodiscard]] BuildSide buildSide(const ServiceFacts& facts);

} // namespace pilothouse
