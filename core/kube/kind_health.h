// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/kube/health.h"
#include "core/kube/resource.h"

#include <optional>

namespace pilothouse {

/// What status.conditions says of one type; the first one counts.
struct ObjectCondition {
    QString status; ///< `True`, `False`, `Unknown`
    QString reason;
    QString message;
    [[nodiscard]] bool isTrue() const { return status == QLatin1StringView("True"); }
    [[nodiscard]] bool isFalse() const { return status == QLatin1StringView("False"); }
};
[[nodiscard]] std::optional<ObjectCondition> findCondition(const QJsonObject& object, QLatin1StringView type);

/// The rules kstatus has for built-in kinds; nothing for a kind it has no rule for.
/// Source: fluxcd/cli-utils pkg/kstatus/status/core.go (protocol: 6.1).
[[nodiscard]] std::optional<ObjectHealth> healthByKind(
    const GroupVersionKind& kind, const QJsonObject& object, const QDateTime& now);

/// As above for Pod alone, which has the most to say.
[[nodiscard]] ObjectHealth podHealth(const QJsonObject& pod, const QDateTime& now);

} // namespace pilothouse
