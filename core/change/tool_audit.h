// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/audit.h"
#include "core/session/workspace.h"

#include <QStringList>

#include <memory>

namespace pilothouse {

struct ExecEnd;

/// What a person does inside a cluster without changing its objects: a shell, a forward, a debug container.
struct ToolUse {
    enum class Kind { Exec, Attach, PortForward, DebugContainer, DebugPod, NodeShell } kind = Kind::Exec;
    ContextId context;
    QString nameSpace;
    QString target; ///< `web-1`, `svc/web`, `node/worker-2`
    QString container;
    QString image; ///< debug
    QStringList command; ///< argv, as it is; masked before it is written
    QString ports; ///< `8080:80`
    QString reason;
};

/// One use under way; whoever holds it says how it ended. Gone without a word: outcome Unknown.
class ToolRecord final {
public:
    ToolRecord(AuditLog& audit, AuditEntry outcome);
    ~ToolRecord();
    Q_DISABLE_COPY_MOVE(ToolRecord)

    /// Only the first one counts.
    void close(const QString& outcome, const QJsonObject& more = {});
    /// `Ended` with an exit code, `Detached`, or `Failed` with the reason.
    void close(const ExecEnd& end);

private:
    AuditLog& m_audit;
    AuditEntry m_outcome;
    bool m_isClosed = false;
};

/// Asks the mode, then writes the intent: nothing may be begun before it stands there. Thread: core's. What may leave
/// is judged once more where it leaves (ModeGate).
class ToolAudit final {
public:
    /// @param workspace, audit outlive this object and its records
    /// @param identities where it is remembered which cluster a context means (ChangeDesk's `identities.json`)
    ToolAudit(Workspace& workspace, AuditLog& audit, QString identities);
    Q_DISABLE_COPY_MOVE(ToolAudit)

    /// Errors: NotFound (no session of that context), Forbidden (the mode; audited as refused), Io (the audit).
    [[nodiscard]] Result<std::unique_ptr<ToolRecord>> begin(const ToolUse& use);

private:
    [[nodiscard]] AuditEntry entryOf(const ToolUse& use) const;

    Workspace& m_workspace;
    AuditLog& m_audit;
    QString m_identities;
};

[[nodiscard]] QString toolVerb(ToolUse::Kind kind); ///< `exec`, `port-forward`, …

/// argv as it may be written down: values after sensitive flags, of sensitive variables and in addresses are masked.
[[nodiscard]] QStringList maskedCommand(const QStringList& command);

} // namespace pilothouse
