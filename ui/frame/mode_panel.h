// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/frame/place_mode.h"

#include <QFrame>

class QButtonGroup;
class QLabel;
class QLineEdit;
class QPushButton;

namespace pilothouse::ui {

class SegmentedControl;

/// The small panel below the mode chip: which mode, why, for how long. It belongs to the place it was opened for,
/// whatever the window shows meanwhile, and goes with Esc. It decides nothing: core does. Not modal.
class ModePanel final : public QFrame {
    Q_OBJECT
public:
    /// @param context whose mode it is; @param name of the place, as people see it: `prd-app ▸ payments`
    ModePanel(ContextId context, const QString& name, PlaceMode place, QWidget* parent);
    ~ModePanel() override;
    Q_DISABLE_COPY_MOVE(ModePanel)

    [[nodiscard]] const ContextId& context() const { return m_context; }
    [[nodiscard]] const PlaceMode& place() const { return m_place; }
    /// Shows it with its right edge at @p topRight (in the parent) and puts the cursor into it.
    void openAt(const QPoint& topRight);
    /// Core refused: says why and stays.
    void tellError(const Error& error);

Q_SIGNALS:
    /// @param time nothing: for as long as the program runs
    void chosen(pilothouse::Mode mode, const QString& reason, std::optional<std::chrono::minutes> time);
    /// Back to what the environment starts in.
    void lockRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void build(const QString& name);
    QWidget* buildChoices();
    QWidget* buildQuestions();
    QWidget* buildButtons();
    [[nodiscard]] Mode wanted() const;
    [[nodiscard]] bool asksReason() const;
    void refresh();
    void accept();

    ContextId m_context;
    PlaceMode m_place;
    QButtonGroup* m_modes;
    QWidget* m_questions = nullptr;
    QLineEdit* m_reason;
    SegmentedControl* m_time;
    QLabel* m_note;
    QPushButton* m_lock = nullptr;
    QPushButton* m_accept = nullptr;
};

} // namespace pilothouse::ui
