// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtTypes>

#include <compare>

namespace pilothouse {

/// A number of bytes.
struct ByteSize {
    qint64 bytes = 0;
    friend auto operator<=>(const ByteSize&, const ByteSize&) = default;
};

[[nodiscard]] consteval ByteSize operator""_KiB(unsigned long long n) {
    return {static_cast<qint64>(n) * 1024};
}
[[nodiscard]] consteval ByteSize operator""_MiB(unsigned long long n) {
    return {static_cast<qint64>(n) * 1024 * 1024};
}

} // namespace pilothouse
