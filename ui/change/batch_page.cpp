// SPDX-License-Identifier: Apache-2.0
#include "ui/change/batch_page.h"

#include "ui/change/batch_words.h"
#include "ui/frame/navigation.h"

#include <QStackedWidget>
#include <QVBoxLayout>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

BatchPage::BatchPage(Services services, QWidget* parent)
    : Page(parent)
    , m_services(std::move(services))
    , m_stack(new QStackedWidget(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack);
}

BatchPage::~BatchPage() {
    for (const auto& [context, sheet] : m_sheets) {
        disconnect(sheet, nullptr, this, nullptr); // it says "changed" while it is taken apart
    }
}

BatchSheet* BatchPage::sheetOf(const ContextId& context) {
    BatchSheet*& sheet = m_sheets[context];
    if (!sheet) {
        sheet = new BatchSheet(m_services.presenter(context), m_services.gateway, m_services.navigation, m_stack);
        m_stack->addWidget(sheet);
        connect(sheet, &BatchSheet::leaveRequested, this, &BatchPage::leave);
        connect(sheet, &BatchSheet::changed, this, [this, made = sheet] {
            if (made == m_shown) {
                Q_EMIT settledChanged();
            }
        });
    }
    return sheet;
}

void BatchPage::showPlace(const Place& place) {
    BatchSheet* sheet = sheetOf(place.context);
    BatchPresenter& presenter = sheet->presenter();
    const bool isComing = sheet != m_shown || !isVisible();
    m_shown = sheet;
    if (isComing && presenter.hasEnded()) {
        presenter.planAgain(); // what came of it was left: opening it again is another plan
    }
    if (isComing) {
        presenter.choose(m_services.marked(place.context));
    }
    m_stack->setCurrentWidget(sheet);
    if (isComing) {
        sheet->focusFirst();
    }
    Q_EMIT breadcrumbsChanged();
}

void BatchPage::leave() {
    m_services.navigation.goTo(placeOf(m_shown->presenter().context(), page::kReleases));
}

Crumbs BatchPage::breadcrumbs() const {
    return m_shown ? Crumbs{batchTitle(m_shown->presenter())} : Crumbs();
}

QList<KeyGroup> BatchPage::keys() const {
    return {{tr("Plan of several releases"),
                {{u"Alt+Up Alt+Down"_s, tr("upgrade it earlier, later")}, {u"Delete"_s, tr("out of the plan")},
                    {u"Esc"_s, tr("back; the plan is kept")}}},
        {tr("Difference"),
            {{u"n N"_s, tr("next and previous change")}, {u"t"_s, tr("next object")}, {u"Space"_s, tr("seen")}}}};
}

void BatchPage::focusFilter() {
    if (m_shown) {
        m_shown->openFind();
    }
}

bool BatchPage::isSettled() const {
    return !m_shown || m_shown->isSettled();
}

} // namespace pilothouse::ui
