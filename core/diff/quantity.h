// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <optional>

namespace pilothouse {

/// A Kubernetes quantity, exactly: sign * mantissa * 2^twos * 5^fives with neither factor left in the mantissa, so that
/// equal amounts are equal values (`1000m` and `1`, `0.5` and `500m`, `1Gi` and `1024Mi`).
struct Quantity {
    bool isNegative = false;
    quint64 mantissa = 0;
    int twos = 0;
    int fives = 0;
    friend bool operator==(const Quantity&, const Quantity&) = default;
};

/// Reads `<number><suffix>`; suffixes n u m k M G T P E, Ki Mi Gi Ti Pi Ei, or an exponent. nullopt for anything else
/// and for more than 18 significant digits. Source: apimachinery pkg/api/resource/quantity.go, grammar of Quantity.
[[nodiscard]] std::optional<Quantity> parseQuantity(QStringView text);

/// True where both are quantities and the same amount.
[[nodiscard]] bool isSameQuantity(QStringView a, QStringView b);

} // namespace pilothouse
