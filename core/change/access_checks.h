// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/plan_checks.h"
#include "core/kube/discovery.h"
#include "core/kube/objects.h"

namespace pilothouse {

/// What helm will have to be allowed to do for this: once a verb, resource and namespace. Objects of kinds the server
/// does not have are named in @p unknown.
[[nodiscard]] std::vector<AccessQuestion> accessQuestions(
    const Rendering& rendering, const ApiCatalog& catalog, QStringList* unknown = nullptr);

/// Asks them, 16 at a time. One check a refusal, with the `kubectl auth can-i` line that asks the same; one Fine check
/// where all is granted. What the server can't answer is a warning: reviews may be closed to an account.
[[nodiscard]] Task<PlanChecks> accessChecks(
    ApiClient* client, std::shared_ptr<const ApiCatalog> catalog, RenderingPtr rendering);

/// `kubectl auth can-i patch deployments.apps --namespace shop --context eks_stg-app`.
[[nodiscard]] QString canILine(const AccessQuestion& question, const ContextId& context);

} // namespace pilothouse
