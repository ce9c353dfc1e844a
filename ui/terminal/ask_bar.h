// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/tokens.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace pilothouse::ui {

/// A line below a terminal that asks one thing: paste this? connect again? Not modal; Esc is no. Hidden until asked.
class AskBar final : public QWidget {
    Q_OBJECT
public:
    explicit AskBar(QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(AskBar)

    /// @param yes text of the button that does it; @param no of the other, empty for none
    void ask(ColorToken tone, const QString& sentence, const QString& yes, const QString& no);
    /// Puts the keyboard on the quieter answer, so that Enter does no harm (PS11).
    void takeFocus();
    [[nodiscard]] QString sentence() const;

Q_SIGNALS:
    void accepted();
    void declined();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QLabel* m_text;
    QPushButton* m_yes;
    QPushButton* m_no;
    ColorToken m_tone = ColorToken::Accent;
};

} // namespace pilothouse::ui
