// SPDX-License-Identifier: Apache-2.0
#include "core/helm/repository_index.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <compare>
#include <optional>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

struct SemanticVersion {
    std::array<QString, 3> numbers; ///< digits without leading zeros
    QStringList preRelease;
};

QString digitsOf(const QString& text) {
    qsizetype at = 0;
    while (at + 1 < text.size() && text[at] == u'0') {
        ++at;
    }
    return text.mid(at);
}

std::strong_ordering compareDigits(const QString& one, const QString& other) {
    if (one.size() != other.size()) {
        return one.size() <=> other.size();
    }
    return one.compare(other) <=> 0;
}

std::optional<SemanticVersion> parse(const QString& text) {
    // As Masterminds/semver reads it, which helm uses: `v1`, `1.2` are versions too. What stands behind + counts not.
    static const QRegularExpression kVersion(
        u"^v?(\\d+)(?:\\.(\\d+))?(?:\\.(\\d+))?(?:-([0-9A-Za-z.-]+))?(?:\\+[0-9A-Za-z.-]*)?\\z"_s);
    constexpr qsizetype kLongest = 256;
    const auto match = text.size() > kLongest ? QRegularExpressionMatch() : kVersion.match(text);
    if (!match.hasMatch()) {
        return std::nullopt;
    }
    SemanticVersion version;
    for (int part = 0; part < 3; ++part) {
        const QString digits = match.captured(part + 1);
        version.numbers[static_cast<size_t>(part)] = digits.isEmpty() ? u"0"_s : digitsOf(digits);
    }
    version.preRelease = match.captured(4).split(u'.', Qt::SkipEmptyParts);
    return version;
}

bool isNumber(const QString& text) {
    return std::ranges::all_of(text, [](QChar c) { return c >= u'0' && c <= u'9'; });
}

std::strong_ordering compareIdentifiers(const QString& one, const QString& other) {
    const bool isOneNumber = isNumber(one);
    const bool isOtherNumber = isNumber(other);
    if (isOneNumber && isOtherNumber) {
        return compareDigits(digitsOf(one), digitsOf(other));
    }
    if (isOneNumber != isOtherNumber) {
        return isOneNumber ? std::strong_ordering::less : std::strong_ordering::greater;
    }
    return one.compare(other) <=> 0;
}

std::strong_ordering compare(const SemanticVersion& one, const SemanticVersion& other) {
    for (size_t part = 0; part < one.numbers.size(); ++part) {
        if (const auto order = compareDigits(one.numbers[part], other.numbers[part]); order != 0) {
            return order;
        }
    }
    if (one.preRelease.isEmpty() != other.preRelease.isEmpty()) {
        return one.preRelease.isEmpty() ? std::strong_ordering::greater : std::strong_ordering::less;
    }
    for (qsizetype at = 0; at < std::min(one.preRelease.size(), other.preRelease.size()); ++at) {
        if (const auto order = compareIdentifiers(one.preRelease[at], other.preRelease[at]); order != 0) {
            return order;
        }
    }
    return one.preRelease.size() <=> other.preRelease.size();
}

} // namespace

bool isVersionBelow(const QString& one, const QString& other) {
    const auto first = parse(one);
    const auto second = parse(other);
    if (first && second) {
        const auto order = compare(*first, *second);
        return order == 0 ? one < other : order < 0;
    }
    return first.has_value() == second.has_value() ? one < other : !first.has_value();
}

void sortVersions(QStringList& versions) {
    std::ranges::sort(versions, [](const QString& a, const QString& b) { return isVersionBelow(b, a); });
}

} // namespace pilothouse
