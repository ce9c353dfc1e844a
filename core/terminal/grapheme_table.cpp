// SPDX-License-Identifier: Apache-2.0
#include "core/terminal/grapheme_table.h"

namespace pilothouse {

namespace {

char32_t firstCodePoint(const QString& text) {
    if (text.isEmpty()) {
        return 0;
    }
    if (text.size() > 1 && text.at(0).isHighSurrogate()) {
        return QChar::surrogateToUcs4(text.at(0), text.at(1));
    }
    return text.at(0).unicode();
}

bool isOneCodePoint(const QString& text) {
    return text.size() <= 1 || (text.size() == 2 && text.at(0).isHighSurrogate());
}

} // namespace

char32_t GraphemeTable::intern(const QString& text) {
    if (isOneCodePoint(text)) {
        return firstCodePoint(text);
    }
    if (const auto known = m_keys.constFind(text); known != m_keys.cend()) {
        return *known;
    }
    if (size() >= kMost) {
        return firstCodePoint(text);
    }
    const char32_t key = kFirst + static_cast<char32_t>(m_texts.size());
    m_texts.push_back(text);
    m_keys.insert(text, key);
    return key;
}

char32_t GraphemeTable::find(const QString& text) const {
    return isOneCodePoint(text) ? firstCodePoint(text) : m_keys.value(text, firstCodePoint(text));
}

void GraphemeTable::appendTo(QString& text, char32_t code) const {
    if (code >= kFirst) {
        const auto index = static_cast<size_t>(code - kFirst);
        if (index < m_texts.size()) {
            text += m_texts[index];
        }
        return;
    }
    const auto units = QChar::fromUcs4(code == 0 ? U' ' : code);
    text += QStringView(units);
}

} // namespace pilothouse
