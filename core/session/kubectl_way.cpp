// SPDX-License-Identifier: Apache-2.0
#include "core/session/kubectl_way.h"

#include <QFileInfo>
#include <QStandardPaths>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

Result<std::shared_ptr<const KubectlWay>> findKubectlWay(
    const Workspace& workspace, const ContextId& context, const EnvironmentVariables& variables) {
    const auto path = std::ranges::find(variables, u"PATH"_s, [](const auto& variable) { return variable.first; });
    const QStringList folders = path == variables.end() ? QStringList() : path->second.split(u':', Qt::SkipEmptyParts);
    // Without folders Qt would look into this program's own PATH.
    const QString program = folders.isEmpty() ? QString() : QStandardPaths::findExecutable(u"kubectl"_s, folders);
    if (program.isEmpty()) {
        return fail(ErrorCode::NotFound, u"kubectl"_s, u"it is not in PATH"_s, u"NoKubectl"_s);
    }
    auto pinned = pinKubeconfig(workspace.kubeconfig(), context, workspace.trust());
    if (!pinned) {
        return std::unexpected(std::move(pinned.error()));
    }
    auto way = std::make_shared<KubectlWay>();
    way->program = QFileInfo(program).absoluteFilePath();
    way->kubeconfig = std::move(*pinned);
    way->environment = helmEnvironment(variables).toProcessEnvironment();
    return way;
}

} // namespace pilothouse
