// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/keychain/keychain_store.h"
#include "core/session/repository_book.h"

#include <QObject>

namespace pilothouse {

namespace ui {
class MainWindow;
class RepositoryReader;
} // namespace ui

/// The repositories of the window: the book, the keychain behind it, the page. Outlives the core thread, which asks the
/// book for logins.
class RepositoryWiring final : public QObject {
    Q_OBJECT
public:
    /// @param service under which passwords are filed in the keychain
    RepositoryWiring(SettingsStore& settings, const QString& service);
    ~RepositoryWiring() override;
    Q_DISABLE_COPY_MOVE(RepositoryWiring)

    [[nodiscard]] RepositoryBook& book() { return m_book; }
    /// Called for every new window. @p reader outlives it.
    void attach(ui::MainWindow& window, ui::RepositoryReader& reader);

private:
    SystemClock m_clock;
    KeychainStore m_keychain;
    RepositoryBook m_book;
};

} // namespace pilothouse
