// SPDX-License-Identifier: Apache-2.0
#include "core/change/build_version.h"

#include <QList>

#include <algorithm>
#include <array>
#include <vector>

namespace pilothouse {

namespace {

constexpr qsizetype kShortestCommit = 5; ///< as the charts of U18 have it
constexpr qsizetype kLongestCommit = 40;
constexpr qsizetype kShortestDescribed = 7; ///< `git describe` writes seven at least
constexpr qsizetype kLongestNumeric = 7; ///< longer runs of digits are dates and times of the day

bool isHexDigit(QChar c) {
    return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
}

bool isDigit(QChar c) {
    return c >= u'0' && c <= u'9';
}

bool isSeparator(QChar c) {
    return c == u'-' || c == u'+' || c == u'_' || c == u'.';
}

/// The commit that @p part is; empty: none.
QStringView commitIn(QStringView part) {
    if (part.startsWith(u'g') && part.size() > kShortestDescribed && std::ranges::all_of(part.sliced(1), isHexDigit)) {
        part = part.sliced(1);
    }
    if (part.size() < kShortestCommit || part.size() > kLongestCommit || !std::ranges::all_of(part, isHexDigit)) {
        return {};
    }
    const bool isNumeric = std::ranges::all_of(part, isDigit);
    return isNumeric && part.size() > kLongestNumeric && part.size() < kLongestCommit ? QStringView() : part;
}

/// A whole tag that is nothing but a commit: letters and digits, or the full 40.
bool isBareCommit(QStringView text) {
    const bool isMixed = std::ranges::any_of(text, isDigit) && !std::ranges::all_of(text, isDigit);
    return !commitIn(text).isEmpty() && (isMixed || text.size() == kLongestCommit);
}

std::vector<qlonglong> numbersOf(QStringView text) {
    if (text.startsWith(u'v') || text.startsWith(u'V')) {
        text = text.sliced(1);
    }
    std::vector<qlonglong> numbers;
    for (const QStringView part : text.split(u'.')) {
        bool isNumber = false;
        const qlonglong number = part.toLongLong(&isNumber);
        if (!isNumber || number < 0) {
            return {};
        }
        numbers.push_back(number);
    }
    while (numbers.size() > 1 && numbers.back() == 0) {
        numbers.pop_back(); // 1.10 is 1.10.0
    }
    return numbers;
}

} // namespace

BuildVersion buildVersion(QStringView text) {
    BuildVersion version{text.toString(), text.toString(), {}};
    if (isBareCommit(text)) {
        version.number.clear();
        version.commit = commitIn(text).toString().toLower();
        return version;
    }
    const auto isCut = [](QChar c) { return c == u'-' || c == u'+' || c == u'_'; };
    const auto first = std::ranges::find_if(text, isCut);
    const qsizetype head = std::distance(text.begin(), first);
    for (qsizetype end = text.size(); end > head;) {
        qsizetype begin = end;
        while (begin > head && !isSeparator(text[begin - 1])) {
            --begin;
        }
        const QStringView part = text.sliced(begin, end - begin);
        const bool isBehindDot = begin > 0 && text[begin - 1] == u'.';
        const QStringView commit = begin > head ? commitIn(part) : QStringView();
        // Behind a dot digits are a part of the number: `name-1.2.12345`.
        if (!commit.isEmpty() && !(isBehindDot && std::ranges::all_of(part, isDigit))) {
            version.commit = commit.toString().toLower();
            version.number = text.first(begin - 1).toString();
            return version;
        }
        end = begin - 1;
    }
    return version;
}

bool isSameCommit(QStringView one, QStringView other) {
    const QStringView shorter = one.size() <= other.size() ? one : other;
    const QStringView longer = one.size() <= other.size() ? other : one;
    return shorter.size() >= kShortestCommit && longer.startsWith(shorter, Qt::CaseInsensitive);
}

bool isMovingTag(QStringView tag) {
    return std::ranges::none_of(tag, isDigit) && buildVersion(tag).commit.isEmpty();
}

bool isImageKey(QStringView key) {
    static constexpr std::array<QStringView, 8> kKeys
        = {u"tag", u"imagetag", u"image_tag", u"image-tag", u"digest", u"imagedigest", u"image", u"sha"};
    return std::ranges::any_of(
        kKeys, [key](QStringView known) { return key.compare(known, Qt::CaseInsensitive) == 0; });
}

std::optional<std::strong_ordering> compareNumbers(QStringView one, QStringView other) {
    const std::vector<qlonglong> left = numbersOf(one);
    const std::vector<qlonglong> right = numbersOf(other);
    if (left.empty() || right.empty()) {
        return std::nullopt;
    }
    return std::lexicographical_compare_three_way(left.begin(), left.end(), right.begin(), right.end());
}

} // namespace pilothouse
