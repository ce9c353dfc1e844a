// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/secret.h"
#include "core/config/kubeconfig.h"

#include <QDateTime>

namespace pilothouse {

/// What a credential plugin gave (protocol: client.authentication.k8s.io v1 and v1beta1).
struct ExecCredential {
    Secret token;
    QByteArray certificatePem;
    Secret keyPem;
    QDateTime expiry; ///< invalid: none
};

/// KUBERNETES_EXEC_INFO for a run without terminal.
/// @param caPem the cluster's CA, its file already read
[[nodiscard]] QByteArray execInfo(const ExecPlugin& plugin, const ClusterEntry& cluster, const QByteArray& caPem);

/// Errors: Parse (no ExecCredential), Unauthorized (nothing usable in it, or expired at @p now).
[[nodiscard]] Result<ExecCredential> parseExecCredential(
    const QByteArray& output, const ExecPlugin& plugin, const QDateTime& now, const QString& subject);

} // namespace pilothouse
