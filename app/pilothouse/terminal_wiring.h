// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/frame/pod_tools.h"

#include <memory>

namespace pilothouse {

class SettingsStore;

namespace ui {
class Contexts;
class CoreAccess;
class MainWindow;
class TerminalGateway;
} // namespace ui

/// Makes what terminals need and opens them as tabs of the dock. Lives longer than the windows.
class TerminalWiring final : public QObject {
    Q_OBJECT
public:
    /// @param stateFolder where the audit is
    TerminalWiring(ui::CoreAccess& core, ui::Contexts& contexts, SettingsStore& settings, const QString& stateFolder);
    ~TerminalWiring() override;
    Q_DISABLE_COPY_MOVE(TerminalWiring)

    /// Opens a tab in @p window, or raises the one for the same container.
    void open(ui::MainWindow& window, const ui::PodTools::Terminal& terminal);

private:
    class Herald;
    QWidget* makeTab(ui::MainWindow& window, const ui::PodTools::Terminal& terminal, QWidget* parent);

    ui::CoreAccess& m_core;
    ui::Contexts& m_contexts;
    SettingsStore& m_settings;
    std::shared_ptr<Herald> m_herald;
    std::unique_ptr<ui::TerminalGateway> m_gateway;
};

} // namespace pilothouse
