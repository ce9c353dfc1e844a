// SPDX-License-Identifier: Apache-2.0
#include "app/pilothousectl/commands.h"
#include "app/pilothousectl/terminal_run.h"
#include "app/pilothousectl/output.h"
#include "app/pilothousectl/tool_session.h"

#include "core/kube/debug_containers.h"

namespace pilothouse::ctl {

using namespace Qt::StringLiterals;

namespace {

constexpr int kInterrupted = 130; // 128 + SIGINT, as shells count

Result<QString> podFrom(const Options& options, const QString& nameSpace) {
    const auto scope = podScopeFrom(options.arguments.value(0), nameSpace);
    if (!scope) {
        return std::unexpected(scope.error());
    }
    const auto* const pod = std::get_if<PodScope::Pod>(&scope->what);
    if (!pod || options.arguments.size() != 1) {
        return fail(ErrorCode::Invalid, options.command, u"say which pod: %1 web-1"_s.arg(options.command));
    }
    return pod->name;
}

ExecRequest requestFrom(const Options& options, const QString& nameSpace, const QString& pod) {
    ExecRequest request;
    request.nameSpace = nameSpace;
    request.pod = pod;
    request.container = options.tool.container;
    request.command = options.tool.command;
    request.stdIn = options.tool.stdIn;
    request.tty = options.tool.tty && OwnTerminal::isTerminal();
    if (options.tool.tty && !request.tty) {
        writeNote(u"standard input is no terminal: going on without one"_s);
    }
    return request;
}

Task<Result<int>> runAndTell(ToolSession* tools, ExecRequest request, std::shared_ptr<ToolRecord> record) {
    const auto session = tools->session();
    if (!session) {
        co_return std::unexpected(session.error());
    }
    const auto run = std::make_unique<TerminalRun>((*session)->client(), std::move(request), tools->kubectlFinder());
    const ExecEnd end = co_await run->end();
    record->close(end);
    if (end.error) {
        co_return std::unexpected(*end.error);
    }
    co_return run->wasInterrupted() ? kInterrupted : end.exitCode.value_or(kExitSame);
}

} // namespace

Task<Result<int>> runExec(Workspace* workspace, Options options) {
    const bool isAttach = options.command == "attach"_L1;
    if (!isAttach && options.tool.command.isEmpty()) {
        co_return fail(ErrorCode::Invalid, u"exec"_s, u"say what to run after two dashes: exec web-1 -- ls /"_s);
    }
    ToolSession tools(*workspace, options);
    const auto session = tools.session();
    if (!session) {
        co_return std::unexpected(session.error());
    }
    const QString nameSpace = namespaceOf(**session, options);
    const auto pod = podFrom(options, nameSpace);
    if (!pod) {
        co_return std::unexpected(pod.error());
    }
    if (isAttach) {
        options.tool.command.clear();
    }
    auto record = tools.begin({.kind = isAttach ? ToolUse::Kind::Attach : ToolUse::Kind::Exec,
        .context = options.context,
        .nameSpace = nameSpace,
        .target = *pod,
        .container = options.tool.container,
        .image = {},
        .command = options.tool.command,
        .ports = {},
        .reason = options.change.reason});
    if (!record) {
        co_return std::unexpected(record.error());
    }
    co_return co_await runAndTell(&tools, requestFrom(options, nameSpace, *pod), std::move(*record));
}

Task<Result<int>> runDebug(Workspace* workspace, Options options) {
    ToolSession tools(*workspace, options);
    const auto session = tools.session();
    if (!session) {
        co_return std::unexpected(session.error());
    }
    const QString nameSpace = namespaceOf(**session, options);
    const auto pod = podFrom(options, nameSpace);
    if (!pod) {
        co_return std::unexpected(pod.error());
    }
    const bool isOwnPod = options.tool.ownPod;
    const QString image = options.tool.image.isEmpty() ? QString::fromLatin1(kDefaultDebugImage) : options.tool.image;
    auto record = tools.begin({.kind = isOwnPod ? ToolUse::Kind::DebugPod : ToolUse::Kind::DebugContainer,
        .context = options.context,
        .nameSpace = nameSpace,
        .target = *pod,
        .container = options.tool.container,
        .image = image,
        .command = options.tool.command,
        .ports = {},
        .reason = options.change.reason});
    if (!record) {
        co_return std::unexpected(record.error());
    }
    ApiClient* const client = &(*session)->client();
    const DebugRequest wanted{.nameSpace = nameSpace,
        .pod = *pod,
        .node = {},
        .targetContainer = isOwnPod ? QString() : options.tool.container,
        .image = image,
        .command = options.tool.command};
    writeNote(u"starting %1 beside %2"_s.arg(image, *pod));
    auto starting = isOwnPod ? addDebugPod(*client, wanted) : addDebugContainer(*client, wanted);
    const auto place = co_await std::move(starting);
    if (!place) {
        (*record)->close({.exitCode = {}, .error = place.error()});
        if (place.error().reason == "NoEphemeralContainers"_L1) {
            writeNote(u"add --own-pod: a pod of its own beside it"_s);
        }
        co_return std::unexpected(place.error());
    }
    options.tool.container = place->container;
    options.tool.command.clear();
    options.tool.stdIn = true;
    options.tool.tty = true;
    auto code = co_await runAndTell(&tools, requestFrom(options, nameSpace, place->pod), std::move(*record));
    if (const auto removed = co_await removeDebugPod(*client, *place); !removed) {
        writeError(removed.error());
    }
    co_return code;
}

} // namespace pilothouse::ctl
