// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/session/workspace.h"

namespace pilothouse {

/// How tests open a kubeconfig: what is remembered goes into @p folder, and nothing is read that nobody asked for.
[[nodiscard]] inline Workspace::Options workspaceOptions(
    const QString& kubeconfig, const QString& folder, std::shared_ptr<HttpTrace> trace = {}) {
    return {.source = KubeconfigSource::fromEnvironment(kubeconfig),
        .trustFile = folder + QStringLiteral("/trust.json"),
        .trace = std::move(trace),
        .watchFiles = false,
        .feed = ClusterSession::Feed::OnDemand};
}

} // namespace pilothouse
