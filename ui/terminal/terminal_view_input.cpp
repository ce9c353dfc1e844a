// SPDX-License-Identifier: Apache-2.0
#include "ui/terminal/terminal_keys.h"
#include "ui/terminal/terminal_view.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMimeData>
#include <QScrollBar>
#include <QStyleHints>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace pilothouse::ui {

namespace {

constexpr int kWheelLines = 3;
constexpr int kWheelStep = 120;
constexpr auto kBoth = Qt::ControlModifier | Qt::ShiftModifier;

int buttonNumber(Qt::MouseButton button) {
    return button == Qt::LeftButton ? 1 : button == Qt::MiddleButton ? 2 : button == Qt::RightButton ? 3 : 0;
}

} // namespace

void TerminalView::send(const QByteArray& bytes) {
    if (bytes.isEmpty() || !m_isAlive) {
        return;
    }
    if (!m_isLocked) {
        scrollToBottom();
    }
    restartBlink();
    Q_EMIT typed(bytes);
}

bool TerminalView::handleOwnKey(const QKeyEvent& event) {
    const auto held = event.modifiers() & ~Qt::KeypadModifier;
    if (held == kBoth && event.key() == Qt::Key_C) {
        copy();
    } else if ((held == kBoth && event.key() == Qt::Key_V)
        || (held == Qt::ShiftModifier && event.key() == Qt::Key_Insert)) {
        paste(false);
    } else if (held == Qt::ControlModifier && event.key() == Qt::Key_Insert) {
        copy();
    } else if (held == kBoth && event.key() == Qt::Key_F) {
        openFind();
    } else if (held == kBoth && event.key() == Qt::Key_A) {
        selectAll();
    } else if (held == kBoth && event.key() == Qt::Key_Backtab) {
        QAbstractScrollArea::focusNextPrevChild(false);
    } else if ((held & ~Qt::ShiftModifier) == Qt::ControlModifier
        && (event.key() == Qt::Key_Plus || event.key() == Qt::Key_Equal)) {
        setZoom(m_zoom + 1);
    } else if (held == Qt::ControlModifier && event.key() == Qt::Key_Minus) {
        setZoom(m_zoom - 1);
    } else if (held == Qt::ControlModifier && event.key() == Qt::Key_0) {
        setZoom(0);
    } else if (event.key() == Qt::Key_ScrollLock) {
        setScrollLocked(!m_isLocked);
    } else {
        return handleScrollKey(event);
    }
    return true;
}

bool TerminalView::handleScrollKey(const QKeyEvent& event) {
    if ((event.modifiers() & ~Qt::KeypadModifier) != Qt::ShiftModifier) {
        return false;
    }
    QScrollBar& bar = *verticalScrollBar();
    switch (event.key()) {
    case Qt::Key_PageUp:
        bar.setValue(bar.value() - bar.pageStep() + 1);
        return true;
    case Qt::Key_PageDown:
        bar.setValue(bar.value() + bar.pageStep() - 1);
        return true;
    case Qt::Key_Home:
        bar.setValue(0);
        return true;
    case Qt::Key_End:
        bar.setValue(bar.maximum());
        return true;
    default:
        return false;
    }
}

void TerminalView::keyPressEvent(QKeyEvent* event) {
    if (handleOwnKey(*event)) {
        event->accept();
        return;
    }
    const auto press = terminalKey(*event);
    if (!press) {
        QAbstractScrollArea::keyPressEvent(event);
        return;
    }
    event->accept();
    if (!m_isAlive) {
        Q_EMIT deadKey(event->key());
        return;
    }
    send(m_surface.key(*press));
}

void TerminalView::paste(bool fromSelection) {
    const QMimeData* clip
        = QGuiApplication::clipboard()->mimeData(fromSelection ? QClipboard::Selection : QClipboard::Clipboard);
    if (m_isAlive && clip != nullptr && clip->hasText() && !clip->text().isEmpty()) {
        Q_EMIT pasteWanted(clip->text());
    }
}

void TerminalView::inputMethodEvent(QInputMethodEvent* event) {
    m_preedit = event->preeditString();
    viewport()->update();
    if (!event->commitString().isEmpty()) {
        send(event->commitString().toUtf8());
    }
    event->accept();
}

void TerminalView::focusInEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusInEvent(event);
    restartBlink();
    viewport()->update();
    if (const QByteArray said = m_surface.focus(true); m_isAlive && !said.isEmpty()) {
        Q_EMIT typed(said);
    }
}

void TerminalView::focusOutEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusOutEvent(event);
    restartBlink();
    viewport()->update();
    if (const QByteArray said = m_surface.focus(false); m_isAlive && !said.isEmpty()) {
        Q_EMIT typed(said);
    }
}

VtSurface::Position TerminalView::positionAt(const QPoint& point, bool rounds) const {
    const QSizeF cell = m_font.cell();
    const qreal x = (point.x() - kMargin) / cell.width();
    const auto row = static_cast<qint64>(std::floor((point.y() - kMargin) / cell.height()));
    const TerminalScreen& screen = m_surface.screen();
    const int column = static_cast<int>(rounds ? std::round(x) : std::floor(x));
    return {
        std::clamp(topLine() + row, screen.firstLine(), screen.endLine() - 1), std::clamp(column, 0, screen.columns())};
}

bool TerminalView::reportsMouse(Qt::KeyboardModifiers modifiers) const {
    const bool isAtBottom = topLine() == m_surface.screen().screenTop();
    return m_isAlive && isAtBottom && m_surface.mouse() != VtSurface::Mouse::None
        && !modifiers.testFlag(Qt::ShiftModifier);
}

void TerminalView::reportMouse(const QPoint& at, int button, bool pressed, Qt::KeyboardModifiers modifiers) {
    const VtSurface::Position place = positionAt(at, false);
    const auto row = static_cast<int>(place.line - m_surface.screen().screenTop());
    const QByteArray bytes = m_surface.mouseEvent(row, place.column, button, pressed, terminalModifiers(modifiers));
    if (!bytes.isEmpty()) {
        Q_EMIT typed(bytes);
    }
}

void TerminalView::mousePressEvent(QMouseEvent* event) {
    const QPoint at = event->position().toPoint();
    const QString link = linkAt(at);
    if (event->button() == Qt::LeftButton && event->modifiers() == Qt::ControlModifier && !link.isEmpty()) {
        Q_EMIT linkActivated(QUrl(link));
        return;
    }
    if (reportsMouse(event->modifiers())) {
        m_isReporting = true;
        reportMouse(at, buttonNumber(event->button()), true, event->modifiers());
        return;
    }
    if (event->button() == Qt::MiddleButton && QGuiApplication::clipboard()->supportsSelection()) {
        paste(true);
        return;
    }
    if (event->button() != Qt::LeftButton) {
        return;
    }
    const auto now = static_cast<qint64>(event->timestamp());
    const QStyleHints& hints = *QGuiApplication::styleHints();
    const bool isAgain = now - m_lastPressTime < hints.mouseDoubleClickInterval()
        && (at - m_lastPress).manhattanLength() < hints.startDragDistance();
    m_presses = isAgain ? m_presses % 3 + 1 : 1;
    m_lastPress = at;
    m_lastPressTime = now;
    using Unit = TerminalSelection::Unit;
    const Unit unit = m_presses == 2                   ? Unit::Word
        : m_presses == 3                               ? Unit::Line
        : event->modifiers().testFlag(Qt::AltModifier) ? Unit::Block
                                                       : Unit::Character;
    m_selection.begin(m_surface, positionAt(at, unit == Unit::Character || unit == Unit::Block), unit);
    m_isSelecting = true;
    viewport()->update();
}

void TerminalView::mouseDoubleClickEvent(QMouseEvent* event) {
    m_presses = 1; // whatever was counted: this is the second
    m_lastPress = event->position().toPoint();
    m_lastPressTime = static_cast<qint64>(event->timestamp());
    mousePressEvent(event);
}

void TerminalView::mouseMoveEvent(QMouseEvent* event) {
    m_mouse = event->position().toPoint();
    const VtSurface::Position place = positionAt(m_mouse, false);
    const TerminalCells cells = m_surface.screen().line(place.line);
    const auto column = static_cast<size_t>(place.column);
    const quint16 link = column < cells.size() ? cells[column].style.link : 0;
    if (link != m_hoveredLink) {
        m_hoveredLink = link;
        viewport()->setCursor(link != 0 ? Qt::PointingHandCursor : Qt::IBeamCursor);
        viewport()->update();
    }
    if (m_isSelecting) {
        m_selection.extend(m_surface, positionAt(m_mouse, m_presses == 1));
        const bool isOutside = m_mouse.y() < 0 || m_mouse.y() > viewport()->height();
        if (isOutside != m_autoScroll.isActive()) {
            isOutside ? m_autoScroll.start() : m_autoScroll.stop();
        }
        viewport()->update();
    } else if (m_isReporting || reportsMouse(event->modifiers())) {
        reportMouse(m_mouse, 0, false, event->modifiers());
    }
}

void TerminalView::autoScroll() {
    QScrollBar& bar = *verticalScrollBar();
    bar.setValue(bar.value() + (m_mouse.y() < 0 ? -1 : 1));
    m_selection.extend(m_surface, positionAt(m_mouse, m_presses == 1));
    viewport()->update();
}

void TerminalView::mouseReleaseEvent(QMouseEvent* event) {
    m_autoScroll.stop();
    if (m_isReporting) {
        m_isReporting = false;
        reportMouse(event->position().toPoint(), buttonNumber(event->button()), false, event->modifiers());
        return;
    }
    if (m_isSelecting && event->button() == Qt::LeftButton) {
        m_isSelecting = false;
        if (m_selection.isEmpty()) {
            m_selection.clear();
        } else if (QGuiApplication::clipboard()->supportsSelection()) {
            QGuiApplication::clipboard()->setText(selectedText(), QClipboard::Selection);
        }
    }
}

void TerminalView::wheelEvent(QWheelEvent* event) {
    if (event->modifiers() == Qt::ControlModifier) {
        setZoom(m_zoom + (event->angleDelta().y() > 0 ? 1 : -1));
        return;
    }
    m_wheelRest += event->angleDelta().y();
    const int steps = m_wheelRest / kWheelStep;
    m_wheelRest -= steps * kWheelStep;
    if (reportsMouse(event->modifiers())) {
        for (int i = 0; i < std::abs(steps); ++i) {
            reportMouse(event->position().toPoint(), steps > 0 ? 4 : 5, true, event->modifiers());
        }
    } else if (m_surface.screen().isAlternate()) {
        const KeyPress arrow{.key = steps > 0 ? TerminalKey::Up : TerminalKey::Down, .text = {}, .modifiers = {}};
        if (m_surface.modes().alternateScroll && steps != 0) {
            send(m_surface.key(arrow).repeated(std::abs(steps) * kWheelLines));
        }
    } else {
        verticalScrollBar()->setValue(verticalScrollBar()->value() - steps * kWheelLines);
    }
}

QString TerminalView::linkAt(const QPoint& point) const {
    const VtSurface::Position place = positionAt(point, false);
    const TerminalCells cells = m_surface.screen().line(place.line);
    const auto column = static_cast<size_t>(place.column);
    return column < cells.size() ? m_surface.screen().linkTarget(cells[column].style.link) : QString();
}

bool TerminalView::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QString target = linkAt(help->pos());
        if (target.isEmpty()) {
            QToolTip::hideText();
        } else {
            // The real target, whatever the text says. It is percent-encoded: no markup in it.
            QToolTip::showText(help->globalPos(), tr("%1\nCtrl+click opens it").arg(target), viewport());
        }
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void TerminalView::contextMenuEvent(QContextMenuEvent* event) {
    if (event->reason() == QContextMenuEvent::Mouse && reportsMouse(event->modifiers())) {
        return;
    }
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy"), this, &TerminalView::copy)->setEnabled(!m_selection.isEmpty());
    menu->addAction(tr("Paste"), this, [this] { paste(false); })->setEnabled(m_isAlive);
    menu->addAction(tr("Select all"), this, &TerminalView::selectAll);
    if (const QString link = linkAt(event->pos()); !link.isEmpty()) {
        menu->addSeparator();
        menu->addAction(tr("Open the link"), this, [this, link] { Q_EMIT linkActivated(QUrl(link)); });
        menu->addAction(tr("Copy the link's target"), this, [link] { QGuiApplication::clipboard()->setText(link); });
    }
    menu->addSeparator();
    menu->addAction(tr("Find…"), this, &TerminalView::openFind);
    menu->addAction(tr("Clear the lines above"), this, &TerminalView::clearWanted);
    menu->addAction(tr("Reset the terminal"), this, &TerminalView::resetWanted);
    menu->popup(event->globalPos());
}

} // namespace pilothouse::ui
