// SPDX-License-Identifier: Apache-2.0
#include "core/terminal/paste_text.h"

namespace pilothouse {

namespace {

bool isControl(QChar character) {
    const char16_t code = character.unicode();
    return code < 0x20 || (code >= 0x7f && code <= 0x9f);
}

struct Cleaned {
    QString text; ///< lines end in CR
    int removed = 0;
};

Cleaned cleaned(const QString& text) {
    Cleaned result;
    result.text.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar character = text.at(i);
        if (character == u'\r' || character == u'\n' || character == QChar::LineSeparator
            || character == QChar::ParagraphSeparator) {
            if (character == u'\r' && i + 1 < text.size() && text.at(i + 1) == u'\n') {
                ++i;
            }
            result.text += u'\r';
        } else if (character != u'\t' && isControl(character)) {
            ++result.removed;
        } else {
            result.text += character;
        }
    }
    return result;
}

} // namespace

PasteFacts judgePaste(const QString& text) {
    const Cleaned clean = cleaned(text);
    QStringView body(clean.text);
    while (body.endsWith(u'\r')) {
        body.chop(1);
    }
    PasteFacts facts;
    facts.characters = clean.text.size();
    facts.removed = clean.removed;
    facts.lines = static_cast<int>(body.count(u'\r')) + (clean.text.isEmpty() ? 0 : 1);
    const qsizetype end = body.indexOf(u'\r');
    facts.firstLine = (end < 0 ? body : body.left(end)).toString();
    return facts;
}

QByteArray encodePaste(const QString& text, bool bracketed) {
    const QByteArray bytes = cleaned(text).text.toUtf8();
    return bracketed ? "\x1b[200~" + bytes + "\x1b[201~" : bytes;
}

} // namespace pilothouse
