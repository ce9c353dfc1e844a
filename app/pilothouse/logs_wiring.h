// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/worker_pool.h"
#include "ui/frame/dock_tab.h"
#include "ui/frame/pod_tools.h"

#include <QObject>
#include <QString>

namespace pilothouse {

class SettingsStore;

namespace ui {
class Contexts;
class CoreAccess;
class Theme;
} // namespace ui

/// Makes what logs need, and their tabs. Lives longer than the windows. All given outlive it.
class LogsWiring final : public QObject {
    Q_OBJECT
public:
    struct Parts {
        ui::Theme& theme;
        ui::CoreAccess& core;
        ui::Contexts& contexts;
        SettingsStore& settings;
        QString stateFolder; ///< where lines beyond the memory bound are kept while a tab is open
    };
    explicit LogsWiring(Parts parts);
    ~LogsWiring() override;
    Q_DISABLE_COPY_MOVE(LogsWiring)

    /// `logs:CONTEXT/NAMESPACE/deployment/web`: one tab a log, of which previous runs are another.
    [[nodiscard]] static QString tabId(const ui::PodTools::Logs& what);
    /// For DockArea::openTemporary.
    [[nodiscard]] ui::DockTab tab(const ui::PodTools::Logs& what);

private:
    Parts m_parts;
    WorkerPool m_pool{2}; ///< filters and searches of all tabs: never in core's way
};

} // namespace pilothouse
