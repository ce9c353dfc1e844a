// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/code_line.h"

#include "ui/theme/theme.h"

#include <QtGui/QTextLayout>

#include <algorithm>

namespace pilothouse::ui {

namespace {

constexpr int kTabColumns = 4;
constexpr double kCurrentMatch = 0.55;
constexpr double kOtherMatch = 0.28;

QTextLayout::FormatRange range(int start, int length, const QColor& text, const QColor& ground) {
    QTextLayout::FormatRange result;
    result.start = start;
    result.length = length;
    result.format.setForeground(text);
    if (ground.isValid())
        result.format.setBackground(ground);
    return result;
}

} // namespace

ColorToken codeColor(CodeTone tone) {
    switch (tone) {
    case CodeTone::Key:
        return ColorToken::YamlKey;
    case CodeTone::String:
        return ColorToken::YamlString;
    case CodeTone::Number:
        return ColorToken::YamlNumber;
    case CodeTone::Comment:
        return ColorToken::YamlComment;
    case CodeTone::Text:
        break;
    }
    return ColorToken::Text;
}

void layOutCodeLine(QTextLayout& layout, const CodeLineStyle& style, QStringView line, const QList<CodeSpan>& spans,
    const QList<CodeMatch>& matches) {
    const Theme& theme = style.theme;
    layout.setFont(style.font);
    layout.setText(line.left(kShownCodeLength).toString());
    layout.setCacheEnabled(false);
    QTextOption option;
    option.setWrapMode(QTextOption::NoWrap);
    option.setTextDirection(Qt::LeftToRight);
    option.setTabStopDistance(style.charWidth * kTabColumns);
    layout.setTextOption(option);
    QList<QTextLayout::FormatRange> formats;
    for (const CodeSpan& span : spans)
        formats.append(range(span.start, span.length, theme.color(codeColor(span.tone)), {}));
    for (const CodeMatch& match : matches) {
        const QColor ground = mixed(theme.color(ColorToken::Surface), theme.color(ColorToken::Warning),
            match.isCurrent ? kCurrentMatch : kOtherMatch);
        formats.append(range(match.column, match.length, theme.color(ColorToken::Text), ground));
    }
    layout.setFormats(formats);
    layout.beginLayout();
    layout.createLine();
    layout.endLayout();
}

CodeRange codeWordAt(QStringView line, int column) {
    const auto inWord = [line](int at) {
        const QChar c = line.at(at);
        return c.isLetterOrNumber() || QStringView(u"-_./:@").contains(c);
    };
    CodeRange word;
    word.begin = word.end = std::min(column, static_cast<int>(line.size()));
    while (word.begin > 0 && inWord(word.begin - 1))
        --word.begin;
    while (word.end < line.size() && inWord(word.end))
        ++word.end;
    while (word.end > word.begin && line.at(word.end - 1) == u':')
        --word.end;
    return word;
}

} // namespace pilothouse::ui
