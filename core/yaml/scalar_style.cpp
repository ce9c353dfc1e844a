// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/scalar_style.h"

#include "core/yaml/scalar_rules.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// What the characters of a string allow.
struct Analysis {
    bool plain = true;
    bool single = true;
    bool block = true;
};

bool isBlankOrEnd(QStringView text, qsizetype at) {
    return at >= text.size() || text[at] == u' ' || text[at] == u'\t' || text[at] == u'\n' || text[at] == u'\r';
}

bool isIndicator(QStringView text, qsizetype at) {
    const QChar c = text[at];
    const bool blankFollows = isBlankOrEnd(text, at + 1);
    if (at > 0) {
        return (c == u':' && blankFollows) || (c == u'#' && isBlankOrEnd(text, at - 1));
    }
    if (c == u'?' || c == u':' || c == u'-') {
        return blankFollows;
    }
    return u"#,[]{}&*!|>'\"%@`"_s.contains(c);
}

/// Line ends other than `\n`: written as escapes, although go-yaml writes some of them raw into single quotes.
bool isOddBreak(QChar c) {
    return c == u'\r' || c == u'\u0085' || c == u'\u2028' || c == u'\u2029';
}

Analysis analyze(QStringView text) {
    Analysis allowed;
    bool hasIndicator = text.startsWith(u"---") || text.startsWith(u"...");
    bool afterSpace = false;
    bool afterBreak = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        hasIndicator = hasIndicator || isIndicator(text, i);
        const bool isSpace = c == u' ';
        const bool isBreak = c == u'\n';
        const bool isSpecial = isOddBreak(c) || (!isBreak && !isPrintable(c));
        if (isSpecial || (isBreak && afterSpace)) {
            return {false, false, false};
        }
        if (isSpace && afterBreak) {
            allowed.single = false;
        }
        if (isBreak || (isSpace && (afterBreak || i == 0 || i + 1 == text.size()))) {
            allowed.plain = false;
        }
        allowed.block = allowed.block && !(isSpace && i + 1 == text.size());
        afterSpace = isSpace;
        afterBreak = isBreak;
    }
    allowed.plain = allowed.plain && !hasIndicator;
    return allowed;
}

} // namespace

bool isPrintable(QChar c) {
    const char16_t u = c.unicode();
    return (u >= 0x20 && u <= 0x7e) || (u >= 0xa0 && !c.isSurrogate() && u != 0xfeff && u < 0xfffe);
}

ScalarStyle styleOf(const QString& text) {
    const Analysis allowed = analyze(text);
    if (text.contains(u'\n')) {
        return allowed.block ? ScalarStyle::Literal : ScalarStyle::DoubleQuoted;
    }
    if (readsAsNonString(text)) {
        return ScalarStyle::DoubleQuoted;
    }
    if (allowed.plain) {
        return ScalarStyle::Plain;
    }
    return allowed.single ? ScalarStyle::SingleQuoted : ScalarStyle::DoubleQuoted;
}

} // namespace pilothouse
