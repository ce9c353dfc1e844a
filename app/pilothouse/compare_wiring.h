// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QString>

#include <memory>

namespace pilothouse {

namespace ui {
class ChangeMemory;
class CompareGateway;
class Contexts;
class CoreAccess;
class MainWindow;
class ReleaseStore;
} // namespace ui

/// Makes what comparing environments needs and hands its page to the window. Lives longer than the windows.
class CompareWiring final : public QObject {
    Q_OBJECT
public:
    /// @param stateFolder where rebuilt charts go, and where changing remembers where charts came from
    CompareWiring(ui::CoreAccess& core, ui::Contexts& contexts, const QString& stateFolder);
    ~CompareWiring() override;
    Q_DISABLE_COPY_MOVE(CompareWiring)

    /// Called for every new window.
    void attach(ui::MainWindow& window, const ui::ReleaseStore& releases);

private:
    ui::CoreAccess& m_core;
    ui::Contexts& m_contexts;
    std::unique_ptr<ui::CompareGateway> m_gateway;
    std::unique_ptr<ui::ChangeMemory> m_memory;
};

} // namespace pilothouse
