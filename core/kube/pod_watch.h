// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task.h"
#include "core/kube/api_client.h"
#include "core/kube/container_facts.h"
#include "core/kube/pod_scope.h"

#include <QHash>
#include <QMap>
#include <QObject>

#include <memory>
#include <optional>
#include <vector>

namespace pilothouse {

class Reflector;

/// Which pods a server is asked for. Exactly one of the three is set.
struct PodTarget {
    QString labelSelector;
    QString fieldSelector;
    QString cronJob = {}; ///< pods of the jobs it makes, those to come too
    friend bool operator==(const PodTarget&, const PodTarget&) = default;
};

/// What to ask for to get the pods of @p scope; of a release: nothing, its manifest is not known here.
/// Errors: NotFound, Forbidden …; Invalid (reason NoPods) for a kind without pods.
[[nodiscard]] Task<Result<std::vector<PodTarget>>> podTargetsOf(ApiClient& client, PodScope scope);

/// The pods of some targets in one namespace, kept up to date. A pod in several targets is one.
/// Thread: core's.
class PodWatch final : public QObject {
    Q_OBJECT
public:
    PodWatch(ApiClient& client, QString nameSpace, QObject* parent = nullptr);
    ~PodWatch() override;
    Q_DISABLE_COPY_MOVE(PodWatch)

    /// Others from now on; what both have stays.
    void setTargets(const std::vector<PodTarget>& targets);
    void wake();
    /// Every target's list has been read.
    [[nodiscard]] bool isSynced() const;
    [[nodiscard]] bool isEmpty() const { return m_pods.isEmpty(); }
    /// Why nothing is known; none once something was.
    [[nodiscard]] std::optional<Error> error() const;

Q_SIGNALS:
    void changed(const pilothouse::PodFacts& pod);
    void gone(const pilothouse::Uid& uid);
    /// isSynced() or error() may answer otherwise now.
    void stateChanged();

private:
    struct Source {
        PodTarget target;
        std::unique_ptr<Reflector> reflector;
        bool isSynced = false;
    };
    /// The jobs of one CronJob; their pods are a source like any other.
    struct Jobs {
        QString cronJob;
        std::unique_ptr<Reflector> reflector;
        QMap<Uid, QString> names; ///< of those there are
        bool isSynced = false;
    };
    void watchJobs(const QString& cronJob);
    void resetSources();
    void addSource(const PodTarget& target);
    void drop(Source& source);
    void forget(const Uid& uid, const Reflector* reflector);

    ApiClient& m_client;
    QString m_nameSpace;
    std::vector<PodTarget> m_targets; ///< as given
    std::vector<std::unique_ptr<Jobs>> m_jobs;
    std::vector<std::unique_ptr<Source>> m_sources;
    QHash<Uid, QList<const Reflector*>> m_pods; ///< by which they are seen
};

} // namespace pilothouse
