// SPDX-License-Identifier: Apache-2.0
#include "ui/diff/diff_canvas.h"

#include "ui/theme/theme.h"
#include "ui/widgets/code_line.h"
#include "ui/widgets/find_bar.h"

#include <QResizeEvent>
#include <QScrollBar>

#include <algorithm>

namespace pilothouse::ui {

namespace {
constexpr int kWheelLines = 3;
} // namespace

DiffCanvas::DiffCanvas(QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_findBar(new FindBar(this)) {
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setCursor(Qt::IBeamCursor);
    viewport()->setMouseTracking(true);
    setAccessibleName(tr("Differences"));
    setCornerWidget(new QWidget(this)); // or Fusion draws a box between the scroll bars
    connectFindBar();
    measure();
}

DiffCanvas::~DiffCanvas() = default;

void DiffCanvas::setEntries(std::vector<DiffEntry> entries) {
    m_masked = entries;
    m_revealed.clear();
    m_text.setEntries(entries);
    m_rows.setEntries(std::move(entries));
    m_change = -1;
    m_entry = -1;
    rowsChanged(-1);
    verticalScrollBar()->setValue(0);
    horizontalScrollBar()->setValue(0);
    m_entry = currentEntry();
    Q_EMIT currentEntryChanged(m_entry);
}

void DiffCanvas::reveal(int entry, std::shared_ptr<const ObjectDiff> diff) {
    if (entry < 0 || static_cast<size_t>(entry) >= m_masked.size()) {
        return;
    }
    if (diff) {
        m_revealed.insert(entry);
    } else {
        m_revealed.erase(entry);
        diff = m_masked[static_cast<size_t>(entry)].diff;
    }
    m_rows.replaceDiff(entry, std::move(diff));
    m_text.setEntries(m_rows.entries());
    rowsChanged(entry);
}

void DiffCanvas::setLabelsShown(bool shown) {
    const int entry = currentEntry();
    m_rows.setLabelsShown(shown);
    rowsChanged(entry);
}

void DiffCanvas::setLayoutChoice(LayoutChoice choice) {
    m_choice = choice;
    chooseLayout();
}

void DiffCanvas::chooseLayout() {
    const bool fits = viewport()->width() >= Theme::of(this).scaled(kSideBySideWidth);
    const bool isWanted = m_choice == LayoutChoice::SideBySide || (m_choice == LayoutChoice::Automatic && fits);
    const auto layout = isWanted ? DiffRows::Layout::SideBySide : DiffRows::Layout::Unified;
    if (layout != m_rows.layout()) {
        const int entry = currentEntry();
        m_rows.setLayout(layout);
        rowsChanged(entry);
        Q_EMIT layoutChanged();
    }
}

/// Rows have other numbers now: what was kept by number is taken anew.
void DiffCanvas::rowsChanged(int keepEntry) {
    m_anchor = m_cursor = {};
    m_change = -1;
    m_hovered = -1;
    measure();
    if (const int row = m_rows.headerRow(keepEntry); row >= 0) {
        verticalScrollBar()->setValue(row);
    }
    if (m_findBar->isVisible()) {
        find(QString(m_needle));
    }
    viewport()->update();
}

int DiffCanvas::numberWidth() const {
    return (m_digits + 1) * m_charWidth;
}

DiffCanvas::Column DiffCanvas::columnFor(DiffSide side) const {
    const int width = viewport()->width();
    const int sign = 2 * m_charWidth;
    if (!isSideBySide()) {
        return {side, 0, width, m_charWidth + 2 * numberWidth() + sign};
    }
    const int middle = width / 2;
    const int left = side == DiffSide::From ? 0 : middle + 1;
    return {side, left, side == DiffSide::From ? middle : width, left + m_charWidth + numberWidth() + sign};
}

void DiffCanvas::measure() {
    const Theme& theme = Theme::of(this);
    m_font = theme.font(TextStyle::Mono);
    m_lineHeight = theme.scaled(20);
    m_charWidth = std::max(1, QFontMetrics(m_font).horizontalAdvance(u'0'));
    int last = 0;
    for (const DiffEntry& entry : m_rows.entries()) {
        last = std::max(
            last, static_cast<int>(std::max(entry.diff->fromText.count('\n'), entry.diff->toText.count('\n'))));
    }
    m_digits = std::max(3, static_cast<int>(QString::number(last).size()));
    const int visible = std::max(1, viewport()->height() / m_lineHeight);
    verticalScrollBar()->setRange(0, std::max(0, m_rows.rowCount() - visible));
    verticalScrollBar()->setPageStep(visible);
    verticalScrollBar()->setSingleStep(1);
    const Column column = columnFor(DiffSide::To);
    const int room = column.right - column.text - m_charWidth;
    const int wanted = std::min(m_text.longestLine(), kShownCodeLength) * m_charWidth;
    horizontalScrollBar()->setRange(0, std::max(0, wanted - room));
    horizontalScrollBar()->setPageStep(std::max(1, room));
    horizontalScrollBar()->setSingleStep(m_charWidth * kWheelLines);
}

int DiffCanvas::firstRow() const {
    return verticalScrollBar()->value();
}

int DiffCanvas::currentEntry() const {
    return m_rows.entryAt(firstRow());
}

/// The header of the object that fills the view stays in sight.
bool DiffCanvas::isHeaderPinned() const {
    return firstRow() < m_rows.rowCount()
        && m_rows.rows()[static_cast<size_t>(firstRow())].kind != DiffRow::Kind::Header;
}

int DiffCanvas::rowAt(int y) const {
    const int below = std::max(0, y) / m_lineHeight;
    if (below == 0 && isHeaderPinned()) {
        return m_rows.headerRow(currentEntry());
    }
    return firstRow() + below;
}

void DiffCanvas::goToEntry(int entry) {
    if (const int row = m_rows.headerRow(entry); row >= 0) {
        m_change = -1;
        verticalScrollBar()->setValue(row);
        if (m_entry != entry) {
            m_entry = entry; // also where the end is too near to scroll that far
            Q_EMIT currentEntryChanged(entry);
        }
        viewport()->update();
    }
}

void DiffCanvas::scrollToRow(int row) {
    const int visible = verticalScrollBar()->pageStep();
    if (row <= firstRow() || row >= firstRow() + visible) {
        verticalScrollBar()->setValue(row - visible / 3);
    }
    viewport()->update();
}

bool DiffCanvas::goToNextChange() {
    const int row = m_rows.nextChange(m_change >= 0 ? m_change : firstRow() - 1);
    markChange(row);
    return row >= 0;
}

bool DiffCanvas::goToPreviousChange() {
    const int row = m_rows.previousChange(m_change >= 0 ? m_change : firstRow());
    markChange(row);
    return row >= 0;
}

void DiffCanvas::markChange(int row) {
    if (row < 0) {
        return;
    }
    m_change = row;
    scrollToRow(row);
    const int entry = m_rows.entryAt(row);
    if (entry != m_entry) {
        m_entry = entry;
        Q_EMIT currentEntryChanged(entry);
    }
}

void DiffCanvas::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    chooseLayout();
    measure();
    placeFindBar();
}

void DiffCanvas::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        measure();
        viewport()->update();
    }
}

void DiffCanvas::scrollContentsBy(int /*dx*/, int dy) {
    viewport()->update();
    if (dy != 0 && currentEntry() != m_entry) {
        m_entry = currentEntry();
        Q_EMIT currentEntryChanged(m_entry);
    }
}

} // namespace pilothouse::ui
