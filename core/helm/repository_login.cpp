// SPDX-License-Identifier: Apache-2.0
#include "core/helm/repository_login.h"

#include "core/helm/helm_traces.h"
#include "core/helm/repository.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>
#include <QUuid>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const QString kRepositories = u"repositories.yaml"_s;
const QString kRegistry = u"config.json"_s;

/// The same rules as for one that is set up.
Result<void> checkLogin(const RepositoryLogin& login) {
    Repository repository{.id = {},
        .name = {},
        .url = login.url,
        .user = login.user,
        .caFile = login.caFile,
        .certFile = login.certFile,
        .keyFile = login.keyFile,
        .proxy = login.proxy};
    repository.keep = login.password ? Repository::Keep::ThisRun : Repository::Keep::Nothing;
    return checkRepository(repository);
}

/// JSON is YAML too. Source: helm pkg/repo, Entry.
QByteArray repositoriesFile(const RepositoryLogin& login) {
    QJsonObject entry{{u"name"_s, QString(RepositoryHome::kName)}, {u"url"_s, login.url}};
    if (!login.user.isEmpty()) {
        entry.insert(u"username"_s, login.user);
    }
    if (login.password) {
        entry.insert(u"password"_s, QString::fromUtf8(login.password->reveal()));
    }
    if (!login.caFile.isEmpty()) {
        entry.insert(u"caFile"_s, login.caFile);
    }
    if (!login.certFile.isEmpty()) {
        entry.insert(u"certFile"_s, login.certFile);
        entry.insert(u"keyFile"_s, login.keyFile);
    }
    if (login.skipTlsVerify) {
        entry.insert(u"insecure_skip_tls_verify"_s, true);
    }
    return QJsonDocument(QJsonObject{{u"apiVersion"_s, u"v1"_s}, {u"repositories"_s, QJsonArray{entry}}}).toJson();
}

/// As docker keeps logins: helm reads the same form.
QByteArray registryFile(const RepositoryLogin& login) {
    QJsonObject auths;
    if (!login.user.isEmpty() && login.password) {
        const QUrl url(login.url);
        const QString host = url.port() > 0 ? u"%1:%2"_s.arg(url.host()).arg(url.port()) : url.host();
        QByteArray pair = login.user.toUtf8() + ':' + login.password->reveal();
        auths.insert(host, QJsonObject{{u"auth"_s, QString::fromLatin1(pair.toBase64())}});
        wipe(pair);
    }
    return QJsonDocument(QJsonObject{{u"auths"_s, auths}}).toJson();
}

} // namespace

Result<std::unique_ptr<RepositoryHome>> RepositoryHome::make(const QString& root, const RepositoryLogin& login) {
    if (const auto checked = checkLogin(login); !checked) {
        return std::unexpected(checked.error());
    }
    auto folder = HelmFolder::create(root, u"read-"_s + QUuid::createUuid().toString(QUuid::Id128));
    if (!folder) {
        return std::unexpected(folder.error());
    }
    std::unique_ptr<RepositoryHome> home(new RepositoryHome(*folder, login));
    const ProcessMark self = ProcessMark::of(QCoreApplication::applicationPid());
    const QByteArray mark = QByteArray::number(self.pid) + ' ' + self.start;
    auto written = folder->write(u"owner"_s, mark);
    if (written) {
        QByteArray bytes = login.isRegistry() ? registryFile(login) : repositoriesFile(login);
        written = folder->write(login.isRegistry() ? kRegistry : kRepositories, bytes);
        wipe(bytes);
    }
    if (!written) {
        return std::unexpected(written.error());
    }
    return home;
}

RepositoryHome::~RepositoryHome() {
    m_folder.discard(kRepositories);
    m_folder.discard(kRegistry);
    m_folder.remove();
}

void RepositoryHome::applyTo(HelmEnvironment& environment) const {
    if (m_login.isRegistry()) {
        if (!m_login.user.isEmpty()) { // else the user's own logins serve
            environment.set(u"HELM_REGISTRY_CONFIG"_s, m_folder.file(kRegistry));
        }
    } else {
        environment.set(u"HELM_REPOSITORY_CONFIG"_s, m_folder.file(kRepositories));
        environment.set(u"HELM_REPOSITORY_CACHE"_s, m_folder.file(u"cache"));
    }
    if (!m_login.proxy.isEmpty()) {
        for (const auto& name : {u"HTTPS_PROXY"_s, u"HTTP_PROXY"_s, u"https_proxy"_s, u"http_proxy"_s}) {
            environment.set(name, m_login.proxy);
        }
    }
}

} // namespace pilothouse
