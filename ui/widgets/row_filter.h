// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtCore/QRegularExpression>
#include <QtCore/QString>
#include <QtCore/QStringList>

namespace pilothouse::ui {

/// What was typed into a filter field, as a value: `text`, `/regex/`, and `!` before either to turn it round.
///
/// Words apart by spaces must all occur. Upper-case letters make it mind the case, as in k9s and vim's smartcase. The
/// full-width `／` and `！` of a Chinese input method mean the same as `/` and `!`.
class RowFilter {
public:
    RowFilter() = default;
    static RowFilter parse(const QString& typed);

    [[nodiscard]] bool isEmpty() const { return m_kind == Kind::All; }
    /// False for a regular expression that can't be read; such a filter lets every row through.
    [[nodiscard]] bool isValid() const { return m_problem.isEmpty(); }
    /// What is wrong with the regular expression, in PCRE's English words.
    [[nodiscard]] QString problem() const { return m_problem; }
    [[nodiscard]] bool isInverse() const { return m_inverse; }
    [[nodiscard]] QString typed() const { return m_typed; }

    /// @param rowText all cells of the row that can be searched, apart by any separator
    [[nodiscard]] bool matches(const QString& rowText) const;

    friend bool operator==(const RowFilter& a, const RowFilter& b) { return a.m_typed == b.m_typed; }

private:
    enum class Kind { All, Words, Expression };

    QString m_typed;
    QString m_problem;
    QStringList m_words;
    QRegularExpression m_expression;
    Qt::CaseSensitivity m_case = Qt::CaseInsensitive;
    Kind m_kind = Kind::All;
    bool m_inverse = false;
};

} // namespace pilothouse::ui
