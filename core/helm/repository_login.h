// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/secret.h"
#include "core/helm/helm_environment.h"
#include "core/helm/helm_folder.h"

#include <memory>

namespace pilothouse {

/// How one chart repository or OCI registry is reached, where the user's own `helm repo add` and `helm registry login`
/// don't say. A value.
struct RepositoryLogin {
    QString url; ///< `https://charts.corp/stable`; of a registry any `oci://registry.corp/…`: its host counts
    QString user; ///< empty: nobody logs in
    std::shared_ptr<const Secret> password; ///< null: none
    QString caFile; ///< absolute, PEM; empty: the system's
    QString certFile = {}; ///< client certificate, absolute, PEM; empty: none
    QString keyFile = {}; ///< its key
    QString proxy; ///< `http://proxy.corp:3128`; empty: what the environment says
    bool skipTlsVerify = false; ///< a person said so, knowing what it means
    [[nodiscard]] bool isRegistry() const { return url.startsWith(u"oci://"); }
};

using LoginPtr = std::shared_ptr<const RepositoryLogin>;

/// A login as helm reads it: `repositories.yaml` or a registry's `config.json` in a private folder, for one pull. The
/// password is in a file of 0600 and never in arguments or the environment; it goes with this object, and a later start
/// of the program sweeps what a kill has left (sweepHelmReadings).
class RepositoryHome final {
public:
    /// The name under which the repository is in it.
    static constexpr QLatin1StringView kName{"pilothouse"};

    /// @param root where helm's private folders are made
    /// Errors: Io, as HelmFolder; Invalid (no URL; a CA file or proxy that is none).
    [[nodiscard]] static Result<std::unique_ptr<RepositoryHome>> make(
        const QString& root, const RepositoryLogin& login);
    ~RepositoryHome();
    Q_DISABLE_COPY_MOVE(RepositoryHome)

    /// Has helm look here, and nowhere else, for repositories or logins.
    void applyTo(HelmEnvironment& environment) const;

private:
    RepositoryHome(HelmFolder folder, RepositoryLogin login)
        : m_folder(std::move(folder))
        , m_login(std::move(login)) { }

    HelmFolder m_folder;
    RepositoryLogin m_login;
};

} // namespace pilothouse
