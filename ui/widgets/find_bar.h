// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtWidgets/QWidget>

class QLabel;
class QLineEdit;
class QScrollBar;

namespace pilothouse::ui {

/// The bar a text view opens with Ctrl+F: field, "3 of 12", previous, next, close. It finds nothing itself.
class FindBar final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FindBar)

public:
    explicit FindBar(QWidget* parent = nullptr);
    /// Shows the bar and gives it the keyboard. @p seed replaces the text unless empty.
    void open(const QString& seed = {});
    [[nodiscard]] QString needle() const;
    /// @param current counted from 1, 0 for none
    void setCounts(int current, int total, bool more);
    /// Keys of the text below that the bar has to do with: Home and End of its lines, Esc, which closes the bar first.
    /// @return false: none of them
    bool takeKey(const QKeyEvent& event, QScrollBar& lines);

Q_SIGNALS:
    void needleChanged(const QString& needle);
    void nextWanted();
    void previousWanted();
    void closed();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void addButton(const QString& icon, const QString& name, void (FindBar::*signal)());

    QLineEdit* m_field;
    QLabel* m_counts;
};

} // namespace pilothouse::ui
