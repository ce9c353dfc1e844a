// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/change_request.h"
#include "core/helm/helmfile.h"

namespace pilothouse {

/// How helmfile is asked about it.
[[nodiscard]] HelmfileCall helmfileCallOf(const ChartSource& source);

/// One release of a helmfile, to be looked at.
struct HelmfileWish {
    QString program; ///< helmfile, absolute
    HelmfileCall call; ///< file, environment, selector, helm; the rest is filled in
    ReleaseKey release;
    HelmEnvironment environment;
    QString root; ///< where private folders are made, and removed again
    SecretMask mask;
};

/// What a helmfile would send for it.
struct HelmfileRendered {
    HelmfileRelease release;
    QByteArray output; ///< as `helm template` prints it; holds secrets
    std::chrono::milliseconds took{0};
};

/// Renders it, and nothing else: a preview. Asks @p trust first, before any of the file's code runs.
/// Errors: Forbidden with reason HelmfileNotTrusted (subject: the file; detail: its digest's beginning); NotFound with
/// reason NotInHelmfile (detail: what is in it), NoHelmfile, NoHelmfileThere; Invalid with reason NotInstalled (it
/// would be uninstalled, or is switched off) or Ambiguous; those of readHelmfile. @p trust and @p clock outlive the
/// task.
[[nodiscard]] Task<Result<HelmfileRendered>> renderHelmfile(HelmfileWish wish, const ExecTrust* trust, Clock* clock);

} // namespace pilothouse
