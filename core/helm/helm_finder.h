// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task.h"
#include "core/base/clock.h"
#include "core/helm/helm_environment.h"
#include "core/helm/helm_program.h"

#include <QDateTime>
#include <QHash>

#include <vector>

namespace pilothouse {

/// Finds helm programs and asks each for its version (HE1, HE2, HE4). Only absolute folders of PATH count, never the
/// working folder or an alias. What was learnt of a file is kept until its time or size changes. Thread: one. Its tasks
/// must not outlive it.
///
/// Problems of a program: NotFound (reason NoHelm), Invalid (reason NotExecutable, WrongArchitecture, Helm2,
/// HelmTooOld, UnknownHelm, NotHelm), Process (reason ProbeFailed), Timeout. Warnings: `KnownVulnerable:CVE-…`,
/// `BadPlugin`, `Wrapper` (a script), `WritableByOthers`.
class HelmFinder {
public:
    /// @param root where private folders may be made; @param own variables of this process
    HelmFinder(Clock& clock, QString root, EnvironmentVariables own);

    /// @p path as given (a pinned helm): a program with a `problem` where it can't be used. Never an error.
    [[nodiscard]] Task<HelmProgram> probe(QString path);
    /// All on PATH, in its order, each file once, unusable ones too.
    [[nodiscard]] Task<std::vector<HelmProgram>> findAll();
    /// The pinned one where @p pinned is given, else the first on PATH that can be used. Errors: the pinned one's
    /// problem; NotFound with reason NoHelm; else the problem of the first that was found.
    [[nodiscard]] Task<Result<HelmProgram>> find(QString pinned = {});

    /// Absolute paths to look at, from the value of PATH.
    [[nodiscard]] static QStringList candidates(const QString& path);

private:
    struct Known {
        QDateTime modified;
        qint64 size = 0;
        HelmProgram program;
    };
    [[nodiscard]] Task<HelmProgram> ask(QString path);

    Clock& m_clock;
    QString m_root;
    EnvironmentVariables m_own;
    QHash<QString, Known> m_known;
};

/// Reads what `helm version --template '{{.Version}}'` printed: `v3.22.0+g1234`, `v4.3` (HE1). Warnings by CVE (HE2).
[[nodiscard]] HelmProgram helmFromVersion(const QString& path, const QString& printed);

} // namespace pilothouse
