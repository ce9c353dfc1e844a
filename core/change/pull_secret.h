// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/base/secret.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <vector>

namespace pilothouse {

/// How one logs in to one registry. Move-only, for the token's sake.
struct RegistryLogin {
    QString registry; ///< `registry.example.com`; docker's own: `https://index.docker.io/v1/`
    QString user;
    Secret token;
};
using RegistryLogins = std::vector<RegistryLogin>;

/// As docker and kubelet write it: without scheme and path; docker's own registry by the key they look for.
/// Errors: Invalid (empty, spaces, a user in it).
[[nodiscard]] Result<QString> registryName(const QString& typed);

/// Logins of a docker `config.json` (at most 1 MiB; protocol: docker cli configfile).
/// @param registries those wanted; empty: the only one there is
/// Errors: Parse; Invalid with reason WhichRegistry (several, none chosen), CredentialHelper (docker keeps the login in
/// a program, which is explained and never run), IdentityToken (kubelet knows none) or NoLogin; NotFound (not in
/// there).
[[nodiscard]] Result<RegistryLogins> readDockerConfig(
    const QByteArray& text, const QString& name, const QStringList& registries);

/// One registry of a pull secret, as it is and as it is to be.
struct LoginChange {
    enum class Kind {
        Same,
        Added,
        Changed, ///< another user or token
        Kept, ///< in the secret, and none of ours
    };
    Kind kind = Kind::Same;
    QString registry;
    QString userBefore;
    QString userAfter;
};

/// What a pull secret is to hold, so that nothing that was in it is lost.
struct PullSecretMerge {
    std::vector<LoginChange> changes; ///< by registry
    Secret text; ///< the whole `.dockerconfigjson`
    [[nodiscard]] bool has(LoginChange::Kind kind) const;
    /// `registry.example.com: user deployer, token ••••••`; a token that differs is said, never shown.
    [[nodiscard]] QStringList before() const;
    [[nodiscard]] QStringList after() const;
};
/// @param existing `.dockerconfigjson` of the secret that is there; empty: there is none
/// Errors: Parse with reason BadPullSecret.
[[nodiscard]] Result<PullSecretMerge> mergeLogins(const QByteArray& existing, const RegistryLogins& logins);

} // namespace pilothouse
