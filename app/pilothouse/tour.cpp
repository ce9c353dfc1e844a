// SPDX-License-Identifier: Apache-2.0
#include "app/pilothouse/tour.h"

#include "app/pilothouse/application.h"
#include "app/pilothouse/batch_scenes.h"
#include "app/pilothouse/change_scenes.h"
#include "app/pilothouse/pod_scenes.h"
#include "app/pilothouse/repository_scenes.h"

#include "ui/frame/page.h"
#include "ui/shell/dock_area.h"
#include "ui/shell/main_window.h"
#include "ui/shell/page_host.h"

#include <QDir>

#include <algorithm>
#include <array>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Look {
    QStringView language;
    ui::Theme::Choice choice;
    QStringView suffix;
};
constexpr std::array<Look, 4> kLooks = {{
    {u"en", ui::Theme::Choice::Light, u"en-light"},
    {u"en", ui::Theme::Choice::Dark, u"en-dark"},
    {u"zh_CN", ui::Theme::Choice::Light, u"zh-light"},
    {u"zh_CN", ui::Theme::Choice::Dark, u"zh-dark"},
}};

constexpr qint64 kLongestWaitMs = 8000;
constexpr qint64 kLongestRunMs = 60'000; ///< of an operation
constexpr qint64 kRestMs = 250;

/// A context whose name has @p word in it.
ContextId contextWith(const ui::Contexts& contexts, QStringView word) {
    const auto& items = contexts.items();
    const auto found
        = std::ranges::find_if(items, [&](const ui::ContextItem& item) { return item.id.value().contains(word); });
    return found == items.end() ? ContextId() : found->id;
}

} // namespace

Tour::Tour(Application& application, QString folder, QObject* parent)
    : QObject(parent)
    , m_application(application)
    , m_folder(std::move(folder)) {
    m_tick.setInterval(50ms);
    connect(&m_tick, &QTimer::timeout, this, &Tour::waitUntilAtRest);
}

void Tour::start() {
    QDir().mkpath(m_folder);
    connect(&m_application.contexts(), &ui::Contexts::listChanged, this, [this] {
        if (m_scenes.empty() && m_application.contexts().isLoaded()) {
            makeScenes();
            nextLook();
        }
    });
}

void Tour::makeScenes() {
    const ui::Contexts& contexts = m_application.contexts();
    for (const ui::ContextItem& item : contexts.items()) {
        m_application.contexts().open(item.id); // all at once: the dead one must not slow the others
    }
    const ContextId prd = contextWith(contexts, u"prd");
    const ContextId stg = contextWith(contexts, u"stg");
    const ReleaseKey storefront{.nameSpace = u"shop"_s, .name = u"storefront"_s};
    const auto release = [&](QStringView tab, int revision = 0, int with = 0) {
        ui::Place place = ui::placeOf(prd, ui::page::kReleases);
        place.release = storefront;
        place.tab = tab.toString();
        place.revision = Revision{revision};
        place.compareWith = Revision{with};
        return place;
    };
    ui::Place stuck = ui::placeOf(prd, ui::page::kReleases);
    stuck.release = ReleaseKey{.nameSpace = u"payments"_s, .name = u"ledger"_s};
    stuck.tab = ui::tab::kOverview.toString();
    m_scenes = {
        {u"welcome"_s, ui::placeOf({}, ui::page::kWelcome)},
        {u"releases"_s, ui::placeOf(prd, ui::page::kReleases)},
        {u"releases-stg"_s, ui::placeOf(stg, ui::page::kReleases)},
        {u"diff"_s, release(ui::tab::kDiff, 1384, 1382)},
        {u"overview"_s, release(ui::tab::kOverview, 1384)},
        {u"overview-stuck"_s, stuck},
        {u"values"_s, release(ui::tab::kValues, 1384)},
        {u"manifest"_s, release(ui::tab::kManifest, 1384)},
        {u"resources"_s, release(ui::tab::kResources, 1384)},
        {u"history"_s, release(ui::tab::kHistory, 1384)},
        {u"hooks"_s, release(ui::tab::kHooks, 1384)},
        {u"notes"_s, release(ui::tab::kNotes, 1384)},
        {u"faults"_s, ui::placeOf(prd, ui::page::kFaults)},
        {u"workloads"_s, ui::placeOf(prd, u"kind:workloads")},
        {u"pods"_s, ui::placeOf(prd, ui::page::kPods)},
        {u"events"_s, ui::placeOf(prd, ui::page::kEvents)},
        {u"unreachable"_s, ui::placeOf(contextWith(contexts, u"lab"), ui::page::kReleases)},
        {u"forbidden"_s, ui::placeOf(contextWith(contexts, u"edge"), ui::page::kReleases)},
        {u"trace"_s, ui::placeOf(prd, ui::page::kReleases),
            {[this] { m_application.window().dock().open(u"trace"_s); }}},
        {u"audit"_s, ui::placeOf(prd, ui::page::kReleases),
            {[this] { m_application.window().dock().open(u"audit"_s); }}},
        {u"settings"_s, ui::placeOf(prd, ui::page::kSettings), {[this] {
             m_application.window().dock().closeCurrent();
             m_application.window().dock().closeCurrent();
         }}},
        {u"keys"_s, ui::placeOf(prd, ui::page::kReleases), {[this] { m_application.window().showHelp(); }}},
    };
    // Before the dock is opened and the keys lie over everything.
    std::vector<TourScene> changes = changeScenes(m_application, prd, stg);
    std::ranges::move(batchScenes(m_application, stg), std::back_inserter(changes));
    std::ranges::move(repositoryScenes(m_application, stg), std::back_inserter(changes));
    std::ranges::move(podScenes(m_application, stg), std::back_inserter(changes));
    const auto at = std::ranges::find(m_scenes, u"trace"_s, &TourScene::name);
    m_scenes.insert(at, std::make_move_iterator(changes.begin()), std::make_move_iterator(changes.end()));
}

void Tour::nextLook() {
    if (++m_look == static_cast<int>(kLooks.size())) {
        Q_EMIT finished(m_failures == 0 ? 0 : 1);
        return;
    }
    const Look& look = kLooks[static_cast<size_t>(m_look)];
    m_application.theme().setChoice(look.choice);
    m_application.reopenWindow(look.language.toString());
    m_application.window().resize(1280, 800);
    m_scene = 0;
    nextScene();
}

void Tour::nextScene() {
    if (m_scene == m_scenes.size()) {
        nextLook();
        return;
    }
    m_step = 0;
    m_application.window().host().goTo(m_scenes[m_scene].place);
    m_waiting.start();
    m_resting.start();
    m_tick.start();
}

bool Tour::isAtRest() const {
    const ui::Page* page = m_application.window().host().currentPage();
    const TourScene& scene = m_scenes[m_scene];
    const bool isReady = m_step < scene.steps.size() || !scene.isReady || scene.isReady();
    return page && page->isSettled() && isReady;
}

void Tour::waitUntilAtRest() {
    if (!isAtRest()) {
        m_resting.restart();
    }
    if (m_resting.elapsed() < kRestMs
        && m_waiting.elapsed() < (m_scenes[m_scene].isReady ? kLongestRunMs : kLongestWaitMs)) {
        return;
    }
    if (m_step < m_scenes[m_scene].steps.size()) {
        m_scenes[m_scene].steps[m_step++]();
        m_resting.restart();
        m_waiting.restart();
        return;
    }
    m_tick.stop();
    takePicture();
    ++m_scene;
    nextScene();
}

void Tour::takePicture() {
    const QString name = u"%1-%2-%3.png"_s.arg(static_cast<int>(m_scene + 1), 2, 10, QLatin1Char('0'))
                             .arg(m_scenes[m_scene].name, kLooks[static_cast<size_t>(m_look)].suffix);
    if (!m_application.window().grab().save(QDir(m_folder).filePath(name))) {
        qWarning("tour picture=%s error=\"it can't be written\"", qPrintable(name));
        ++m_failures;
    }
}

} // namespace pilothouse
