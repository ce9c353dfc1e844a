// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/shell/command_parser.h"

#include <QLineEdit>

#include <functional>

class QListWidget;

namespace pilothouse::ui {

class Theme;

/// `:` and Ctrl+K: go to a kind, a context, a namespace or a release, or run a command. Candidates drop down as one
/// types; Down and Up choose, Enter runs, Esc leaves.
class CommandBox final : public QLineEdit {
    Q_OBJECT
public:
    explicit CommandBox(Theme& theme, QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(CommandBox)

    /// Asked anew each time the box is opened.
    void setCandidates(std::function<std::vector<Candidate>()> candidates) { m_candidates = std::move(candidates); }
    void open(const QString& text);

Q_SIGNALS:
    void commandEntered(const QString& text);
    void left();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void refresh();
    void placePopup();
    void run(const QString& command);
    void leave();
    void applyTheme();

    Theme& m_theme;
    QListWidget* m_popup;
    QAction* m_icon;
    std::function<std::vector<Candidate>()> m_candidates;
    std::vector<Candidate> m_known;
    QStringList m_entered; ///< commands run before, newest last (`-` runs the last one again)
};

} // namespace pilothouse::ui
