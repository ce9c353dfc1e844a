// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QWidget>

#include <cstdint>
#include <functional>
#include <vector>

namespace pilothouse::ui {

/// One bar of the strip: how many lines, and how many of them are warnings and faults.
struct LogBar {
    std::uint32_t lines = 0;
    std::uint32_t warnings = 0;
    std::uint32_t errors = 0;
    friend bool operator==(const LogBar&, const LogBar&) = default;
};

/// Lines over time, bars from the oldest to the newest; the part in sight is framed. A click or Left and Right with
/// Enter go to the time of a bar.
class HistogramStrip final : public QWidget {
    Q_OBJECT
public:
    explicit HistogramStrip(QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(HistogramStrip)

    void setBars(std::vector<LogBar> bars);
    /// The part of the time in sight, as shares 0..1 of the strip; nothing in sight: from > to.
    void setInSight(double from, double to);
    /// Says in words what a bar stands for: its time.
    void setWords(std::function<QString(int bar)> words) { m_words = std::move(words); }
    /// How many bars fit: what the strip wants to be given.
    [[nodiscard]] int room() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void barChosen(int bar);
    void roomChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    [[nodiscard]] double pitch() const;
    [[nodiscard]] int barAt(int x) const;
    [[nodiscard]] QRect barRect(int bar) const;
    [[nodiscard]] QString wordsOf(int bar) const;
    void choose(int bar);

    std::vector<LogBar> m_bars;
    std::function<QString(int)> m_words;
    double m_from = 1;
    double m_to = 0;
    int m_current = -1; ///< under the mouse or chosen by keys
};

} // namespace pilothouse::ui
