// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/helm/helm_call.h"
#include "core/helm/helm_program.h"

#include <QStringList>

namespace pilothouse {

/// The arguments for this helm, program excluded. Every value stands in its own flag (`--namespace=x`) and names come
/// after `--`, so nothing can be read as a flag (HE3). No secret is ever among them (HE11).
/// Errors: Invalid with reason BadName (release, namespace), BadChart, SecretInArguments (an URL with a password),
/// NeedsHelm4 (server-side apply), HelmTooOld (an option this helm does not have), NoContext.
[[nodiscard]] Result<QStringList> helmArguments(const HelmCall& call, const HelmProgram& helm);

/// The same as a person would run it: `helm` first, their own kubeconfig, values in @p valuesName. Not for running.
/// Errors: as helmArguments.
[[nodiscard]] Result<QStringList> displayCommand(
    HelmCall call, const HelmProgram& helm, const QString& valuesName = QStringLiteral("values.yaml"));

/// One line for a POSIX shell, every argument quoted where it has to be; for the clipboard.
[[nodiscard]] QString shellLine(const QStringList& command);

/// Whether helm takes this as a release's name: a DNS-1123 subdomain, 53 characters at most.
[[nodiscard]] bool isReleaseName(QStringView name);

} // namespace pilothouse
