// SPDX-License-Identifier: Apache-2.0
#include "ui/logs/log_row.h"

#include "core/logs/log_text.h"
#include "ui/logs/log_colors.h"
#include "ui/logs/log_json.h"
#include "ui/logs/log_marks.h"
#include "ui/theme/theme.h"

#include <QFontMetrics>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kShown = 4096; // characters of a line on one row
constexpr int kWrapped = 16384; // over several rows
constexpr int kUnfolded = 65536;
constexpr qsizetype kCopied = 1 << 20;
constexpr int kKept = 600; // rows: a few screens of the largest there are
constexpr int kColumn = 28; // characters of a column at most
constexpr int kLeastColumn = 5;

QTextLayout::FormatRange formatOf(const Theme& theme, const AnsiText::Run& run) {
    QTextLayout::FormatRange range;
    range.start = static_cast<int>(run.start);
    range.length = static_cast<int>(run.length);
    const int foreground = run.isInverse ? run.background : run.foreground;
    const int background = run.isInverse ? run.foreground : run.background;
    if (foreground >= 0) {
        range.format.setForeground(ansiColor(theme, ansiRgb(foreground)));
    } else if (run.isFaint) {
        range.format.setForeground(theme.color(ColorToken::TextThird));
    }
    if (background >= 0) {
        range.format.setBackground(ansiGround(theme, ansiRgb(background)));
    } else if (run.isInverse) {
        range.format.setBackground(theme.color(ColorToken::Raised));
    }
    if (run.isBold) {
        range.format.setFontWeight(QFont::Bold);
    }
    range.format.setFontItalic(run.isItalic);
    if (run.isUnderlined) {
        range.format.setFontUnderline(true);
    }
    return range;
}

} // namespace

LogRows::LogRows(const LogStore& store)
    : m_store(store)
    , m_rows(kKept) { }

LogRows::~LogRows() = default;

void LogRows::setLook(const LogLook& look) {
    if (look != m_look) {
        m_look = look;
        m_rows.clear();
        measureColumns();
    }
}

void LogRows::setMarked(const LogPattern& pattern) {
    if (pattern != m_marked) {
        m_marked = pattern;
        m_rows.clear();
    }
}

void LogRows::setMeasures(const Theme& theme, int width) {
    m_theme = &theme;
    m_font = theme.font(TextStyle::Mono);
    m_lineHeight = theme.scaled(19);
    m_charWidth = std::max(1, QFontMetrics(m_font).horizontalAdvance(u'0'));
    m_width = std::max(width, 20 * m_charWidth);
    m_rows.clear();
    measureColumns();
}

void LogRows::measureColumns() {
    m_columnEnds.clear();
    int end = 0;
    for (qsizetype i = 0; i < m_look.columns.size(); ++i) {
        end += std::clamp(m_look.columnWidths.value(i, kColumn), kLeastColumn, kColumn) * m_charWidth;
        m_columnEnds.append(end);
    }
}

void LogRows::toggleExpanded(qint64 line) {
    if (!m_expanded.remove(line)) {
        m_expanded.insert(line);
    }
    m_rows.remove(line);
}

void LogRows::forgetBelow(qint64 first) {
    m_expanded.removeIf([first](qint64 line) { return line < first; });
}

void LogRows::clear() {
    m_expanded.clear();
    m_rows.clear();
}

std::shared_ptr<const LogRow> LogRows::row(qint64 line) {
    if (const auto* kept = m_rows.object(line)) {
        return *kept;
    }
    std::shared_ptr<const LogRow> made = make(line);
    m_rows.insert(line, new std::shared_ptr<const LogRow>(made));
    return made;
}

std::shared_ptr<LogRow> LogRows::make(qint64 number) {
    auto row = std::make_shared<LogRow>();
    const LogStore::Line line = m_store.line(number);
    row->meta = line.meta;
    if (line.meta.isNotice) {
        return row;
    }
    row->isExpanded = m_expanded.contains(number);
    Formats formats;
    writeText(*row, line, formats);
    mark(row->text, formats);
    layOut(*row, formats);
    return row;
}

void LogRows::writeText(LogRow& row, const LogStore::Line& line, Formats& formats) const {
    if (row.isExpanded) {
        if (const auto setOut = setOutJson(line.bytes, kUnfolded)) {
            row.canExpand = true;
            row.text = setOut->text;
            for (const JsonPart& part : setOut->parts) {
                QTextLayout::FormatRange range;
                range.start = static_cast<int>(part.start);
                range.length = static_cast<int>(part.length);
                range.format.setForeground(m_theme->color(part.isKey ? ColorToken::YamlKey : ColorToken::YamlString));
                formats.append(range);
            }
            return;
        }
    }
    if (!row.isExpanded && writeColumns(row, line, formats)) {
        return;
    }
    const AnsiText ansi = ansiText(line.bytes, row.isExpanded ? kUnfolded : m_look.wrap ? kWrapped : kShown);
    row.text = ansi.text;
    row.canExpand = row.isExpanded || ansi.isCut || isJsonLike(line.bytes)
        || (!m_look.wrap && row.text.size() * m_charWidth > m_width);
    if (ansi.isCut) {
        row.text += u" …"_s;
    }
    for (const AnsiText::Run& run : ansi.runs) {
        formats.append(formatOf(*m_theme, run));
    }
}

bool LogRows::writeColumns(LogRow& row, const LogStore::Line& line, Formats& formats) const {
    if (m_look.columns.isEmpty()) {
        return false;
    }
    const LogFields fields = logFieldsOf(line.bytes);
    if (fields.shape == LogFields::Shape::Plain) {
        return false;
    }
    row.canExpand = true;
    int before = 0;
    for (qsizetype i = 0; i < m_look.columns.size(); ++i) {
        const bool isLast = i + 1 == m_look.columns.size();
        QString value = fields.value(m_look.columns.at(i));
        // A line break or tab inside a value would move the columns after it.
        value = ansiText(value.toUtf8(), kShown).text;
        value.replace(u'\t', u' ');
        const auto room = (m_columnEnds.at(i) - before) / m_charWidth - 1;
        before = m_columnEnds.at(i);
        if (!isLast && value.size() > room) {
            value = value.left(room - 1) + u'…';
        }
        if (!isLast) {
            QTextLayout::FormatRange range;
            range.start = static_cast<int>(row.text.size());
            range.length = static_cast<int>(value.size());
            range.format.setForeground(m_theme->color(ColorToken::TextSecond));
            formats.append(range);
        }
        row.text += isLast ? value : value + u'\t';
    }
    return true;
}

void LogRows::mark(const QString& text, Formats& formats) const {
    if (m_marked.text.isEmpty() || m_marked.isInverse) {
        return;
    }
    for (const MarkedPart& part : markedParts(m_marked, text)) {
        QTextLayout::FormatRange range;
        range.start = static_cast<int>(part.start);
        range.length = static_cast<int>(part.length);
        range.format.setBackground(
            mixed(m_theme->color(ColorToken::Surface), m_theme->color(ColorToken::Warning), 0.38));
        range.format.setForeground(m_theme->color(ColorToken::Text));
        formats.append(range);
    }
}

void LogRows::layOut(LogRow& row, const Formats& formats) const {
    const bool isWrapped = m_look.wrap || row.isExpanded;
    row.layout = std::make_unique<QTextLayout>(row.text, m_font);
    QTextOption option;
    option.setWrapMode(isWrapped ? QTextOption::WrapAtWordBoundaryOrAnywhere : QTextOption::ManualWrap);
    // Left to right whatever a line begins with: a log is read in columns.
    option.setTextDirection(Qt::LeftToRight);
    option.setTabStopDistance(8.0 * m_charWidth);
    if (!row.isExpanded && !m_columnEnds.isEmpty()) {
        QList<QTextOption::Tab> tabs;
        for (const int end : m_columnEnds) {
            tabs.append(QTextOption::Tab(end, QTextOption::LeftTab));
        }
        option.setTabs(tabs);
    }
    row.layout->setTextOption(option);
    row.layout->setFormats(formats);
    row.layout->setCacheEnabled(true);
    row.layout->beginLayout();
    int rows = 0;
    for (QTextLine line = row.layout->createLine(); line.isValid(); line = row.layout->createLine()) {
        line.setLineWidth(isWrapped ? m_width : 1e7);
        line.setPosition(QPointF(0, rows * m_lineHeight + (m_lineHeight - line.height()) / 2));
        ++rows;
    }
    row.layout->endLayout();
    row.height = std::max(1, rows);
}

QString LogRows::wholeText(qint64 line) const {
    if (line < m_store.first() || line >= m_store.end()) {
        return {};
    }
    const LogStore::Line whole = m_store.line(line);
    return whole.meta.isNotice ? QString() : ansiText(whole.bytes, kCopied).text;
}

} // namespace pilothouse::ui
