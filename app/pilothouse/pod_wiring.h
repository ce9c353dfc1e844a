// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/frame/pod_tools.h"

#include <QPointer>

#include <memory>

namespace pilothouse {

class ForwardsWiring;
class LogsWiring;
class SettingsStore;
class TerminalWiring;

namespace ui {
class Contexts;
class CoreAccess;
class MainWindow;
class Theme;
} // namespace ui

/// Opens what pods' logs, terminals and forwards need as tabs of the dock. Lives longer than the windows.
class PodWiring final : public ui::PodTools {
    Q_OBJECT
public:
    struct Services {
        ui::Theme& theme;
        ui::CoreAccess& core;
        ui::Contexts& contexts;
        SettingsStore& settings;
        QString stateFolder;
    };
    explicit PodWiring(Services services, QObject* parent = nullptr);
    ~PodWiring() override;
    Q_DISABLE_COPY_MOVE(PodWiring)

    /// Called for every new window.
    void attach(ui::MainWindow& window);

    void openLogs(const Logs& logs) override;
    void openTerminal(const Terminal& terminal) override;
    void openForward(const Forward& forward) override;

private:
    std::unique_ptr<LogsWiring> m_logs;
    std::unique_ptr<TerminalWiring> m_terminals;
    std::unique_ptr<ForwardsWiring> m_forwards;
    QPointer<ui::MainWindow> m_window;
};

} // namespace pilothouse
