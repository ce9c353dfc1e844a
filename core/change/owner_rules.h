// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"
#include "core/helm/release_types.h"

#include <QString>

#include <vector>

namespace pilothouse {

/// A person's word on who else deploys: a pipeline or a Git repository can't be seen in a cluster (design: environments
/// and modes). Patterns are globs over the whole name; empty: any.
struct OwnerRule {
    enum class Kind { Pipeline, Git };
    Kind kind = Kind::Pipeline;
    QString contextPattern;
    QString namespacePattern;
    QString releasePattern;
    QString name; ///< `GitLab kube-app, prd/storefront`
};
using OwnerRules = std::vector<OwnerRule>;

/// Those that speak of this release, in order.
[[nodiscard]] OwnerRules ownerRulesFor(const OwnerRules& rules, const ContextId& context, const ReleaseKey& release);

} // namespace pilothouse
