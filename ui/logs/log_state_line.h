// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QLabel;

namespace pilothouse::ui {

class ElidedLabel;
class LogsPresenter;

/// The line under a log: whether it follows, how many streams, lines, how fast, what was dropped, and whose time is
/// shown. Nothing is called live that is not.
class LogStateLine final : public QWidget {
    Q_OBJECT
public:
    explicit LogStateLine(QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(LogStateLine)

    void display(LogsPresenter& presenter, bool isFollowing, bool isLocalTime);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    ElidedLabel* m_left;
    ElidedLabel* m_right;
    bool m_isLive = false;
    bool m_isTroubled = false;
};

} // namespace pilothouse::ui
