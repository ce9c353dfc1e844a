// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/kube/metrics_source.h"

#include <QDateTime>
#include <QHash>
#include <QWidget>

#include <deque>

namespace pilothouse::ui {

/// What was used over the last half hour, as far as this window was looking: 120 samples of each, at most 6,000 names.
class UsageHistory {
public:
    struct Point {
        QDateTime time;
        Usage usage;
    };
    static constexpr size_t kPoints = 120;
    static constexpr qsizetype kMostNames = 6000;

    void add(const QHash<QString, Usage>& usage, const QDateTime& time);
    [[nodiscard]] const std::deque<Point>& of(const QString& key) const;
    void clear() { m_points.clear(); }

private:
    QHash<QString, std::deque<Point>> m_points;
};

/// CPU and memory over time, each a line of its own with its newest value and its peak.
class UsagePlot final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(UsagePlot)

public:
    explicit UsagePlot(QWidget* parent = nullptr);
    void setPoints(std::deque<UsageHistory::Point> points);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Series;
    void paintSeries(QPainter& painter, const QRect& area, const Series& series) const;
    std::deque<UsageHistory::Point> m_points;
};

} // namespace pilothouse::ui
