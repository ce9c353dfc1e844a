// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/change_plan.h"
#include "core/helm/helm_environment.h"
#include "core/session/cluster_session.h"

namespace pilothouse {

class ChartMemory;
class RecordMemory;

/// What a rendering is made with.
struct RenderInput {
    ChangeRequest request;
    std::shared_ptr<ClusterSession> session;
    HelmProgram helm;
    PinnedKubeconfig kubeconfig;
    HelmEnvironment environment;
    QString readings; ///< where helm's private folders are made and removed again
    ChartMemory* pulled = nullptr; ///< charts pulled for an earlier text; outlives the task. Null: pulled each time
    RecordMemory* records = nullptr; ///< those read for an earlier text; outlives the task. Null: all are read
    QString charts; ///< where charts that were pulled or rebuilt are kept
    QString helmfile; ///< the program, where the source is a helmfile; empty: there is none
    const ExecTrust* helmfileTrust = nullptr; ///< which helmfiles may run; outlives the task. Null: none
};

/// Reads the records as they are now and renders what would be sent: by `helm template` for Install and Upgrade, out of
/// the target's record for Rollback, what stays for Uninstall. Changes nothing.
/// Errors: Process with helm's own words; Invalid with reason MissingDependencies (detail: which; a folder's can be
/// built); NotFound (no such revision to go back to; no chart there); Invalid (chart); those of ApiClient and readHelm.
[[nodiscard]] Task<Result<RenderingPtr>> renderChange(RenderInput input);

} // namespace pilothouse
