// SPDX-License-Identifier: Apache-2.0
#include "ui/logs/kubectl_command.h"

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

/// `'it'\''s'`: in single quotes nothing means anything to the shell.
QString quoted(const QString& word) {
    const bool isPlain = !word.isEmpty() && std::ranges::all_of(word, [](QChar c) {
        return (c.unicode() < 0x80 && c.isLetterOrNumber()) || QStringView(u"-_./:=@,+").contains(c);
    });
    return isPlain ? word : u'\'' + QString(word).replace(u'\'', u"'\\''"_s) + u'\'';
}

QString targetOf(const PodScope& scope) {
    if (const auto* pod = std::get_if<PodScope::Pod>(&scope.what)) {
        return quoted(pod->name);
    }
    if (const auto* workload = std::get_if<PodScope::Workload>(&scope.what)) {
        return quoted(workload->kind.kind.toLower() + u'/' + workload->name);
    }
    if (const auto* selector = std::get_if<PodScope::Selector>(&scope.what)) {
        return u"-l " + quoted(selector->labels);
    }
    return u"-l " + quoted(u"app.kubernetes.io/instance="_s + std::get<PodScope::Release>(scope.what).name);
}

} // namespace

QString kubectlLogsCommand(const ContextId& context, const LogRequest& request) {
    const bool isOnePod = std::holds_alternative<PodScope::Pod>(request.scope.what);
    QStringList words{u"kubectl"_s, u"--context"_s, quoted(context.value()), u"-n"_s, quoted(request.scope.nameSpace),
        u"logs"_s, targetOf(request.scope)};
    if (std::holds_alternative<PodScope::Workload>(request.scope.what)) {
        words += u"--all-pods"_s;
    }
    if (request.containers.size() == 1) {
        words += {u"-c"_s, quoted(request.containers.front())};
    } else {
        words += u"--all-containers"_s;
    }
    if (!isOnePod) {
        words += {u"--prefix"_s, u"--max-log-requests=%1"_s.arg(request.maxStreams)};
    }
    words += u"--timestamps"_s;
    if (request.since) {
        words += u"--since=%1s"_s.arg(request.since->count());
    }
    words += u"--tail=%1"_s.arg(request.tail.value_or(-1));
    if (request.previous) {
        words += u"--previous"_s;
    }
    if (request.follow) {
        words += u"-f"_s;
    }
    return words.join(u' ');
}

} // namespace pilothouse::ui
