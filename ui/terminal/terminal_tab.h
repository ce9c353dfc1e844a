// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/frame/dock_tab.h"
#include "ui/terminal/terminal_presenter.h"

class QComboBox;
class QLabel;
class QListWidget;
class QStackedWidget;
class QToolButton;

namespace pilothouse::ui {

class AskBar;
class DebugPanel;
class EmptyState;
class Navigation;
class TerminalView;

/// A terminal in the dock: a strip that says where it is, with the environment's colour down the edge, and below it the
/// screen, or what stands in the way of one.
class TerminalTab final : public DockTabWidget {
    Q_OBJECT
public:
    struct Services {
        TerminalPresenter::Services presenter;
        Navigation& navigation;
        int zoom = 0; ///< as it was left
    };
    TerminalTab(const PodTools::Terminal& target, Services services, QWidget* parent = nullptr);
    ~TerminalTab() override;
    Q_DISABLE_COPY_MOVE(TerminalTab)

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QList<KeyGroup> keys() const override;
    void focusFilter() override;
    bool escape() override;
    [[nodiscard]] bool mayClose() override;
    [[nodiscard]] bool isSettled() const override;

    [[nodiscard]] TerminalPresenter& presenter() { return m_presenter; }
    [[nodiscard]] TerminalView& view() const { return *m_view; }
    /// The modes of a context changed: what was locked may be open now.
    void modesMoved(const ContextId& context);

Q_SIGNALS:
    void zoomChanged(int zoom);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    enum class Asked { Nothing, Paste, Reconnect, Swallowing, Close, Clipboard };
    void buildStrip();
    void listen();
    QToolButton* addTool(const QString& icon, const QString& name);
    void refresh();
    void refreshStrip();
    void showPage(QWidget* page);
    void actOnProblem();
    void showEnded();
    void showProblem();
    void showChoice();
    void showDebugOffer();
    void askPaste(const PasteFacts& facts);
    void askClipboard(const QString& text);
    void ask(Asked what, ColorToken tone, const QString& sentence, const QString& yes, const QString& no);
    void answer(bool yes);
    void copyCommand();
    void openLink(const QUrl& target);
    [[nodiscard]] QColor edgeColor() const;

    TerminalPresenter m_presenter;
    Navigation& m_navigation;
    QWidget* m_strip;
    QLabel* m_where;
    QLabel* m_state;
    QComboBox* m_containers;
    QToolButton* m_lock = nullptr;
    QStackedWidget* m_stack;
    TerminalView* m_view;
    EmptyState* m_empty;
    QListWidget* m_choice;
    DebugPanel* m_debug;
    AskBar* m_ask;
    Asked m_asked = Asked::Nothing;
    QString m_offered; ///< for the clipboard, by a program
    bool m_isStarted = false;
    bool m_isCloseWanted = false;
};

} // namespace pilothouse::ui
