// SPDX-License-Identifier: Apache-2.0
#include "core/logs/log_matcher.h"

#include <QUtf8StringView>

#include <algorithm>
#include <cstring>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// PCRE2 counts backtracking steps; so many take about a millisecond. Reaching it is an error of that one match.
const QString& matchLimits() {
    static const QString kLimits = u"(*LIMIT_MATCH=100000)(*LIMIT_DEPTH=20000)"_s;
    return kLimits;
}
constexpr int kGiveUp = 1000; // lines that ran away

constexpr char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}
constexpr char upper(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c;
}

bool isAscii(QByteArrayView text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Commonest first, in logs; what is not there is rarer than all.
constexpr QByteArrayView kCommon = " e0t1ao2i\"nsr3:45.6-d789l/=c,umpf_TgbhyZ[]vIkwECSARNODLPxMj";

qsizetype rarestByte(QByteArrayView needle) {
    qsizetype best = 0;
    qsizetype bestRank = -1;
    for (qsizetype i = 0; i < needle.size(); ++i) {
        const qsizetype at = kCommon.indexOf(needle[i]);
        const qsizetype rank = at < 0 ? kCommon.size() : at;
        if (rank > bestRank) {
            best = i;
            bestRank = rank;
        }
    }
    return best;
}

const char* next(const char* from, const char* end, char c) {
    return from < end ? static_cast<const char*>(std::memchr(from, c, static_cast<size_t>(end - from))) : nullptr;
}

bool equalsFolded(const char* text, QByteArrayView needle) {
    for (qsizetype i = 0; i < needle.size(); ++i) {
        if (lower(text[i]) != needle[i]) {
            return false;
        }
    }
    return true;
}

/// Text of a line, and whether one byte is one character of it (a line that is no UTF-8).
struct Decoded {
    QString text;
    bool isByteWise = false;
    [[nodiscard]] qsizetype byteOf(qsizetype character) const {
        return isByteWise ? character : QStringView(text).first(character).toUtf8().size();
    }
    [[nodiscard]] qsizetype characterOf(QByteArrayView line, qsizetype byte) const {
        return isByteWise ? byte : QString::fromUtf8(line.first(byte)).size();
    }
};

Decoded decode(QByteArrayView line) {
    if (QUtf8StringView(line).isValidUtf8()) {
        return {QString::fromUtf8(line), isAscii(line)};
    }
    return {QString::fromLatin1(line), true};
}

} // namespace

Result<LogMatcher> LogMatcher::compile(const LogPattern& pattern) {
    LogMatcher matcher;
    matcher.m_isInverse = pattern.isInverse;
    matcher.m_isEmpty = pattern.text.isEmpty();
    if (matcher.m_isEmpty) {
        return matcher;
    }
    const QByteArray bytes = pattern.text.toUtf8();
    if (!pattern.isRegex && (pattern.isCaseSensitive || isAscii(bytes))) {
        matcher.m_isFolded = !pattern.isCaseSensitive && bytes.toLower() != bytes.toUpper();
        matcher.m_needle = matcher.m_isFolded ? bytes.toLower() : bytes;
        matcher.m_pivot = rarestByte(matcher.m_needle);
        return matcher;
    }
    const QString text = pattern.isRegex ? pattern.text : QRegularExpression::escape(pattern.text);
    const auto options
        = pattern.isCaseSensitive ? QRegularExpression::NoPatternOption : QRegularExpression::CaseInsensitiveOption;
    matcher.m_regex = QRegularExpression(matchLimits() + text, options);
    if (!matcher.m_regex.isValid()) {
        const qsizetype offset = qMax<qsizetype>(0, matcher.m_regex.patternErrorOffset() - matchLimits().size());
        return fail(ErrorCode::Invalid, pattern.text,
            u"%1, at character %2"_s.arg(matcher.m_regex.errorString()).arg(offset + 1), u"BadRegex"_s);
    }
    matcher.m_regex.optimize();
    matcher.m_runaways = std::make_shared<std::atomic<int>>(0);
    return matcher;
}

QRegularExpressionMatch LogMatcher::match(const QString& text, qsizetype from) const {
    if (m_runaways->load(std::memory_order_relaxed) >= kGiveUp) {
        return {};
    }
    QRegularExpressionMatch match = m_regex.match(text, from);
    if (!match.isValid()) {
        m_runaways->fetch_add(1, std::memory_order_relaxed);
    }
    return match;
}

bool LogMatcher::hasHit(QByteArrayView line) const {
    if (isLiteral()) {
        return find(line, 0) >= 0;
    }
    return match(decode(line).text, 0).hasMatch();
}

std::optional<LogMatcher::Span> LogMatcher::firstHit(QByteArrayView line, qsizetype from) const {
    if (m_isEmpty || from > line.size()) {
        return {};
    }
    if (isLiteral()) {
        const qsizetype at = find(line, from);
        return at < 0 ? std::nullopt : std::optional(Span{at, m_needle.size()});
    }
    const Decoded decoded = decode(line);
    qsizetype begin = decoded.characterOf(line, from);
    while (begin <= decoded.text.size()) {
        const QRegularExpressionMatch found = match(decoded.text, begin);
        if (!found.hasMatch()) {
            return {};
        }
        if (found.capturedLength() > 0) {
            const qsizetype start = decoded.byteOf(found.capturedStart());
            return Span{start, decoded.byteOf(found.capturedEnd()) - start};
        }
        begin = found.capturedEnd() + 1;
    }
    return {};
}

qsizetype LogMatcher::find(QByteArrayView text, qsizetype from) const {
    if (text.size() - from < m_needle.size()) {
        return -1; // also a block of notices only, which has no bytes to point into
    }
    if (m_isFolded) {
        return findFolded(text, from);
    }
    const char* const end = text.data() + text.size() - (m_needle.size() - 1 - m_pivot);
    for (const char* at = text.data() + from + m_pivot; (at = next(at, end, m_needle[m_pivot])) != nullptr; ++at) {
        if (std::memcmp(at - m_pivot, m_needle.constData(), static_cast<size_t>(m_needle.size())) == 0) {
            return at - m_pivot - text.data();
        }
    }
    return -1;
}

qsizetype LogMatcher::findFolded(QByteArrayView text, qsizetype from) const {
    const char small = m_needle[m_pivot];
    const char large = upper(small);
    const char* const end = text.data() + text.size() - (m_needle.size() - 1 - m_pivot);
    const char* const begin = text.data() + from + m_pivot;
    const char* smallAt = next(begin, end, small);
    const char* largeAt = large == small ? nullptr : next(begin, end, large);
    while (smallAt || largeAt) {
        const bool isSmall = smallAt && (!largeAt || smallAt < largeAt);
        const char*& at = isSmall ? smallAt : largeAt;
        if (equalsFolded(at - m_pivot, m_needle)) {
            return at - m_pivot - text.data();
        }
        at = next(at + 1, end, isSmall ? small : large);
    }
    return -1;
}

} // namespace pilothouse
