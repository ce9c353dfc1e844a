// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/byte_size.h"
#include "core/base/error.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace pilothouse {

/// What a chart may cost. Helm 4 refuses charts of more than 100 MiB and files of more than 5 MiB too.
struct ChartLimits {
    qsizetype files = 10'000;
    ByteSize total = 100_MiB;
    ByteSize file = 5_MiB;
};

/// One file of a chart, by its path inside it: `templates/web.yaml`.
struct ChartFile {
    QString name;
    QByteArray data;
    friend bool operator==(const ChartFile&, const ChartFile&) = default;
};
using ChartFiles = std::vector<ChartFile>;

/// Files of an unpacked chart, `.helmignore` obeyed, links followed as helm does (never in a circle), in name order.
/// Errors: NotFound, Io, Invalid with reason TooLarge, TooManyFiles, SpecialFile; the subject names the file. Thread:
/// any.
[[nodiscard]] Result<ChartFiles> readChartFolder(const QString& folder, const ChartLimits& limits = {});

/// Files of a packed chart, the folder they all stand in left out, in name order. Nothing is written anywhere. What a
/// hostile archive could do is refused, and the entry named (CH2): reasons Link, SpecialFile, UnsafeName,
/// NameCollision, TooLarge, TooManyFiles, NoFolder. Errors: Invalid (those), Parse (no archive). Thread: any.
[[nodiscard]] Result<ChartFiles> readChartArchive(
    const QByteArray& bytes, const QString& name, const ChartLimits& limits = {});

/// True for a relative path that stays where it is: no `..`, no root, no drive, no backslash.
[[nodiscard]] bool isSafeFileName(QStringView name);

/// SHA-256 over names and contents, in name order: the same for a folder and its archive. 32 bytes.
[[nodiscard]] QByteArray chartDigest(const ChartFiles& files);

} // namespace pilothouse
