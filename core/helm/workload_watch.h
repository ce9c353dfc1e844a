// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task_scope.h"
#include "core/helm/record_facts.h"
#include "core/kube/health.h"
#include "core/kube/reflector.h"

#include <QSet>

#include <deque>

namespace pilothouse {

/// Health of the Deployments, StatefulSets and DaemonSets of a cluster or of some namespaces, and for those that are
/// not ready the reason their pods give. Of each object a few words are kept; pods are not watched (a cluster may have
/// ten thousand) but asked for by the selector of what is not ready, a few every five seconds. Thread: core's.
class WorkloadFeed final : public QObject {
    Q_OBJECT
public:
    explicit WorkloadFeed(ApiClient& client, QObject* parent = nullptr);
    ~WorkloadFeed() override;
    Q_DISABLE_COPY_MOVE(WorkloadFeed)

    struct Health {
        HealthState state = HealthState::Unknown;
        int ready = 0;
        int desired = 0;
        QString reason; ///< a pod's where one is known (`ImagePullBackOff`), else `0/3 ready`
        QString message;
    };
    /// @param namespaces empty: the whole cluster
    void start(const QStringList& namespaces);
    void wake();
    [[nodiscard]] bool isStarted() const { return !m_sources.empty(); }
    /// What is missing is missing: all three kinds are listed in this namespace.
    [[nodiscard]] bool isKnown(const QString& nameSpace) const;
    /// Null: there is no such object (if isKnown).
    [[nodiscard]] const Health* find(const WorkloadRef& ref) const;

Q_SIGNALS:
    void changed(const std::vector<pilothouse::WorkloadRef>& refs);
    /// A list became complete: what was unknown may be known.
    void known();

private:
    struct Source {
        Reflector* reflector = nullptr;
        WorkloadRef::Kind kind = WorkloadRef::Kind::Deployment;
        bool hasSynced = false;
    };
    struct Entry {
        Health health;
        QByteArray selector; ///< of its pods; only while it is not ready
        QString podReason;
        QString podMessage;
    };
    struct Batch { ///< in the order the reflectors told them
        Source* source = nullptr;
        std::vector<RawObject> upserted;
        std::vector<Uid> removed;
        bool isSync = false;
    };
    struct Parsed {
        Uid uid;
        WorkloadRef ref;
        Health health;
        QByteArray selector;
    };
    static std::vector<Parsed> parse(const std::vector<RawObject>& objects, WorkloadRef::Kind kind);
    static Task<Result<Health>> worstPod(ApiClient* client, QString nameSpace, QByteArray selector);
    void add(WorkloadRef::Kind kind, const QString& nameSpace);
    void enqueue(Batch batch);
    Task<void> drain();
    void apply(const Batch& batch, std::vector<Parsed> parsed);
    void put(Parsed parsed);
    Task<void> askPods();
    void takePod(const WorkloadRef& ref, const Result<Health>& pod);
    [[nodiscard]] std::vector<WorkloadRef> nextUnready();

    ApiClient& m_client;
    std::vector<std::unique_ptr<Source>> m_sources;
    QHash<WorkloadRef, Entry> m_entries;
    QHash<Uid, WorkloadRef> m_refs;
    QSet<WorkloadRef> m_unready;
    std::deque<WorkloadRef> m_round; ///< whose pods are still to be asked in this round
    std::deque<Batch> m_batches;
    bool m_isDraining = false;
    bool m_isAskingPods = false;
    bool m_mayAskPods = true;
    TaskScope m_scope;
};

} // namespace pilothouse
