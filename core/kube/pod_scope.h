// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/kube/resource.h"

#include <QString>

#include <variant>

namespace pilothouse {

/// Which pods are meant: what logs are read from and what a forward leads to. A plain value; who matches it against a
/// cluster is PodWatch (logs) and ForwardTarget (forwards).
struct PodScope {
    struct Pod {
        QString name;
        friend bool operator==(const Pod&, const Pod&) = default;
    };
    /// A Deployment, StatefulSet, DaemonSet, ReplicaSet, Job, CronJob or Service: the pods its selector or its owner
    /// references name.
    struct Workload {
        GroupVersionKind kind;
        QString name;
        friend bool operator==(const Workload&, const Workload&) = default;
    };
    struct Selector {
        QString labels; ///< as `kubectl -l` takes it
        friend bool operator==(const Selector&, const Selector&) = default;
    };
    /// All pods of a release's workloads, followed through its revisions.
    struct Release {
        QString name;
        friend bool operator==(const Release&, const Release&) = default;
    };

    QString nameSpace;
    std::variant<Pod, Workload, Selector, Release> what;

    friend bool operator==(const PodScope&, const PodScope&) = default;
};

/// `pod/web-1`, `deployment/web`, `app=web`, `release/storefront`: for titles, keys of what is remembered, logs.
[[nodiscard]] QString podScopeText(const PodScope& scope);

} // namespace pilothouse
