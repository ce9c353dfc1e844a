// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/pilothouse/options.h"

#include "core/async/core_thread.h"
#include "core/settings/settings_store.h"
#include "ui/frame/contexts.h"
#include "ui/frame/core_access.h"
#include "ui/releases/releases_page.h"
#include "ui/theme/theme.h"

#include <QObject>
#include <QTranslator>

#include <memory>

class QApplication;

namespace pilothouse {

class BatchWiring;
class ChangeWiring;
class CompareWiring;
class DemoServer;
class PodWiring;
class RepositoryBook;
class RepositoryWiring;
class ResourcesWiring;

namespace ui {
class PrepareGateway;
class MainWindow;
class ReleaseReader;
class ReleaseStore;
} // namespace ui

/// The composition root: makes everything, in order, and hands it to those who need it. Nothing else in the program
/// makes an object that outlives a screen, and nothing reaches for one.
class Application final : public QObject {
    Q_OBJECT
public:
    Application(QApplication& app, AppOptions options);
    ~Application() override;
    Q_DISABLE_COPY_MOVE(Application)

    /// Makes the window and shows it; core begins to read.
    void start();
    /// Makes the window anew in another language (the tour; the settings page asks for it too). Empty: the system's.
    void reopenWindow(const QString& language);

    [[nodiscard]] ui::MainWindow& window() const { return *m_window; }
    [[nodiscard]] ui::Theme& theme() { return m_theme; }
    [[nodiscard]] ui::CoreAccess& core() { return m_core; }
    [[nodiscard]] ui::Contexts& contexts() { return m_contexts; }
    [[nodiscard]] SettingsStore& settings() { return m_settings; }
    [[nodiscard]] ChangeWiring& changes() { return *m_changes; }
    [[nodiscard]] BatchWiring& batches() { return *m_batches; }
    [[nodiscard]] ui::ReleaseStore& releases() { return *m_releases; }
    [[nodiscard]] RepositoryBook& repositories();
    [[nodiscard]] PodWiring& pods() const { return *m_pods; }
    [[nodiscard]] const AppOptions& options() const { return m_options; }

private:
    [[nodiscard]] Workspace::Options workspaceOptions() const;
    [[nodiscard]] QString stateFolder() const;
    [[nodiscard]] QString keychainService() const;
    void applySettings();
    void useRules(const std::vector<EnvironmentRule>& rules);
    void useOwners(const OwnerRules& owners);
    void tellOwners();
    void installLanguage(const QString& language);
    void makeWindow();
    void registerPages();
    [[nodiscard]] ui::ReleasesPage::Services releasesServices();
    void openDemo();
    void openKubeconfig(const QString& file);

    QApplication& m_app;
    AppOptions m_options;
    QString m_folder;
    SettingsStore m_settings;
    std::unique_ptr<RepositoryWiring> m_repositories; ///< before the core thread, which asks it
    ui::Theme m_theme;
    QTranslator m_translator;
    QTranslator m_qtTranslator;
    CoreThread m_coreThread;
    ui::CoreAccess m_core;
    ui::Contexts m_contexts;
    std::unique_ptr<ui::ReleaseStore> m_releases;
    std::unique_ptr<ui::ReleaseReader> m_reader;
    std::unique_ptr<ChangeWiring> m_changes;
    std::unique_ptr<BatchWiring> m_batches;
    std::unique_ptr<ui::PrepareGateway> m_prepare;
    std::unique_ptr<CompareWiring> m_compare;
    std::unique_ptr<PodWiring> m_pods;
    std::unique_ptr<ResourcesWiring> m_resources;
    std::unique_ptr<DemoServer> m_demo;
    std::unique_ptr<ui::MainWindow> m_window;
};

} // namespace pilothouse
