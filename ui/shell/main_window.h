// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/frame/place.h"

#include <QMainWindow>

class QSplitter;
class QStackedWidget;

namespace pilothouse {
class SettingsStore;
}

namespace pilothouse::ui {

class CommandRunner;
class Contexts;
class CoreAccess;
class DockArea;
class KeyFilter;
class ModeControl;
class NavigationPanel;
class PageHost;
class StatusLine;
class Theme;
class TopBar;

/// The frame: rail, navigation, top bar, pages, dock, status line. It includes no feature: pages, dock tabs and the
/// rail are handed in by app/, and what happens where is decided by Navigation.
class MainWindow final : public QMainWindow {
    Q_OBJECT
public:
    struct Services {
        Theme& theme;
        CoreAccess& core;
        Contexts& contexts;
        SettingsStore& settings;
    };
    explicit MainWindow(Services services);
    ~MainWindow() override;
    Q_DISABLE_COPY_MOVE(MainWindow)

    /// The strip of contexts at the far left.
    void setRail(QWidget* rail);
    /// The bar between the top bar and the pages; it shows itself when it has something to ask.
    void setQuestionBar(QWidget* bar);
    /// One sentence at the right end of the status line.
    void say(const QString& sentence);
    [[nodiscard]] PageHost& host() const { return *m_host; }
    [[nodiscard]] DockArea& dock() const { return *m_dock; }
    [[nodiscard]] CommandRunner& commands() const { return *m_commands; }
    [[nodiscard]] NavigationPanel& navigation() const { return *m_navigation; }
    [[nodiscard]] StatusLine& statusLine() const { return *m_status; }
    [[nodiscard]] ModeControl& modes() const { return *m_modes; }
    /// The panel of the present place's mode.
    void openMode();

    /// Where to begin: the place remembered, or @p context if it is named.
    void begin(const ContextId& context);
    void showHelp();

protected:
    void closeEvent(QCloseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildLayout();
    void connectParts();
    void connectModes();
    void addShortcuts();
    void refresh();
    void refreshContext(const ContextId& id);
    void choose(const QString& pageName);
    void showDock();
    void switchPane();
    void toggleDockFullSize();
    void onTyped(QChar sign);
    void onEscape();
    void saveLayout();
    void restoreLayout();

    Services m_services;
    QWidget* m_railSlot;
    QWidget* m_questionSlot;
    QStackedWidget* m_stack;
    NavigationPanel* m_navigation;
    TopBar* m_topBar;
    StatusLine* m_status;
    DockArea* m_dock;
    QSplitter* m_split;
    PageHost* m_host;
    CommandRunner* m_commands;
    KeyFilter* m_keys;
    ModeControl* m_modes;
};

} // namespace pilothouse::ui
