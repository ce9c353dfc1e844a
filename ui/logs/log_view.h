// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/logs/log_row.h"
#include "ui/logs/log_sources.h"
#include "ui/logs/long_scale.h"

#include <QAbstractScrollArea>

#include <optional>

namespace pilothouse::ui {

/// Shows the lines of a store that pass a filter: time, pod, revision, level, text. Only what is in sight is laid out
/// and painted, so that ten million lines scroll like ten (positions are 64 bits wide).
///
/// Following keeps the newest line at the bottom; scrolling up ends it, scrolling to the end begins it again. Keys:
/// arrows move the current line, with Shift they select; Home, End, Page Up, Page Down; Enter unfolds; Ctrl+A; Esc
/// takes the selection away. Letters are the tab's.
class LogView final : public QAbstractScrollArea {
    Q_OBJECT
public:
    /// Both outlive the view.
    LogView(LogStore& store, LogFilter& filter, QWidget* parent = nullptr);
    ~LogView() override;
    Q_DISABLE_COPY_MOVE(LogView)

    void setLook(const LogLook& look);
    [[nodiscard]] const LogLook& look() const { return m_rows.look(); }
    void setMarked(const LogPattern& pattern);
    void setFollowing(bool isFollowing);
    [[nodiscard]] bool isFollowing() const { return m_isFollowing; }

    /// Makes a line the current one and brings it into sight; following ends.
    void goToLine(qint64 line, qsizetype column = 0);
    /// -1: none.
    [[nodiscard]] qint64 currentLine() const { return m_cursor.line; }
    void toggleExpanded(qint64 line);
    /// First and last line in sight; {-1, -1}: nothing is shown.
    [[nodiscard]] std::pair<qint64, qint64> linesInSight() const;

    [[nodiscard]] bool hasSelection() const { return m_anchor.line >= 0 && m_anchor != m_cursor; }
    /// Both ends in order.
    [[nodiscard]] std::pair<LogPlace, LogPlace> selection() const;
    void selectAll();
    void clearSelection();
    [[nodiscard]] LogRows& rows() { return m_rows; }
    [[nodiscard]] const LogSources& sources() const { return m_sources; }
    /// Who joined since: labels and colours of pods.
    void refreshSources();

Q_SIGNALS:
    void followingChanged(bool isFollowing);
    /// Other lines are in sight.
    void sightChanged();
    void currentChanged(qint64 line);
    void menuWanted(qint64 line, const QPoint& globalPosition);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    /// The first row in sight, and how many of its rows on screen are above the edge.
    struct Top {
        qint64 row = 0;
        int above = 0;
        friend auto operator<=>(const Top&, const Top&) = default;
    };
    /// Where what stands, in pixels from the left edge.
    struct Bounds {
        int time = 0;
        int pod = 0;
        int revision = 0;
        int level = 0;
        int text = 0;
    };

    void connectFilter();
    void measure();
    [[nodiscard]] std::shared_ptr<const LogRow> rowAt(qint64 row);
    [[nodiscard]] int screenRows() const;
    [[nodiscard]] int headerHeight() const;
    [[nodiscard]] Top lowest();
    void scrollTo(Top top);
    void moveBy(qint64 screenRows);
    void afterMove();
    void syncBar();
    void restoreTop();
    void takeBarValue(int value);
    void reveal(qint64 row);
    void revealColumn(const LogRow& row, qsizetype column);
    void moveCurrent(qint64 byRows, bool isSelecting);
    void setCurrentRow(qint64 row, bool isSelecting);
    void follow();

    struct Spot {
        qint64 row = -1;
        int y = 0; ///< of the row's top
    };
    [[nodiscard]] Spot spotAt(int y);
    [[nodiscard]] LogPlace placeAt(const QPoint& point);
    [[nodiscard]] QString toolTipAt(const QPoint& point);
    [[nodiscard]] bool hasLine(qint64 line) const;

    void paintRow(QPainter& painter, qint64 line, const LogRow& row, int y);
    void paintPrefix(QPainter& painter, const LogRow& row, int y);
    void paintNotice(QPainter& painter, qint64 line, int y);
    void paintSelection(QPainter& painter, qint64 line, const LogRow& row, int y);
    void paintHeader(QPainter& painter);

    LogStore& m_store;
    LogFilter& m_filter;
    LogRows m_rows;
    LogSources m_sources;
    LongScale m_scale;
    Bounds m_bounds;
    Top m_top;
    qint64 m_topLine = -1; ///< what m_top stood for: found again when rows change
    LogPlace m_anchor;
    LogPlace m_cursor;
    bool m_isFollowing = true;
    bool m_isSyncing = false;
    bool m_isDated = false; ///< times carry their day: not all lines are of today
};

} // namespace pilothouse::ui
