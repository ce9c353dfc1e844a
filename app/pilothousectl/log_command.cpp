// SPDX-License-Identifier: Apache-2.0
#include "app/pilothousectl/commands.h"
#include "app/pilothousectl/log_printer.h"
#include "app/pilothousectl/own_terminal.h"

namespace pilothouse::ctl {

using namespace Qt::StringLiterals;

Task<Result<int>> runLogs(ClusterSession* session, Options options) {
    if (options.arguments.isEmpty()) {
        co_return fail(ErrorCode::Invalid, u"logs"_s, u"say of which pod, or deploy/NAME, release/NAME"_s);
    }
    const QString nameSpace = namespaceOf(*session, options);
    auto scope = podScopeFrom(options.arguments.first(), nameSpace);
    if (!scope) {
        co_return std::unexpected(scope.error());
    }
    auto grep = LogMatcher::compile({.text = options.log.grep, .isRegex = true, .isCaseSensitive = true});
    if (!grep) {
        co_return std::unexpected(grep.error());
    }
    if (const auto* const release = std::get_if<PodScope::Release>(&scope->what)) {
        if (auto ready = co_await waitForFeed(session, nameSpace, Needs::Metadata, release->name); !ready) {
            co_return std::unexpected(ready.error());
        }
    }
    const bool isOnePod = std::holds_alternative<PodScope::Pod>(scope->what);
    LogRequest request{.scope = *scope,
        .containers = options.tool.container.isEmpty() ? QStringList() : QStringList{options.tool.container},
        .previous = options.log.previous,
        .follow = options.log.follow,
        .since = options.log.since,
        .tail = options.log.tail};
    LogFollow follow(*session, std::move(request));
    LogPrinter printer(
        follow, {.timestamps = options.log.timestamps, .alwaysPrefix = !isOnePod, .grep = std::move(*grep)});
    OwnTerminal terminal(OwnTerminal::Input::Ignored);
    QObject::connect(&terminal, &OwnTerminal::interrupted, &printer, &LogPrinter::stop);
    auto end = printer.end();
    follow.start();
    const Result<void> ended = co_await std::move(end);
    if (!ended) {
        co_return std::unexpected(ended.error());
    }
    co_return kExitSame;
}

} // namespace pilothouse::ctl
