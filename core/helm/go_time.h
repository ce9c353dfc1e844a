// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>
#include <QDateTime>
#include <QString>

namespace pilothouse {

/// Reads a time as Go writes it into JSON (RFC 3339 with up to nine digits of a second and an offset), in UTC, to the
/// millisecond. Empty text, Go's zero time (`0001-01-01T00:00:00Z`) and what is no time are invalid (protocol: 3.2).
/// Some 50 ns each: QDateTime::fromString takes fifty times as long, and a list has 10,000. Thread: any.
[[nodiscard]] QDateTime timeFromGo(QByteArrayView text);

/// The same instant as Go's Time.String() prints it, which is what `helm list` shows in a UTC environment:
/// `2024-02-02 03:04:05.1 +0000 UTC`; `-` for no time.
/// @param text as stored: digits and offset that QDateTime does not keep are kept
[[nodiscard]] QString goTimeText(QStringView text);

} // namespace pilothouse
