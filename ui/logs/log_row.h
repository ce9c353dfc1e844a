// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/logs/log_filter.h"
#include "core/logs/log_store.h"

#include <QCache>
#include <QFont>
#include <QSet>
#include <QStringList>
#include <QTextLayout>

#include <memory>

namespace pilothouse::ui {

class Theme;

/// How lines are shown: what a person switches in the bar.
struct LogLook {
    bool timestamps = true;
    bool localTime = true; ///< off: UTC
    bool wrap = false;
    /// Names of JSON and logfmt fields, each a column; empty: lines as they were written.
    QStringList columns;
    /// Characters of each of them; where there are fewer than columns, a width that suits most.
    QList<int> columnWidths;
    friend bool operator==(const LogLook&, const LogLook&) = default;
};

/// A place in the log: a line of the store and a character of its text as it is shown.
struct LogPlace {
    qint64 line = -1;
    qsizetype column = 0;
    friend auto operator<=>(const LogPlace&, const LogPlace&) = default;
};

/// One line laid out: its text with colours, on one row of the screen or several.
struct LogRow {
    LogLine meta;
    QString text; ///< what is selected and copied; rows of set-out JSON are apart by U+2028
    std::unique_ptr<QTextLayout> layout; ///< null for a notice
    int height = 1; ///< in rows of the screen
    bool isExpanded = false;
    bool canExpand = false; ///< there is more than is shown, or JSON to set out
};

/// Lays out the lines in sight and a little more, and keeps them until something about them changes. The costs of one
/// line are bounded whatever it is (LO1): 4,096 characters on one row, 65,536 unfolded. Thread: GUI.
class LogRows {
public:
    explicit LogRows(const LogStore& store);
    ~LogRows();
    Q_DISABLE_COPY_MOVE(LogRows)

    void setLook(const LogLook& look);
    [[nodiscard]] const LogLook& look() const { return m_look; }
    /// What is marked in every line; an empty one: nothing.
    void setMarked(const LogPattern& pattern);
    /// @param width pixels there are for the text
    void setMeasures(const Theme& theme, int width);
    void toggleExpanded(qint64 line);
    [[nodiscard]] bool isExpanded(qint64 line) const { return m_expanded.contains(line); }
    /// Forgets lines below @p first, and what is unfolded among them.
    void forgetBelow(qint64 first);
    void clear();

    /// Never null. @param line first() … end()-1 of the store
    [[nodiscard]] std::shared_ptr<const LogRow> row(qint64 line);

    [[nodiscard]] int lineHeight() const { return m_lineHeight; }
    [[nodiscard]] int charWidth() const { return m_charWidth; }
    [[nodiscard]] const QFont& font() const { return m_font; }
    /// Where columns end, in pixels from the start of the text.
    [[nodiscard]] const QList<int>& columnEnds() const { return m_columnEnds; }
    /// The whole line as text, as it is copied: at most 1 MiB of it.
    [[nodiscard]] QString wholeText(qint64 line) const;

private:
    using Formats = QList<QTextLayout::FormatRange>;
    [[nodiscard]] std::shared_ptr<LogRow> make(qint64 line);
    void writeText(LogRow& row, const LogStore::Line& line, Formats& formats) const;
    [[nodiscard]] bool writeColumns(LogRow& row, const LogStore::Line& line, Formats& formats) const;
    void mark(const QString& text, Formats& formats) const;
    void layOut(LogRow& row, const Formats& formats) const;
    void measureColumns();

    const LogStore& m_store;
    const Theme* m_theme = nullptr;
    LogLook m_look;
    LogPattern m_marked;
    QFont m_font;
    int m_width = 600;
    int m_lineHeight = 19;
    int m_charWidth = 7;
    QList<int> m_columnEnds;
    QSet<qint64> m_expanded;
    QCache<qint64, std::shared_ptr<const LogRow>> m_rows;
};

} // namespace pilothouse::ui
