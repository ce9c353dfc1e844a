// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/prepare_plan.h"
#include "core/kube/api_client.h"

namespace pilothouse {

/// Whether the namespace that secret and account live in is there already. What is not there can't be tried.
enum class Surroundings { There, ToBeMade };

/// A step that was looked at, and the request that does it. Rights were asked for, and a dry run was sent where that is
/// possible.
struct LookedStep {
    PrepareStep step;
    std::optional<ApiClient::Call> write; ///< the real one; nothing where there is nothing to do
};

/// Each looks at one object as it is now. A refusal is a blocked step, not an error. Errors: those that mean the server
/// can't be asked (Unreachable, Timeout, Unauthorized, ServerError…).
/// Preconditions go into each write, so that nothing of others is lost: another resourceVersion answers Conflict.
[[nodiscard]] Task<Result<LookedStep>> lookAtNamespace(ApiClient* client, PrepareRequestPtr request);
[[nodiscard]] Task<Result<LookedStep>> lookAtPullSecret(
    ApiClient* client, PrepareRequestPtr request, Surroundings surroundings);
[[nodiscard]] Task<Result<LookedStep>> lookAtServiceAccount(
    ApiClient* client, PrepareRequestPtr request, Surroundings surroundings);

[[nodiscard]] Task<Result<LookedStep>> lookAt(
    PrepareStep::Kind kind, ApiClient* client, PrepareRequestPtr request, Surroundings surroundings);

} // namespace pilothouse
