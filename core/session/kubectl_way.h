// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/helm/helm_environment.h"
#include "core/kube/kubectl_exec.h"
#include "core/session/workspace.h"

namespace pilothouse {

/// The way through kubectl for a context (ExecSession::setKubectlFinder): the kubectl of PATH, a kubeconfig cut down to
/// the context. Reads files. Errors: NotFound with reason NoKubectl; those of pinKubeconfig.
/// @param variables of this process (or of the login shell); what would steer it elsewhere is left out
[[nodiscard]] Result<std::shared_ptr<const KubectlWay>> findKubectlWay(
    const Workspace& workspace, const ContextId& context, const EnvironmentVariables& variables);

} // namespace pilothouse
