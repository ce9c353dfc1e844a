// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/helm/release_types.h"

#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

#include <utility>
#include <vector>

namespace pilothouse {

using EnvironmentVariables = std::vector<std::pair<QString, QString>>;

/// What helm gets to see of this program's environment (HE5): an allow-list, because one HELM_KUBEAPISERVER silently
/// beats `--kubeconfig` and `--kube-context` (tried with helm 3.22 and 4.3). A value; crosses threads.
struct HelmEnvironment {
    EnvironmentVariables variables; ///< in order of names
    QStringList dropped; ///< names only, sorted: everything that was not let by
    /// Those of `dropped` that would have steered helm or its children elsewhere: HELM_*, KUBE*, LD_* …
    QStringList steering;
    [[nodiscard]] QProcessEnvironment toProcessEnvironment() const;
    /// Sets one, in place of another of that name.
    void set(const QString& name, const QString& value);
};

enum class HelmPlugins { Load, Leave }; ///< Leave: HELM_NO_PLUGINS=1, the way past a broken plugin (HE4)

/// @param own variables of this process (or of the login shell)
/// @param driver where the release is stored (HELM_DRIVER)
[[nodiscard]] HelmEnvironment helmEnvironment(const EnvironmentVariables& own,
    StorageDriver driver = StorageDriver::Secret, HelmPlugins plugins = HelmPlugins::Load);

} // namespace pilothouse
