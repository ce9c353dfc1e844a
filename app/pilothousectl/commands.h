// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/pilothousectl/options.h"

#include "core/async/task.h"
#include "core/session/workspace.h"

namespace pilothouse::ctl {

inline constexpr int kExitSame = 0;
inline constexpr int kExitError = 1;
inline constexpr int kExitDifferent = 2;

/// Runs one command; the number is the exit code. Errors are for the caller to print (exit code 1).
[[nodiscard]] Task<Result<int>> runCommand(Workspace* workspace, Options options);

/// The commands, one file a group. Each writes its answer to standard output.
[[nodiscard]] Task<Result<int>> runContexts(Workspace* workspace, Options options);
[[nodiscard]] Task<Result<int>> runTrust(Workspace* workspace, Options options);
[[nodiscard]] Task<Result<int>> runWhoAmI(ClusterSession* session, Options options);
[[nodiscard]] Task<Result<int>> runNamespaces(ClusterSession* session, Options options);
[[nodiscard]] Task<Result<int>> runReleases(ClusterSession* session, Options options);
[[nodiscard]] Task<Result<int>> runHistory(ClusterSession* session, Options options);
[[nodiscard]] Task<Result<int>> runValues(ClusterSession* session, Options options);
[[nodiscard]] Task<Result<int>> runManifest(ClusterSession* session, Options options);
[[nodiscard]] Task<Result<int>> runNotes(ClusterSession* session, Options options);
[[nodiscard]] Task<Result<int>> runResources(ClusterSession* session, Options options);
[[nodiscard]] Task<Result<int>> runDiff(ClusterSession* session, Options options);
/// plan, upgrade, install, rollback, uninstall, test.
[[nodiscard]] Task<Result<int>> runChange(Workspace* workspace, Options options);
/// diff of a chart or of what is live.
[[nodiscard]] Task<Result<int>> runChangeDiff(Workspace* workspace, Options options);
/// Several releases, one after the other.
[[nodiscard]] Task<Result<int>> runUpgradeAll(Workspace* workspace, Options options);
/// The same release in another context or namespace.
[[nodiscard]] Task<Result<int>> runCompare(Workspace* workspace, Options options);
/// A namespace made ready for a release.
[[nodiscard]] Task<Result<int>> runPrepare(Workspace* workspace, Options options);
/// scale, restart, delete, cordon, uncordon, drain, apply.
[[nodiscard]] Task<Result<int>> runObjectChange(Workspace* workspace, Options options);
/// One revision's record into a file, and such a file read without a cluster.
[[nodiscard]] Task<Result<int>> runExport(ClusterSession* session, Options options);
[[nodiscard]] Task<Result<int>> runShow(Workspace* workspace, Options options);
/// exec, attach: a program in a pod, with this program's terminal; its exit code is ours.
[[nodiscard]] Task<Result<int>> runExec(Workspace* workspace, Options options);
/// A container to look around with, in a pod or beside it.
[[nodiscard]] Task<Result<int>> runDebug(Workspace* workspace, Options options);
[[nodiscard]] Task<Result<int>> runPortForward(Workspace* workspace, Options options);
[[nodiscard]] Task<Result<int>> runHelm(Workspace* workspace, Options options);
[[nodiscard]] Task<Result<int>> runAudit(Workspace* workspace, Options options);

/// Logs of a pod, a workload or a release.
[[nodiscard]] Task<Result<int>> runLogs(ClusterSession* session, Options options);

enum class Needs { Metadata, Bodies };
/// Waits until the feed has every release of the wanted namespaces. Errors: the feed's own.
/// @param release only this one, by name; empty: all
[[nodiscard]] Task<Result<void>> waitForFeed(
    ClusterSession* session, QString nameSpace, Needs needs, QString release = {});
/// The release named first on the command line. Errors: Invalid (no name), NotFound (with where it was looked for).
[[nodiscard]] Task<Result<ReleaseKey>> findRelease(ClusterSession* session, Options options);
/// One record of it; None means the newest.
[[nodiscard]] Task<Result<ReleaseRecordPtr>> findRecord(ClusterSession* session, Options options, Revision revision);
/// The namespace a command works in: -n, else the context's own.
[[nodiscard]] QString namespaceOf(const ClusterSession& session, const Options& options);

} // namespace pilothouse::ctl
