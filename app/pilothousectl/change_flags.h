// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/change_plan.h"

#include <QCommandLineParser>

namespace pilothouse::ctl {

/// What the command line says about a change.
struct ChangeFlags {
    QString chart; ///< --chart, else the word after the release
    QString chartVersion;
    QString repositoryUrl;
    std::shared_ptr<const RepositoryLogin> login; ///< null: none of its flags was given
    QStringList valuesFiles;
    ChangeOptions options;
    DiffBase diffBase = DiffBase::Record;
    QString reason;
    QString confirm;
    bool dryRun = false;
    bool live = false; ///< diff: against what is in the cluster
};

void addChangeFlags(QCommandLineParser& parser);
/// Errors: Invalid, with what would be right.
[[nodiscard]] Result<ChangeFlags> readChangeFlags(const QCommandLineParser& parser);
/// Flags whose value may be left out get the one that is meant, since the parser knows no such flags.
[[nodiscard]] QStringList completeFlags(QStringList arguments);

} // namespace pilothouse::ctl
