// SPDX-License-Identifier: Apache-2.0
#include "app/pilothousectl/commands.h"
#include "app/pilothousectl/output.h"

#include <cstdio>

namespace pilothouse::ctl {

using namespace Qt::StringLiterals;

namespace {

QString environmentWord(EnvironmentKind kind) {
    switch (kind) {
    case EnvironmentKind::Production:
        return u"production"_s;
    case EnvironmentKind::Staging:
        return u"staging"_s;
    case EnvironmentKind::Playground:
        return u"playground"_s;
    case EnvironmentKind::Unknown:
        break;
    }
    return u"unknown"_s;
}

QJsonObject errorJson(const Error& error) {
    return {{u"code"_s, errorCodeName(error.code)}, {u"subject"_s, error.subject}, {u"detail"_s, error.detail},
        {u"reason"_s, error.reason}};
}

} // namespace

Task<Result<int>> runContexts(Workspace* workspace, Options options) {
    const Kubeconfig& kubeconfig = workspace->kubeconfig();
    const EnvironmentRules& rules = workspace->environmentRules();
    QJsonArray array;
    TextTable table{.header = {u"CONTEXT"_s, u"NAMESPACE"_s, u"ENVIRONMENT"_s, u"SERVER"_s, u"PROBLEM"_s}, .rows = {}};
    for (const ContextEntry& context : kubeconfig.contexts) {
        const ClusterEntry cluster = kubeconfig.clusters.value(context.cluster);
        std::optional<Error> problem = context.problem;
        for (const auto& other : {cluster.problem, kubeconfig.users.value(context.user).problem}) {
            problem = problem ? problem : other;
        }
        const QString nameSpace = context.nameSpace.isEmpty() ? u"default"_s : context.nameSpace;
        const QString environment = environmentWord(rules.environmentOf(context.id.value()).kind);
        QJsonObject object{{u"name"_s, context.id.value()}, {u"namespace"_s, nameSpace},
            {u"environment"_s, environment}, {u"cluster"_s, context.cluster}, {u"user"_s, context.user},
            {u"server"_s, cluster.server}, {u"file"_s, context.file}};
        if (problem) {
            object.insert(u"problem"_s, errorJson(*problem));
        }
        array += object;
        table.rows.push_back(
            {context.id.value(), nameSpace, environment, cluster.server, problem ? describe(*problem) : QString()});
    }
    for (const Error& problem : kubeconfig.problems) {
        writeError(problem);
    }
    writeAs(options.format, array, table);
    co_return kubeconfig.contexts.empty() && !kubeconfig.problems.empty() ? kExitError : kExitSame;
}

Task<Result<int>> runTrust(Workspace* workspace, Options options) {
    const auto plugin = workspace->pluginOf(options.context);
    if (!plugin) {
        co_return fail(
            ErrorCode::NotFound, u"context \"%1\""_s.arg(options.context.value()), u"it runs no credential plugin"_s);
    }
    const bool trusted = workspace->isPluginTrusted(options.context);
    const QJsonObject object{{u"command"_s, plugin->command},
        {u"arguments"_s, QJsonArray::fromStringList(plugin->arguments)},
        {u"environment"_s, QJsonArray::fromStringList(plugin->environmentNames)},
        {u"sha256"_s, QString::fromLatin1(plugin->fileSha256)},
        {u"warnings"_s, QJsonArray::fromStringList(plugin->warnings)}, {u"trusted"_s, trusted || options.yes}};
    const TextTable table{.header = {u"RUNS"_s, plugin->command},
        .rows
        = {{u"ARGUMENTS"_s, plugin->arguments.join(u' ')}, {u"ENVIRONMENT"_s, plugin->environmentNames.join(u' ')},
            {u"SHA-256"_s, QString::fromLatin1(plugin->fileSha256)}, {u"WARNINGS"_s, plugin->warnings.join(u' ')},
            {u"TRUSTED"_s, trusted || options.yes ? u"yes"_s : u"no (add --yes to agree)"_s}}};
    if (options.yes && !trusted) {
        if (auto kept = workspace->trustPlugin(options.context); !kept) {
            co_return std::unexpected(kept.error());
        }
    }
    writeAs(options.format, object, table);
    co_return kExitSame;
}

Task<Result<int>> runWhoAmI(ClusterSession* session, Options options) {
    const auto who = co_await whoAmI(session->client());
    if (!who) {
        co_return std::unexpected(who.error());
    }
    const QJsonObject object{{u"context"_s, options.context.value()},
        {u"server"_s, session->client().server().toString()}, {u"user"_s, who->user},
        {u"groups"_s, QJsonArray::fromStringList(who->groups)}};
    writeAs(options.format, object,
        {.header = {u"CONTEXT"_s, u"SERVER"_s, u"USER"_s, u"GROUPS"_s},
            .rows
            = {{options.context.value(), session->client().server().toString(), who->user, who->groups.join(u' ')}}});
    co_return kExitSame;
}

Task<Result<int>> runNamespaces(ClusterSession* session, Options options) {
    const auto list = co_await session->namespaces();
    if (!list) {
        co_return std::unexpected(list.error());
    }
    TextTable table{.header = {u"NAMESPACE"_s}, .rows = {}};
    for (const QString& name : list->names) {
        table.rows.push_back({name});
    }
    if (list->listError) {
        writeError(*list->listError);
    }
    writeAs(options.format, QJsonArray::fromStringList(list->names), table);
    co_return kExitSame;
}

} // namespace pilothouse::ctl
