// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"
#include "core/config/environment_rules.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace pilothouse::ui {

class Contexts;
class CoreAccess;
class Navigation;
class Theme;

/// What the program needs to know about the current context before it goes on: may its credential plugin run (KC7)?
/// What environment is it (a context no rule names)? Questions are asked in the page, never in a dialog that stops the
/// rest.
class QuestionBar final : public QWidget {
    Q_OBJECT
public:
    QuestionBar(Theme& theme, CoreAccess& core, Contexts& contexts, Navigation& navigation, QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(QuestionBar)

Q_SIGNALS:
    /// The user said what @p context is; the owner of the rules remembers it.
    void environmentNamed(const pilothouse::ContextId& context, pilothouse::EnvironmentKind kind);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void refresh();
    void askTrust();
    void askEnvironment();
    void clearButtons();
    QPushButton* addButton(const QString& text);

    Theme& m_theme;
    CoreAccess& m_core;
    Contexts& m_contexts;
    ContextId m_context;
    QLabel* m_title;
    QLabel* m_detail;
    QHBoxLayout* m_buttons;
    QList<ContextId> m_notNow; ///< asked and put off; asked again at the next start
};

} // namespace pilothouse::ui
