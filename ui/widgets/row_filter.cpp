// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/row_filter.h"

#include <algorithm>

namespace pilothouse::ui {

namespace {

// Longer patterns come from a slipped paste, not from a person; PCRE would take its time with them.
constexpr qsizetype kLongestPattern = 1000;

bool isBang(QChar c) {
    return c == u'!' || c == u'！';
}
bool isSlash(QChar c) {
    return c == u'/' || c == u'／';
}

bool hasUpper(const QString& text) {
    return std::ranges::any_of(text, [](QChar c) { return c.isUpper(); });
}

} // namespace

RowFilter RowFilter::parse(const QString& typed) {
    RowFilter filter;
    filter.m_typed = typed;
    QString rest = typed.trimmed().left(kLongestPattern);
    if (!rest.isEmpty() && isBang(rest.front())) {
        filter.m_inverse = true;
        rest = rest.sliced(1).trimmed();
    }
    if (rest.isEmpty())
        return filter;
    const bool expression = rest.size() > 2 && isSlash(rest.front()) && isSlash(rest.back());
    if (!expression) {
        filter.m_kind = Kind::Words;
        filter.m_case = hasUpper(rest) ? Qt::CaseSensitive : Qt::CaseInsensitive;
        filter.m_words = rest.split(u' ', Qt::SkipEmptyParts);
        return filter;
    }
    const QString pattern = rest.sliced(1, rest.size() - 2);
    // `\S` and its like are classes, not upper-case letters somebody looks for.
    QString letters = pattern;
    letters.remove(QRegularExpression(QStringLiteral("\\\\.")));
    filter.m_expression.setPattern(pattern);
    filter.m_expression.setPatternOptions(
        hasUpper(letters) ? QRegularExpression::NoPatternOption : QRegularExpression::CaseInsensitiveOption);
    if (filter.m_expression.isValid())
        filter.m_kind = Kind::Expression;
    else
        filter.m_problem = filter.m_expression.errorString();
    return filter;
}

bool RowFilter::matches(const QString& rowText) const {
    switch (m_kind) {
    case Kind::All:
        return true;
    case Kind::Words: {
        const bool all = std::ranges::all_of(m_words, [&](const QString& w) { return rowText.contains(w, m_case); });
        return all != m_inverse;
    }
    case Kind::Expression:
        return m_expression.match(rowText).hasMatch() != m_inverse;
    }
    return true;
}

} // namespace pilothouse::ui
