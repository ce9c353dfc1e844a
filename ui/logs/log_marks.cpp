// SPDX-License-Identifier: Apache-2.0
#include "ui/logs/log_marks.h"

#include "ui/widgets/key_filter.h"

#include <algorithm>
#include <array>

namespace pilothouse::ui {

namespace {

// The sixteen named colours, in the middle of the scale: log_colors makes them readable on either ground.
constexpr std::array<std::uint32_t, 16> kNamed{0x5c6370, 0xe0604f, 0x4aa564, 0xc9962f, 0x4f8fe6, 0xb169d6, 0x2fa3ad,
    0xb4bcc8, 0x7d8694, 0xff7a66, 0x5fc27d, 0xe0b04a, 0x6fa8ff, 0xc98af0, 0x4cc4cf, 0xe6eaf0};

std::uint32_t cubeLevel(int step) {
    return step == 0 ? 0U : static_cast<std::uint32_t>(55 + 40 * step);
}

} // namespace

std::vector<MarkedPart> markedParts(const LogPattern& pattern, const QString& text) {
    const QByteArray bytes = text.toUtf8();
    const std::vector<LogHit> hits = LogSearch::hitsIn(pattern, bytes);
    std::vector<MarkedPart> parts;
    parts.reserve(hits.size());
    const bool isAscii = bytes.size() == text.size();
    qsizetype byte = 0;
    qsizetype character = 0;
    const auto characterAt = [&](qsizetype wanted) {
        if (isAscii || wanted < byte) {
            return isAscii ? wanted : QString::fromUtf8(bytes.first(wanted)).size();
        }
        character += QString::fromUtf8(QByteArrayView(bytes).sliced(byte, wanted - byte)).size();
        byte = wanted;
        return character;
    };
    for (const LogHit& hit : hits) {
        const qsizetype start = characterAt(hit.start);
        parts.push_back({start, characterAt(hit.start + hit.length) - start});
    }
    return parts;
}

LogPattern readPattern(const QString& typed, bool alwaysMindsCase) {
    LogPattern pattern;
    QString rest = typed.trimmed();
    if (!rest.isEmpty() && halfWidth(rest.front()) == u'!') {
        pattern.isInverse = true;
        rest = rest.sliced(1).trimmed();
    }
    // `/healthz` is a path; only `/healthz/` is an expression.
    if (rest.size() > 2 && halfWidth(rest.front()) == u'/' && halfWidth(rest.back()) == u'/') {
        pattern.isRegex = true;
        rest = rest.sliced(1, rest.size() - 2);
    }
    pattern.text = rest;
    pattern.isInverse = pattern.isInverse && !rest.isEmpty();
    // `\S` and its like are no capital letters a person minds.
    bool isEscaped = false;
    for (const QChar c : std::as_const(rest)) {
        pattern.isCaseSensitive = pattern.isCaseSensitive || (c.isUpper() && !(pattern.isRegex && isEscaped));
        isEscaped = c == u'\\' && !isEscaped;
    }
    pattern.isCaseSensitive = pattern.isCaseSensitive || alwaysMindsCase;
    return pattern;
}

std::uint32_t ansiRgb(int color) {
    if (color >= 0x1000000) {
        return static_cast<std::uint32_t>(color) & 0xffffffU;
    }
    if (color < 16) {
        return kNamed.at(static_cast<std::size_t>(std::max(color, 0)));
    }
    if (color >= 232) {
        const auto grey = static_cast<std::uint32_t>(8 + 10 * (color - 232));
        return (grey << 16U) | (grey << 8U) | grey;
    }
    const int cube = color - 16;
    return (cubeLevel(cube / 36) << 16U) | (cubeLevel(cube / 6 % 6) << 8U) | cubeLevel(cube % 6);
}

} // namespace pilothouse::ui
