// SPDX-License-Identifier: Apache-2.0
#include "ui/logs/log_view.h"

#include "ui/logs/log_words.h"
#include "ui/theme/theme.h"

#include <QDateTime>
#include <QScrollBar>

#include <algorithm>

namespace pilothouse::ui {

namespace {

constexpr int kLeft = 12; // pixels before the time
constexpr int kBetween = 2; // characters between columns
constexpr int kTimeLength = 12;
constexpr int kDayLength = 6;
constexpr int kRevisionLength = 5;
constexpr int kShownAtMost = 4100;

bool isToday(qint64 stamp) {
    constexpr qint64 kNsInMs = 1'000'000;
    return stamp == 0 || QDateTime::fromMSecsSinceEpoch(stamp / kNsInMs).date() == QDate::currentDate();
}

} // namespace

LogView::LogView(LogStore& store, LogFilter& filter, QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_store(store)
    , m_filter(filter)
    , m_rows(store) {
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setCursor(Qt::IBeamCursor);
    viewport()->setMouseTracking(true);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    auto* corner = new QWidget(this);
    corner->setAutoFillBackground(true);
    corner->setBackgroundRole(QPalette::Base);
    setCornerWidget(corner);
    setAccessibleName(tr("Log lines"));
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &LogView::takeBarValue);
    connect(&Theme::of(this), &Theme::changed, this, &LogView::measure);
    connectFilter();
    measure();
}

LogView::~LogView() = default;

void LogView::connectFilter() {
    connect(&m_filter, &LogFilter::extended, this, [this] {
        refreshSources();
        if (m_isFollowing) {
            follow();
        } else {
            syncBar();
            viewport()->update();
        }
    });
    connect(&m_filter, &LogFilter::shortened, this, [this](qint64 rows) {
        m_top.row = std::max<qint64>(0, m_top.row - rows);
        m_rows.forgetBelow(m_store.first());
        if (m_cursor.line < m_store.first()) {
            m_cursor = {};
        }
        if (m_anchor.line < m_store.first()) {
            m_anchor = m_cursor;
        }
        restoreTop();
    });
    connect(&m_filter, &LogFilter::reset, this, [this] {
        refreshSources();
        restoreTop();
    });
    connect(&m_store, &LogStore::cleared, this, [this] {
        m_rows.clear();
        m_sources.clear();
        m_cursor = m_anchor = {};
        m_top = {};
        m_topLine = -1;
        measure();
    });
}

void LogView::refreshSources() {
    const qint64 first = m_store.firstStamp(); // not the line itself: in a long log it would be read from the file
    const bool isDated = first != 0 && !isToday(first);
    if (m_sources.refresh(m_store) || isDated != m_isDated) {
        m_isDated = isDated;
        measure();
    }
}

void LogView::setLook(const LogLook& look) {
    if (look == m_rows.look()) {
        return;
    }
    m_rows.setLook(look);
    horizontalScrollBar()->setValue(0);
    measure();
}

void LogView::setMarked(const LogPattern& pattern) {
    m_rows.setMarked(pattern);
    viewport()->update();
}

/// Widths of the columns, for the font, the look and who is in the log.
void LogView::measure() {
    const Theme& theme = Theme::of(this);
    m_rows.setMeasures(theme, viewport()->width());
    const int unit = m_rows.charWidth();
    const auto column = [unit](int characters) { return characters > 0 ? (characters + kBetween) * unit : 0; };
    const bool hasTime = m_rows.look().timestamps;
    m_bounds.time = kLeft;
    m_bounds.pod = m_bounds.time + (hasTime ? column(kTimeLength + (m_isDated ? kDayLength : 0)) : 0);
    m_bounds.revision = m_bounds.pod + (m_sources.isSingle() ? 0 : column(m_sources.width()));
    m_bounds.level = m_bounds.revision + (m_sources.hasRevisions() ? column(kRevisionLength) : 0);
    m_bounds.text = m_bounds.level + column(1);
    m_rows.setMeasures(theme, viewport()->width() - m_bounds.text - kLeft);
    restoreTop();
}

int LogView::headerHeight() const {
    return m_rows.look().columns.isEmpty() ? 0 : m_rows.lineHeight() + 6;
}

int LogView::screenRows() const {
    return std::max(1, (viewport()->height() - headerHeight()) / m_rows.lineHeight());
}

std::shared_ptr<const LogRow> LogView::rowAt(qint64 row) {
    return m_rows.row(m_filter.lineAt(row));
}

bool LogView::hasLine(qint64 line) const {
    return line >= m_store.first() && line < m_store.end();
}

/// The top at which the last line stands at the bottom.
LogView::Top LogView::lowest() {
    const int room = screenRows();
    int taken = 0;
    for (qint64 row = m_filter.rowCount() - 1; row >= 0; --row) {
        taken += rowAt(row)->height;
        if (taken >= room) {
            return {row, taken - room};
        }
    }
    return {};
}

void LogView::scrollTo(Top top) {
    const Top low = lowest();
    m_top = std::clamp(top, Top{}, low);
    m_topLine = m_filter.rowCount() > 0 ? m_filter.lineAt(m_top.row) : -1;
    syncBar();
    viewport()->update();
    Q_EMIT sightChanged();
}

/// By so many rows of the screen, down or up.
void LogView::moveBy(qint64 screenRows) {
    if (m_filter.rowCount() == 0) {
        return;
    }
    Top top = m_top;
    top.row = std::min(top.row, m_filter.rowCount() - 1);
    for (; screenRows > 0 && top.row < m_filter.rowCount() - 1; --screenRows) {
        if (++top.above >= rowAt(top.row)->height) {
            ++top.row;
            top.above = 0;
        }
    }
    for (; screenRows < 0 && top > Top{}; ++screenRows) {
        if (--top.above < 0) {
            --top.row;
            top.above = rowAt(top.row)->height - 1;
        }
    }
    scrollTo(top);
    afterMove();
}

/// A person moved: at the end the log follows, elsewhere it stays.
void LogView::afterMove() {
    const bool isAtEnd = m_top == lowest();
    if (isAtEnd != m_isFollowing) {
        m_isFollowing = isAtEnd;
        Q_EMIT followingChanged(isAtEnd);
    }
}

void LogView::syncBar() {
    m_isSyncing = true;
    const Top low = lowest();
    m_scale.setMost(low.row + (low.above > 0 ? 1 : 0));
    QScrollBar& bar = *verticalScrollBar();
    bar.setRange(0, m_scale.barMost());
    bar.setPageStep(screenRows());
    bar.setSingleStep(1);
    bar.setValue(m_top == low ? bar.maximum() : m_scale.barOf(m_top.row));
    QScrollBar& across = *horizontalScrollBar();
    const bool canMove = !m_rows.look().wrap;
    const int width = kShownAtMost * m_rows.charWidth();
    qreal widest = 0;
    int taken = -m_top.above;
    for (qint64 row = m_top.row; canMove && row < m_filter.rowCount() && taken <= screenRows(); ++row) {
        const auto shown = rowAt(row);
        taken += shown->height;
        if (shown->layout && shown->height == 1) {
            widest = std::max(widest, shown->layout->lineAt(0).naturalTextWidth());
        }
    }
    const int room = viewport()->width() - m_bounds.text - kLeft;
    // What was wide a moment ago may scroll by: the bar never jumps back under the hand.
    const int most = std::max(std::min(width, static_cast<int>(widest)) - room, across.value());
    across.setRange(0, std::max(0, most));
    across.setPageStep(std::max(1, room));
    across.setSingleStep(m_rows.charWidth() * 4);
    m_isSyncing = false;
}

void LogView::takeBarValue(int value) {
    if (m_isSyncing) {
        return;
    }
    if (value >= verticalScrollBar()->maximum()) {
        scrollTo(lowest());
    } else {
        scrollTo({m_scale.positionOf(value), 0});
    }
    afterMove();
}

void LogView::scrollContentsBy(int /*dx*/, int /*dy*/) {
    viewport()->update();
}

/// Shows the same lines again after rows became other ones.
void LogView::restoreTop() {
    if (m_isFollowing || m_filter.rowCount() == 0) {
        follow();
        return;
    }
    const qint64 row = m_topLine >= 0 ? m_filter.rowOf(std::max(m_topLine, m_store.first())) : m_top.row;
    scrollTo({std::max<qint64>(0, row), row == m_top.row ? m_top.above : 0});
}

void LogView::follow() {
    scrollTo(lowest());
}

void LogView::setFollowing(bool isFollowing) {
    if (isFollowing == m_isFollowing) {
        return;
    }
    m_isFollowing = isFollowing;
    if (isFollowing) {
        follow();
    }
    Q_EMIT followingChanged(isFollowing);
}

/// Scrolls as little as it takes to have the whole row in sight.
void LogView::reveal(qint64 row) {
    if (row <= m_top.row) {
        if (row < m_top.row || m_top.above > 0) {
            scrollTo({row, 0});
        }
        return;
    }
    int taken = -m_top.above;
    for (qint64 at = m_top.row; at <= row; ++at) {
        taken += rowAt(at)->height;
        if (taken > 2 * screenRows()) {
            break;
        }
    }
    const int room = screenRows();
    if (taken > 2 * room) {
        scrollTo({std::max<qint64>(0, row - room / 3), 0});
    } else if (taken > room) {
        moveBy(std::min<qint64>(taken - room, taken - rowAt(row)->height));
    }
}

/// Scrolls across until @p column is in sight, with a little of what is around it.
void LogView::revealColumn(const LogRow& row, qsizetype column) {
    if (!row.layout || row.height > 1) {
        return;
    }
    const int x = static_cast<int>(row.layout->lineAt(0).cursorToX(static_cast<int>(column)));
    QScrollBar& across = *horizontalScrollBar();
    const int room = across.pageStep();
    if (x < across.value() || x > across.value() + room - 10 * m_rows.charWidth()) {
        across.setRange(0, std::max(across.maximum(), x));
        across.setValue(column == 0 ? 0 : std::max(0, x - room / 2));
    }
}

void LogView::goToLine(qint64 line, qsizetype column) {
    const qint64 row = hasLine(line) ? m_filter.rowOf(line) : -1;
    if (row < 0) {
        return;
    }
    setFollowing(false);
    m_cursor = {m_filter.lineAt(row), column};
    m_anchor = m_cursor;
    if (row < m_top.row || row >= m_top.row + screenRows()) {
        scrollTo({std::max<qint64>(0, row - screenRows() / 3), 0}); // with what led to it above
    } else {
        reveal(row);
    }
    revealColumn(*rowAt(row), column);
    viewport()->update();
    Q_EMIT currentChanged(m_cursor.line);
}

void LogView::toggleExpanded(qint64 line) {
    if (!hasLine(line) || !m_rows.row(line)->canExpand) {
        return;
    }
    setFollowing(false);
    m_rows.toggleExpanded(line);
    scrollTo(m_top);
}

std::pair<qint64, qint64> LogView::linesInSight() const {
    const qint64 count = m_filter.rowCount();
    if (count == 0) {
        return {-1, -1};
    }
    const qint64 first = std::min(m_top.row, count - 1);
    const qint64 last = std::min(count - 1, first + screenRows() - 1);
    return {m_filter.lineAt(first), m_filter.lineAt(last)};
}

std::pair<LogPlace, LogPlace> LogView::selection() const {
    return std::minmax(m_anchor, m_cursor);
}

void LogView::selectAll() {
    if (m_filter.rowCount() > 0) {
        const qint64 last = m_filter.lineAt(m_filter.rowCount() - 1);
        m_anchor = {m_filter.lineAt(0), 0};
        m_cursor = {last, m_rows.row(last)->text.size()};
        viewport()->update();
    }
}

void LogView::clearSelection() {
    m_anchor = m_cursor;
    viewport()->update();
}

void LogView::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    measure();
}

void LogView::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        measure();
    }
}

} // namespace pilothouse::ui
