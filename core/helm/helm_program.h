// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace pilothouse {

/// A helm found on this machine and asked for its version (HE1). Ways: core/helm/helm_finder.h.
struct HelmProgram {
    QString path; ///< absolute, links resolved once
    int major = 0; ///< 3 or 4
    int minor = 0;
    QString version; ///< as it says itself: `v3.22.0`
    std::optional<Error> problem; ///< why it can't be used: not executable, wrong architecture, helm 2
    QStringList warnings; ///< machine words: `KnownVulnerable:CVE-2026-35204`, `BadPlugin` (HE2, HE4)
    friend bool operator==(const HelmProgram& a, const HelmProgram& b) {
        return a.path == b.path && a.version == b.version;
    }
};

} // namespace pilothouse
