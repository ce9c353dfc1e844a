// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/forwards/forward_gateway.h"
#include "ui/frame/pod_tools.h"

#include <QPointer>

namespace pilothouse {

class SettingsStore;

namespace ui {
class CoreAccess;
class ForwardsTab;
class MainWindow;
} // namespace ui

/// Keeps the book of forwards, which outlives the windows, and shows it as a tab of the dock.
class ForwardsWiring final : public QObject {
    Q_OBJECT
public:
    /// @param core, settings outlive it; @param stateFolder where the audit is
    ForwardsWiring(ui::CoreAccess& core, SettingsStore& settings, const QString& stateFolder);
    ~ForwardsWiring() override;
    Q_DISABLE_COPY_MOVE(ForwardsWiring)

    /// Called for every new window: registers the tab `forwards`.
    void attach(ui::MainWindow& window);
    /// Opens the tab with a new forward to be completed.
    void propose(ui::MainWindow& window, const ui::PodTools::Forward& forward);

private:
    SettingsStore& m_settings;
    std::unique_ptr<ui::ForwardGateway> m_gateway;
    QPointer<ui::ForwardsTab> m_tab;
};

} // namespace pilothouse
