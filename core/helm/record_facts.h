// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/helm/release_decoder.h"

namespace pilothouse {

/// Names a workload that a release brings: what readiness is looked up by.
struct WorkloadRef {
    enum class Kind { Deployment, StatefulSet, DaemonSet } kind = Kind::Deployment;
    QString nameSpace;
    QString name;
    friend bool operator==(const WorkloadRef&, const WorkloadRef&) = default;
    friend size_t qHash(const WorkloadRef& r, size_t seed = 0) {
        return qHashMulti(seed, static_cast<int>(r.kind), r.nameSpace, r.name);
    }
};

/// What the list keeps of a body: some hundred bytes of its 70 kB.
struct RecordFacts {
    QString chartName;
    QString chartVersion;
    QString appVersion;
    QString description;
    QString updatedText;
    QDateTime updated;
    QString applyMethod;
    QStringList searchWords;
    QString owner;
    std::vector<WorkloadRef> workloads;
};

[[nodiscard]] RecordFacts factsOf(const ReleaseRecord& record, const RecordMeta& meta);

/// Whole Secret or ConfigMap → facts, in one go on the pool. Errors: as decodeReleaseObject.
[[nodiscard]] Result<RecordFacts> decodeFacts(
    const QByteArray& objectJson, const RecordMeta& meta, const DecodeLimits& limits = {});

/// The controller that a record's labels name: `Flux`, `HelmChart` (k3s), `Choerodon`…; empty: none named.
[[nodiscard]] QString ownerFromLabels(const QMap<QString, QString>& labels);

} // namespace pilothouse
