// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task.h"
#include "core/change/change_request.h"
#include "core/helm/helm_output.h"

#include <QDateTime>

#include <vector>

namespace pilothouse {

class ApiClient;

/// What one container of a hook's pod wrote: a migration's complaint, a test's verdict.
struct HookLog {
    QString hook; ///< its name
    QString nameSpace;
    QString pod;
    QString container;
    QString phase; ///< of the pod: `Running`, `Failed`; `Gone` once it is deleted
    QString text; ///< the last lines, masked, safe to show over several lines
    QString problem; ///< why there is none: the server's words; empty: it was read
    friend bool operator==(const HookLog&, const HookLog&) = default;
};

/// Bounds of what is read and kept of one operation.
struct HookLogBounds {
    static constexpr int kLines = 200; ///< of one container
    static constexpr qint64 kBytes = 64LL * 1024; ///< of one container
    static constexpr size_t kLogs = 24;
};

/// True where helm runs this hook in an operation of @p kind (an upgrade may roll back by itself).
[[nodiscard]] bool isHookOf(const Hook& hook, ChangeKind kind);

/// The logs there are now of the pods that hooks of @p record have made since @p since: Pods are asked by name, Jobs by
/// label. Small bounded GETs, four at a time. Never an error: what could not be read says so in its place, and a place
/// whose pods may not be seen is left out. Thread: core.
[[nodiscard]] Task<std::vector<HookLog>> readHookLogs(
    ApiClient* client, ReleaseRecordPtr record, ChangeKind kind, QDateTime since, SecretMask mask);

/// Puts what was @p seen just now over what is known. Pods that are gone keep what they said (hooks are deleted as soon
/// as they succeed), marked as gone.
void mergeHookLogs(std::vector<HookLog>& known, std::vector<HookLog> seen);

} // namespace pilothouse
