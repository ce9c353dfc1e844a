// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/change/change_presenter.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace pilothouse::ui {

class ConfirmField;

/// The last line before a change: what must be typed, how helm will wait and undo, Cancel and the button itself. No
/// button is the default one, and in a protected place Cancel has the keyboard (PS11).
class ApplyBar final : public QWidget {
    Q_OBJECT
public:
    explicit ApplyBar(ChangePresenter& presenter, QWidget* parent = nullptr);
    ~ApplyBar() override;
    Q_DISABLE_COPY_MOVE(ApplyBar)

    void refresh();
    [[nodiscard]] QString typed() const;
    void focusCancel();
    [[nodiscard]] QPushButton& applyButton() const { return *m_apply; }
    [[nodiscard]] ConfirmField& confirmField() const { return *m_confirm; }

Q_SIGNALS:
    void cancelled();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    ChangePresenter& m_presenter;
    ConfirmField* m_confirm;
    QLabel* m_line;
    QPushButton* m_cancel;
    QPushButton* m_apply;
};

} // namespace pilothouse::ui
