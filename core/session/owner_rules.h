// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"
#include "core/config/environment_rules.h"
#include "core/helm/release_types.h"

#include <QString>

#include <optional>
#include <vector>

namespace pilothouse {

class SettingsStore;

/// A person's word on who else deploys: a pipeline or a Git repository can't be seen in a cluster (design: environments
/// and modes). Patterns as matchesName() reads them; empty: any.
struct OwnerRule {
    enum class Kind { Pipeline, Git };
    Kind kind = Kind::Pipeline;
    std::optional<EnvironmentKind> environment = {}; ///< only there; nothing: wherever the patterns fit
    QString contextPattern;
    QString namespacePattern;
    QString releasePattern;
    QString name; ///< `GitLab kube-app, prd/storefront`
    friend bool operator==(const OwnerRule&, const OwnerRule&) = default;
};
using OwnerRules = std::vector<OwnerRule>;

/// Those that speak of this release, in order.
/// @param environment of context and namespace; nothing: that was looked at already
[[nodiscard]] OwnerRules ownerRulesFor(const OwnerRules& rules, const ContextId& context, const ReleaseKey& release,
    std::optional<EnvironmentKind> environment = {});

/// The rules a person made, in the settings file that window and pilothousectl share. One without a name, or of a kind
/// this version does not know, is kept as a pipeline: it still warns.
[[nodiscard]] OwnerRules ownerRulesIn(const SettingsStore& store);
void setOwnerRules(SettingsStore& store, const OwnerRules& rules);

} // namespace pilothouse
