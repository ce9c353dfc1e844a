// SPDX-License-Identifier: Apache-2.0
#include "ui/logs/histogram_strip.h"

#include "ui/theme/style_paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace pilothouse::ui {

namespace {

constexpr int kHeight = 30;
constexpr int kLeastBar = 6;
constexpr int kMostBar = 26;
constexpr int kGap = 2;
constexpr int kSide = 12;
constexpr int kTop = 4;

} // namespace

HistogramStrip::HistogramStrip(QWidget* parent)
    : QWidget(parent) {
    setFocusPolicy(Qt::TabFocus);
    setMouseTracking(true);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Lines over time"));
    setAccessibleDescription(tr("Left and Right choose a time, Enter goes there"));
}

QSize HistogramStrip::sizeHint() const {
    return {Theme::of(this).scaled(400), Theme::of(this).scaled(kHeight)};
}

QSize HistogramStrip::minimumSizeHint() const {
    return {Theme::of(this).scaled(80), Theme::of(this).scaled(kHeight)};
}

int HistogramStrip::room() const {
    return std::max(1, (width() - 2 * kSide + kGap) / (kLeastBar + kGap));
}

void HistogramStrip::setBars(std::vector<LogBar> bars) {
    if (bars == m_bars) {
        return;
    }
    m_bars = std::move(bars);
    m_current = std::min(m_current, static_cast<int>(m_bars.size()) - 1);
    update();
}

void HistogramStrip::setInSight(double from, double to) {
    if (from != m_from || to != m_to) {
        m_from = from;
        m_to = to;
        update();
    }
}

/// What one bar takes, with its gap: the strip is filled from edge to edge unless there are very few.
double HistogramStrip::pitch() const {
    const auto count = static_cast<double>(std::max<std::size_t>(1, m_bars.size()));
    return std::min<double>(kMostBar, (width() - 2 * kSide + kGap) / count);
}

QRect HistogramStrip::barRect(int bar) const {
    const int left = kSide + static_cast<int>(bar * pitch());
    const int right = kSide + static_cast<int>((bar + 1) * pitch()) - kGap;
    return {left, kTop, std::max(1, right - left), height() - kTop - 1};
}

int HistogramStrip::barAt(int x) const {
    const int bar = static_cast<int>((x - kSide) / pitch());
    return x < kSide || bar >= static_cast<int>(m_bars.size()) ? -1 : bar;
}

void HistogramStrip::paintEvent(QPaintEvent* /*event*/) {
    const Theme& theme = Theme::of(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(ColorToken::Surface));
    std::uint32_t most = 1;
    for (const LogBar& bar : m_bars) {
        most = std::max(most, bar.lines);
    }
    const QColor quiet = mixed(theme.color(ColorToken::Surface), theme.color(ColorToken::TextThird), 0.36);
    const double whole = static_cast<double>(m_bars.size()) * pitch();
    if (m_from <= m_to && whole > 0) {
        const QRectF sight(kSide + m_from * whole - 1, 1, std::max(4.0, (m_to - m_from) * whole), height() - 2);
        paintRounded(painter, sight, 3, theme.color(ColorToken::AccentGround), QColor());
    }
    for (int i = 0; i < static_cast<int>(m_bars.size()); ++i) {
        const LogBar& bar = m_bars[static_cast<std::size_t>(i)];
        if (bar.lines == 0) {
            continue;
        }
        const QRect slot = barRect(i);
        // Square roots, so that one fault in a thousand lines is still to be seen.
        const auto tall = [&](std::uint32_t lines) {
            return std::max(
                lines > 0 ? 3 : 0, static_cast<int>(slot.height() * std::sqrt(double(lines) / double(most))));
        };
        const int height = tall(bar.lines);
        painter.fillRect(slot.left(), slot.bottom() - height + 1, slot.width(), height,
            i == m_current ? theme.color(ColorToken::TextThird) : quiet);
        const int warnings = std::min(height, tall(bar.warnings));
        const int errors = std::min(height, tall(bar.errors));
        const int top = slot.bottom() - height + 1;
        painter.fillRect(slot.left(), top, slot.width(), warnings, theme.color(ColorToken::Warning));
        painter.fillRect(slot.left(), top, slot.width(), errors, theme.color(ColorToken::Failed));
    }
    if (hasFocus()) {
        paintFocusRing(painter, rect().adjusted(2, 1, -2, -1), 4, theme);
    }
}

QString HistogramStrip::wordsOf(int bar) const {
    const LogBar& counts = m_bars[static_cast<std::size_t>(bar)];
    QString text = m_words ? m_words(bar) + u'\n' : QString();
    text += tr("%n line(s)", nullptr, static_cast<int>(counts.lines));
    if (counts.errors > 0) {
        text += u" · " + tr("%n error(s)", nullptr, static_cast<int>(counts.errors));
    }
    if (counts.warnings > 0) {
        text += u" · " + tr("%n warning(s)", nullptr, static_cast<int>(counts.warnings));
    }
    return text;
}

void HistogramStrip::choose(int bar) {
    if (bar >= 0 && bar < static_cast<int>(m_bars.size())) {
        Q_EMIT barChosen(bar);
    }
}

void HistogramStrip::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) {
        choose(barAt(event->pos().x()));
    }
}

void HistogramStrip::mouseMoveEvent(QMouseEvent* event) {
    const int bar = barAt(event->pos().x());
    if (bar >= 0) {
        QToolTip::showText(event->globalPosition().toPoint(), plainToolTip(wordsOf(bar)), this);
    }
    if (bar != m_current) {
        m_current = bar;
        update();
    }
}

void HistogramStrip::leaveEvent(QEvent* event) {
    QWidget::leaveEvent(event);
    m_current = -1;
    update();
}

void HistogramStrip::keyPressEvent(QKeyEvent* event) {
    const int last = static_cast<int>(m_bars.size()) - 1;
    const bool isLeft = event->key() == Qt::Key_Left;
    if (last >= 0 && (isLeft || event->key() == Qt::Key_Right)) {
        m_current = m_current < 0 ? last : std::clamp(m_current + (isLeft ? -1 : 1), 0, last);
        setAccessibleDescription(wordsOf(m_current));
        QToolTip::showText(mapToGlobal(barRect(m_current).bottomLeft()), plainToolTip(wordsOf(m_current)), this);
        update();
        return;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        choose(m_current);
        return;
    }
    QWidget::keyPressEvent(event);
}

void HistogramStrip::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    m_current = -1;
    update();
}

void HistogramStrip::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    Q_EMIT roomChanged();
}

} // namespace pilothouse::ui
