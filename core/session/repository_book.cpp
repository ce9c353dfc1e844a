// SPDX-License-Identifier: Apache-2.0
#include "core/session/repository_book.h"

#include "core/settings/settings_store.h"

#include <QJsonArray>
#include <QUrl>
#include <QUuid>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView kSetting = u"repositories.list";

QString keyOf(const QString& id) {
    return u"repository/"_s + id;
}

/// A password goes to one host and is for one user: for others it must be given anew.
bool isSameLogin(const Repository& one, const Repository& other) {
    const QUrl first(one.url);
    const QUrl second(other.url);
    return first.scheme() == second.scheme() && first.host() == second.host() && first.port() == second.port()
        && one.user == other.user;
}

} // namespace

RepositoryBook::RepositoryBook(SettingsStore& settings, SecretStore& keychain, QObject* parent)
    : QObject(parent)
    , m_settings(settings)
    , m_keychain(keychain) { }

RepositoryBook::~RepositoryBook() = default;

void RepositoryBook::load() {
    m_all.clear();
    const QJsonArray list = m_settings.value(kSetting).toArray();
    for (const QJsonValue& value : list) {
        Repository repository = repositoryFrom(value.toObject());
        if (!repository.id.isEmpty() && !repository.url.isEmpty()) {
            m_all.push_back(std::move(repository));
        }
    }
    Q_EMIT changed();
}

void RepositoryBook::save() {
    QJsonArray list;
    for (const Repository& repository : m_all) {
        list += repositoryJson(repository);
    }
    m_settings.setValue(kSetting, list);
    Q_EMIT changed();
}

QString RepositoryBook::newId() {
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

const Repository* RepositoryBook::find(const QString& id) const {
    const auto found = std::ranges::find(m_all, id, &Repository::id);
    return found == m_all.end() ? nullptr : &*found;
}

void RepositoryBook::store(const Repository& repository) {
    const auto found = std::ranges::find(m_all, repository.id, &Repository::id);
    if (found == m_all.end()) {
        m_all.push_back(repository);
    } else {
        *found = repository;
    }
    save();
}

void RepositoryBook::put(Repository repository, SecretPtr password, Answer<Kept> done) {
    if (const auto checked = checkRepository(repository); !checked) {
        done(std::unexpected(checked.error()));
        return;
    }
    m_scope.launch<Result<Kept>>(keep(std::move(repository), std::move(password)), std::move(done));
}

Task<Result<RepositoryBook::Kept>> RepositoryBook::keep(Repository repository, SecretPtr password) {
    const QString key = keyOf(repository.id);
    const Repository* before = find(repository.id);
    const bool wasInKeychain = before && before->keep == Repository::Keep::Keychain;
    if (!password && before && repository.keep != Repository::Keep::Nothing) {
        if (isSameLogin(*before, repository) && before->keep == repository.keep) {
            store(repository);
            co_return Kept::Unchanged;
        }
        // Moves between keychain and memory; for another host or user it must be given anew (CH6).
        const bool isSame = isSameLogin(*before, repository);
        SecretStore* from
            = before->keep == Repository::Keep::Keychain ? &m_keychain : static_cast<SecretStore*>(&m_memory);
        const auto read = co_await from->read(key);
        if (!read && isSame && read.error().code != ErrorCode::NotFound) {
            co_return std::unexpected(read.error()); // locked, say: nothing was changed
        }
        password = read && isSame ? *read : nullptr;
    }
    if (!password) {
        repository.keep = Repository::Keep::Nothing;
    }
    co_await m_memory.remove(key);
    Kept kept = Kept::Unchanged;
    if (password && repository.keep == Repository::Keep::Keychain) {
        const auto written = co_await m_keychain.write(key, password);
        kept = written ? Kept::InKeychain : Kept::InMemoryOnly;
        repository.keep = written ? Repository::Keep::Keychain : Repository::Keep::ThisRun;
    } else if (password && repository.keep == Repository::Keep::ThisRun) {
        kept = Kept::InMemory;
    }
    if (wasInKeychain && repository.keep != Repository::Keep::Keychain) {
        co_await m_keychain.remove(key);
    }
    if (password && repository.keep == Repository::Keep::ThisRun) {
        co_await m_memory.write(key, password);
    }
    store(repository);
    co_return kept;
}

void RepositoryBook::remove(const QString& id) {
    const Repository* known = find(id);
    if (!known) {
        return;
    }
    m_scope.launch(forget(*known));
    std::erase_if(m_all, [&id](const Repository& repository) { return repository.id == id; });
    save();
}

Task<void> RepositoryBook::forget(Repository repository) {
    const QString key = keyOf(repository.id);
    co_await m_memory.remove(key);
    if (repository.keep == Repository::Keep::Keychain) { // else nobody is asked to unlock one
        co_await m_keychain.remove(key);
    }
}

void RepositoryBook::import(std::vector<KnownToHelm> known, Answer<int> done) {
    m_scope.launch<Result<int>>(takeOver(std::move(known)), std::move(done));
}

Task<Result<int>> RepositoryBook::takeOver(std::vector<KnownToHelm> known) {
    int taken = 0;
    for (const KnownToHelm& entry : known) {
        Repository repository = entry.repository;
        repository.id = newId();
        repository.keep = entry.password ? Repository::Keep::Keychain : Repository::Keep::Nothing;
        const Repository* there = repositoryFor(m_all, repository.url);
        const bool isThere = there && there->url == repository.url;
        if (isThere || !checkRepository(repository)) {
            continue;
        }
        const auto kept = co_await keep(repository, entry.password);
        taken += kept ? 1 : 0;
    }
    co_return taken;
}

void RepositoryBook::login(const QString& id, Answer<LoginPtr> done) {
    const Repository* repository = find(id);
    if (!repository) {
        done(fail(ErrorCode::NotFound, id, u"no such repository"_s, u"NoRepository"_s));
        return;
    }
    m_scope.launch<Result<LoginPtr>>(makeLogin(*repository), std::move(done));
}

void RepositoryBook::loginForUrl(const QString& url, Answer<LoginPtr> done) {
    const Repository* repository = forUrl(url);
    if (!repository) {
        done(LoginPtr());
        return;
    }
    m_scope.launch<Result<LoginPtr>>(makeLogin(*repository), std::move(done));
}

Task<Result<LoginPtr>> RepositoryBook::makeLogin(Repository repository) {
    auto login = std::make_shared<RepositoryLogin>();
    login->url = repository.url;
    login->user = repository.user;
    login->caFile = repository.caFile;
    login->certFile = repository.certFile;
    login->keyFile = repository.keyFile;
    login->proxy = repository.proxy;
    login->skipTlsVerify = repository.skipTlsVerify;
    if (repository.keep != Repository::Keep::Nothing) {
        SecretStore* from
            = repository.keep == Repository::Keep::Keychain ? &m_keychain : static_cast<SecretStore*>(&m_memory);
        auto secret = co_await from->read(keyOf(repository.id));
        if (!secret && secret.error().code == ErrorCode::NotFound) {
            co_return fail(ErrorCode::Unauthorized, repository.url, repository.name, u"PasswordNeeded"_s);
        }
        if (!secret) {
            co_return std::unexpected(secret.error());
        }
        login->password = std::move(*secret);
    }
    co_return LoginPtr(std::move(login));
}

void RepositoryBook::askKeychain(Answer<bool> done) {
    if (m_hasKeychain) {
        done(*m_hasKeychain);
        return;
    }
    m_scope.launch<Result<bool>>(probeKeychain(), std::move(done));
}

Task<Result<bool>> RepositoryBook::probeKeychain() {
    const auto probed = co_await m_keychain.probe();
    m_hasKeychain = probed.has_value();
    co_return *m_hasKeychain;
}

} // namespace pilothouse
