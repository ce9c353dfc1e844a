// SPDX-License-Identifier: Apache-2.0
#include "ui/resources/usage_plot.h"

#include "ui/resources/object_cells.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace pilothouse::ui {

namespace {

constexpr int kHeight = 64;
constexpr int kMargin = 14;

} // namespace

void UsageHistory::add(const QHash<QString, Usage>& usage, const QDateTime& time) {
    for (auto it = m_points.begin(); it != m_points.end();) { // what is gone has no line any more
        it = usage.contains(it.key()) ? std::next(it) : m_points.erase(it);
    }
    for (auto it = usage.begin(); it != usage.end(); ++it) {
        if (m_points.size() >= kMostNames && !m_points.contains(it.key())) {
            continue;
        }
        std::deque<Point>& points = m_points[it.key()];
        points.push_back({.time = time, .usage = it.value()});
        if (points.size() > kPoints) {
            points.pop_front();
        }
    }
}

const std::deque<UsageHistory::Point>& UsageHistory::of(const QString& key) const {
    static const std::deque<Point> kNone;
    const auto found = m_points.constFind(key);
    return found == m_points.cend() ? kNone : *found;
}

struct UsagePlot::Series {
    QString name;
    ColorToken tone;
    std::vector<double> values;
    QString (*text)(double);
};

UsagePlot::UsagePlot(QWidget* parent)
    : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void UsagePlot::setPoints(std::deque<UsageHistory::Point> points) {
    m_points = std::move(points);
    if (!m_points.empty()) {
        const Usage& now = m_points.back().usage;
        setAccessibleName(tr("CPU %1, memory %2").arg(coresText(now.cores), bytesText(now.bytes)));
    }
    update();
}

QSize UsagePlot::sizeHint() const {
    return {320, Theme::of(this).scaled(kHeight)};
}

void UsagePlot::paintSeries(QPainter& painter, const QRect& area, const Series& series) const {
    const Theme& theme = Theme::of(this);
    const double peak = *std::ranges::max_element(series.values);
    const QString words = tr("%1 %2 · peak %3").arg(series.name, series.text(series.values.back()), series.text(peak));
    painter.setFont(theme.font(TextStyle::Small));
    painter.setPen(theme.color(ColorToken::TextSecond));
    const int textHeight = painter.fontMetrics().height();
    painter.drawText(QRect(area.left(), area.top(), area.width(), textHeight), Qt::AlignLeft, words);
    const QRect plot = area.adjusted(0, textHeight + 4, 0, -4);
    painter.setPen(theme.color(ColorToken::Line));
    painter.drawLine(plot.bottomLeft(), plot.bottomRight());
    if (series.values.size() < 2) {
        return;
    }
    QPainterPath path;
    const double step = static_cast<double>(plot.width()) / static_cast<double>(series.values.size() - 1);
    for (size_t i = 0; i < series.values.size(); ++i) {
        const double share = peak > 0 ? series.values[i] / peak : 0;
        const QPointF point(plot.left() + (step * static_cast<double>(i)), plot.bottom() - (share * plot.height()));
        i == 0 ? path.moveTo(point) : path.lineTo(point);
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.color(series.tone), 1.5));
    painter.drawPath(path);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void UsagePlot::paintEvent(QPaintEvent* /*event*/) {
    if (m_points.empty()) {
        return;
    }
    Series cores{.name = tr("CPU"), .tone = ColorToken::Accent, .values = {}, .text = &coresText};
    Series memory{.name = tr("Memory"), .tone = ColorToken::Pending, .values = {}, .text = [](double bytes) {
                      return bytesText(static_cast<qint64>(bytes));
                  }};
    for (const UsageHistory::Point& point : m_points) {
        cores.values.push_back(point.usage.cores);
        memory.values.push_back(static_cast<double>(point.usage.bytes));
    }
    QPainter painter(this);
    const QRect all = rect().adjusted(kMargin, 4, -kMargin, 0);
    const int half = (all.width() - kMargin) / 2;
    paintSeries(painter, QRect(all.left(), all.top(), half, all.height()), cores);
    paintSeries(painter, QRect(all.left() + half + kMargin, all.top(), half, all.height()), memory);
}

} // namespace pilothouse::ui
