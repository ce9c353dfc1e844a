// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/kube/pod_scope.h"
#include "core/base/error.h"

#include <QCommandLineParser>
#include <QStringList>

namespace pilothouse::ctl {

/// What the command line says about a tool that goes into a pod.
struct ToolFlags {
    QStringList command; ///< what stands after `--`
    QString container;
    QString image; ///< debug
    bool stdIn = false;
    bool tty = false;
    bool ownPod = false; ///< debug: a pod beside it instead of a container in it
};

void addToolFlags(QCommandLineParser& parser);
[[nodiscard]] ToolFlags readToolFlags(const QCommandLineParser& parser);

/// `web-1`, `pod/web-1`, `deploy/web`, `svc/web`, `release/storefront`, with kubectl's short names.
/// Errors: Invalid, with what would be right.
[[nodiscard]] Result<PodScope> podScopeFrom(const QString& word, const QString& nameSpace);

} // namespace pilothouse::ctl
