// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>
#include <QString>

#include <optional>
#include <vector>

namespace pilothouse::ui {

/// A key or a string of set-out JSON, for its colour.
struct JsonPart {
    qsizetype start = 0;
    qsizetype length = 0;
    bool isKey = false;
};

/// JSON over several rows, apart by U+2028.
struct SetOutJson {
    QString text;
    std::vector<JsonPart> parts; ///< at most 4,000
};

/// Whether the line is one JSON object by its first and last sign. Costs nothing.
[[nodiscard]] bool isJsonLike(QByteArrayView line);

/// The JSON object a line consists of, indented by two; its own order, numbers and escapes are kept as they were
/// written. Nothing when it is none, is nested deeper than 64, or has more than @p limit characters.
[[nodiscard]] std::optional<SetOutJson> setOutJson(QByteArrayView line, qsizetype limit);

} // namespace pilothouse::ui
