// SPDX-License-Identifier: Apache-2.0
// Mouse and keyboard of a LogView.
#include "ui/logs/log_view.h"

#include "ui/logs/log_words.h"
#include "ui/widgets/elided_label.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <limits>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kWheelRows = 3;
constexpr int kWheelStep = 120; // eighths of a degree a notch
constexpr int kMark = 10; // pixels the sign of a long line takes
} // namespace

LogView::Spot LogView::spotAt(int y) {
    int top = headerHeight() - m_top.above * m_rows.lineHeight();
    for (qint64 row = m_top.row; row < m_filter.rowCount(); ++row) {
        const int height = rowAt(row)->height * m_rows.lineHeight();
        if (y < top + height) {
            return {row, top};
        }
        top += height;
        if (top > viewport()->height()) {
            break;
        }
    }
    return {};
}

LogPlace LogView::placeAt(const QPoint& point) {
    const int y = std::clamp(point.y(), headerHeight(), std::max(headerHeight(), viewport()->height() - 1));
    Spot spot = spotAt(y);
    if (spot.row < 0) {
        const qint64 last = m_filter.rowCount() - 1;
        return last < 0 ? LogPlace() : LogPlace{m_filter.lineAt(last), rowAt(last)->text.size()};
    }
    const auto row = rowAt(spot.row);
    const qint64 line = m_filter.lineAt(spot.row);
    if (!row->layout) {
        return {line, 0};
    }
    const int onScreen = std::clamp((y - spot.y) / m_rows.lineHeight(), 0, row->layout->lineCount() - 1);
    const int x = point.x() - m_bounds.text + horizontalScrollBar()->value();
    return {line, row->layout->lineAt(onScreen).xToCursor(x)};
}

void LogView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) {
        return;
    }
    const LogPlace place = placeAt(event->pos());
    const bool isLong = place.line >= 0 && hasLine(place.line) && m_rows.row(place.line)->canExpand;
    if (isLong && event->pos().x() >= m_bounds.text - kMark && event->pos().x() < m_bounds.text) {
        toggleExpanded(place.line);
        return;
    }
    m_cursor = place;
    if (!event->modifiers().testFlag(Qt::ShiftModifier)) {
        m_anchor = m_cursor;
    }
    viewport()->update();
    Q_EMIT currentChanged(m_cursor.line);
}

void LogView::mouseMoveEvent(QMouseEvent* event) {
    if (!event->buttons().testFlag(Qt::LeftButton)) {
        const bool isText = event->pos().x() >= m_bounds.text && event->pos().y() >= headerHeight();
        viewport()->setCursor(isText ? Qt::IBeamCursor : Qt::ArrowCursor);
        return;
    }
    if (event->pos().y() < headerHeight()) {
        moveBy(-1);
    } else if (event->pos().y() > viewport()->height()) {
        moveBy(1);
    }
    setFollowing(false); // what is being selected stays where it is
    m_cursor = placeAt(event->pos());
    viewport()->update();
}

void LogView::mouseDoubleClickEvent(QMouseEvent* event) {
    const LogPlace at = placeAt(event->pos());
    if (at.line < 0) {
        return;
    }
    const QString text = m_rows.row(at.line)->text;
    // A word here is what one copies: an id, an address, a path.
    const auto isInWord = [&text](qsizetype column) {
        const QChar c = text.at(column);
        return c.isLetterOrNumber() || QStringView(u"-_./:@").contains(c);
    };
    qsizetype start = std::min(at.column, text.size());
    qsizetype end = start;
    while (start > 0 && isInWord(start - 1)) {
        --start;
    }
    while (end < text.size() && isInWord(end)) {
        ++end;
    }
    m_anchor = {at.line, start};
    m_cursor = {at.line, end};
    viewport()->update();
}

void LogView::wheelEvent(QWheelEvent* event) {
    const QPoint turned = event->angleDelta();
    if (event->modifiers().testFlag(Qt::ShiftModifier) || std::abs(turned.x()) > std::abs(turned.y())) {
        const int by = turned.x() != 0 ? turned.x() : turned.y();
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() - by);
    } else if (turned.y() != 0) {
        const int rows = turned.y() * kWheelRows / kWheelStep;
        moveBy(rows != 0 ? -rows : turned.y() > 0 ? -1 : 1);
    }
    event->accept();
}

void LogView::contextMenuEvent(QContextMenuEvent* event) {
    if (event->reason() == QContextMenuEvent::Mouse) {
        const LogPlace place = placeAt(viewport()->mapFromGlobal(event->globalPos()));
        if (!hasSelection() && place.line >= 0) {
            m_cursor = m_anchor = place;
            viewport()->update();
        }
        Q_EMIT menuWanted(place.line, event->globalPos());
    } else {
        Q_EMIT menuWanted(m_cursor.line, viewport()->mapToGlobal(viewport()->rect().center()));
    }
}

void LogView::setCurrentRow(qint64 row, bool isSelecting) {
    if (m_filter.rowCount() == 0) {
        return;
    }
    row = std::clamp<qint64>(row, 0, m_filter.rowCount() - 1);
    setFollowing(false);
    const qint64 line = m_filter.lineAt(row);
    if (isSelecting && m_anchor.line < 0) {
        m_anchor = {line, 0};
    }
    // Whole lines: the end of the last one, the beginning of the first.
    const bool isDown = !isSelecting || line >= m_anchor.line;
    m_cursor = {line, isSelecting && isDown ? rowAt(row)->text.size() : 0};
    if (!isSelecting) {
        m_anchor = m_cursor;
    }
    reveal(row);
    viewport()->update();
    Q_EMIT currentChanged(line);
}

void LogView::moveCurrent(qint64 byRows, bool isSelecting) {
    const qint64 count = m_filter.rowCount();
    if (count == 0) {
        return;
    }
    if (m_cursor.line < 0 || !hasLine(m_cursor.line)) {
        // Nobody stood anywhere yet: begin at the edge one comes from.
        setCurrentRow(byRows < 0 ? std::min(count - 1, m_top.row + screenRows() - 1) : m_top.row, isSelecting);
        return;
    }
    setCurrentRow(m_filter.rowOf(m_cursor.line) + byRows, isSelecting);
}

void LogView::keyPressEvent(QKeyEvent* event) {
    const bool isSelecting = event->modifiers().testFlag(Qt::ShiftModifier);
    if (event->matches(QKeySequence::SelectAll)) {
        return selectAll();
    }
    switch (event->key()) {
    case Qt::Key_Up:
        return moveCurrent(-1, isSelecting);
    case Qt::Key_Down:
        return moveCurrent(1, isSelecting);
    case Qt::Key_PageUp:
        return isSelecting ? moveCurrent(-screenRows(), true) : moveBy(-screenRows());
    case Qt::Key_PageDown:
        return isSelecting ? moveCurrent(screenRows(), true) : moveBy(screenRows());
    case Qt::Key_Home:
        return setCurrentRow(0, isSelecting);
    case Qt::Key_End:
        setCurrentRow(std::numeric_limits<qint64>::max(), isSelecting);
        return setFollowing(!isSelecting);
    case Qt::Key_Left:
    case Qt::Key_Right: {
        const int step = horizontalScrollBar()->singleStep();
        return horizontalScrollBar()->setValue(
            horizontalScrollBar()->value() + (event->key() == Qt::Key_Left ? -step : step));
    }
    case Qt::Key_Escape:
        if (hasSelection()) {
            return clearSelection();
        }
        break;
    default:
        break;
    }
    event->ignore();
}

QString LogView::toolTipAt(const QPoint& point) {
    const Spot spot = point.y() < headerHeight() ? Spot() : spotAt(point.y());
    if (spot.row < 0) {
        return {};
    }
    const auto row = rowAt(spot.row);
    if (row->meta.isNotice) {
        return fullStampWords(row->meta.stamp, look().localTime);
    }
    if (point.x() < m_bounds.pod) {
        return fullStampWords(row->meta.stamp, true) + u'\n' + fullStampWords(row->meta.stamp, false);
    }
    if (point.x() < m_bounds.level) {
        const Revision revision = m_sources.revision(row->meta.source);
        const QString name = m_sources.name(row->meta.source);
        return revision == Revision::None ? name : name + u'\n' + tr("Revision %1").arg(number(revision));
    }
    if (point.x() < m_bounds.text) {
        return levelWord(row->meta.level);
    }
    return {};
}

bool LogView::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QString text = toolTipAt(help->pos());
        if (text.isEmpty()) {
            QToolTip::hideText();
        } else {
            QToolTip::showText(help->globalPos(), plainToolTip(text), viewport());
        }
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace pilothouse::ui
