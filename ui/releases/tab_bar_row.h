// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QHBoxLayout;

namespace pilothouse::ui {

/// The bar at the top of a tab of the release page: controls in a row, a line below.
class TabBarRow final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TabBarRow)

public:
    explicit TabBarRow(QWidget* parent = nullptr);
    [[nodiscard]] QHBoxLayout& row() const { return *m_row; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QHBoxLayout* m_row;
};

} // namespace pilothouse::ui
