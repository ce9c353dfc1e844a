// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/diff/diff_rows.h"
#include "ui/diff/diff_text.h"

#include <QAbstractScrollArea>
#include <QList>

class QTextLayout;

namespace pilothouse::ui {

class FindBar;
class Theme;

/// Paints a diff, side by side or unified: object headers, line numbers of both sides, colours, word marks, collapsed
/// parts. Only rows in sight are laid out. Unified where there is less than 720 px of width, unless a person chose.
///
/// Copying gives what is seen: masked text. While an entry is revealed, nothing of it can be copied (RP5).
/// Keys: arrows, Page Up/Down, Home/End · Ctrl+F or / find · Ctrl+C, Ctrl+A.
class DiffCanvas final : public QAbstractScrollArea {
    Q_OBJECT

public:
    enum class LayoutChoice { Automatic, Unified, SideBySide };

    explicit DiffCanvas(QWidget* parent = nullptr);
    ~DiffCanvas() override;
    Q_DISABLE_COPY_MOVE(DiffCanvas)

    void setEntries(std::vector<DiffEntry> entries);
    /// Shows @p diff in the place of an entry's masked one; null: the masked one again.
    void reveal(int entry, std::shared_ptr<const ObjectDiff> diff);
    void setLabelsShown(bool shown);
    void setLayoutChoice(LayoutChoice choice);
    [[nodiscard]] const DiffRows& rows() const { return m_rows; }
    [[nodiscard]] bool isSideBySide() const { return m_rows.layout() == DiffRows::Layout::SideBySide; }

    /// The entry under the upper edge.
    [[nodiscard]] int currentEntry() const;
    void goToEntry(int entry);
    /// False: there is none further on.
    bool goToNextChange();
    bool goToPreviousChange();

    void openFind();
    [[nodiscard]] QString selectedText() const;
    void selectAll();
    void copy() const;

    /// Width in pixels below which side by side is unified.
    static constexpr int kSideBySideWidth = 720;

Q_SIGNALS:
    void currentEntryChanged(int entry);
    void layoutChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    /// A place in the text of one side.
    struct Place {
        int row = 0;
        int column = 0;
        friend auto operator<=>(const Place&, const Place&) = default;
    };
    struct Match {
        Place place;
        DiffSide side = DiffSide::To;
    };
    /// Where one side's number, sign and text stand, in viewport coordinates.
    struct Column {
        DiffSide side = DiffSide::To;
        int left = 0; ///< of its ground
        int right = 0;
        int text = 0; ///< where the text begins when not scrolled
    };

    void rowsChanged(int keepEntry);
    void chooseLayout();
    void measure();
    void placeFindBar();
    void scrollToRow(int row);
    void jumpTo(int row);
    void markChange(int row);
    void find(const QString& needle);
    void showMatch(int index);
    void connectFindBar();
    [[nodiscard]] int firstRow() const;
    [[nodiscard]] int rowAt(int y) const;
    [[nodiscard]] bool isHeaderPinned() const;
    [[nodiscard]] DiffSide sideOf(const DiffRow& row) const;
    [[nodiscard]] Place placeAt(const QPoint& point);
    [[nodiscard]] Column columnFor(DiffSide side) const;
    [[nodiscard]] int numberWidth() const;
    [[nodiscard]] bool isSelected(int row) const;
    [[nodiscard]] QString rowText(const DiffRow& row, DiffSide side) const;

    void layOut(QTextLayout& layout, int row, DiffSide side);
    void paintRow(QPainter& painter, int row, int y);
    void paintHeader(QPainter& painter, const DiffRow& row, int y);
    void paintCollapsed(QPainter& painter, int row, int y);
    void paintLine(QPainter& painter, int row, int y);
    void paintSide(QPainter& painter, int row, int y, const Column& column);
    void paintNumbers(QPainter& painter, const DiffRow& row, int y, const Column& column);
    void paintChangeBar(QPainter& painter, int row, int y);

    DiffRows m_rows;
    DiffText m_text;
    std::vector<DiffEntry> m_masked; ///< as set, to go back to
    std::set<int> m_revealed;
    LayoutChoice m_choice = LayoutChoice::Automatic;
    QFont m_font;
    int m_lineHeight = 20;
    int m_charWidth = 7;
    int m_digits = 3;
    int m_entry = -1;
    int m_change = -1; ///< row of the change n and N stand on
    int m_hovered = -1;
    bool m_isDragging = false;
    Place m_anchor;
    Place m_cursor;
    DiffSide m_selectionSide = DiffSide::To;
    FindBar* m_findBar;
    QString m_needle;
    QList<Match> m_matches;
    int m_match = -1;
};

} // namespace pilothouse::ui
