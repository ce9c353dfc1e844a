// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/logs/log_types.h"

#include <QByteArray>
#include <QByteArrayView>

#include <limits>
#include <optional>

namespace pilothouse {

/// The time a container runtime gave a line: RFC 3339 with up to nine digits of a second and the node's own offset.
/// Kept so that it can be written again byte for byte (`kubectl logs --timestamps`).
struct LogStamp {
    static constexpr qint64 kNone = std::numeric_limits<qint64>::min();
    static constexpr qint16 kZulu = std::numeric_limits<qint16>::min();

    qint64 ns = kNone; ///< since 1970 UTC
    qint16 offsetMinutes = kZulu; ///< kZulu: written as `Z`
    quint8 digits = 9; ///< after the point; 0: no point

    [[nodiscard]] bool isValid() const { return ns != kNone; }
    friend bool operator==(const LogStamp&, const LogStamp&) = default;
};

/// The stamp a line begins with, and how long it is with the blank after it.
struct StampedLine {
    LogStamp stamp;
    qsizetype length = 0;
};
/// Nothing when the line begins with something else, or with a stamp that could not be written again as it was.
/// Source: kubelet pkg/kubelet/kuberuntime/logs writes RFC3339NanoFixed, one blank, the line. Costs some 20 ns.
[[nodiscard]] std::optional<StampedLine> readStamp(QByteArrayView line);

/// The stamp a line had; invalid: it had none.
[[nodiscard]] LogStamp stampOf(const LogLine& line);

/// As it was read, without the blank.
[[nodiscard]] QByteArray stampText(const LogStamp& stamp);

/// `2026-11-21T09:00:00Z`: whole seconds, as the API server passes `sinceTime` on (protocol: registry/core/pod).
[[nodiscard]] QByteArray sinceText(qint64 seconds);

/// Whole seconds before or at @p ns.
[[nodiscard]] constexpr qint64 floorSeconds(qint64 ns) {
    constexpr qint64 kSecond = 1'000'000'000;
    return ns / kSecond - (ns % kSecond < 0 ? 1 : 0);
}

} // namespace pilothouse
