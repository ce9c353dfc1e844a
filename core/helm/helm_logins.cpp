// SPDX-License-Identifier: Apache-2.0
#include "core/helm/helm_logins.h"

#include "core/config/bounded_file.h"
#include "core/yaml/yaml_loader.h"

#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr ByteSize kLargestFile = 4_MiB;

using Variables = QHash<QString, QString>;

Variables variablesOf(const EnvironmentVariables& own) {
    Variables variables;
    for (const auto& [name, value] : own) {
        variables.insert(name, value);
    }
    return variables;
}

/// Source: helm pkg/helmpath, lazypath.go: HELM_CONFIG_HOME, else XDG_CONFIG_HOME/helm, else the system's place.
QString configHome(const Variables& own) {
    if (const QString home = own.value(u"HELM_CONFIG_HOME"_s); !home.isEmpty()) {
        return home;
    }
    if (const QString xdg = own.value(u"XDG_CONFIG_HOME"_s); !xdg.isEmpty()) {
        return xdg + u"/helm"_s;
    }
#ifdef Q_OS_MACOS
    return own.value(u"HOME"_s) + u"/Library/Preferences/helm"_s;
#else
    return own.value(u"HOME"_s) + u"/.config/helm"_s;
#endif
}

QString fileOf(const Variables& own, const QString& variable, const QString& fallback) {
    const QString chosen = own.value(variable);
    return chosen.isEmpty() ? configHome(own) + fallback : chosen;
}

/// Empty where it is not there.
Result<QByteArray> textOf(const QString& path) {
    auto text = readBoundedFile(path, kLargestFile);
    if (!text && text.error().code == ErrorCode::NotFound) {
        return QByteArray();
    }
    return text;
}

KnownToHelm entryOf(const YamlValue& entry) {
    KnownToHelm known;
    known.repository.name = entry[u"name"].text();
    known.repository.url = entry[u"url"].text();
    known.repository.user = entry[u"username"].text();
    known.repository.caFile = entry[u"caFile"].text();
    known.repository.certFile = entry[u"certFile"].text();
    known.repository.keyFile = entry[u"keyFile"].text();
    known.repository.skipTlsVerify = entry[u"insecure_skip_tls_verify"].text() == "true"_L1;
    if (const QString password = entry[u"password"].text(); !password.isEmpty()) {
        known.password = std::make_shared<const Secret>(password.toUtf8());
    }
    return known;
}

Result<void> addRepositories(const QString& path, std::vector<KnownToHelm>& all) {
    const auto text = textOf(path);
    if (!text) {
        return std::unexpected(text.error());
    }
    const auto file = loadYaml(*text, path, {}, DuplicateKeys::KeepLast);
    if (!file) {
        return std::unexpected(file.error());
    }
    for (const YamlValue& entry : (*file)[u"repositories"].items()) {
        KnownToHelm known = entryOf(entry);
        if (!known.repository.url.isEmpty()) {
            all.push_back(std::move(known));
        }
    }
    return {};
}

/// Source: docker's config.json, `auths`: host or URL → base64 of `user:password`.
Result<void> addRegistries(const QString& path, std::vector<KnownToHelm>& all) {
    const auto text = textOf(path);
    if (!text) {
        return std::unexpected(text.error());
    }
    const QJsonDocument file = QJsonDocument::fromJson(*text);
    if (!text->trimmed().isEmpty() && !file.isObject()) {
        return fail(ErrorCode::Parse, path, u"is no registry configuration"_s);
    }
    const QJsonObject auths = file["auths"_L1].toObject();
    for (auto auth = auths.begin(); auth != auths.end(); ++auth) {
        const QUrl url(auth.key().contains("://"_L1) ? auth.key() : u"https://"_s + auth.key());
        if (url.host().isEmpty()) {
            continue;
        }
        KnownToHelm known;
        known.repository.name = url.authority();
        known.repository.url = u"oci://"_s + url.authority();
        QByteArray pair = QByteArray::fromBase64(auth.value()["auth"_L1].toString().toLatin1());
        if (const qsizetype colon = pair.indexOf(':'); colon > 0) {
            known.repository.user = QString::fromUtf8(pair.first(colon));
            known.password = std::make_shared<const Secret>(pair.sliced(colon + 1));
        }
        wipe(pair);
        all.push_back(std::move(known));
    }
    return {};
}

} // namespace

QString helmRepositoriesFile(const EnvironmentVariables& own) {
    return fileOf(variablesOf(own), u"HELM_REPOSITORY_CONFIG"_s, u"/repositories.yaml"_s);
}

Result<std::vector<KnownToHelm>> readHelmLogins(const EnvironmentVariables& own) {
    const Variables variables = variablesOf(own);
    std::vector<KnownToHelm> all;
    if (auto added = addRepositories(helmRepositoriesFile(own), all); !added) {
        return std::unexpected(added.error());
    }
    const QString registries = fileOf(variables, u"HELM_REGISTRY_CONFIG"_s, u"/registry/config.json"_s);
    if (auto added = addRegistries(registries, all); !added) {
        return std::unexpected(added.error());
    }
    return all;
}

} // namespace pilothouse
