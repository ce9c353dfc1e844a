// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/row_filter.h"

#include <QtWidgets/QLineEdit>

class QAction;

namespace pilothouse::ui {

/// A field that filters a table while typing (RowFilter's grammar). Esc empties it, then gives the keyboard back to
/// the table; Down and Enter do so at once.
class FilterField final : public QLineEdit {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FilterField)

public:
    explicit FilterField(QWidget* parent = nullptr);
    [[nodiscard]] const RowFilter& filter() const { return m_filter; }

Q_SIGNALS:
    /// After every keystroke that changes the filter; an expression that can't be read keeps the last good one.
    void filterChanged(const pilothouse::ui::RowFilter& filter);
    /// The user is done typing: give the keyboard to the table.
    void left();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void read(const QString& typed);
    void restyle();

    RowFilter m_filter;
    QAction* m_icon;
    QString m_problem;
};

} // namespace pilothouse::ui
