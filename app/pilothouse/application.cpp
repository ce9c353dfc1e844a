// SPDX-License-Identifier: Apache-2.0
#include "app/pilothouse/application.h"

#include "app/pilothouse/batch_wiring.h"
#include "app/pilothouse/change_wiring.h"
#include "app/pilothouse/compare_wiring.h"
#include "app/pilothouse/demo_server.h"
#include "app/pilothouse/pod_wiring.h"
#include "app/pilothouse/repository_wiring.h"
#include "app/pilothouse/resources_wiring.h"

#include "core/session/environment_settings.h"

#include "ui/change/change_gateway.h"
#include "ui/clusters/context_rail.h"
#include "ui/clusters/question_bar.h"
#include "ui/clusters/welcome_page.h"
#include "ui/diff/diff_tab.h"
#include "ui/frame/repository_place.h"
#include "ui/prepare/prepare_page.h"
#include "ui/releases/faults_page.h"
#include "ui/releases/release_reader.h"
#include "ui/releases/release_store.h"
#include "ui/releases/releases_page.h"
#include "ui/resources/live_objects_tab.h"
#include "ui/settings/preferences.h"
#include "ui/settings/settings_page.h"
#include "ui/shell/command_runner.h"
#include "ui/shell/dock_area.h"
#include "ui/shell/main_window.h"
#include "ui/shell/navigation_panel.h"
#include "ui/shell/page_host.h"
#include "ui/trace/trace_view.h"

#include <QApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QStandardPaths>
#include <QTimer>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QString userConfigFolder() {
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/pilothouse"_s;
}

EnvironmentRules rulesFrom(SettingsStore& settings) {
    return EnvironmentRules(environmentRulesIn(settings));
}

} // namespace

Application::Application(QApplication& app, AppOptions options)
    : m_app(app)
    , m_options(std::move(options))
    , m_folder(m_options.configFolder.isEmpty() ? userConfigFolder() : m_options.configFolder)
    , m_settings(m_folder + u"/settings.json"_s)
    , m_repositories(std::make_unique<RepositoryWiring>(m_settings, keychainService()))
    , m_theme(app)
    , m_core(m_coreThread, workspaceOptions(), std::make_shared<SystemClock>())
    , m_contexts(m_core, EnvironmentRules())
    , m_releases(std::make_unique<ui::ReleaseStore>(m_core))
    , m_reader(ui::coreReleaseReader(m_core))
    , m_changes(std::make_unique<ChangeWiring>(
          ChangeWiring::Parts{
              .thread = m_coreThread, .core = m_core, .contexts = m_contexts, .repositories = m_repositories->book()},
          stateFolder()))
    , m_batches(std::make_unique<BatchWiring>(BatchWiring::Parts{.gateway = m_changes->gateway(),
          .memory = m_changes->memory(),
          .contexts = m_contexts,
          .clock = m_core.clock(),
          .releases = *m_releases}))
    , m_prepare(ui::corePrepareGateway(m_core, stateFolder()))
    , m_compare(std::make_unique<CompareWiring>(m_core, m_contexts, stateFolder()))
    , m_pods(std::make_unique<PodWiring>(PodWiring::Services{.theme = m_theme,
          .core = m_core,
          .contexts = m_contexts,
          .settings = m_settings,
          .stateFolder = stateFolder()}))
    , m_resources(std::make_unique<ResourcesWiring>(
          ResourcesWiring::Parts{.theme = m_theme, .core = m_core, .contexts = m_contexts, .settings = m_settings},
          stateFolder())) {
    if (const auto loaded = m_settings.load(); !loaded) {
        qWarning("settings error=\"%s\"", qPrintable(describe(loaded.error())));
    }
    m_contexts.setRules(rulesFrom(m_settings));
    m_repositories->book().load();
    tellOwners();
    applySettings();
}

Application::~Application() {
    m_window.reset();
    (void)m_settings.flush(); // a failure was told by saveFailed; there is nobody left to tell now
}

/// A folder of settings of its own (tests, the tour) has its own state, too: another window's operations are not
/// theirs.
QString Application::stateFolder() const {
    if (!m_options.configFolder.isEmpty()) {
        return m_options.configFolder + u"/state"_s;
    }
    return QStandardPaths::writableLocation(QStandardPaths::GenericStateLocation) + u"/pilothouse"_s;
}

/// A folder of settings of its own has its own passwords, too.
QString Application::keychainService() const {
    return m_options.configFolder.isEmpty() ? u"pilothouse"_s : u"pilothouse "_s + m_options.configFolder;
}

RepositoryBook& Application::repositories() {
    return m_repositories->book();
}

Workspace::Options Application::workspaceOptions() const {
    return {.source = KubeconfigSource::fromEnvironment(m_options.kubeconfig),
        .trustFile = m_folder + u"/trusted-plugins.json"_s,
        .trace = std::make_shared<HttpTrace>(),
        .watchFiles = true};
}

void Application::applySettings() {
    const ui::Preferences preferences(m_settings);
    m_theme.setChoice(preferences.themeChoice());
    m_theme.setTextScale(preferences.textScale());
    installLanguage(m_options.language.isEmpty() ? preferences.language() : m_options.language);
}

void Application::useRules(const std::vector<EnvironmentRule>& rules) {
    setEnvironmentRules(m_settings, rules);
    m_contexts.setRules(EnvironmentRules(rules));
    tellOwners(); // theirs may be for one environment
}

void Application::useOwners(const OwnerRules& owners) {
    setOwnerRules(m_settings, owners);
    tellOwners();
}

/// Whoever marks releases, and whoever plans changes.
void Application::tellOwners() {
    const OwnerRules owners = ownerRulesIn(m_settings);
    m_releases->setOwnerRules(owners, m_contexts.rules());
    m_changes->gateway().setOwnerRules(owners);
}

void Application::installLanguage(const QString& language) {
    const QLocale locale = language.isEmpty() ? QLocale::system() : QLocale(language);
    QLocale::setDefault(locale);
    m_app.removeTranslator(&m_translator);
    m_app.removeTranslator(&m_qtTranslator);
    if (m_translator.load(locale, u"pilothouse"_s, u"_"_s, u":/translations"_s)) {
        m_app.installTranslator(&m_translator);
    }
    if (m_qtTranslator.load(locale, u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
        m_app.installTranslator(&m_qtTranslator);
    }
}

void Application::start() {
    makeWindow();
    // Where to begin is known when kubeconfig has been read; the window is up before that.
    QObject::connect(&m_contexts, &ui::Contexts::listChanged, this, [this] {
        if (m_contexts.isLoaded() && m_window->host().current().context.isEmpty()) {
            m_window->begin(m_options.context);
        }
    });
    m_core.start();
}

void Application::reopenWindow(const QString& language) {
    const ui::Place place = m_window->host().current();
    const QByteArray geometry = m_window->saveGeometry();
    installLanguage(language);
    m_releases->retranslate();
    m_window->close();
    makeWindow();
    m_window->restoreGeometry(geometry);
    m_window->host().goTo(place);
}

void Application::makeWindow() {
    m_window = std::make_unique<ui::MainWindow>(
        ui::MainWindow::Services{.theme = m_theme, .core = m_core, .contexts = m_contexts, .settings = m_settings});
    auto* rail = new ui::ContextRail(m_theme, m_contexts, m_window->host());
    m_window->setRail(rail);
    QObject::connect(rail, &ui::ContextRail::chosen, &m_window->commands(), &ui::CommandRunner::switchContext);
    QObject::connect(rail, &ui::ContextRail::addRequested, this,
        [this] { m_window->host().goTo(ui::placeOf({}, ui::page::kWelcome)); });
    auto* question = new ui::QuestionBar(m_theme, m_core, m_contexts, m_window->host());
    m_window->setQuestionBar(question);
    QObject::connect(
        question, &ui::QuestionBar::environmentNamed, this, [this](const ContextId& id, EnvironmentKind kind) {
            auto rules = environmentRulesIn(m_settings);
            // Exactly this one: `app` as a word is in `prd-app` too.
            rules.push_back({.contextPattern = u'=' + id.value(), .namespacePattern = {}, .kind = kind, .label = {}});
            useRules(rules);
        });
    m_pods->attach(*m_window);
    registerPages();
    m_changes->attach(*m_window, m_theme, *m_releases);
    m_batches->attach(*m_window);
    m_repositories->attach(*m_window, m_changes->repositories());
    m_compare->attach(*m_window, *m_releases);
    m_window->commands().addSource(m_releases->candidates(m_window->host()));
    const auto tellFaults
        = [this] { m_window->navigation().setAlert(ui::page::kFaults.toString(), m_releases->allFaults()); };
    connect(m_releases.get(), &ui::ReleaseStore::faultsChanged, m_window.get(), tellFaults);
    tellFaults();
    m_window->host().goTo(ui::placeOf({}, ui::page::kWelcome));
    m_window->show();
}

ui::ReleasesPage::Services Application::releasesServices() {
    return {.core = m_core,
        .contexts = m_contexts,
        .navigation = m_window->host(),
        .pods = *m_pods,
        .settings = m_settings,
        .releases = *m_releases,
        .reader = *m_reader,
        .tabs = {
            {.id = ui::tab::kDiff.toString(),
                .title = ui::MainWindow::tr("Diff"),
                .make = [this](QWidget* parent) { return new ui::DiffTab(m_core, parent); }},
            {.id = ui::tab::kResources.toString(),
                .title = ui::MainWindow::tr("Resources"),
                .make = [this](QWidget* parent) { return new ui::LiveObjectsTab(m_theme, m_core, parent); }},
        }};
}

void Application::registerPages() {
    ui::PageHost& host = m_window->host();
    host.registerPage(ui::page::kWelcome.toString(), [this](QWidget* parent) {
        auto* page = new ui::WelcomePage(m_theme, m_contexts, parent);
        connect(page, &ui::WelcomePage::contextChosen, &m_window->commands(), &ui::CommandRunner::switchContext);
        connect(page, &ui::WelcomePage::demoRequested, this, &Application::openDemo);
        connect(page, &ui::WelcomePage::fileChosen, this, &Application::openKubeconfig);
        return page;
    });
    host.registerPage(ui::page::kReleases.toString(),
        [this](QWidget* parent) { return new ui::ReleasesPage(releasesServices(), parent); });
    host.registerPage(ui::page::kFaults.toString(), [this](QWidget* parent) {
        return new ui::FaultsPage(
            {.contexts = m_contexts, .navigation = m_window->host(), .settings = m_settings, .releases = *m_releases},
            parent);
    });
    host.registerPage(ui::page::kPrepare.toString(), [this](QWidget* parent) {
        return new ui::PreparePage(
            {.gateway = *m_prepare, .contexts = m_contexts, .clock = m_core.clock(), .navigation = m_window->host()},
            parent);
    });
    host.registerPage(
        u"kind:"_s, [this](QWidget* parent) { return m_resources->makePage(m_window->host(), m_pods.get(), parent); });
    host.registerPage(ui::page::kSettings.toString(), [this](QWidget* parent) {
        auto* page = new ui::SettingsPage(m_theme, m_contexts, m_settings, parent);
        // Queued: the page asks from inside its own combo box, and goes with the window.
        connect(page, &ui::SettingsPage::rulesChosen, this, &Application::useRules);
        connect(page, &ui::SettingsPage::repositoriesWanted, this,
            [this] { m_window->host().goTo(ui::repositoryPlace(m_window->host().current().context)); });
        connect(page, &ui::SettingsPage::ownersChosen, this, &Application::useOwners);
        connect(page, &ui::SettingsPage::languageChosen, this, &Application::reopenWindow, Qt::QueuedConnection);
        return page;
    });
    m_window->dock().registerTab(u"trace"_s,
        {.title = ui::MainWindow::tr("HTTP"),
            .icon = u"arrow-left-right"_s,
            .make
            = [this](QWidget* parent) -> QWidget* { return new ui::TraceView(m_theme, m_core.trace(), parent); }});
}

void Application::openDemo() {
    m_demo = std::make_unique<DemoServer>();
    connect(m_demo.get(), &DemoServer::ready, this, &Application::openKubeconfig);
    connect(m_demo.get(), &DemoServer::failed, m_window.get(),
        [this](const QString& sentence) { m_window->say(sentence); });
    m_demo->start();
}

void Application::openKubeconfig(const QString& file) {
    m_core.openKubeconfig(KubeconfigSource::fromEnvironment(file));
}

} // namespace pilothouse
