// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task.h"
#include "core/base/clock.h"
#include "core/config/exec_trust.h"
#include "core/helm/helm_environment.h"
#include "core/helm/helm_output.h"
#include "core/helm/helm_program.h"

#include <QStringList>

#include <vector>

namespace pilothouse {

/// What is asked of helmfile: only ever to list or to render. Nothing here changes a cluster.
struct HelmfileCall {
    enum class Verb { Version, List, Template } verb = Verb::Version;
    QString file; ///< absolute: a helmfile, or the folder it is in
    QString environment; ///< empty: its `default`
    QString selector; ///< `tier=web,name=api`; empty: all
    QString helm; ///< absolute: the helm it is to run
};

/// Its argv. Errors: Invalid with reason BadHelmfile (no absolute path), BadSelector, BadEnvironment.
[[nodiscard]] Result<QStringList> helmfileArguments(const HelmfileCall& call);
/// How a person deploys the same by hand: `helmfile --file=… --environment=… --selector=… apply`. Never run from here.
[[nodiscard]] QStringList helmfileApplyCommand(const HelmfileCall& call);
/// The selector narrowed to one release. Source: helmfile, `-l`: a comma is "and".
[[nodiscard]] QString selectorFor(const QString& selector, const QString& release, const QString& nameSpace);

/// The first helmfile on an absolute folder of PATH. Errors: NotFound with reason NoHelmfile.
[[nodiscard]] Result<QString> findHelmfile(const EnvironmentVariables& own);
/// The question of trust: a helmfile is code, its templates run programs. The answer is for this program, this file's
/// path and its content as it is now; what it includes is not looked at.
/// Errors: NotFound with reason NoHelmfileThere, Io, Invalid (TooLarge).
[[nodiscard]] Result<ExecIdentity> helmfileIdentity(const QString& program, const QString& file);

/// One release a helmfile knows.
struct HelmfileRelease {
    QString name;
    QString nameSpace;
    QString chart;
    QString version;
    bool isEnabled = true;
    bool isInstalled = true; ///< false: helmfile would uninstall it
};
/// Reads `list --output json`. Errors: Parse.
[[nodiscard]] Result<std::vector<HelmfileRelease>> readHelmfileList(const QByteArray& output);

struct HelmfileReading {
    QString program;
    HelmfileCall call;
    HelmEnvironment environment;
    QString root; ///< where its private folder is made, and removed again
    SecretMask mask; ///< takes known secrets out of its words; may be empty
};

/// Runs it without a shell or a terminal, in a session of its own, with helm's repositories.yaml as a private copy: it
/// adds repositories there. Destroying the task ends it and all it started.
/// @return its stdout
/// Errors: as readHelm; those of helmfileArguments.
[[nodiscard]] Task<Result<QByteArray>> readHelmfile(HelmfileReading reading, Clock& clock);

} // namespace pilothouse
