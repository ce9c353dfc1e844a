// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/frame/dock_tab.h"

#include <QList>
#include <QPointer>
#include <QWidget>

#include <map>

class QTabWidget;
class QToolButton;

namespace pilothouse::ui {

class Theme;

/// The tabs at the bottom, which survive navigation. A tab's maker is registered under an id; opening it twice raises
/// it. A tab can be torn off into a window of its own and comes back when that is closed. A tab that may not be closed
/// yet asks in itself.
class DockArea final : public QWidget {
    Q_OBJECT
public:
    explicit DockArea(Theme& theme, QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(DockArea)

    void registerTab(const QString& id, DockTab tab);
    void open(const QString& id);
    /// Makes a tab of its own kind under @p id, or raises the one that is open already.
    void openTemporary(const QString& id, DockTab tab);
    void closeCurrent();
    void closeAll();
    [[nodiscard]] bool isEmpty() const;
    /// The tab with the keyboard, torn off or not; null where the keyboard is elsewhere.
    [[nodiscard]] DockTabWidget* focusedTab() const;
    [[nodiscard]] QWidget* currentTab() const;
    /// Puts the keyboard into the tab shown.
    void focusCurrent();

Q_SIGNALS:
    void emptied();
    void opened();
    void fullScreenRequested();

private:
    void close(int index);
    void closeContent(QWidget* content);
    void raise(QWidget* content);
    void listen(DockTabWidget& tab);
    [[nodiscard]] QString titleOf(const QWidget& content) const;
    void tearOff(int index);
    [[nodiscard]] QWidget* contentOf(const QString& id) const;

    Theme& m_theme;
    QTabWidget* m_tabs;
    std::map<QString, DockTab> m_known;
    QList<QPointer<QWidget>> m_contents; ///< all that are open, torn off too
};

} // namespace pilothouse::ui
