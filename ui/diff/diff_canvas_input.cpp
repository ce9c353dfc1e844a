// SPDX-License-Identifier: Apache-2.0
// What a person does in a DiffCanvas: select, copy, find, expand.
#include "ui/diff/diff_canvas.h"

#include "ui/diff/diff_words.h"
#include "ui/widgets/code_line.h"
#include "ui/widgets/find_bar.h"
#include "ui/widgets/key_filter.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QTextLayout>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kMostMatches = 10000;
} // namespace

void DiffCanvas::connectFindBar() {
    connect(m_findBar, &FindBar::needleChanged, this, [this](const QString& needle) { find(needle); });
    connect(m_findBar, &FindBar::nextWanted, this, [this] {
        if (!m_matches.isEmpty()) {
            showMatch((m_match + 1) % static_cast<int>(m_matches.size()));
        }
    });
    connect(m_findBar, &FindBar::previousWanted, this, [this] {
        if (const int count = static_cast<int>(m_matches.size()); count > 0) {
            showMatch((m_match - 1 + count) % count);
        }
    });
    connect(m_findBar, &FindBar::closed, this, [this] {
        m_findBar->hide();
        find(QString());
        setFocus();
    });
}

void DiffCanvas::placeFindBar() {
    m_findBar->adjustSize();
    m_findBar->move(std::max(4, viewport()->width() - m_findBar->width() - 14), m_lineHeight + 8);
}

void DiffCanvas::openFind() {
    const QString seed = selectedText();
    m_findBar->open(seed.contains(u'\n') ? QString() : seed);
    placeFindBar();
    find(m_findBar->needle());
}

void DiffCanvas::find(const QString& needle) {
    m_needle = needle;
    m_matches.clear();
    m_match = -1;
    const bool minded = std::ranges::any_of(needle, [](QChar c) { return c.isUpper(); });
    const auto search = [&](int number, DiffSide side) {
        const QStringView line = m_text.line(m_rows.rows()[static_cast<size_t>(number)], side);
        for (qsizetype at = line.indexOf(needle, 0, minded ? Qt::CaseSensitive : Qt::CaseInsensitive);
            at >= 0 && m_matches.size() < kMostMatches;
            at = line.indexOf(needle, at + needle.size(), minded ? Qt::CaseSensitive : Qt::CaseInsensitive)) {
            m_matches += Match{{number, static_cast<int>(at)}, side};
        }
    };
    for (int number = 0; !needle.isEmpty() && number < m_rows.rowCount(); ++number) {
        const DiffRow& row = m_rows.rows()[static_cast<size_t>(number)];
        if (row.kind == DiffRow::Kind::Context || row.kind == DiffRow::Kind::Change) {
            if (row.kind == DiffRow::Kind::Change) {
                search(number, DiffSide::From);
            }
            search(number, DiffSide::To);
        }
    }
    const auto below
        = std::ranges::find_if(m_matches, [this](const Match& match) { return match.place.row >= firstRow(); });
    if (m_matches.isEmpty()) {
        m_findBar->setCounts(0, 0, false);
    } else {
        showMatch(below == m_matches.end() ? 0 : static_cast<int>(std::distance(m_matches.begin(), below)));
    }
    viewport()->update();
}

void DiffCanvas::showMatch(int index) {
    m_match = index;
    const Match match = m_matches.at(index);
    scrollToRow(match.place.row);
    const Column column = columnFor(match.side);
    const int x = match.place.column * m_charWidth - horizontalScrollBar()->value();
    if (x < 0 || column.text + x > column.right - 10 * m_charWidth) {
        horizontalScrollBar()->setValue(match.place.column * m_charWidth - (column.right - column.text) / 2);
    }
    m_findBar->setCounts(index + 1, static_cast<int>(m_matches.size()), m_matches.size() >= kMostMatches);
    viewport()->update();
}

DiffSide DiffCanvas::sideOf(const DiffRow& row) const {
    if (isSideBySide()) {
        return m_selectionSide;
    }
    return row.to < 0 ? DiffSide::From : DiffSide::To;
}

DiffCanvas::Place DiffCanvas::placeAt(const QPoint& point) {
    const int row = std::clamp(rowAt(point.y()), 0, std::max(0, m_rows.rowCount() - 1));
    if (m_rows.rowCount() == 0 || m_rows.rows()[static_cast<size_t>(row)].kind == DiffRow::Kind::Header) {
        return {row, 0};
    }
    const DiffSide side = sideOf(m_rows.rows()[static_cast<size_t>(row)]);
    QTextLayout layout;
    layOut(layout, row, side);
    return {row, layout.lineAt(0).xToCursor(point.x() - columnFor(side).text + horizontalScrollBar()->value())};
}

bool DiffCanvas::isSelected(int row) const {
    const auto [from, to] = std::minmax(m_anchor, m_cursor);
    return from != to && row >= from.row && row <= to.row;
}

/// A whole row as it is copied.
QString DiffCanvas::rowText(const DiffRow& row, DiffSide side) const {
    switch (row.kind) {
    case DiffRow::Kind::Header:
        return u"# "_s + entryHeader(m_rows.entries()[static_cast<size_t>(row.entry)]);
    case DiffRow::Kind::Collapsed:
        return u"# …"_s;
    case DiffRow::Kind::Context:
    case DiffRow::Kind::Change:
        break;
    }
    const QString text = m_text.line(row, side).toString();
    if (isSideBySide()) {
        return text;
    }
    return (row.kind == DiffRow::Kind::Context ? u' ' : side == DiffSide::From ? u'-' : u'+') + text;
}

QString DiffCanvas::selectedText() const {
    const auto [from, to] = std::minmax(m_anchor, m_cursor);
    if (from == to) {
        return {};
    }
    QStringList lines;
    for (int number = from.row; number <= std::min(to.row, m_rows.rowCount() - 1); ++number) {
        const DiffRow& row = m_rows.rows()[static_cast<size_t>(number)];
        if (m_revealed.contains(row.entry)) {
            continue; // what was revealed is for the eyes only
        }
        const DiffSide side = sideOf(row);
        if (from.row == to.row) {
            return m_text.line(row, side).mid(from.column, to.column - from.column).toString();
        }
        const bool isEmptySide = row.kind == DiffRow::Kind::Change && (side == DiffSide::From ? row.from : row.to) < 0;
        if (!isEmptySide) {
            lines += rowText(row, side);
        }
    }
    return lines.isEmpty() ? QString() : lines.join(u'\n') + u'\n';
}

void DiffCanvas::selectAll() {
    m_anchor = {};
    m_cursor = {m_rows.rowCount(), 0};
    viewport()->update();
}

void DiffCanvas::copy() const {
    if (const QString text = selectedText(); !text.isEmpty()) {
        QGuiApplication::clipboard()->setText(text);
    }
}

void DiffCanvas::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy)) {
        return copy();
    }
    if (event->matches(QKeySequence::SelectAll)) {
        return selectAll();
    }
    const QChar typed = event->text().size() == 1 ? halfWidth(event->text().front()) : QChar();
    if (event->matches(QKeySequence::Find) || typed == u'/') {
        return openFind();
    }
    if (!m_findBar->takeKey(*event, *verticalScrollBar())) {
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void DiffCanvas::mousePressEvent(QMouseEvent* event) {
    const int row = rowAt(event->pos().y());
    if (event->button() != Qt::LeftButton || row < 0 || row >= m_rows.rowCount()) {
        return;
    }
    const DiffRow& clicked = m_rows.rows()[static_cast<size_t>(row)];
    if (clicked.kind == DiffRow::Kind::Collapsed || clicked.kind == DiffRow::Kind::Header) {
        const int top = firstRow();
        const bool isHeader = clicked.kind == DiffRow::Kind::Header;
        const int entry = clicked.entry;
        isHeader ? m_rows.toggleFolded(entry) : m_rows.expand(row);
        rowsChanged(-1);
        verticalScrollBar()->setValue(isHeader ? std::min(top, m_rows.headerRow(entry)) : top);
        return;
    }
    if (isSideBySide()) {
        m_selectionSide = event->pos().x() < viewport()->width() / 2 ? DiffSide::From : DiffSide::To;
    }
    m_isDragging = true;
    m_cursor = placeAt(event->pos());
    if (!event->modifiers().testFlag(Qt::ShiftModifier)) {
        m_anchor = m_cursor;
    }
    viewport()->update();
}

void DiffCanvas::mouseMoveEvent(QMouseEvent* event) {
    if (!event->buttons().testFlag(Qt::LeftButton)) {
        m_isDragging = false;
        const int row = rowAt(event->pos().y());
        const bool isLine = row >= m_rows.rowCount()
            || m_rows.rows()[static_cast<size_t>(std::max(0, row))].kind == DiffRow::Kind::Context
            || m_rows.rows()[static_cast<size_t>(std::max(0, row))].kind == DiffRow::Kind::Change;
        viewport()->setCursor(isLine ? Qt::IBeamCursor : Qt::PointingHandCursor);
        if (const int hovered = isLine ? -1 : row; hovered != m_hovered) {
            m_hovered = hovered;
            viewport()->update();
        }
        return;
    }
    if (!m_isDragging) {
        return;
    }
    if (event->pos().y() < 0) {
        verticalScrollBar()->setValue(firstRow() - 1);
    } else if (event->pos().y() > viewport()->height()) {
        verticalScrollBar()->setValue(firstRow() + 1);
    }
    m_cursor = placeAt(event->pos());
    viewport()->update();
}

void DiffCanvas::leaveEvent(QEvent* event) {
    m_hovered = -1;
    viewport()->update();
    QAbstractScrollArea::leaveEvent(event);
}

void DiffCanvas::mouseDoubleClickEvent(QMouseEvent* event) {
    const Place at = placeAt(event->pos());
    if (at.row >= m_rows.rowCount()) {
        return;
    }
    const DiffRow& row = m_rows.rows()[static_cast<size_t>(at.row)];
    const CodeRange word = codeWordAt(m_text.line(row, sideOf(row)), at.column);
    m_anchor = {at.row, word.begin};
    m_cursor = {at.row, word.end};
    viewport()->update();
}

} // namespace pilothouse::ui
