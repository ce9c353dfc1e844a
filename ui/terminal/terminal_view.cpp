// SPDX-License-Identifier: Apache-2.0
#include "ui/terminal/terminal_view.h"

#include "ui/theme/theme.h"
#include "ui/widgets/find_bar.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QScrollBar>
#include <QStyleHints>

#include <algorithm>

namespace pilothouse::ui {

namespace {

constexpr int kFontSize = 13;
constexpr int kSmallestZoom = -6;
constexpr int kLargestZoom = 24;

} // namespace

TerminalView::TerminalView(VtSurface& surface, QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_surface(surface)
    , m_findBar(new FindBar(this)) {
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_InputMethodEnabled);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    setProperty("pilothouse.takesText", true);
    setAccessibleName(tr("Terminal"));
    viewport()->setCursor(Qt::IBeamCursor);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    m_findBar->hide();
    connect(m_findBar, &FindBar::needleChanged, this, &TerminalView::find);
    connect(m_findBar, &FindBar::nextWanted, this, [this] { showMatch(m_match + 1); });
    connect(m_findBar, &FindBar::previousWanted, this, [this] { showMatch(m_match - 1); });
    connect(m_findBar, &FindBar::closed, this, &TerminalView::closeFind);
    connect(&m_blink, &QTimer::timeout, this, [this] {
        m_isCursorShown = !m_isCursorShown;
        viewport()->update(cursorRect().toAlignedRect().adjusted(-1, -1, 1, 1));
    });
    m_autoScroll.setInterval(50);
    connect(&m_autoScroll, &QTimer::timeout, this, &TerminalView::autoScroll);
    measure();
}

TerminalView::~TerminalView() = default;

void TerminalView::measure() {
    const Theme& theme = Theme::of(this);
    QFont font = theme.font(TextStyle::Mono);
    font.setPixelSize(std::max(6, theme.scaled(kFontSize) + m_zoom));
    font.setStyleStrategy(QFont::PreferAntialias);
    m_font = CellFont(font, 1.0 / devicePixelRatioF());
    tellGridSize();
}

QSize TerminalView::gridSize() const {
    const QSizeF cell = m_font.cell();
    const int columns = static_cast<int>((viewport()->width() - 2 * kMargin) / cell.width());
    const int rows = static_cast<int>((viewport()->height() - 2 * kMargin) / cell.height());
    return {std::clamp(columns, 2, VtSurface::kMostColumns), std::clamp(rows, 1, VtSurface::kMostRows)};
}

void TerminalView::tellGridSize() {
    updateScrollBar();
    viewport()->update();
    if (const QSize size = gridSize(); size != m_toldSize) {
        const bool isOtherWidth = size.width() != m_toldSize.width();
        m_toldSize = size;
        Q_EMIT gridSizeChanged(size);
        if (isOtherWidth) { // lines are broken anew: what was marked stands elsewhere
            m_selection.clear();
            if (!m_needle.isEmpty()) {
                find(m_needle);
            }
        }
    }
}

void TerminalView::setZoom(int zoom) {
    zoom = std::clamp(zoom, kSmallestZoom, kLargestZoom);
    if (zoom != m_zoom) {
        m_zoom = zoom;
        measure();
        Q_EMIT zoomChanged(zoom);
    }
}

void TerminalView::setScrollLocked(bool locked) {
    if (locked == m_isLocked) {
        return;
    }
    m_isLocked = locked;
    if (!locked) {
        scrollToBottom();
    }
    Q_EMIT scrollLockChanged(locked);
}

void TerminalView::setAlive(bool alive) {
    m_isAlive = alive;
    restartBlink();
    viewport()->update();
}

void TerminalView::refresh() {
    if (!m_surface.takeTouched()) {
        return;
    }
    updateScrollBar();
    viewport()->update();
}

qint64 TerminalView::topLine() const {
    return m_seenFirst + verticalScrollBar()->value();
}

void TerminalView::updateScrollBar() {
    const TerminalScreen& screen = m_surface.screen();
    const bool stays = m_isLocked || !m_follows;
    const qint64 top = stays ? std::clamp(topLine(), screen.firstLine(), screen.screenTop()) : screen.screenTop();
    m_isUpdating = true;
    m_seenFirst = screen.firstLine();
    verticalScrollBar()->setPageStep(screen.rows());
    verticalScrollBar()->setRange(0, static_cast<int>(screen.screenTop() - m_seenFirst));
    verticalScrollBar()->setValue(static_cast<int>(top - m_seenFirst));
    m_isUpdating = false;
}

void TerminalView::scrollContentsBy(int /*dx*/, int /*dy*/) {
    if (!m_isUpdating) {
        m_follows = verticalScrollBar()->value() == verticalScrollBar()->maximum();
    }
    viewport()->update();
}

void TerminalView::scrollToBottom() {
    m_follows = true;
    updateScrollBar();
    viewport()->update();
}

void TerminalView::restartBlink() {
    m_isCursorShown = true;
    const int period = QGuiApplication::styleHints()->cursorFlashTime();
    if (hasFocus() && m_isAlive && period > 0) {
        m_blink.start(std::max(period / 2, 100));
    } else {
        m_blink.stop();
    }
}

void TerminalView::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange) {
        measure();
    }
}

bool TerminalView::event(QEvent* event) {
    if (event->type() == QEvent::DevicePixelRatioChange) {
        measure();
    } else if (event->type() == QEvent::ShortcutOverride) {
        // What a program could want is not the window's: only what holds Control and Shift is.
        constexpr auto kBoth = Qt::ControlModifier | Qt::ShiftModifier;
        const auto* key = static_cast<QKeyEvent*>(event);
        if (m_isAlive && (key->modifiers() & kBoth) != kBoth) {
            event->accept();
            return true;
        }
    }
    return QAbstractScrollArea::event(event);
}

void TerminalView::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    placeFindBar();
    tellGridSize();
}

bool TerminalView::focusNextPrevChild(bool /*next*/) {
    return false; // Tab is the program's
}

QString TerminalView::selectedText() const {
    return m_selection.text(m_surface);
}

void TerminalView::selectAll() {
    m_selection.selectAll(m_surface);
    viewport()->update();
}

void TerminalView::copy() const {
    if (const QString text = selectedText(); !text.isEmpty()) {
        QGuiApplication::clipboard()->setText(text);
    }
}

void TerminalView::placeFindBar() {
    const QSize wanted = m_findBar->sizeHint();
    const int width = std::min(wanted.width(), viewport()->width() - 16);
    m_findBar->setGeometry(viewport()->width() - width - 8, 8, width, wanted.height());
}

void TerminalView::openFind() {
    placeFindBar();
    QString seed = selectedText();
    if (seed.contains(u'\n') || seed.size() > 80) {
        seed.clear();
    }
    m_findBar->open(seed);
    find(m_findBar->needle());
}

bool TerminalView::isFindOpen() const {
    return m_findBar->isVisible();
}

void TerminalView::closeFind() {
    m_findBar->hide();
    find({});
    setFocus();
}

void TerminalView::find(const QString& needle) {
    m_needle = needle;
    m_matches = findInTerminal(m_surface, needle);
    m_match = -1;
    const auto count = static_cast<int>(m_matches.found.size());
    m_findBar->setCounts(0, count, m_matches.isCut);
    if (count > 0) {
        showMatch(count - 1); // the newest
    }
    viewport()->update();
}

void TerminalView::showMatch(int index) {
    const auto count = static_cast<int>(m_matches.found.size());
    if (count == 0) {
        return;
    }
    m_match = (index + count) % count;
    m_findBar->setCounts(m_match + 1, count, m_matches.isCut);
    const qint64 line = m_matches.found[static_cast<size_t>(m_match)].from.line;
    const int rows = m_surface.screen().rows();
    if (line < topLine() || line >= topLine() + rows) {
        verticalScrollBar()->setValue(static_cast<int>(line - m_seenFirst) - rows / 2);
    }
    viewport()->update();
}

QList<TerminalSelection::Columns> TerminalView::matchesOn(qint64 line) const {
    QList<TerminalSelection::Columns> columns;
    const auto isAbove = [](const TerminalMatch& match, qint64 wanted) { return match.to.line < wanted; };
    auto match = std::lower_bound(m_matches.found.begin(), m_matches.found.end(), line, isAbove);
    for (; match != m_matches.found.end() && match->from.line <= line; ++match) {
        columns.append({match->from.line < line ? 0 : match->from.column,
            match->to.line > line ? m_surface.screen().columns() : match->to.column});
    }
    return columns;
}

} // namespace pilothouse::ui
