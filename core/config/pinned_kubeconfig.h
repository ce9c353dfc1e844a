// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/secret.h"
#include "core/config/exec_trust.h"
#include "core/config/kubeconfig.h"

#include <memory>

namespace pilothouse {

/// A kubeconfig with one context, for a program that is started on its behalf: whatever happens to the user's files
/// meanwhile, that program talks to the cluster that was looked at (KC10, PS1). A value; crosses threads.
struct PinnedKubeconfig {
    ContextId context;
    std::shared_ptr<const Secret> text; ///< YAML with credentials: only ever written to a file of 0600 (HE11)
    QByteArray fingerprint; ///< what it was made from. @see kubeconfigFingerprint
};

/// Cuts @p kubeconfig down to @p context. CA, client certificate and key are read and put in; a token file stays a path
/// (it is rewritten by others); a credential plugin stays, by the absolute path of its program, and is never asked
/// interactively. The plugin must be trusted, because the program that gets this file will run it (KC7).
/// Errors: NotFound; those of the entries' `problem`; Io (certificate files); Unauthorized with reason ExecUntrusted or
/// ExecNeedsTerminal; Process with reason ExecNotFound. Thread: any (reads files).
[[nodiscard]] Result<PinnedKubeconfig> pinKubeconfig(
    const Kubeconfig& kubeconfig, const ContextId& context, const ExecTrust& trust);

/// What the context's connection is made from now; differs from that of a pinned one when the context has come to mean
/// another server, user or credentials. Empty: the context is gone.
[[nodiscard]] QByteArray kubeconfigFingerprint(const Kubeconfig& kubeconfig, const ContextId& context);

} // namespace pilothouse
