// SPDX-License-Identifier: Apache-2.0
#include "core/diff/quantity.h"

#include <algorithm>
#include <array>

namespace pilothouse {

namespace {

struct Suffix {
    QStringView text;
    int twos;
    int tens;
};

constexpr std::array kSuffixes = {Suffix{u"", 0, 0}, Suffix{u"n", 0, -9}, Suffix{u"u", 0, -6}, Suffix{u"m", 0, -3},
    Suffix{u"k", 0, 3}, Suffix{u"M", 0, 6}, Suffix{u"G", 0, 9}, Suffix{u"T", 0, 12}, Suffix{u"P", 0, 15},
    Suffix{u"E", 0, 18}, Suffix{u"Ki", 10, 0}, Suffix{u"Mi", 20, 0}, Suffix{u"Gi", 30, 0}, Suffix{u"Ti", 40, 0},
    Suffix{u"Pi", 50, 0}, Suffix{u"Ei", 60, 0}};

std::optional<Suffix> readSuffix(QStringView text) {
    const auto known = std::ranges::find_if(kSuffixes, [text](const Suffix& suffix) { return suffix.text == text; });
    if (known != kSuffixes.end()) {
        return *known;
    }
    if (text.size() < 2 || text.size() > 5 || (text.front() != u'e' && text.front() != u'E')) {
        return std::nullopt;
    }
    bool isNumber = false;
    const int exponent = text.sliced(1).toInt(&isNumber);
    return isNumber ? std::optional(Suffix{{}, 0, exponent}) : std::nullopt;
}

Quantity reduced(Quantity quantity) {
    if (quantity.mantissa == 0) {
        return {};
    }
    while (quantity.mantissa % 2 == 0) {
        quantity.mantissa /= 2;
        ++quantity.twos;
    }
    while (quantity.mantissa % 5 == 0) {
        quantity.mantissa /= 5;
        ++quantity.fives;
    }
    return quantity;
}

} // namespace

std::optional<Quantity> parseQuantity(QStringView text) {
    Quantity quantity;
    qsizetype i = 0;
    if (!text.isEmpty() && (text.front() == u'-' || text.front() == u'+')) {
        quantity.isNegative = text.front() == u'-';
        i = 1;
    }
    int digits = 0;
    int significant = 0;
    int decimals = 0;
    bool sawPoint = false;
    for (; i < text.size(); ++i) {
        const char16_t c = text[i].unicode();
        if (c == u'.' && !sawPoint) {
            sawPoint = true;
        } else if (c >= u'0' && c <= u'9') {
            quantity.mantissa = quantity.mantissa * 10 + (c - u'0');
            ++digits;
            significant += quantity.mantissa > 0 ? 1 : 0;
            decimals += sawPoint ? 1 : 0;
        } else {
            break;
        }
        if (significant > 18 || digits > 100) {
            return std::nullopt;
        }
    }
    const std::optional<Suffix> suffix = readSuffix(text.sliced(i));
    if (digits == 0 || !suffix) {
        return std::nullopt;
    }
    quantity.twos = suffix->twos + suffix->tens - decimals;
    quantity.fives = suffix->tens - decimals;
    return reduced(quantity);
}

bool isSameQuantity(QStringView a, QStringView b) {
    const std::optional<Quantity> first = parseQuantity(a);
    return first && first == parseQuantity(b);
}

} // namespace pilothouse
