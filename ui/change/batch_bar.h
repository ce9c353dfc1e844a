// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/change/batch_presenter.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace pilothouse::ui {

class ConfirmField;

/// The last line of a plan of several releases. Before: what must be typed, how helm will wait and undo, Cancel and
/// the button itself; no button is the default one, and in a protected place Cancel has the keyboard (PS11). While it
/// runs: how far it is, and a stop. Afterwards: what came of it, and the ways on.
class BatchBar final : public QWidget {
    Q_OBJECT
public:
    explicit BatchBar(BatchPresenter& presenter, QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(BatchBar)

    void refresh();
    [[nodiscard]] QString typed() const;
    void focusCancel();
    [[nodiscard]] QPushButton& applyButton() const { return *m_apply; }
    [[nodiscard]] ConfirmField& confirmField() const { return *m_confirm; }

Q_SIGNALS:
    /// Back to the releases.
    void left();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void refreshPlan();
    void refreshRun();
    void say(const QString& text, ColorToken tone);

    BatchPresenter& m_presenter;
    ConfirmField* m_confirm;
    QLabel* m_line;
    QPushButton* m_leave;
    QPushButton* m_stop;
    QPushButton* m_again;
    QPushButton* m_apply;
};

} // namespace pilothouse::ui
