// SPDX-License-Identifier: Apache-2.0
#include "app/pilothousectl/commands.h"

#include "core/async/completion.h"

#include <QObject>

#include <algorithm>

namespace pilothouse::ctl {

using namespace Qt::StringLiterals;

namespace {

using SessionCommand = Task<Result<int>> (*)(ClusterSession*, Options);

using WorkspaceCommand = Task<Result<int>> (*)(Workspace*, Options);

WorkspaceCommand workspaceCommand(const Options& options) {
    static const QHash<QString, WorkspaceCommand> kCommands = {
        {u"trust"_s, runTrust},
        {u"plan"_s, runChange},
        {u"upgrade"_s, runChange},
        {u"install"_s, runChange},
        {u"rollback"_s, runChange},
        {u"uninstall"_s, runChange},
        {u"test"_s, runChange},
        {u"upgrade-all"_s, runUpgradeAll},
        {u"helm"_s, runHelm},
        {u"prepare"_s, runPrepare},
        {u"compare"_s, runCompare},
        {u"exec"_s, runExec},
        {u"attach"_s, runExec},
        {u"debug"_s, runDebug},
        {u"port-forward"_s, runPortForward},
        {u"scale"_s, runObjectChange},
        {u"restart"_s, runObjectChange},
        {u"delete"_s, runObjectChange},
        {u"cordon"_s, runObjectChange},
        {u"uncordon"_s, runObjectChange},
        {u"drain"_s, runObjectChange},
        {u"apply"_s, runObjectChange},
    };
    const bool isChangeDiff = options.command == "diff"_L1 && (options.change.live || !options.change.chart.isEmpty());
    return isChangeDiff ? runChangeDiff : kCommands.value(options.command, nullptr);
}

SessionCommand sessionCommand(const QString& word) {
    static const QHash<QString, SessionCommand> kCommands = {
        {u"whoami"_s, runWhoAmI},
        {u"namespaces"_s, runNamespaces},
        {u"releases"_s, runReleases},
        {u"history"_s, runHistory},
        {u"values"_s, runValues},
        {u"manifest"_s, runManifest},
        {u"notes"_s, runNotes},
        {u"resources"_s, runResources},
        {u"diff"_s, runDiff},
        {u"export"_s, runExport},
        {u"logs"_s, runLogs},
    };
    return kCommands.value(word, nullptr);
}

bool isOver(const FeedState& state) {
    switch (state.phase) {
    case FeedState::Phase::Live:
        return state.isComplete; // ConfigMaps too: a release may be only there
    case FeedState::Phase::Failed:
    case FeedState::Phase::Stale:
        return true;
    default:
        return false;
    }
}

} // namespace

Task<Result<int>> runCommand(Workspace* workspace, Options options) {
    if (options.command == "contexts"_L1) {
        co_return co_await runContexts(workspace, std::move(options));
    }
    if (options.command == "audit"_L1) {
        co_return co_await runAudit(workspace, std::move(options));
    }
    if (options.command == "show"_L1) {
        co_return co_await runShow(workspace, std::move(options));
    }
    const WorkspaceCommand wide = workspaceCommand(options);
    const SessionCommand command = sessionCommand(options.command);
    if (!command && !wide) {
        co_return fail(ErrorCode::Invalid, u"command \"%1\""_s.arg(options.command),
            u"there is none of that name; pilothousectl --help lists them"_s);
    }
    if (options.context.isEmpty()) {
        co_return fail(ErrorCode::Invalid, u"--context"_s, u"say which context; pilothousectl contexts lists them"_s);
    }
    if (wide) {
        co_return co_await wide(workspace, std::move(options));
    }
    const auto session = workspace->session(options.context);
    if (!session) {
        co_return std::unexpected(session.error());
    }
    co_return co_await command(*session, std::move(options));
}

QString namespaceOf(const ClusterSession& session, const Options& options) {
    if (!options.nameSpace.isEmpty()) {
        return options.nameSpace;
    }
    const QString own = session.context().nameSpace;
    return own.isEmpty() ? u"default"_s : own;
}

Task<Result<void>> waitForFeed(ClusterSession* session, QString nameSpace, Needs needs, QString release) {
    ReleaseFeed& feed = session->releases();
    Completion<FeedState> over;
    auto completer = std::make_shared<Completion<FeedState>::Completer>(over.completer());
    // Queued: the waiting task must not go on from inside the feed's own signal.
    QObject receiver;
    QObject::connect(
        &feed, &ReleaseFeed::stateChanged, &receiver,
        [completer](const FeedState& state) {
            if (isOver(state)) {
                completer->complete(state);
            }
        },
        Qt::QueuedConnection);
    feed.start(nameSpace.isEmpty() ? QStringList() : QStringList{nameSpace},
        needs == Needs::Bodies ? ReleaseFeed::Bodies::Loaded : ReleaseFeed::Bodies::Left, std::move(release));
    const FeedState state = co_await std::move(over);
    if (state.phase != FeedState::Phase::Live) {
        co_return std::unexpected(state.error.value_or(
            fail(ErrorCode::Protocol, u"releases"_s, u"the list ended without a reason"_s).error()));
    }
    co_return Result<void>();
}

Task<Result<ReleaseKey>> findRelease(ClusterSession* session, Options options) {
    if (options.arguments.isEmpty()) {
        co_return fail(ErrorCode::Invalid, options.command, u"say which release"_s);
    }
    const QString name = options.arguments.first();
    const QString nameSpace = namespaceOf(*session, options);
    if (auto ready = co_await waitForFeed(session, nameSpace, Needs::Metadata, name); !ready) {
        co_return std::unexpected(ready.error());
    }
    const auto rows = session->releases().snapshot();
    const auto found = std::ranges::find_if(rows, [&](const ReleaseSummary& row) {
        return row.newest.key.name == name && row.newest.key.nameSpace == nameSpace;
    });
    if (found == rows.end()) {
        co_return fail(ErrorCode::NotFound, u"release "_s + name,
            u"namespace %1 of context %2 has no release of that name, neither in Secrets nor in ConfigMaps"_s.arg(
                nameSpace, session->context().id.value()));
    }
    co_return found->newest.key;
}

Task<Result<ReleaseRecordPtr>> findRecord(ClusterSession* session, Options options, Revision revision) {
    const auto key = co_await findRelease(session, std::move(options));
    if (!key) {
        co_return std::unexpected(key.error());
    }
    if (revision == Revision::None) {
        const auto revisions = session->releases().revisions(*key);
        revision = revisions.empty() ? Revision::None : revisions.front().revision;
    }
    co_return co_await session->releases().record(*key, revision);
}

} // namespace pilothouse::ctl
