// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/logs/log_types.h"

#include <QByteArrayView>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace pilothouse {

/// A line as text that can be shown: invalid UTF-8, control characters and every escape sequence but SGR are written
/// out
/// (`␛[2J`, `\r`, `\x80`), SGR becomes runs (LO1: a log is data, never a terminal).
struct AnsiText {
    struct Run {
        qsizetype start = 0; ///< in `text`
        qsizetype length = 0;
        /// -1: the default; 0–255: the palette; otherwise 0x1RRGGBB.
        int foreground = -1;
        int background = -1;
        bool isBold = false;
        bool isFaint = false;
        bool isItalic = false;
        bool isUnderlined = false;
        bool isInverse = false;
    };
    QString text;
    std::vector<Run> runs; ///< only where something differs from the default; at most 1,000
    bool isCut = false; ///< there is more than @p limit
};
/// @param limit characters of text at most
[[nodiscard]] AnsiText ansiText(QByteArrayView line, qsizetype limit);

/// What a line says of its level: klog, `level=`, JSON, `[WARN]`, a plain word near the start; also behind a time, and
/// in colours. At most the first 512 bytes beside the colours are looked at.
[[nodiscard]] LogLevel logLevelOf(QByteArrayView line);

/// The fields of a JSON or logfmt line, in its order; nested values as JSON text.
struct LogFields {
    enum class Shape { Plain, Json, Logfmt } shape = Shape::Plain;
    struct Field {
        QString name;
        QString value;
    };
    std::vector<Field> fields; ///< at most 100
    [[nodiscard]] QString value(QStringView name) const;
};
[[nodiscard]] LogFields logFieldsOf(QByteArrayView line);

/// Which columns lines like these deserve: names that most of them have, message and level first. Fed with a sample.
[[nodiscard]] QStringList suggestedColumns(const std::vector<LogFields>& sample);

/// The line with what looks like a secret replaced by `•••` (LO8: JWTs, bearer tokens, private keys, key=value of
/// telling names).
[[nodiscard]] QString maskSecretsInLine(const QString& line);

} // namespace pilothouse
