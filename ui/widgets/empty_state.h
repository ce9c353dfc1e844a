// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "ui/theme/tokens.h"

#include <QtWidgets/QWidget>

class QLabel;
class QPushButton;
class QTimer;

namespace pilothouse::ui {

/// What stands where a table or page would be: nothing there, loading, failed. One sentence and one action.
class EmptyState final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EmptyState)

public:
    enum class Kind { Empty, Loading, Failed, Stale };

    explicit EmptyState(QWidget* parent = nullptr);

    /// @param sentence what is (not) here; @param detail a quieter second line, may be empty;
    /// @param action text of the button, empty for none. All plain text.
    void display(Kind kind, const QString& sentence, const QString& detail = {}, const QString& action = {});
    /// A failure in words (errorWords), with "Try again" as the action.
    void showError(const Error& error);
    /// Lucide name, instead of the kind's own.
    void setIconName(const QString& name);
    [[nodiscard]] Kind kind() const { return m_kind; }

Q_SIGNALS:
    void actionTriggered();

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void restyle();
    void turn();

    QLabel* m_icon;
    QLabel* m_sentence;
    QLabel* m_detail;
    QPushButton* m_action;
    QTimer* m_spin;
    QString m_iconName;
    Kind m_kind = Kind::Empty;
    int m_angle = 0;
};

} // namespace pilothouse::ui
