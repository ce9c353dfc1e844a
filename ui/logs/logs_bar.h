// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/environment_rules.h"

#include <QList>
#include <QWidget>

class QAction;
class QMenu;
class QToolButton;

namespace pilothouse::ui {

class Badge;
class Chip;
class FilterField;
class LogActions;

/// The bar over a log: whose log (context, pods, containers), the filter, and switches as chips. Chips that do not fit
/// are left to the "⋯" menu, which has everything; nothing wraps.
class LogsBar final : public QWidget {
    Q_OBJECT
public:
    LogsBar(LogActions& actions, QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(LogsBar)

    void setContext(const QString& context, const Environment& environment);
    void setScope(const QString& words, const QString& icon, const QString& toolTip);
    void setContainers(const QString& words, const QString& toolTip);
    void setZone(const QString& zone);
    [[nodiscard]] FilterField& filter() { return *m_filter; }

    /// Filled by who knows, when they are about to be shown.
    [[nodiscard]] QMenu& podsMenu() { return *m_podsMenu; }
    [[nodiscard]] QMenu& containersMenu() { return *m_containersMenu; }
    [[nodiscard]] QMenu& columnsMenu() { return *m_columnsMenu; }
    [[nodiscard]] QMenu& moreMenu() { return *m_menu; }
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    Chip* makeMenuChip(const QString& icon, QMenu* menu);
    Chip* makeChip(QAction* action);
    void fillMenu();
    void popUp(QWidget& chip, QMenu& menu);
    void openMenu(QWidget& chip, QMenu& menu);
    void arrange();
    void restyle();

    LogActions& m_actions;
    Badge* m_context;
    Chip* m_scope = nullptr;
    Chip* m_containers = nullptr;
    FilterField* m_filter;
    Chip* m_since = nullptr;
    QList<Chip*> m_chips; ///< the first is kept longest
    Chip* m_zone = nullptr;
    QToolButton* m_more;
    QToolButton* m_save;
    QMenu* m_podsMenu;
    QMenu* m_containersMenu;
    QMenu* m_columnsMenu;
    QMenu* m_sinceMenu;
    QMenu* m_menu;
};

} // namespace pilothouse::ui
