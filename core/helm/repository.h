// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

#include <QJsonObject>
#include <QString>

#include <vector>

namespace pilothouse {

/// A chart repository or OCI registry as a person has set it up. A value; its password is elsewhere (SecretStore).
struct Repository {
    /// Where its password is.
    enum class Keep {
        Nothing, ///< it needs none, or helm's own logins serve
        Keychain, ///< in the system's keychain
        ThisRun, ///< in this program's memory, until it ends
    };
    QString id; ///< unique, never shown: files the password
    QString name;
    QString url; ///< `https://charts.corp/stable` or `oci://registry.corp/team`
    QString user;
    Keep keep = Keep::Nothing;
    QString caFile; ///< absolute, PEM; empty: the system's
    QString certFile; ///< client certificate; absolute, PEM
    QString keyFile; ///< its key
    QString proxy; ///< empty: what the environment says
    bool skipTlsVerify = false;

    [[nodiscard]] bool isRegistry() const { return url.startsWith(u"oci://"); }
    friend bool operator==(const Repository&, const Repository&) = default;
};

/// What stands in the way of using it; a page says the same before it is kept. Errors: Invalid with reason
/// BadRepository, PlainLogin, BadCaFile, BadCertificate, BadProxy. Subject: what is wrong.
[[nodiscard]] Result<void> checkRepository(const Repository& repository);

/// The one of @p all whose URL @p url is, or lies below (charts of a registry): the longest. Null: none.
[[nodiscard]] const Repository* repositoryFor(const std::vector<Repository>& all, const QString& url);

/// For the settings file; no secret is in it.
[[nodiscard]] QJsonObject repositoryJson(const Repository& repository);
[[nodiscard]] Repository repositoryFrom(const QJsonObject& json);

} // namespace pilothouse
