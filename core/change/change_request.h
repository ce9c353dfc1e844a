// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"
#include "core/helm/release_types.h"
#include "core/helm/repository_login.h"

#include <QByteArray>
#include <QString>

#include <chrono>

namespace pilothouse {

/// What helm is asked to do.
enum class ChangeKind { Install, Upgrade, Rollback, Uninstall, Test };
[[nodiscard]] QString changeWord(ChangeKind kind); ///< `upgrade`: helm's verb

/// Where a chart comes from.
struct ChartSource {
    enum class Kind {
        Folder, ///< an unpacked chart
        Archive, ///< a .tgz
        Repository, ///< `location` is `name/chart` of a configured repository, or a chart's name with repositoryUrl
        Oci, ///< `oci://host/path/chart`
        Record, ///< rebuilt from the newest record (only charts without subcharts)
        Helmfile, ///< one release of a helmfile, rendered for a look only: helmfile deploys it
    };
    Kind kind = Kind::Folder;
    QString location;
    QString repositoryUrl = {}; ///< with Repository: `--repo`
    QString version = {}; ///< Repository and Oci; empty: the newest
    QString environment = {}; ///< Helmfile; empty: its default
    QString selector = {}; ///< Helmfile; empty: all releases
    friend bool operator==(const ChartSource&, const ChartSource&) = default;
};
[[nodiscard]] QString chartSourceWord(ChartSource::Kind kind); ///< `Folder`, for files and JSON

enum class WaitKind {
    HooksOnly, ///< helm returns when the API server has taken the objects
    Watcher, ///< helm 4's kstatus watcher; helm 3: its own `--wait`
    Legacy, ///< helm 3's polling, also in helm 4
};
enum class ApplyMethod { Auto, ClientSide, ServerSide };

/// Options as helm knows them; HelmArguments maps them to the flags of each major (protocol: 4).
struct ChangeOptions {
    std::chrono::seconds timeout{300}; ///< of each single operation: hook or wait (protocol: 3.4)
    WaitKind wait = WaitKind::Watcher;
    bool waitForJobs = false;
    bool rollbackOnFailure = false; ///< `--atomic` of helm 3
    bool runHooks = true;
    int historyMax = 10; ///< 0: no limit
    ApplyMethod applyMethod = ApplyMethod::Auto; ///< helm 4
    bool forceConflicts = false; ///< helm 4, server-side apply
    bool takeOwnership = false; ///< adopt objects that exist
    bool createNamespace = false; ///< install
    bool keepHistory = false; ///< uninstall
    bool cleanupOnFail = false; ///< upgrade, rollback: delete what this one made
    bool skipCrds = false;
    friend bool operator==(const ChangeOptions&, const ChangeOptions&) = default;
};

/// A change as a person asks for it, not yet looked at. A value; crosses threads.
struct ChangeRequest {
    ContextId context;
    ReleaseKey release;
    ChangeKind kind = ChangeKind::Upgrade;
    ChartSource chart; ///< Install, Upgrade
    std::shared_ptr<const RepositoryLogin> login; ///< Repository with its URL, Oci; null: helm's own settings serve
    QByteArray values; ///< exactly the bytes of the editor; sent whole, with `--reset-values` (protocol: 3.3, CH4)
    QString valuesFile = {}; ///< the values were read from it, and edited since, maybe; empty: none
    ContextId valuesOf; ///< context these values were made for (PS2); empty: this one, or not known
    Revision target = Revision::None; ///< Rollback: always explicit
    ChangeOptions options;
    QString reason; ///< the person's; with the user's name it goes into helm's description and into the audit
};

} // namespace pilothouse
