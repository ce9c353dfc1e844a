// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/pilothousectl/options.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <vector>

namespace pilothouse::ctl {

/// A table for people; names from clusters are escaped, so that no terminal obeys them (CVE-2021-25743).
struct TextTable {
    QStringList header;
    std::vector<QStringList> rows;
    [[nodiscard]] QByteArray text() const;
};

/// Writes to standard output; a closed pipe ends the program quietly, as every command-line tool does.
void write(const QByteArray& bytes);
void writeError(const Error& error);
/// One line to standard error, escaped.
void writeNote(const QString& text);

/// JSON or YAML of @p value, or @p table as text.
void writeAs(Format format, const QJsonValue& value, const TextTable& table);

} // namespace pilothouse::ctl
