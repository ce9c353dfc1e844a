// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/change/batch_sheet.h"
#include "ui/frame/page.h"

#include <functional>
#include <map>

class QStackedWidget;

namespace pilothouse::ui {

/// The page `batch:upgrade`: the plan of the marked releases of a context, one sheet a context. The marks say which
/// releases it is about each time it is shown; what is asked for them is kept.
class BatchPage final : public Page {
    Q_OBJECT
public:
    struct Services {
        ChangeGateway& gateway;
        Navigation& navigation;
        /// The plan of a context; outlives the page.
        std::function<BatchPresenter&(const ContextId& context)> presenter;
        /// What is marked there.
        std::function<std::vector<BatchItem>(const ContextId& context)> marked;
    };
    explicit BatchPage(Services services, QWidget* parent = nullptr);
    ~BatchPage() override;
    Q_DISABLE_COPY_MOVE(BatchPage)

    void showPlace(const Place& place) override;
    [[nodiscard]] Crumbs breadcrumbs() const override;
    [[nodiscard]] QList<KeyGroup> keys() const override;
    void focusFilter() override;
    [[nodiscard]] bool isSettled() const override;

    /// The one on screen; null before the first place.
    [[nodiscard]] BatchSheet* sheet() const { return m_shown; }

private:
    BatchSheet* sheetOf(const ContextId& context);
    void leave();

    Services m_services;
    QStackedWidget* m_stack;
    std::map<ContextId, BatchSheet*> m_sheets;
    BatchSheet* m_shown = nullptr;
};

} // namespace pilothouse::ui
