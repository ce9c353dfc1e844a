// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/terminal/terminal_search.h"
#include "ui/terminal/cell_font.h"
#include "ui/terminal/terminal_selection.h"

#include <QAbstractScrollArea>
#include <QString>
#include <QTimer>
#include <QUrl>

namespace pilothouse::ui {

class FindBar;
class RowPainter;

/// Shows a VtSurface and turns keys, mouse and input methods into bytes for it. It sends nothing itself, and pastes
/// nothing unasked.
///
/// Keys go to the program, all but: Ctrl+Shift+C/V copy and paste (Ctrl+Insert, Shift+Insert), Ctrl+Shift+F find,
/// Ctrl+Plus/Minus/0 size, Shift+PageUp/PageDown/Home/End scroll, Ctrl+Shift+Tab leaves.
/// The mouse: drag selects (Alt: a block), twice a word, three times a line; a program that asks for the mouse gets it
/// unless Shift is held. Ctrl+click opens a link, whose real target the tooltip shows.
class TerminalView final : public QAbstractScrollArea {
    Q_OBJECT
public:
    /// @param surface outlives the view
    explicit TerminalView(VtSurface& surface, QWidget* parent = nullptr);
    ~TerminalView() override;
    Q_DISABLE_COPY_MOVE(TerminalView)

    /// The surface was fed: shows what is new.
    void refresh();
    /// Columns and rows that fit.
    [[nodiscard]] QSize gridSize() const;
    /// Steps of one pixel from the usual size, −6 … 24.
    void setZoom(int zoom);
    [[nodiscard]] int zoom() const { return m_zoom; }
    /// What is shown stays although output goes on.
    void setScrollLocked(bool locked);
    [[nodiscard]] bool isScrollLocked() const { return m_isLocked; }
    /// False: keys do nothing here but scroll and copy, and are told by deadKey().
    void setAlive(bool alive);

    [[nodiscard]] QString selectedText() const;
    void selectAll();
    void copy() const;
    void openFind();
    [[nodiscard]] bool isFindOpen() const;
    void closeFind();
    [[nodiscard]] qint64 topLine() const;
    void scrollToBottom();
    [[nodiscard]] QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;

Q_SIGNALS:
    /// Bytes for the program.
    void typed(const QByteArray& bytes);
    void gridSizeChanged(const QSize& size);
    /// Text from a clipboard that a person wants to send; whoever listens checks it (TE5).
    void pasteWanted(const QString& text);
    void linkActivated(const QUrl& target);
    void zoomChanged(int zoom);
    void scrollLockChanged(bool locked);
    void deadKey(int key);
    void resetWanted();
    void clearWanted();

protected:
    bool event(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void inputMethodEvent(QInputMethodEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    static constexpr int kMargin = 4; ///< around the cells

    void measure();
    void updateScrollBar();
    void tellGridSize();
    void restartBlink();
    void send(const QByteArray& bytes);
    bool handleOwnKey(const QKeyEvent& event);
    bool handleScrollKey(const QKeyEvent& event);
    void paste(bool fromSelection);
    [[nodiscard]] bool reportsMouse(Qt::KeyboardModifiers modifiers) const;
    void reportMouse(const QPoint& at, int button, bool pressed, Qt::KeyboardModifiers modifiers);
    [[nodiscard]] VtSurface::Position positionAt(const QPoint& point, bool rounds) const;
    [[nodiscard]] QString linkAt(const QPoint& point) const;
    [[nodiscard]] QList<TerminalSelection::Columns> matchesOn(qint64 line) const;
    void paintRow(RowPainter& painter, qint64 line, qreal y);
    void paintCursor(QPainter& painter, RowPainter& row);
    void paintPreedit(QPainter& painter);
    [[nodiscard]] QRectF cursorRect() const;
    void find(const QString& needle);
    void showMatch(int index);
    void placeFindBar();
    void autoScroll();

    VtSurface& m_surface;
    CellFont m_font;
    TerminalSelection m_selection;
    FindBar* m_findBar;
    QString m_needle;
    TerminalMatches m_matches;
    int m_match = -1;
    QTimer m_blink;
    QTimer m_autoScroll;
    QPoint m_mouse;
    QPoint m_lastPress;
    qint64 m_lastPressTime = 0;
    int m_presses = 0;
    int m_wheelRest = 0;
    int m_zoom = 0;
    qint64 m_seenFirst = 0; ///< number of the line the scroll bar counts from
    QSize m_toldSize;
    QString m_preedit;
    quint16 m_hoveredLink = 0;
    bool m_follows = true;
    bool m_isLocked = false;
    bool m_isAlive = true;
    bool m_isCursorShown = true;
    bool m_isSelecting = false;
    bool m_isReporting = false;
    bool m_isUpdating = false;
};

} // namespace pilothouse::ui
