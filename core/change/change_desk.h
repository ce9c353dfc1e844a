// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/audit.h"
#include "core/change/change_plan.h"
#include "core/change/change_run.h"
#include "core/session/owner_rules.h"
#include "core/session/workspace.h"

#include <QObject>

#include <memory>
#include <vector>

namespace pilothouse {

/// The one way in for every change (design: one way in): render → compare → plan → begin. Holds the operations under
/// way, adopts those an earlier window began, and writes the audit. Thread: core's.
class ChangeDesk final : public QObject {
    Q_OBJECT
public:
    struct Places {
        QString stateFolder; ///< made 0700: `operations/<id>/…` and `audit.jsonl`
        QString supervisor; ///< the program that outlives this one and keeps helm's exit code
        std::vector<std::pair<QString, QString>>
            environment; ///< of this process; helm gets what the allow-list lets by
    };
    /// @param workspace outlives this object
    ChangeDesk(Workspace& workspace, Places places, QObject* parent = nullptr);
    ~ChangeDesk() override; ///< running helms go on; the next desk adopts them
    Q_DISABLE_COPY_MOVE(ChangeDesk)

    /// Looks for operations an earlier window began: each is told by runChanged, those that ended meanwhile with their
    /// outcome. Folders nobody needs are removed.
    void adopt();

    /// The helm that would be used in this context: pinned, else the first good one on PATH. Errors: NotFound with
    /// reason NoHelm, Invalid with HelmTooOld.
    [[nodiscard]] Task<Result<HelmProgram>> helmFor(ContextId context);
    /// All that were found, for choosing. @see pinHelm
    [[nodiscard]] Task<Result<std::vector<HelmProgram>>> helmPrograms();
    /// @param path empty: none pinned. Remembered beside the audit.
    void pinHelm(const ContextId& context, const QString& path);
    [[nodiscard]] QString pinnedHelm(const ContextId& context) const;
    /// Who else deploys what (pipelines, Git repositories), as the person said; named by every plan they concern.
    void setOwnerRules(OwnerRules rules);
    /// A person agreed that this helmfile, as it is now, may run. Errors: those of findHelmfile, helmfileIdentity, Io.
    [[nodiscard]] Result<void> trustHelmfile(const ChartSource& source);
    /// How the repository or registry at an URL is reached, as a person set it up; null: helm's own settings serve.
    /// Asked for every chart that is pulled and whose request brings no login of its own.
    using LoginSource = std::function<Task<Result<LoginPtr>>(QString url)>;
    void setLogins(LoginSource logins);
    /// A person agreed that the context means another cluster or user now (NS3): its lock goes once that has been read
    /// and remembered. Audited. Errors: as ApiClient::get, Io.
    [[nodiscard]] Task<Result<void>> acceptIdentity(ContextId context);

    /// `helm dependency build` in the user's own chart folder: writes `charts/` there. For after a rendering that said
    /// MissingDependencies. Errors: Process with helm's own words.
    [[nodiscard]] Task<Result<void>> buildDependencies(ContextId context, QString folder);
    /// A values file that helm-secrets must open first, with its secrets readable. Errors: as decryptValues().
    [[nodiscard]] Task<Result<QByteArray>> decryptValues(ContextId context, QString path);
    /// Renders what would be sent; changes nothing. Errors: Process with helm's own words (schema errors too); Invalid
    /// with reason MissingDependencies (detail: which); those of loadChart; NotFound (chart, revision).
    [[nodiscard]] Task<Result<RenderingPtr>> render(ChangeRequest request);
    /// @param found told of each object of Predicted as soon as it is known, changed ones first; may be empty
    [[nodiscard]] Task<Result<ChangeDiffPtr>> compare(
        RenderingPtr rendering, DiffBase base, std::function<void(ObjectDiff)> found = {});
    /// Fingerprint and checks. Always a plan where the cluster answers; blockers are in it.
    [[nodiscard]] Task<Result<ChangePlanPtr>> plan(RenderingPtr rendering);
    /// Looks once more, writes the intent, starts helm.
    /// @param typed what the person typed where the plan asks for a confirmation
    /// Errors: Forbidden (the mode), Invalid with reason NotConfirmed or Blocked, Conflict with reason PlanOutdated or
    /// AlreadyRunning, Io where the intent can't be written; those of HelmProcess::start. What was refused is audited.
    /// @return id of the run
    [[nodiscard]] Task<Result<QString>> begin(ChangePlanPtr plan, QString typed);
    /// SIGTERM to helm; what that leaves is told by runChanged (protocol: 3.4). Errors: NotFound, Conflict (ended).
    [[nodiscard]] Result<void> cancel(const QString& id);
    /// Forgets an ended one (its spool files are removed).
    void dismiss(const QString& id);

    /// Hidden values of a release were shown to the person (RP5): audited. @param what never the value: `values`
    void noteShown(const ContextId& context, const ReleaseKey& release, const QString& what);

    [[nodiscard]] std::vector<RunStatusPtr> runs() const;
    [[nodiscard]] AuditLog& audit() const;

Q_SIGNALS:
    /// At most 5 a second and run; a changed phase at once.
    void runChanged(const pilothouse::RunStatusPtr& run);
    void runDismissed(const QString& id);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace pilothouse
