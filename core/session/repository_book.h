// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task_scope.h"
#include "core/config/secret_store.h"
#include "core/helm/helm_logins.h"
#include "core/helm/repository_login.h"

#include <QObject>

#include <functional>
#include <optional>

namespace pilothouse {

class SettingsStore;

/// The repositories a person has set up: what is no secret in the settings file, passwords in the keychain or, where
/// there is none or a person wants it so, in memory. Thread: the window's.
class RepositoryBook final : public QObject {
    Q_OBJECT
public:
    template <typename T> using Answer = std::function<void(Result<T>)>;

    /// @param keychain outlives this object
    RepositoryBook(SettingsStore& settings, SecretStore& keychain, QObject* parent = nullptr);
    ~RepositoryBook() override;
    Q_DISABLE_COPY_MOVE(RepositoryBook)

    /// Reads the settings file's; call it once that is loaded.
    void load();
    [[nodiscard]] const std::vector<Repository>& all() const { return m_all; }
    [[nodiscard]] const Repository* find(const QString& id) const;
    /// The one a chart comes from; null: none is set up for it.
    [[nodiscard]] const Repository* forUrl(const QString& url) const { return repositoryFor(m_all, url); }
    [[nodiscard]] static QString newId();

    /// What became of a password.
    enum class Kept {
        Unchanged, ///< none was given
        InKeychain,
        InMemory, ///< as asked for
        InMemoryOnly, ///< the keychain would not take it: it is gone when the program ends
    };
    /// Adds or replaces; @p password null: the one that is kept stays, where the URL's host and the user stay.
    /// Errors: those of checkRepository.
    void put(Repository repository, SecretPtr password, Answer<Kept> done);
    /// With its password.
    void remove(const QString& id);
    /// Takes over what helm's files know, where nothing is set up for that URL yet. @return how many came
    void import(std::vector<KnownToHelm> known, Answer<int> done);

    /// How it is reached, with its password. Errors: Unauthorized with reason PasswordNeeded (it was for an earlier run
    /// only, or is gone from the keychain); those of SecretStore.
    void login(const QString& id, Answer<LoginPtr> done);
    /// The same for a chart's or a repository's URL; null where none is set up for it.
    void loginForUrl(const QString& url, Answer<LoginPtr> done);
    /// Whether passwords can be kept beyond this run. Asked once, then known.
    void askKeychain(Answer<bool> done);

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] Task<Result<Kept>> keep(Repository repository, SecretPtr password);
    [[nodiscard]] Task<Result<LoginPtr>> makeLogin(Repository repository);
    [[nodiscard]] Task<Result<int>> takeOver(std::vector<KnownToHelm> known);
    [[nodiscard]] Task<Result<bool>> probeKeychain();
    [[nodiscard]] Task<void> forget(Repository repository);
    void store(const Repository& repository);
    void save();

    SettingsStore& m_settings;
    SecretStore& m_keychain;
    MemorySecretStore m_memory;
    std::vector<Repository> m_all;
    std::optional<bool> m_hasKeychain;
    TaskScope m_scope;
};

} // namespace pilothouse
