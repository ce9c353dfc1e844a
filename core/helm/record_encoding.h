// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/byte_size.h"
#include "core/base/error.h"

#include <QByteArray>
#include <QStringList>

#include <optional>

namespace pilothouse {

/// A record's JSON out of its wrappings.
struct UnpackedRecord {
    QByteArray json; ///< with simdjson's padding reserved behind it
    QStringList oddities; ///< `NotGzip`, `TrailingBytes` (RP1, RP2)
};

/// Undoes base64 (at most twice: the API's and helm's), then gzip, each where it is found: helm too takes a body
/// without the gzip magic for JSON. Several gzip members count as one, as in Go; other bytes behind them are dropped
/// and said.
/// @param cap of the JSON; what inflates more than 200-fold beyond 4 MiB is refused before that (RP1)
/// Errors: Parse (detail says which layer), Invalid (TooLarge). Thread: any.
[[nodiscard]] Result<UnpackedRecord> unpackRecord(QByteArrayView encoded, ByteSize cap, const QString& subject);

/// Base64 of either alphabet; white space is skipped, padding may be missing. Nothing when it is none.
[[nodiscard]] std::optional<QByteArray> decodeBase64(QByteArrayView text);

} // namespace pilothouse
