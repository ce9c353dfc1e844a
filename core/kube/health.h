// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/kube/resource.h"

#include <QDateTime>
#include <QJsonObject>
#include <QString>

namespace pilothouse {

/// kstatus, which helm 4 waits by (protocol: fluxcd/cli-utils pkg/kstatus; 6.1), with two additions of Argo CD's where
/// kstatus is silent: a pod that can't start says why, a failed pod is a fault.
enum class HealthState { Current, InProgress, Failed, Terminating, NotFound, Unknown };

struct ObjectHealth {
    HealthState state = HealthState::Unknown;
    QString reason; ///< machine word: `ImagePullBackOff`, `ProgressDeadlineExceeded`, `LessReplicas`
    QString message; ///< the server's words or ours in English: `0 of 3 replicas are ready`
    int ready = 0; ///< replicas (of a pod: containers; of a job: completions) ready, where the kind has any
    int desired = 0;
};

/// Thread: any; looks at nothing but the object.
/// @param now tells for how long a pod could not be scheduled (a fault from 15 s on, as in kstatus)
[[nodiscard]] ObjectHealth healthOf(const QJsonObject& object, const QDateTime& now = QDateTime::currentDateTimeUtc());

} // namespace pilothouse
