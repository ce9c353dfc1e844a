// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include <functional>
#include <map>

class QTabWidget;
class QToolButton;

namespace pilothouse::ui {

class Theme;

/// The tabs at the bottom, which survive navigation. A tab's maker is registered under an id; opening it twice raises
/// it. A tab can be torn off into a window of its own and comes back when that is closed.
class DockArea final : public QWidget {
    Q_OBJECT
public:
    struct Tab {
        QString title;
        QString icon;
        std::function<QWidget*(QWidget* parent)> make;
    };
    explicit DockArea(Theme& theme, QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(DockArea)

    void registerTab(const QString& id, Tab tab);
    void open(const QString& id);
    void closeCurrent();
    [[nodiscard]] bool isEmpty() const;

Q_SIGNALS:
    void emptied();
    void opened();

private:
    void close(int index);
    void tearOff(int index);
    [[nodiscard]] int indexOf(const QString& id) const;

    Theme& m_theme;
    QTabWidget* m_tabs;
    std::map<QString, Tab> m_known;
};

} // namespace pilothouse::ui
