// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/pilothousectl/options.h"

#include "core/change/change_desk.h"
#include "core/change/tool_audit.h"
#include "core/kube/exec_session.h"

namespace pilothouse::ctl {

/// What every command that goes into a pod begins with: the session, the mode of a protected place opened for the
/// reason given, the intent in the audit.
class ToolSession final {
public:
    ToolSession(Workspace& workspace, const Options& options);
    Q_DISABLE_COPY_MOVE(ToolSession)

    /// Errors: those of Workspace::session.
    [[nodiscard]] Result<ClusterSession*> session() const;
    /// The way through kubectl, should the account lack `get`.
    [[nodiscard]] ExecSession::KubectlFinder kubectlFinder() const;
    /// Errors: Invalid with reason NotConfirmed (what is missing on the command line), those of ToolAudit::begin.
    [[nodiscard]] Result<std::unique_ptr<ToolRecord>> begin(const ToolUse& use);

private:
    [[nodiscard]] Result<void> openPlace(const ToolUse& use) const;

    Workspace& m_workspace;
    Options m_options;
    ChangeDesk m_desk; ///< its audit, also of the places that are opened
    ToolAudit m_audit;
};

} // namespace pilothouse::ctl
