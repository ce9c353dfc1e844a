// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtWidgets/QWidget>

class QLabel;
class QTimer;
class QToolButton;

namespace pilothouse::ui {

/// A thin bar at the top of a page for work under way, with its words and a way to cancel it. Hidden when idle; shown
/// only after 200 ms, so that quick work does not flicker.
class ProgressLine final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ProgressLine)

public:
    explicit ProgressLine(QWidget* parent = nullptr);
    /// @param words plain text, such as "Fetching charts of 1 015 releases"; may be empty for the bare bar
    void start(const QString& words = {});
    /// @param total 0 or less: not known, the bar runs to and fro
    void setProgress(qint64 done, qint64 total);
    void setCancellable(bool cancellable);
    void finish();

Q_SIGNALS:
    void cancelled();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QLabel* m_words;
    QToolButton* m_cancel;
    QTimer* m_delay;
    QTimer* m_tick;
    qreal m_share = -1;
    int m_phase = 0;
};

} // namespace pilothouse::ui
