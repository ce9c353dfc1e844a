// SPDX-License-Identifier: Apache-2.0
#include "ui/prepare/prepare_gateway.h"

#include "core/change/preparer.h"
#include "core/config/bounded_file.h"
#include "ui/frame/core_access.h"

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr ByteSize kMaxConfig = 1_MiB;

/// Where the preparer is kept: touched in the core thread only.
struct PreparerPlace {
    std::unique_ptr<AuditLog> audit;
    std::unique_ptr<Preparer> preparer;
};
using PreparerPlacePtr = std::shared_ptr<PreparerPlace>;

Preparer& preparerIn(PreparerPlace& place, Workspace& workspace, const QString& folder) {
    if (!place.preparer) {
        place.audit = std::make_unique<AuditLog>(folder + u"/audit.jsonl"_s);
        place.preparer = std::make_unique<Preparer>(workspace, *place.audit, folder + u"/identities.json"_s);
    }
    return *place.preparer;
}

Result<RegistryLogins> loginsOfFile(const QString& path, const QStringList& registries) {
    auto text = readBoundedFile(path, kMaxConfig);
    if (!text) {
        return std::unexpected(text.error());
    }
    const Secret config(std::move(*text));
    return readDockerConfig(config.reveal(), path, registries);
}

Result<RegistryLogins> typedLogins(const PrepareWish& wish) {
    RegistryLogins logins;
    if (!wish.dockerConfig.isEmpty() || (wish.registries.isEmpty() && wish.user.isEmpty())) {
        return logins; // from the file, or the secret is there already
    }
    const auto registry = registryName(wish.registries.value(0));
    if (!registry) {
        return std::unexpected(registry.error());
    }
    logins.push_back(
        {.registry = *registry, .user = wish.user, .token = wish.token ? wish.token->duplicate() : Secret()});
    return logins;
}

/// A file may lie on a slow disk: it is read on the pool.
Task<Result<PreparePlanPtr>> planOf(Preparer* preparer, WorkerPool* pool, PrepareWish wish) {
    auto request = std::make_shared<PrepareRequest>();
    if (!wish.pullSecret.isEmpty()) {
        Result<RegistryLogins> logins = typedLogins(wish);
        if (!wish.dockerConfig.isEmpty()) {
            logins = co_await pool->run(
                [path = wish.dockerConfig, names = wish.registries] { return loginsOfFile(path, names); });
        }
        if (!logins) {
            co_return std::unexpected(logins.error());
        }
        request->logins = std::move(*logins);
    }
    request->context = wish.context;
    request->nameSpace = wish.nameSpace;
    request->createNamespace = wish.createNamespace;
    request->pullSecret = wish.pullSecret;
    request->replaceLogins = wish.replaceLogins;
    request->serviceAccount = wish.serviceAccount;
    request->reason = wish.reason;
    co_return co_await preparer->plan(request);
}

class CorePrepareGateway final : public PrepareGateway {
public:
    CorePrepareGateway(CoreAccess& core, QString folder)
        : m_core(core)
        , m_folder(std::move(folder)) { }
    ~CorePrepareGateway() override {
        m_core.post([place = m_place](Workspace&) {
            place->preparer.reset();
            place->audit.reset();
        });
    }
    Q_DISABLE_COPY_MOVE(CorePrepareGateway)

    CallHandle plan(const PrepareWish& wish, Answer<PreparePlanPtr> answer) override {
        return m_core.call<PreparePlanPtr>(
            [place = m_place, folder = m_folder, wish](Workspace& workspace) {
                return planOf(&preparerIn(*place, workspace, folder), &workspace.pool(), wish);
            },
            std::move(answer));
    }
    CallHandle carryOut(const PreparePlanPtr& plan, const QString& typed, Answer<PrepareReport> answer) override {
        return m_core.call<PrepareReport>(
            [place = m_place, folder = m_folder, plan, typed](
                Workspace& workspace) { return preparerIn(*place, workspace, folder).carryOut(plan, typed); },
            std::move(answer));
    }

private:
    CoreAccess& m_core;
    QString m_folder;
    PreparerPlacePtr m_place = std::make_shared<PreparerPlace>();
};

} // namespace

std::unique_ptr<PrepareGateway> corePrepareGateway(CoreAccess& core, QString stateFolder) {
    return std::make_unique<CorePrepareGateway>(core, std::move(stateFolder));
}

} // namespace pilothouse::ui
