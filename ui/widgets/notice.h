// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "ui/theme/tokens.h"

#include <QtWidgets/QWidget>

class QLabel;
class QPushButton;
class QToolButton;

namespace pilothouse::ui {

/// A line across the top of a page that says something about what is below: stale since, could not load all.
/// Hidden until told something. Plain text; one action.
class Notice final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Notice)

public:
    explicit Notice(QWidget* parent = nullptr);
    /// @param tone Warning, Failed, Ok, Pending or Accent; @param action text of the button, empty for none
    void tell(ColorToken tone, const QString& text, const QString& action = {});
    void tellError(const Error& error, const QString& action = {});
    void setDismissable(bool dismissable);
    void clear();

Q_SIGNALS:
    void actionTriggered();
    void dismissed();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QLabel* m_text;
    QPushButton* m_action;
    QToolButton* m_close;
    ColorToken m_tone = ColorToken::Accent;
};

} // namespace pilothouse::ui
