// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/change/batch_page.h"

#include <QObject>
#include <QPointer>

#include <map>
#include <memory>

namespace pilothouse {

namespace ui {
class Contexts;
class MainWindow;
class ReleaseStore;
} // namespace ui

/// Several releases in one plan: the plans of all contexts, which live longer than the windows (a page that goes stops
/// no run), and the page, handed to the window. What is marked comes from the list; what was upgraded is unmarked.
class BatchWiring final : public QObject {
    Q_OBJECT
public:
    struct Parts {
        ui::ChangeGateway& gateway;
        const ui::ChangeMemory& memory;
        const ui::Contexts& contexts;
        const Clock& clock;
        ui::ReleaseStore& releases;
    };
    explicit BatchWiring(Parts parts);
    ~BatchWiring() override;
    Q_DISABLE_COPY_MOVE(BatchWiring)

    /// Called for every new window.
    void attach(ui::MainWindow& window);
    /// The page, once it was shown.
    [[nodiscard]] ui::BatchPage* page() const { return m_page; }

private:
    ui::BatchPresenter& presenterOf(const ContextId& context);

    Parts m_parts;
    std::map<ContextId, std::unique_ptr<ui::BatchPresenter>> m_presenters;
    QPointer<ui::BatchPage> m_page;
};

} // namespace pilothouse
