// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/change/change_page.h"

#include <QObject>
#include <QPointer>

#include <memory>

namespace pilothouse {

class RepositoryBook;

namespace ui {
class ChangeActivity;
class ChangeGateway;
class ChangeMemory;
class ChartOffers;
class Contexts;
class CoreAccess;
class MainWindow;
class ReleaseStore;
class RepositoryReader;
class Theme;
} // namespace ui

/// Makes what changing needs and hands it to the window: the way to the desk, what is remembered, the page, the audit
/// in the dock, what runs in the status line. Lives longer than the windows.
class ChangeWiring final : public QObject {
    Q_OBJECT
public:
    struct Parts {
        CoreThread& thread;
        ui::CoreAccess& core;
        ui::Contexts& contexts;
        RepositoryBook& repositories; ///< outlives the core thread
    };
    /// @param stateFolder for operations, the audit and drafts; made when first needed
    ChangeWiring(const Parts& parts, const QString& stateFolder);
    ~ChangeWiring() override;
    Q_DISABLE_COPY_MOVE(ChangeWiring)

    /// Called for every new window.
    void attach(ui::MainWindow& window, ui::Theme& theme, const ui::ReleaseStore& releases);
    [[nodiscard]] ui::ChangeGateway& gateway() const { return *m_gateway; }
    [[nodiscard]] const ui::ChangeMemory& memory() const { return *m_memory; }
    [[nodiscard]] ui::RepositoryReader& repositories() const { return *m_reader; }
    /// The page, once it was shown.
    [[nodiscard]] ui::ChangePage* page() const { return m_page; }

protected:
    /// Secrets shown in a window go into the audit (RP5).
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    ui::CoreAccess& m_core;
    ui::Contexts& m_contexts;
    std::unique_ptr<ui::ChangeGateway> m_gateway;
    std::unique_ptr<ui::ChangeMemory> m_memory;
    std::unique_ptr<ui::RepositoryReader> m_reader;
    std::unique_ptr<ui::ChartOffers> m_offers;
    QPointer<ui::ChangePage> m_page;
};

} // namespace pilothouse
