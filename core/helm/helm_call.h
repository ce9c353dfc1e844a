// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <chrono>

namespace pilothouse {

/// The helm commands this program knows. Nothing else is ever run (PS8).
enum class HelmVerb {
    Version,
    Template,
    ShowChart,
    ShowValues,
    ShowCrds,
    Lint,
    Pull,
    DependencyBuild, ///< writes into the chart's folder, asks no cluster
    RepoUpdate, ///< reads the index of one repository anew; `chart` is its name
    SecretsDecrypt, ///< the plugin helm-secrets: prints a values file with its secrets readable
    Install,
    Upgrade,
    Rollback,
    Uninstall,
    Test,
};
[[nodiscard]] QString helmVerbWord(HelmVerb verb); ///< `dependency build`
/// True for what changes a cluster; runs under a supervisor and only where changes are open.
[[nodiscard]] bool isMutating(HelmVerb verb);

enum class HelmWait { HooksOnly, Watcher, Legacy };
enum class HelmApply { Auto, ClientSide, ServerSide };

/// One call of helm, told without its flags: they differ by major (protocol: 4). @see helm_arguments.h
struct HelmCall {
    HelmVerb verb = HelmVerb::Version;
    QString release;
    QString nameSpace; ///< always given, never the context's own (PS1)
    QString context;
    QString kubeconfig; ///< absolute; filled in by whoever runs it
    QString chart; ///< absolute path, `oci://…`, `repository/chart`, or a name with @p repoUrl
    QString chartVersion;
    QString repoUrl;
    QString caFile; ///< Pull: absolute, PEM
    QString certFile; ///< Pull: client certificate, absolute, PEM
    QString keyFile; ///< Pull: its key
    bool skipTlsVerify = false; ///< Pull
    QString valuesFile; ///< absolute; filled in by whoever runs it. SecretsDecrypt: the encrypted one
    QString destination; ///< Pull: absolute folder
    int revision = 0; ///< Rollback: always explicit (protocol: 3.3)
    bool isUpgrade = true; ///< Template: render as an upgrade does (`.Release.IsUpgrade`), else as an install

    std::chrono::seconds timeout{300}; ///< of each single operation
    HelmWait wait = HelmWait::Watcher;
    bool waitForJobs = false;
    bool rollbackOnFailure = false;
    bool runHooks = true;
    int historyMax = 10; ///< 0: no limit
    HelmApply apply = HelmApply::Auto;
    bool forceConflicts = false;
    bool takeOwnership = false;
    bool createNamespace = false;
    bool keepHistory = false;
    bool cleanupOnFail = false;
    bool skipCrds = false;
    bool showTestLogs = true; ///< Test: prints the pods' logs at the end
    QString description; ///< rollback of helm 3 and test can't record one: left out there
};

} // namespace pilothouse
