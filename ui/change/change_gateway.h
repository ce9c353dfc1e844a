// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/core_thread.h"
#include "core/change/batch.h"
#include "core/change/change_desk.h"

#include <QObject>

#include <functional>
#include <memory>
#include <vector>

namespace pilothouse::ui {

class CoreAccess;

/// What the pages of changing ask core for; answers come in the GUI thread, later. An interface, so that tests answer.
/// Keep a handle as long as its answer is wanted: dropping it cancels. Thread: GUI.
class ChangeGateway : public QObject {
    Q_OBJECT
public:
    template <typename T> using Answer = std::function<void(Result<T>)>;
    using Found = std::function<void(const ObjectDiff&)>;

    explicit ChangeGateway(QObject* parent = nullptr)
        : QObject(parent) { }
    ~ChangeGateway() override = default;
    Q_DISABLE_COPY_MOVE(ChangeGateway)

    [[nodiscard]] virtual CallHandle helmFor(const ContextId& context, Answer<HelmProgram> answer) = 0;
    [[nodiscard]] virtual CallHandle helmPrograms(Answer<std::vector<HelmProgram>> answer) = 0;
    virtual void pinHelm(const ContextId& context, const QString& path) = 0;

    /// Newest first, from metadata alone.
    [[nodiscard]] virtual CallHandle revisions(
        const ContextId& context, const ReleaseKey& key, Answer<std::vector<RecordMeta>> answer)
        = 0;
    [[nodiscard]] virtual CallHandle record(
        const ContextId& context, const ReleaseKey& key, Revision revision, Answer<ReleaseRecordPtr> answer)
        = 0;

    [[nodiscard]] virtual CallHandle render(const ChangeRequest& request, Answer<RenderingPtr> answer) = 0;
    /// @param found told, in the GUI thread, of each object as soon as it is known; may be empty
    [[nodiscard]] virtual CallHandle compare(
        const RenderingPtr& rendering, DiffBase base, Found found, Answer<ChangeDiffPtr> answer)
        = 0;
    [[nodiscard]] virtual CallHandle plan(const RenderingPtr& rendering, Answer<ChangePlanPtr> answer) = 0;
    /// The answer is the operation's id; from then on runChanged tells.
    [[nodiscard]] virtual CallHandle begin(const ChangePlanPtr& plan, const QString& typed, Answer<QString> answer) = 0;
    [[nodiscard]] virtual CallHandle cancel(const QString& id, Answer<bool> answer) = 0;
    /// Several releases in one plan. @param looked told, in the GUI thread, how many have been looked at
    [[nodiscard]] virtual CallHandle planBatch(const std::vector<BatchChoice>& /*choices*/, DiffBase /*base*/,
        const std::function<void(int)>& /*looked*/, Answer<BatchPlanPtr> /*answer*/) {
        return {};
    }
    /// @param told in the GUI thread, whenever a step or its run moves. Dropping the handle begins no further one.
    [[nodiscard]] virtual CallHandle runBatch(const BatchPlanPtr& /*plan*/, const QString& /*typed*/,
        const std::shared_ptr<const BatchStop>& /*stop*/, const std::function<void(BatchPlanPtr)>& /*told*/,
        Answer<BatchPlanPtr> /*answer*/) {
        return {};
    }
    virtual void dismiss(const QString& id) = 0;
    /// Who else deploys what: named by every plan from now on.
    virtual void setOwnerRules(const OwnerRules& /*rules*/) { }
    /// Hidden values were shown to the person: audited. @param what never the value
    virtual void noteShown(const ContextId& /*context*/, const ReleaseKey& /*release*/, const QString& /*what*/) { }
    /// This helmfile, as it is now, may run from now on. The answer says why it can't be kept.
    [[nodiscard]] virtual CallHandle trustHelmfile(const ChartSource& /*source*/, Answer<bool> /*answer*/) {
        return {};
    }
    /// A values file that helm-secrets must open. Errors: as ChangeDesk::decryptValues.
    [[nodiscard]] virtual CallHandle decryptValues(
        const ContextId& /*context*/, const QString& /*path*/, Answer<QByteArray> /*answer*/) {
        return {};
    }
    /// A person says that the context means another cluster or user now (NS3).
    [[nodiscard]] virtual CallHandle acceptIdentity(const ContextId& context, Answer<bool> answer) = 0;
    [[nodiscard]] virtual CallHandle audit(int limit, Answer<AuditLog::Reading> answer) = 0;
    /// Runs @p work on core's pool, then @p done in the GUI thread. @p work touches only what it captured.
    [[nodiscard]] virtual CallHandle onPool(std::function<void()> work, std::function<void()> done) = 0;

    /// Those that run and those that ended and were not dismissed, oldest first.
    [[nodiscard]] const std::vector<RunStatusPtr>& runs() const { return m_runs; }
    /// Null where there is none.
    [[nodiscard]] RunStatusPtr run(const QString& id) const;
    /// The one of this release that has not ended; null: none.
    [[nodiscard]] RunStatusPtr running(const ContextId& context, const ReleaseKey& key) const;

Q_SIGNALS:
    void runChanged(const pilothouse::RunStatusPtr& run);
    void runDismissed(const QString& id);
    void auditAppended(const pilothouse::AuditEntry& entry);
    void revisionsChanged(const pilothouse::ContextId& context, const pilothouse::ReleaseKey& key);

protected:
    /// Keeps it and tells.
    void tellRun(const RunStatusPtr& run);
    void tellDismissed(const QString& id);

private:
    std::vector<RunStatusPtr> m_runs;
};

/// The one that asks the desk, which lives in the core thread: made there when core has begun, adopting what an earlier
/// window left. @p core outlives it. @param logins how repositories are reached; empty: as helm's own settings say
[[nodiscard]] std::unique_ptr<ChangeGateway> coreChangeGateway(
    CoreAccess& core, ChangeDesk::Places places, ChangeDesk::LoginSource logins = {});

} // namespace pilothouse::ui
