// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QString>

#include <vector>

namespace pilothouse {

/// Characters with marks on them (`e` and an accent), each kept once and named by a key that fits where a code point
/// does. At most 32,768; then marks are left out, so that no stream can make it grow without end (TE9).
class GraphemeTable {
public:
    static constexpr char32_t kFirst = 0x0020'0000; ///< above every code point
    static constexpr qsizetype kMost = 32768;

    /// @returns what stands for @p text in a cell; of one code point, itself
    [[nodiscard]] char32_t intern(const QString& text);
    /// What is known of @p text; its first code point where nothing is.
    [[nodiscard]] char32_t find(const QString& text) const;
    void appendTo(QString& text, char32_t code) const;
    [[nodiscard]] qsizetype size() const { return static_cast<qsizetype>(m_texts.size()); }

private:
    QHash<QString, char32_t> m_keys;
    std::vector<QString> m_texts;
};

} // namespace pilothouse
