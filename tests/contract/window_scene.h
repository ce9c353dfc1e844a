// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/pilothouse/application.h"
#include "core/config/environment_rules.h"
#include "core/session/owner_rules.h"
#include "tests/contract/contract_server.h"
#include "ui/change/change_sheet.h"
#include "ui/shell/main_window.h"

#include <QAbstractButton>
#include <QTemporaryDir>

#include <functional>
#include <memory>

namespace pilothouse::contract {

/// The program's own window, made by its own composition, against a server and a real helm; used as a person uses it:
/// by keys, by buttons, by what stands on the screen. Settings, state and home are folders of its own.
class WindowScene {
public:
    struct Options {
        QString kubeconfig;
        QString context;
        QString helm; ///< its folder comes first in PATH
        std::vector<EnvironmentRule> rules;
        QString folder = {}; ///< of settings and state; empty: one of its own, removed with it
        OwnerRules owners = {};
    };
    explicit WindowScene(Options options);
    ~WindowScene();
    Q_DISABLE_COPY_MOVE(WindowScene)

    /// Closes the window; helms that run go on.
    void close();
    /// Makes it anew, with the same settings and state.
    void open();
    [[nodiscard]] Application& app() const { return *m_app; }
    [[nodiscard]] ui::MainWindow& window() const { return m_app->window(); }
    [[nodiscard]] QString folder() const { return m_options.folder; }
    [[nodiscard]] QString stateFolder() const { return folder() + QStringLiteral("/config/state"); }

    // What a person does. Each waits until it can be done; false: it never could.
    /// Ctrl+K, the words, Enter.
    [[nodiscard]] bool command(const QString& words) const;
    /// Presses a button that is on the screen, by object name or text.
    [[nodiscard]] bool press(const QString& button) const;
    void key(int key, Qt::KeyboardModifiers modifiers = {}) const;
    /// Clicks into the field of that object or accessible name, takes out what is there and types.
    [[nodiscard]] bool type(const QString& field, const QString& text) const;
    /// Chooses the tab of that name.
    [[nodiscard]] bool tab(const QString& title) const;
    [[nodiscard]] bool choose(const QString& comboBox, const QString& item) const;
    /// In the file dialog that is open.
    [[nodiscard]] bool chooseFile(const QString& path) const;

    // What is on the screen.
    [[nodiscard]] QWidget* shown(const QString& name) const; ///< by object or accessible name; null: not there
    [[nodiscard]] QAbstractButton* button(const QString& name) const; ///< by object name or text
    [[nodiscard]] ui::ChangeSheet* sheet() const; ///< null: no change is on the screen
    [[nodiscard]] RunStatusPtr run() const; ///< of the sheet; null: none
    /// Every text of every widget that can be seen: labels, fields, tables, editors, names for screen readers, tips.
    [[nodiscard]] QString everyText() const;

    /// Goes to the change of a release (`upgrade`, `rollback`, `uninstall`), once the list knows it.
    [[nodiscard]] bool openChange(
        const QString& verb, const QString& nameSpace, const QString& release, const QString& more = {}) const;
    [[nodiscard]] bool openInstall() const;
    /// Until the change on the screen is rendered, compared and checked.
    [[nodiscard]] bool settle() const;
    /// Presses the button of the change; in a protected place after typing what is asked for.
    [[nodiscard]] bool apply(const QString& typed = {}) const;
    /// Until the operation on the screen has ended.
    [[nodiscard]] RunStatusPtr end() const;

    [[nodiscard]] static bool waitFor(const std::function<bool()>& isSo, std::chrono::milliseconds bound = kBound);
    static constexpr std::chrono::milliseconds kBound{30'000};

private:
    [[nodiscard]] bool isOnScreen(const QWidget* widget) const;
    Options m_options;
    QTemporaryDir m_folder;
    std::unique_ptr<Application> m_app;
};

/// What this process has for an environment while it lives: the tests' own home, and no HELM_ or KUBE of whoever runs
/// them.
class OwnEnvironment {
public:
    OwnEnvironment();
    ~OwnEnvironment();
    Q_DISABLE_COPY_MOVE(OwnEnvironment)

    static void putHelmFirst(const QString& helm);

private:
    QTemporaryDir m_home;
};

/// Ends the helm that works on @p nameSpace as `kill -9` does. @return false: there is none
[[nodiscard]] bool killHelmOf(const QString& nameSpace);

/// A helm that writes down its arguments, one line a start, and does what the real one does.
class RecordingHelm {
public:
    explicit RecordingHelm(const QString& real);
    [[nodiscard]] QString path() const { return m_folder.filePath(QStringLiteral("helm")); }
    [[nodiscard]] QStringList all() const;
    /// Those that change a cluster.
    [[nodiscard]] QStringList mutating() const;
    void clear() const;

private:
    [[nodiscard]] QString log() const { return m_folder.filePath(QStringLiteral("started")); }
    QTemporaryDir m_folder;
};

} // namespace pilothouse::contract
