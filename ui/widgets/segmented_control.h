// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtWidgets/QWidget>

class QButtonGroup;
class QHBoxLayout;

namespace pilothouse::ui {

/// A row of buttons of which one is on: side by side | unified. Left and right arrows move inside it.
class SegmentedControl final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SegmentedControl)

public:
    explicit SegmentedControl(QWidget* parent = nullptr);
    /// @return the number of the new segment, counted from 0; the first one is on
    int addSegment(const QString& text, const QString& toolTip = {});
    [[nodiscard]] int current() const;
    void setCurrent(int segment);
    void setSegmentEnabled(int segment, bool enabled);

Q_SIGNALS:
    /// Also after setCurrent.
    void currentChanged(int segment);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QButtonGroup* m_group;
    QHBoxLayout* m_layout;
};

} // namespace pilothouse::ui
