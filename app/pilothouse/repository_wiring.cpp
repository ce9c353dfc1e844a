// SPDX-License-Identifier: Apache-2.0
#include "app/pilothouse/repository_wiring.h"

#include "ui/frame/repository_place.h"
#include "ui/settings/repositories_page.h"
#include "ui/shell/main_window.h"
#include "ui/shell/page_host.h"

#include <QProcessEnvironment>

namespace pilothouse {

namespace {

EnvironmentVariables ownEnvironment() {
    EnvironmentVariables variables;
    const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString& name : environment.keys()) {
        variables.emplace_back(name, environment.value(name));
    }
    return variables;
}

} // namespace

RepositoryWiring::RepositoryWiring(SettingsStore& settings, const QString& service)
    : m_keychain(m_clock, service)
    , m_book(settings, m_keychain) { }

RepositoryWiring::~RepositoryWiring() = default;

void RepositoryWiring::attach(ui::MainWindow& window, ui::RepositoryReader& reader) {
    window.host().registerPage(ui::page::kRepositories.toString(), [this, &reader](QWidget* parent) {
        return new ui::RepositoriesPage({.book = m_book, .reader = reader, .environment = ownEnvironment()}, parent);
    });
}

} // namespace pilothouse
