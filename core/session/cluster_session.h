// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/environment_rules.h"
#include "core/config/kubeconfig.h"
#include "core/helm/history.h"
#include "core/helm/release_feed.h"
#include "core/kube/api_client.h"
#include "core/kube/discovery.h"
#include "core/kube/health.h"
#include "core/kube/objects.h"
#include "core/session/live_objects.h"
#include "core/session/mode_keeper.h"

#include <QObject>

#include <memory>
#include <optional>

namespace pilothouse {

class MergeSchemas;

/// How one context is doing, as its tile and the status line show it.
struct ConnectionStatus {
    enum class State { Idle, Connecting, Live, Stale, Failed, NeedsTrust } state = State::Idle;
    std::optional<Error> error;
    std::optional<ExecIdentity> askTrustFor; ///< with NeedsTrust
    QString user;
    QStringList groups;
    QString serverVersion;
    /// Last proof of life (a steady time, comparable in every thread); epoch: never. Its distance from now is the age
    /// of what is shown: amber after 10 s.
    Clock::Steady lastAlive{};
};

/// One connected context: client, feeds, credentials, prober (1 → 3 s while anything is down, wakes all parked feeds).
/// Thread: core's.
class ClusterSession final : public QObject {
    Q_OBJECT
public:
    ClusterSession(ContextEntry context, std::unique_ptr<ApiClient> client, QObject* parent = nullptr);
    ~ClusterSession() override;
    Q_DISABLE_COPY_MOVE(ClusterSession)

    /// OnDemand: the release feed waits for the caller to start it.
    enum class Feed { Started, OnDemand };
    void start(Feed feed = Feed::Started);
    /// Tries everything again now (also after a plugin was trusted).
    void reconnect();

    [[nodiscard]] const ContextEntry& context() const;
    [[nodiscard]] ConnectionStatus status() const;
    [[nodiscard]] ApiClient& client() const;
    [[nodiscard]] ReleaseFeed& releases() const;
    /// What may be done here now; the client's gate.
    [[nodiscard]] ModeKeeper& modes() const;

    /// Cached for the session; asked again after a reconnect.
    [[nodiscard]] Task<Result<std::shared_ptr<const ApiCatalog>>> catalog();
    /// How this server merges its kinds; asked again after a reconnect.
    [[nodiscard]] MergeSchemas& mergeSchemas() const;
    /// Namespaces that can be chosen: the server's, else the context's own plus those the user typed (AU3).
    struct NamespaceList {
        QStringList names;
        std::optional<Error> listError; ///< why it may be incomplete
    };
    [[nodiscard]] Task<Result<NamespaceList>> namespaces();
    /// Namespaces a person named, for accounts that may not list them: remembered by the caller, looked at from now on.
    void setKnownNamespaces(QStringList names);

    /// Live objects of a record's manifest and what hangs on them, with health (16 GETs at a time).
    [[nodiscard]] Task<Result<std::vector<LiveObject>>> liveObjects(ReleaseRecordPtr record);

Q_SIGNALS:
    void statusChanged(const pilothouse::ConnectionStatus& status);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace pilothouse
