// SPDX-License-Identifier: Apache-2.0
#include "core/base/plain_text.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

bool isDangerous(char16_t c) {
    const bool control = c < 0x20 || (c >= 0x7f && c <= 0x9f);
    const bool bidi
        = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e || c == 0x200f || c == 0x061c;
    const bool invisible = (c >= 0x200b && c <= 0x200d) || c == 0x2060 || c == 0xfeff || c == 0x2028 || c == 0x2029;
    return control || bidi || invisible;
}

QString escaped(char16_t c) {
    switch (c) {
    case u'\n':
        return u"\\n"_s;
    case u'\r':
        return u"\\r"_s;
    case u'\t':
        return u"\\t"_s;
    default:
        break;
    }
    return c < 0x100 ? u"\\x%1"_s.arg(static_cast<uint>(c), 2, 16, QLatin1Char('0'))
                     : u"\\u%1"_s.arg(static_cast<uint>(c), 4, 16, QLatin1Char('0'));
}

QString escape(QStringView text, bool keepLines) {
    QString out;
    out.reserve(text.size());
    for (const QChar ch : text) {
        const char16_t c = ch.unicode();
        const bool kept = keepLines && (c == u'\n' || c == u'\t');
        if (isDangerous(c) && !kept) {
            out += escaped(c);
        } else {
            out += ch;
        }
    }
    return out;
}

} // namespace

QString escapeControls(QStringView text) {
    return escape(text, false);
}

QString escapeControlsKeepLines(QStringView text) {
    return escape(text, true);
}

QString elideMiddle(QStringView text, qsizetype maxLength) {
    if (text.size() <= maxLength || maxLength < 3) {
        return text.left(qMax<qsizetype>(maxLength, 0)).toString();
    }
    const qsizetype head = (maxLength - 1) / 2;
    return text.left(head).toString() + u'…' + text.right(maxLength - 1 - head).toString();
}

} // namespace pilothouse
