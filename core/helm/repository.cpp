// SPDX-License-Identifier: Apache-2.0
#include "core/helm/repository.h"

#include "core/base/redaction.h"

#include <QDir>
#include <QFileInfo>
#include <QUrl>

#include <array>
#include <utility>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<std::pair<Repository::Keep, QStringView>, 3> kKeeps = {{
    {Repository::Keep::Nothing, u"nothing"},
    {Repository::Keep::Keychain, u"keychain"},
    {Repository::Keep::ThisRun, u"this-run"},
}};

std::unexpected<Error> refuse(const QString& subject, const QString& why, const QString& reason) {
    return fail(ErrorCode::Invalid, subject, why, reason);
}

bool isPemFile(const QString& path) {
    return QDir::isAbsolutePath(path) && QFileInfo(path).isFile();
}

/// Host in lower case, no `/` at the end: two ways to write one address.
QString normal(const QString& url) {
    QUrl parsed(url.trimmed());
    parsed.setHost(parsed.host().toLower());
    return parsed.adjusted(QUrl::StripTrailingSlash | QUrl::RemoveQuery | QUrl::RemoveFragment)
        .toString(QUrl::FullyEncoded);
}

} // namespace

Result<void> checkRepository(const Repository& repository) {
    const QUrl url(repository.url, QUrl::StrictMode);
    const bool isKnown = url.scheme() == "https"_L1 || url.scheme() == "http"_L1 || url.scheme() == "oci"_L1;
    if (!url.isValid() || !isKnown || url.host().isEmpty() || !url.userInfo().isEmpty() || url.hasQuery()) {
        return refuse(redactUrl(repository.url), u"is no URL of a repository, or holds a login"_s, u"BadRepository"_s);
    }
    const bool hasLogin = !repository.user.isEmpty() || repository.keep != Repository::Keep::Nothing;
    if (hasLogin && url.scheme() == "http"_L1) {
        return refuse(repository.url, u"would send the password unencrypted"_s, u"PlainLogin"_s);
    }
    if (repository.user.contains(u':')) {
        return refuse(repository.user, u"a user's name holds no colon"_s, u"BadUser"_s);
    }
    if (!repository.caFile.isEmpty() && !isPemFile(repository.caFile)) {
        return refuse(repository.caFile, u"is no file with certificates"_s, u"BadCaFile"_s);
    }
    for (const QString& file : {repository.certFile, repository.keyFile}) {
        if (!file.isEmpty() && !isPemFile(file)) {
            return refuse(file, u"is no file with a certificate or key"_s, u"BadCertificate"_s);
        }
    }
    if (repository.certFile.isEmpty() != repository.keyFile.isEmpty()) {
        return refuse(repository.url, u"a client certificate needs its key"_s, u"BadCertificate"_s);
    }
    const QUrl proxy(repository.proxy);
    if (!repository.proxy.isEmpty() && (proxy.host().isEmpty() || !proxy.userInfo().isEmpty())) {
        return refuse(redactUrl(repository.proxy), u"is no URL of a proxy, or holds a login"_s, u"BadProxy"_s);
    }
    return {};
}

const Repository* repositoryFor(const std::vector<Repository>& all, const QString& url) {
    const QString wanted = normal(url);
    const Repository* best = nullptr;
    qsizetype bestLength = -1;
    for (const Repository& repository : all) {
        const QString known = normal(repository.url);
        const bool isBelow = repository.isRegistry() && wanted.startsWith(known + u'/');
        if ((wanted == known || isBelow) && known.size() > bestLength) {
            best = &repository;
            bestLength = known.size();
        }
    }
    return best;
}

QJsonObject repositoryJson(const Repository& repository) {
    QString keep;
    for (const auto& [known, word] : kKeeps) {
        keep = known == repository.keep ? word.toString() : keep;
    }
    return {{u"id"_s, repository.id}, {u"name"_s, repository.name}, {u"url"_s, repository.url},
        {u"user"_s, repository.user}, {u"password"_s, keep}, {u"caFile"_s, repository.caFile},
        {u"certFile"_s, repository.certFile}, {u"keyFile"_s, repository.keyFile}, {u"proxy"_s, repository.proxy},
        {u"skipTlsVerify"_s, repository.skipTlsVerify}};
}

Repository repositoryFrom(const QJsonObject& json) {
    Repository repository{.id = json[u"id"_s].toString(),
        .name = json[u"name"_s].toString(),
        .url = json[u"url"_s].toString(),
        .user = json[u"user"_s].toString(),
        .caFile = json[u"caFile"_s].toString(),
        .certFile = json[u"certFile"_s].toString(),
        .keyFile = json[u"keyFile"_s].toString(),
        .proxy = json[u"proxy"_s].toString(),
        .skipTlsVerify = json[u"skipTlsVerify"_s].toBool()};
    for (const auto& [known, word] : kKeeps) {
        repository.keep = word == json[u"password"_s].toString() ? known : repository.keep;
    }
    return repository;
}

} // namespace pilothouse
