// SPDX-License-Identifier: Apache-2.0
#include "ui/change/change_gateway.h"

#include "ui/frame/core_access.h"

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

/// Where the desk is kept: touched in the core thread only.
struct DeskPlace {
    std::unique_ptr<ChangeDesk> desk;
};
using DeskPlacePtr = std::shared_ptr<DeskPlace>;

template <typename T> Task<Result<T>> answer(Result<T> result) {
    co_return result;
}

Task<Result<bool>> runOnPool(WorkerPool* pool, std::function<void()> work) {
    co_return co_await pool->run([work = std::move(work)] {
        work();
        return true;
    });
}

Result<bool> cancelRun(ChangeDesk& desk, const QString& id) {
    const auto cancelled = desk.cancel(id);
    return cancelled ? Result<bool>(true) : std::unexpected(cancelled.error());
}

Result<bool> trustHelmfileOf(ChangeDesk& desk, const ChartSource& source) {
    const auto trusted = desk.trustHelmfile(source);
    return trusted ? Result<bool>(true) : std::unexpected(trusted.error());
}

Task<Result<bool>> acceptIdentityOf(ChangeDesk* desk, ContextId context) {
    const auto accepted = co_await desk->acceptIdentity(context);
    if (!accepted) {
        co_return std::unexpected(accepted.error());
    }
    co_return true;
}

class CoreChangeGateway final : public ChangeGateway {
public:
    CoreChangeGateway(CoreAccess& core, ChangeDesk::Places places, ChangeDesk::LoginSource logins)
        : m_core(core)
        , m_places(std::move(places))
        , m_logins(std::move(logins)) {
        connect(&core, &CoreAccess::revisionsChanged, this, &ChangeGateway::revisionsChanged);
        // Core tells of kubeconfig once its Workspace is there: the first moment at which a desk can be made.
        connect(&core, &CoreAccess::kubeconfigChanged, this, &CoreChangeGateway::makeDesk,
            static_cast<Qt::ConnectionType>(Qt::QueuedConnection | Qt::SingleShotConnection));
    }
    ~CoreChangeGateway() override {
        m_core.post([place = m_place](Workspace&) { place->desk.reset(); });
    }
    Q_DISABLE_COPY_MOVE(CoreChangeGateway)

    CallHandle helmFor(const ContextId& context, Answer<HelmProgram> done) override {
        return ask<HelmProgram>([context](ChangeDesk& desk) { return desk.helmFor(context); }, std::move(done));
    }
    CallHandle helmPrograms(Answer<std::vector<HelmProgram>> done) override {
        return ask<std::vector<HelmProgram>>([](ChangeDesk& desk) { return desk.helmPrograms(); }, std::move(done));
    }
    void pinHelm(const ContextId& context, const QString& path) override {
        tell([context, path](ChangeDesk& desk) { desk.pinHelm(context, path); });
    }
    CallHandle revisions(
        const ContextId& context, const ReleaseKey& key, Answer<std::vector<RecordMeta>> done) override {
        return m_core.callSession<std::vector<RecordMeta>>(
            context,
            [key](
                ClusterSession& session) { return answer<std::vector<RecordMeta>>(session.releases().revisions(key)); },
            std::move(done));
    }
    CallHandle record(
        const ContextId& context, const ReleaseKey& key, Revision revision, Answer<ReleaseRecordPtr> done) override {
        return m_core.callSession<ReleaseRecordPtr>(
            context, [key, revision](ClusterSession& session) { return session.releases().record(key, revision); },
            std::move(done));
    }
    CallHandle render(const ChangeRequest& request, Answer<RenderingPtr> done) override {
        return ask<RenderingPtr>([request](ChangeDesk& desk) { return desk.render(request); }, std::move(done));
    }
    CallHandle compare(const RenderingPtr& rendering, DiffBase base, Found found, Answer<ChangeDiffPtr> done) override {
        std::function<void(ObjectDiff)> relay;
        if (found) {
            relay = [this, found = std::move(found), number = ++m_comparison](const ObjectDiff& object) {
                QMetaObject::invokeMethod(
                    this,
                    [this, found, number, object] {
                        if (number == m_comparison) {
                            found(object); // of an older one: dropped (RC8)
                        }
                    },
                    Qt::QueuedConnection);
            };
        }
        return ask<ChangeDiffPtr>(
            [rendering, base, relay](ChangeDesk& desk) { return desk.compare(rendering, base, relay); },
            std::move(done));
    }
    CallHandle plan(const RenderingPtr& rendering, Answer<ChangePlanPtr> done) override {
        return ask<ChangePlanPtr>([rendering](ChangeDesk& desk) { return desk.plan(rendering); }, std::move(done));
    }
    CallHandle begin(const ChangePlanPtr& plan, const QString& typed, Answer<QString> done) override {
        return ask<QString>([plan, typed](ChangeDesk& desk) { return desk.begin(plan, typed); }, std::move(done));
    }
    CallHandle cancel(const QString& id, Answer<bool> done) override {
        return ask<bool>([id](ChangeDesk& desk) { return answer<bool>(cancelRun(desk, id)); }, std::move(done));
    }
    CallHandle planBatch(const std::vector<BatchChoice>& choices, DiffBase base, const std::function<void(int)>& looked,
        Answer<BatchPlanPtr> done) override {
        const std::function<void(int)> relay = relayed(looked);
        return ask<BatchPlanPtr>(
            [choices, base, relay](
                ChangeDesk& desk) { return pilothouse::planBatch(batchDesk(desk), choices, base, relay); },
            std::move(done));
    }
    CallHandle runBatch(const BatchPlanPtr& plan, const QString& typed, const std::shared_ptr<const BatchStop>& stop,
        const std::function<void(BatchPlanPtr)>& told, Answer<BatchPlanPtr> done) override {
        const std::function<void(BatchPlanPtr)> relay = relayed(told);
        return ask<BatchPlanPtr>(
            [plan, typed, stop, relay](
                ChangeDesk& desk) { return pilothouse::runBatch(batchDesk(desk), plan, typed, relay, stop); },
            std::move(done));
    }
    void dismiss(const QString& id) override {
        tell([id](ChangeDesk& desk) { desk.dismiss(id); });
    }
    void setOwnerRules(const OwnerRules& rules) override {
        m_owners = rules; // for a desk that is still to come
        tell([rules](ChangeDesk& desk) { desk.setOwnerRules(rules); });
    }
    void noteShown(const ContextId& context, const ReleaseKey& release, const QString& what) override {
        tell([context, release, what](ChangeDesk& desk) { desk.noteShown(context, release, what); });
    }
    CallHandle trustHelmfile(const ChartSource& source, Answer<bool> done) override {
        return ask<bool>(
            [source](ChangeDesk& desk) { return answer<bool>(trustHelmfileOf(desk, source)); }, std::move(done));
    }
    CallHandle decryptValues(const ContextId& context, const QString& path, Answer<QByteArray> done) override {
        return ask<QByteArray>(
            [context, path](ChangeDesk& desk) { return desk.decryptValues(context, path); }, std::move(done));
    }
    CallHandle acceptIdentity(const ContextId& context, Answer<bool> done) override {
        return ask<bool>([context](ChangeDesk& desk) { return acceptIdentityOf(&desk, context); }, std::move(done));
    }
    CallHandle audit(int limit, Answer<AuditLog::Reading> done) override {
        return ask<AuditLog::Reading>(
            [limit](ChangeDesk& desk) { return answer<AuditLog::Reading>(desk.audit().read(limit)); }, std::move(done));
    }
    CallHandle onPool(std::function<void()> work, std::function<void()> done) override {
        return m_core.call<bool>(
            [work = std::move(work)](Workspace& workspace) { return runOnPool(&workspace.pool(), work); },
            [done = std::move(done)](const Result<bool>&) { done(); });
    }

private:
    void makeDesk() {
        m_core.post(
            [this, place = m_place, places = m_places, owners = m_owners, logins = m_logins](Workspace& workspace) {
                place->desk = std::make_unique<ChangeDesk>(workspace, places);
                place->desk->setLogins(logins);
                place->desk->setOwnerRules(owners);
                // Emitted in the core thread, received here: this object is of the GUI thread, so they are queued.
                connect(place->desk.get(), &ChangeDesk::runChanged, this, &CoreChangeGateway::tellRun);
                connect(place->desk.get(), &ChangeDesk::runDismissed, this, &CoreChangeGateway::tellDismissed);
                connect(&place->desk->audit(), &AuditLog::appended, this, &ChangeGateway::auditAppended);
                place->desk->adopt();
            });
    }
    /// What core tells on the way, told again in this thread.
    template <typename T> std::function<void(T)> relayed(const std::function<void(T)>& told) {
        if (!told) {
            return {};
        }
        return [this, told](const T& news) {
            QMetaObject::invokeMethod(this, [told, news] { told(news); }, Qt::QueuedConnection);
        };
    }
    template <typename T>
    CallHandle ask(std::function<Task<Result<T>>(ChangeDesk&)> make, std::function<void(Result<T>)> done) {
        return m_core.call<T>(
            [place = m_place, make = std::move(make)](Workspace&) {
                if (!place->desk) {
                    return answer<T>(fail(ErrorCode::Unreachable, u"changes"_s, u"not ready yet"_s, u"NotReady"_s));
                }
                return make(*place->desk);
            },
            std::move(done));
    }
    void tell(std::function<void(ChangeDesk&)> function) {
        m_core.post([place = m_place, function = std::move(function)](Workspace&) {
            if (place->desk) {
                function(*place->desk);
            }
        });
    }

    CoreAccess& m_core;
    ChangeDesk::Places m_places;
    ChangeDesk::LoginSource m_logins;
    OwnerRules m_owners;
    DeskPlacePtr m_place = std::make_shared<DeskPlace>();
    int m_comparison = 0;
};

} // namespace

std::unique_ptr<ChangeGateway> coreChangeGateway(
    CoreAccess& core, ChangeDesk::Places places, ChangeDesk::LoginSource logins) {
    return std::make_unique<CoreChangeGateway>(core, std::move(places), std::move(logins));
}

} // namespace pilothouse::ui
