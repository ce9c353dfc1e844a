// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/session/owner_rules.h"
#include "core/change/plan_checks.h"
#include "core/kube/api_client.h"
#include "core/kube/discovery.h"

namespace pilothouse {

/// Who else deploys this release, as its record and a person's rules say (RC4). Asks nobody.
[[nodiscard]] PlanChecks ownerRecordChecks(const PlanFacts& facts, const OwnerRules& rules);

/// Custom resources of controllers that own releases (protocol: 7), looked up where the server has the kind and we may
/// list it. Where we may not, that is said (`ListForbidden`).
[[nodiscard]] Task<PlanChecks> ownerResourceChecks(
    ApiClient* client, std::shared_ptr<const ApiCatalog> catalog, ReleaseKey release);

/// Whether this object, of one of those kinds, deploys the release. For tests.
[[nodiscard]] bool deploysRelease(const QJsonObject& object, const QString& kind, const ReleaseKey& release);

} // namespace pilothouse
