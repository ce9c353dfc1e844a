// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/kube/pod_scope.h"
#include "core/base/ids.h"

#include <QString>
#include <QStringList>

namespace pilothouse {
class SettingsStore;
}

namespace pilothouse::ui {

/// Which containers of a log are read.
struct ContainerChoice {
    QStringList names; ///< empty: all regular containers and sidecars
    bool withInit = false;
    bool withEphemeral = true;
    friend bool operator==(const ContainerChoice&, const ContainerChoice&) = default;
};

/// What is remembered of a workload's log.
struct LogHabits {
    ContainerChoice containers;
    QStringList columns; ///< chosen by hand; empty: found by themselves
    bool hasColumns = false; ///< they are shown
    friend bool operator==(const LogHabits&, const LogHabits&) = default;
};

/// Remembers per workload which containers and columns one looked at, in the settings: at most 300 workloads, those
/// used last. Pods are remembered by the name they share with their siblings.
class LogsMemory {
public:
    /// @p store outlives this; null: nothing is remembered.
    explicit LogsMemory(SettingsStore* store)
        : m_store(store) { }

    [[nodiscard]] LogHabits habits(const ContextId& context, const PodScope& scope) const;
    void remember(const ContextId& context, const PodScope& scope, const LogHabits& habits);

private:
    SettingsStore* m_store;
};

/// `payment-api` of `payment-api-6d9f4bd8c9-x2kqp` and of `payment-api-0`: without what a ReplicaSet, Job or
/// StatefulSet adds (k8s.io/apimachinery rand.SafeEncodeString's letters).
[[nodiscard]] QString podFamily(const QString& pod);

} // namespace pilothouse::ui
