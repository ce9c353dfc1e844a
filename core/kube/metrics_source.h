// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task.h"
#include "core/base/error.h"

#include <QDateTime>
#include <QHash>
#include <QString>

#include <vector>

namespace pilothouse {

class ApiClient;

/// What something uses, as metrics.k8s.io says: a mean over the window before `time`.
struct Usage {
    double cores = 0;
    qint64 bytes = 0;
    friend bool operator==(const Usage&, const Usage&) = default;
};

/// Usage of one pod or node.
struct UsageSample {
    QString nameSpace; ///< empty for nodes
    QString name;
    QDateTime time;
    Usage usage;
    QHash<QString, QString> labels; ///< of the pod, where the server passes them on
    std::vector<std::pair<QString, Usage>> containers;
};

enum class UsageOf { Pods, Nodes };

/// Asks metrics.k8s.io/v1beta1 once. Errors: NotFound (the API is not installed), Unavailable as ServerError (it is and
/// does not answer), Forbidden…
/// @param nameSpace of pods; empty: all
[[nodiscard]] Task<Result<std::vector<UsageSample>>> readUsage(ApiClient& client, UsageOf what, QString nameSpace);
/// From an answer already read (tests). Thread: any.
[[nodiscard]] Result<std::vector<UsageSample>> parseUsage(const QByteArray& text, const QString& subject);

/// `250m`, `1500000n`, `128Mi`, `1e3`: in cores or bytes; 0 where it can't be read.
[[nodiscard]] double quantityValue(const QString& text);

/// Pods' usage summed by who made them, as far as their names and labels tell: `Deployment shop/web`. Pods of an
/// apps/v1 controller carry a hash label of it; others are left out.
[[nodiscard]] QHash<QString, Usage> workloadUsage(const std::vector<UsageSample>& pods, const QString& kind);
/// `shop/web`.
[[nodiscard]] QString usageKey(const QString& nameSpace, const QString& name);

} // namespace pilothouse
