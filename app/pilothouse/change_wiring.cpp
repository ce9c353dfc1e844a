// SPDX-License-Identifier: Apache-2.0
#include "app/pilothouse/change_wiring.h"

#include "ui/change/audit_view.h"
#include "ui/change/change_activity.h"
#include "ui/change/change_gateway.h"
#include "ui/change/change_memory.h"
#include "ui/change/change_page.h"
#include "ui/change/chart_offers.h"
#include "ui/frame/contexts.h"
#include "ui/frame/core_access.h"
#include "ui/frame/repository_reader.h"
#include "ui/releases/release_store.h"
#include "ui/shell/command_runner.h"
#include "ui/shell/dock_area.h"
#include "ui/shell/main_window.h"
#include "ui/shell/page_host.h"
#include "ui/shell/status_line.h"
#include "ui/theme/theme.h"
#include "ui/widgets/secret_shown.h"

#include <QCoreApplication>
#include <QDir>
#include <QProcessEnvironment>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

ChangeDesk::Places placesIn(const QString& stateFolder) {
    ChangeDesk::Places places;
    places.stateFolder = stateFolder;
    places.supervisor = QDir(QCoreApplication::applicationDirPath()).filePath(u"pilothouse-supervisor"_s);
    const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString& name : environment.keys()) {
        places.environment.emplace_back(name, environment.value(name));
    }
    return places;
}

/// `name` or `namespace/name` among the releases the list knows.
std::vector<ReleaseKey> findReleases(const ui::ReleaseStore& releases, const ContextId& context, const QString& word) {
    std::vector<ReleaseKey> found;
    const ui::ReleaseTableModel* model = releases.find(context);
    for (int row = 0; model && row < model->rowCount(); ++row) {
        const ReleaseKey& key = model->at(row).newest.key;
        if (key.name == word || key.nameSpace + u'/' + key.name == word) {
            found.push_back(key);
        }
    }
    return found;
}

} // namespace

ChangeWiring::ChangeWiring(const Parts& parts, const QString& stateFolder)
    : m_core(parts.core)
    , m_contexts(parts.contexts)
    , m_gateway(
          ui::coreChangeGateway(parts.core, placesIn(stateFolder), ui::loginsOf(parts.repositories, parts.thread)))
    , m_memory(std::make_unique<ui::ChangeMemory>(QDir(stateFolder).filePath(u"drafts"_s)))
    , m_reader(ui::coreRepositoryReader(parts.core))
    , m_offers(std::make_unique<ui::ChartOffers>(parts.repositories, *m_reader, parts.core.clock())) { }

ChangeWiring::~ChangeWiring() = default;

bool ChangeWiring::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == ui::SecretShownEvent::kind()) {
        if (auto* window = qobject_cast<ui::MainWindow*>(watched)) {
            const ui::Place place = window->host().current();
            m_gateway->noteShown(place.context, place.release.value_or(ReleaseKey()),
                static_cast<const ui::SecretShownEvent*>(event)->what());
        }
    }
    return QObject::eventFilter(watched, event);
}

void ChangeWiring::attach(ui::MainWindow& window, ui::Theme& theme, const ui::ReleaseStore& releases) {
    ui::PageHost& host = window.host();
    window.installEventFilter(this);
    auto* activity = new ui::ChangeActivity(*m_gateway, host, &window);
    activity->watch(&window);
    const auto tellOperations = [this, activity, &window] {
        window.statusLine().setOperations(activity->running(), m_page ? m_page->openPlans() : 0);
    };
    host.registerPage(u"change:"_s, [this, &host, &window, tellOperations](QWidget* parent) {
        m_page = new ui::ChangePage({.gateway = *m_gateway,
                                        .memory = *m_memory,
                                        .contexts = m_contexts,
                                        .clock = m_core.clock(),
                                        .navigation = host,
                                        .offers = m_offers.get()},
            parent);
        connect(m_page, &ui::ChangePage::openPlansChanged, &window, tellOperations);
        return m_page.get();
    });
    connect(activity, &ui::ChangeActivity::runningChanged, &window, tellOperations);
    connect(activity, &ui::ChangeActivity::ended, &window, &ui::MainWindow::say);
    connect(&window.statusLine(), &ui::StatusLine::operationsRequested, activity,
        [this, activity, &window](const QPoint& at) {
            const auto plan = m_page && activity->running() == 0 ? m_page->openPlan() : std::nullopt;
            if (plan) {
                window.host().goTo(*plan);
            } else {
                activity->open(&window, at);
            }
        });
    tellOperations();
    window.dock().registerTab(u"audit"_s,
        {.title = ui::MainWindow::tr("Audit"),
            .icon = u"scroll-text"_s,
            .make
            = [this, &theme](QWidget* parent) -> QWidget* { return new ui::AuditView(theme, *m_gateway, parent); }});
    window.commands().setReleaseFinder(
        [&releases](const ContextId& context, const QString& word) { return findReleases(releases, context, word); });
}

} // namespace pilothouse
