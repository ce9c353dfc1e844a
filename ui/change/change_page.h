// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/change/change_sheet.h"
#include "ui/frame/page.h"

#include <vector>

class QStackedWidget;

namespace pilothouse::ui {

class Contexts;

/// The page `change:…`: one sheet a change, kept while it has edits or a run. A sheet belongs to the context it was
/// opened for, whatever the rest of the window shows meanwhile.
class ChangePage final : public Page {
    Q_OBJECT
public:
    struct Services {
        ChangeGateway& gateway;
        const ChangeMemory& memory;
        const Contexts& contexts;
        const Clock& clock;
        Navigation& navigation;
        ChartOffers* offers = nullptr; ///< what repositories have; may be null
    };
    /// All services outlive the page.
    explicit ChangePage(Services services, QWidget* parent = nullptr);
    ~ChangePage() override;
    Q_DISABLE_COPY_MOVE(ChangePage)

    void showPlace(const Place& place) override;
    [[nodiscard]] Crumbs breadcrumbs() const override;
    [[nodiscard]] QList<KeyGroup> keys() const override;
    void focusFilter() override;
    bool escape() override;
    [[nodiscard]] bool isSettled() const override;

    /// The sheet on screen; null before the first place.
    [[nodiscard]] ChangeSheet* sheet() const { return m_shown; }
    /// Sheets with edits that were not applied.
    [[nodiscard]] int openPlans() const;
    /// Where one of them is; nothing: there is none.
    [[nodiscard]] std::optional<Place> openPlan() const;

Q_SIGNALS:
    void openPlansChanged(int count);

private:
    ChangeSheet* sheetFor(const ChangeSubject& subject);
    ChangeSheet* sheetOfRun(const QString& id);
    ChangeSheet* makeSheet(const ChangeSubject& subject);
    void takeProposal(const Place& place, ChangeSheet& sheet);
    void leave(ChangeSheet& sheet);
    void forgetIdle();

    Services m_services;
    QStackedWidget* m_stack;
    std::vector<ChangeSheet*> m_sheets;
    ChangeSheet* m_shown = nullptr;
    std::shared_ptr<const ChangeRequest> m_taken; ///< the last proposal: going back to its place is no new one
    int m_plans = 0;
};

/// The place that shows a change.
[[nodiscard]] Place placeOfRun(const RunStatus& run);

} // namespace pilothouse::ui
