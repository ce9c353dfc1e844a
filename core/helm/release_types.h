// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/yaml/yaml_loader.h"

#include <QDateTime>
#include <QHash>
#include <QMap>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace pilothouse {

/// Where a release's records are kept.
enum class StorageDriver { Secret, ConfigMap };

/// Helm's own words (protocol: 3.2); anything else is Unknown and keeps its text in the summary.
enum class ReleaseStatus {
    Unknown,
    Deployed,
    Uninstalled,
    Superseded,
    Failed,
    Uninstalling,
    PendingInstall,
    PendingUpgrade,
    PendingRollback
};
[[nodiscard]] ReleaseStatus releaseStatusFromWord(QStringView word);
[[nodiscard]] QString releaseStatusWord(ReleaseStatus status); ///< `pending-upgrade`
[[nodiscard]] constexpr bool isPending(ReleaseStatus s) {
    return s == ReleaseStatus::PendingInstall || s == ReleaseStatus::PendingUpgrade
        || s == ReleaseStatus::PendingRollback;
}

/// One release in one cluster. The same name may be stored by both drivers: two releases to helm, and to us.
struct ReleaseKey {
    QString nameSpace;
    QString name;
    StorageDriver driver = StorageDriver::Secret;
    friend bool operator==(const ReleaseKey&, const ReleaseKey&) = default;
    friend size_t qHash(const ReleaseKey& k, size_t seed = 0) {
        return qHashMulti(seed, k.nameSpace, k.name, static_cast<int>(k.driver));
    }
};

/// One record as its Secret's or ConfigMap's metadata tells it, without its body.
struct RecordMeta {
    ReleaseKey key;
    Revision revision = Revision::None;
    ReleaseStatus status = ReleaseStatus::Unknown;
    QString statusText;
    Uid uid;
    ResourceVersion resourceVersion;
    QString objectName; ///< `sh.helm.release.v1.storefront.v1384`
    QDateTime created; ///< metadata.creationTimestamp
    QDateTime modified; ///< label modifiedAt or createdAt, else created
    QMap<QString, QString> labels; ///< the user's own, helm's six left out
};

struct ChartDependency {
    QString name;
    QString version;
    QString repository;
    QString alias;
};
struct ChartInfo {
    QString name;
    QString version;
    QString appVersion;
    QString description;
    QString kubeVersion;
    QString home;
    bool deprecated = false;
    std::vector<ChartDependency> dependencies; ///< Chart.yaml's; locked versions where chart.lock has them
    QMap<QString, QString> annotations;
    /// `storefront-0.1.0`, as helm joins it.
    [[nodiscard]] QString label() const { return name + u'-' + version; }
};

struct Hook {
    QString name;
    QString kind;
    QString path;
    QByteArray manifest;
    QStringList events;
    int weight = 0;
    QStringList deletePolicies;
    QDateTime startedAt; ///< invalid: never ran
    QDateTime completedAt;
    QString phase; ///< Unknown, Running, Succeeded, Failed
};

/// One decoded record: what `helm get all` knows. Immutable, shared between threads.
struct ReleaseRecord {
    QString name;
    QString nameSpace;
    Revision revision = Revision::None;
    ReleaseStatus status = ReleaseStatus::Unknown;
    QString statusText;
    QDateTime firstDeployed;
    QDateTime lastDeployed;
    QString lastDeployedText; ///< as written, with its offset and nanoseconds
    QDateTime deleted;
    QString description;
    QString notes;
    ChartInfo chart;
    QByteArray manifest; ///< exactly as stored
    std::vector<Hook> hooks;
    YamlValue userValues; ///< `config`; Null: none
    YamlValue chartValues; ///< the chart's own defaults (a parent's; subcharts are not in a record)
    QByteArray schema; ///< values.schema.json, undone
    QString applyMethod; ///< `ssa`, `csa`; empty: helm 3, client-side
    int rollbackRevision = 0; ///< helm 4: which one it went back to
    qint64 storedBytes = 0; ///< of the Secret's data, against the 1 MiB limit
    QStringList oddities; ///< machine words: `NameMismatch`, `RevisionMismatch`, `NotGzip`, `TrailingBytes` (RP2, RP3)
    QStringList templateFiles; ///< names of the chart's templates and files (the data is not kept)
};
using ReleaseRecordPtr = std::shared_ptr<const ReleaseRecord>;

/// Names what a container runs, found in a manifest.
struct ImageUse {
    QString workloadKind;
    QString workload;
    QString container;
    QString image; ///< whole reference
    [[nodiscard]] QString repository() const; ///< `registry.corp/sniffer`
    [[nodiscard]] QString tag() const; ///< `v0.2.3-ca3b6`, or the digest
};

/// A row of the release list: newest revision of one release.
struct ReleaseSummary {
    RecordMeta newest;
    Revision deployedRevision = Revision::None; ///< newest with status deployed
    int revisionCount = 0; ///< records kept
    /// From the body; empty until bodyState is Loaded.
    QString chartName;
    QString chartVersion;
    QString appVersion;
    QString description;
    QString updatedText; ///< last_deployed as written
    QDateTime updated; ///< last_deployed; metadata's time until then
    QString applyMethod;
    QStringList searchWords; ///< image tags, subchart names and versions: "is ca3b6 in prd?" (U7c)
    QString owner; ///< controller that owns it: `Flux`, `HelmChart`… empty: none known
    enum class BodyState { Missing, Loading, Loaded, Failed } bodyState = BodyState::Missing;
    std::optional<Error> bodyError;
    /// Workloads of the newest manifest: known only once bodies and workloads are here.
    int workloadsReady = 0;
    int workloadsTotal = -1; ///< -1: not known (yet)
    QString worstReason; ///< `ImagePullBackOff`, `0/3 ready`
    QString worstMessage;
};

} // namespace pilothouse
