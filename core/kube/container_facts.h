// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"
#include "core/logs/log_types.h"

#include <QDateTime>
#include <QJsonObject>
#include <QString>

#include <optional>
#include <vector>

namespace pilothouse {

/// One container of a pod, as far as its log is concerned.
struct ContainerFacts {
    QString name;
    ContainerKind kind = ContainerKind::Regular;
    QString runId; ///< another one is another run; empty: it never ran
    int restarts = 0;
    bool isRunning = false;
    QString waiting; ///< `CrashLoopBackOff: back-off 10s …`; empty: it does not wait
    QString ended; ///< `Completed, exit code 0` of the last run that ended
    bool canRunAgain = false; ///< its pod is neither over nor leaving
    /// There is, or was, something to read.
    [[nodiscard]] bool hasRun() const { return !runId.isEmpty(); }
    friend bool operator==(const ContainerFacts&, const ContainerFacts&) = default;
};

struct PodFacts {
    Uid uid;
    QString name;
    QDateTime created;
    bool isLeaving = false; ///< it has a deletionTimestamp
    std::vector<ContainerFacts> containers; ///< init, regular, ephemeral
    [[nodiscard]] const ContainerFacts* find(QStringView container) const;
};

/// Reads a pod. Unknown fields and missing statuses do no harm. Thread: any.
[[nodiscard]] PodFacts podFactsOf(const QJsonObject& pod);

} // namespace pilothouse
