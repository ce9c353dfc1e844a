// SPDX-License-Identifier: Apache-2.0
#include "ui/change/change_page.h"

#include "ui/change/plan_words.h"
#include "ui/frame/contexts.h"
#include "ui/frame/navigation.h"

#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

std::optional<ChangeKind> kindOf(QStringView page) {
    if (page == page::kUpgrade) {
        return ChangeKind::Upgrade;
    }
    if (page == page::kRollback) {
        return ChangeKind::Rollback;
    }
    if (page == page::kUninstall) {
        return ChangeKind::Uninstall;
    }
    if (page == page::kTest) {
        return ChangeKind::Test;
    }
    return page == page::kInstall ? std::optional(ChangeKind::Install) : std::nullopt;
}

} // namespace

Place placeOfRun(const RunStatus& run) {
    Place place = placeOf(run.context, QString(page::kRun.toString() + run.id));
    place.release = run.release;
    return place;
}

ChangePage::ChangePage(Services services, QWidget* parent)
    : Page(parent)
    , m_services(services)
    , m_stack(new QStackedWidget(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack);
    connect(&services.contexts, &Contexts::itemChanged, this, [this](const ContextId& id) {
        for (ChangeSheet* sheet : m_sheets) {
            if (sheet->presenter().subject().context == id) {
                sheet->presenter().modeChanged();
            }
        }
    });
}

ChangePage::~ChangePage() {
    for (ChangeSheet* sheet : m_sheets) {
        disconnect(sheet, nullptr, this, nullptr); // it says "changed" while it is taken apart
    }
}

ChangeSheet* ChangePage::makeSheet(const ChangeSubject& subject) {
    auto* sheet = new ChangeSheet(subject,
        {.gateway = m_services.gateway,
            .memory = m_services.memory,
            .clock = m_services.clock,
            .mode
            = [&contexts = m_services.contexts, &clock = m_services.clock](const ContextId& context,
                  const QString& nameSpace) { return placeMode(contexts.find(context), nameSpace, clock.steadyNow()); },
            .offers = m_services.offers},
        m_services.navigation, m_stack);
    m_stack->addWidget(sheet);
    m_sheets.push_back(sheet);
    connect(sheet, &ChangeSheet::leaveRequested, this, [this, sheet] { leave(*sheet); });
    connect(sheet, &ChangeSheet::changed, this, [this, sheet] {
        if (const int plans = openPlans(); plans != m_plans) {
            m_plans = plans;
            Q_EMIT openPlansChanged(plans);
        }
        if (sheet == m_shown) {
            Q_EMIT settledChanged();
        }
    });
    return sheet;
}

ChangeSheet* ChangePage::sheetFor(const ChangeSubject& subject) {
    const auto found = std::ranges::find_if(
        m_sheets, [&](const ChangeSheet* sheet) { return sheet->presenter().subject() == subject; });
    // An install is named while it is typed: one at a time per context.
    const auto install = std::ranges::find_if(m_sheets, [&](const ChangeSheet* sheet) {
        const ChangeSubject& known = sheet->presenter().subject();
        return subject.kind == ChangeKind::Install && known.kind == subject.kind && known.context == subject.context
            && !sheet->presenter().run();
    });
    return found != m_sheets.end() ? *found : install != m_sheets.end() ? *install : nullptr;
}

ChangeSheet* ChangePage::sheetOfRun(const QString& id) {
    const auto found = std::ranges::find_if(m_sheets,
        [&](const ChangeSheet* sheet) { return sheet->presenter().run() && sheet->presenter().run()->id == id; });
    if (found != m_sheets.end()) {
        return *found;
    }
    const RunStatusPtr run = m_services.gateway.run(id);
    if (!run) {
        return nullptr;
    }
    ChangeSheet* sheet = makeSheet({run->context, run->release, run->kind});
    sheet->presenter().follow(run);
    return sheet;
}

void ChangePage::takeProposal(const Place& place, ChangeSheet& sheet) {
    if (place.proposal && place.proposal != m_taken) {
        m_taken = place.proposal;
        sheet.presenter().propose(*place.proposal);
    }
}

void ChangePage::showPlace(const Place& place) {
    ChangeSheet* sheet = nullptr;
    if (QStringView(place.page).startsWith(page::kRun)) {
        sheet = sheetOfRun(place.page.sliced(page::kRun.size()));
    } else if (const auto kind = kindOf(place.page)) {
        ReleaseKey key = place.release.value_or(ReleaseKey());
        if (*kind == ChangeKind::Install) {
            key = ReleaseKey{.nameSpace = place.nameSpace, .name = {}};
            const ContextItem* item = m_services.contexts.find(place.context);
            if (key.nameSpace.isEmpty() && item) {
                key.nameSpace = item->nameSpace;
            }
        }
        const ChangeSubject subject{place.context, key, *kind};
        sheet = sheetFor(subject);
        // What ended well is done: opening it again is another change.
        const RunStatusPtr run = sheet ? sheet->presenter().run() : nullptr;
        const bool isComing = sheet != m_shown || !isVisible();
        const bool isDone = run && run->phase == RunStatus::Phase::Ended && isComing;
        if (isDone) {
            sheet->presenter().planAgain();
            sheet->chooseTarget(place.revision);
        } else if (sheet && !run) {
            sheet->chooseTarget(place.revision);
        }
        if (!sheet) {
            sheet = makeSheet(subject);
            takeProposal(place, *sheet);
            sheet->start(place.revision);
        } else {
            takeProposal(place, *sheet);
        }
    }
    if (sheet) {
        const bool isOther = sheet != m_shown;
        m_shown = sheet;
        m_stack->setCurrentWidget(sheet);
        if (isOther) {
            sheet->focusFirst();
        }
        forgetIdle();
    }
    Q_EMIT breadcrumbsChanged();
}

/// Sheets without edits and without a run that goes on cost memory only.
void ChangePage::forgetIdle() {
    std::erase_if(m_sheets, [this](ChangeSheet* sheet) {
        const ChangePresenter& presenter = sheet->presenter();
        const bool isRunning
            = presenter.isBeginning() || (presenter.run() && presenter.run()->phase != RunStatus::Phase::Ended);
        if (sheet == m_shown || isRunning || presenter.isEdited()) {
            return false;
        }
        disconnect(sheet, nullptr, this, nullptr);
        sheet->deleteLater();
        return true;
    });
}

void ChangePage::leave(ChangeSheet& sheet) {
    Place place = placeOf(sheet.presenter().subject().context, page::kReleases);
    if (sheet.presenter().subject().kind != ChangeKind::Install) {
        place.release = sheet.presenter().subject().release;
    }
    m_services.navigation.goTo(place);
}

int ChangePage::openPlans() const {
    return static_cast<int>(std::ranges::count_if(
        m_sheets, [](const ChangeSheet* sheet) { return sheet->presenter().isEdited() && !sheet->presenter().run(); }));
}

std::optional<Place> ChangePage::openPlan() const {
    for (const ChangeSheet* sheet : m_sheets) {
        const ChangeSubject& subject = sheet->presenter().subject();
        if (sheet->presenter().isEdited() && !sheet->presenter().run()) {
            Place place = placeOf(subject.context, QString(u"change:"_s + changeWord(subject.kind)));
            if (subject.kind != ChangeKind::Install) {
                place.release = subject.release;
            }
            return place;
        }
    }
    return std::nullopt;
}

Crumbs ChangePage::breadcrumbs() const {
    if (!m_shown) {
        return {};
    }
    const ChangeSubject& subject = m_shown->presenter().subject();
    Crumbs crumbs = crumbsOf(subject.context, subject.release);
    if (subject.kind == ChangeKind::Install && !subject.release.name.isEmpty()) {
        crumbs.last().place.reset(); // it is not there yet
    }
    return crumbs << changeName(subject.kind);
}

QList<KeyGroup> ChangePage::keys() const {
    return {{tr("Change"),
                {{u"Ctrl+F"_s, tr("find in the values")}, {u"Tab Shift+Tab"_s, tr("indent, in the editor")},
                    {u"Esc"_s, tr("back; edits are kept")}}},
        {tr("Difference"),
            {{u"n N"_s, tr("next and previous change")}, {u"t"_s, tr("next object")}, {u"Space"_s, tr("seen")}}}};
}

void ChangePage::focusFilter() {
    if (m_shown) {
        m_shown->openFind();
    }
}

bool ChangePage::escape() {
    return false; // nothing is lost by leaving: edits are kept, runs go on
}

bool ChangePage::isSettled() const {
    return !m_shown || m_shown->isSettled();
}

} // namespace pilothouse::ui
