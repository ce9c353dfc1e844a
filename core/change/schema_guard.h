// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonValue>
#include <QString>

#include <optional>

namespace pilothouse {

/// Why a schema is not worked with.
struct SchemaRefusal {
    QString word;
    QString detail;
};

/// Looks at a schema before a validator does (CH3): references only into the schema itself, none that leads back to
/// where it stands without going into the values, and no more work than a bound, however references multiply it.
/// @param depth of the values
[[nodiscard]] std::optional<SchemaRefusal> guardSchema(const QJsonValue& schema, int depth);

} // namespace pilothouse
