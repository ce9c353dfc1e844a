// SPDX-License-Identifier: Apache-2.0
#include "core/config/pinned_kubeconfig.h"

#include "core/config/bounded_file.h"
#include "core/config/connection_fingerprint.h"
#include "core/yaml/yaml_loader.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr ByteSize kMaxPem = 1_MiB; // as much as the connection itself reads

YamlValue boolean() {
    return YamlValue(YamlValue::Scalar{u"true"_s, false});
}

YamlValue base64(const QByteArray& bytes) {
    return YamlValue::string(QString::fromLatin1(bytes.toBase64()));
}

YamlValue texts(const QStringList& list) {
    YamlValue::Sequence items;
    for (const QString& text : list) {
        items.push_back(YamlValue::string(text));
    }
    return YamlValue(std::move(items));
}

void addText(YamlValue::Map& map, const QString& key, const QString& text) {
    if (!text.isEmpty()) {
        map.emplace_back(key, YamlValue::string(text));
    }
}

void addSecret(YamlValue::Map& map, const QString& key, const std::shared_ptr<const Secret>& secret) {
    if (secret && !secret->isEmpty()) {
        map.emplace_back(key, YamlValue::string(QString::fromUtf8(secret->reveal())));
    }
}

/// Both at once are refused with the entry (protocol: validation.go).
Result<void> addPem(YamlValue::Map& map, const QString& key, const QByteArray& data, const QString& file) {
    if (!data.isEmpty()) {
        map.emplace_back(key, base64(data));
        return {};
    }
    if (file.isEmpty()) {
        return {};
    }
    Result<QByteArray> pem = readBoundedFile(file, kMaxPem);
    if (!pem) {
        return std::unexpected(pem.error());
    }
    map.emplace_back(key, base64(*pem));
    wipe(*pem);
    return {};
}

YamlValue named(const QString& name, const QString& kind, YamlValue body) {
    YamlValue::Map entry{{u"name"_s, YamlValue::string(name)}, {kind, std::move(body)}};
    return YamlValue(YamlValue::Sequence{YamlValue(std::move(entry))});
}

Result<YamlValue> clusterBody(const ClusterEntry& cluster) {
    YamlValue::Map body;
    addText(body, u"server"_s, cluster.server);
    addText(body, u"tls-server-name"_s, cluster.tlsServerName);
    addText(body, u"proxy-url"_s, cluster.proxyUrl);
    if (cluster.insecureSkipTlsVerify) {
        body.emplace_back(u"insecure-skip-tls-verify"_s, boolean());
    }
    if (cluster.disableCompression) {
        body.emplace_back(u"disable-compression"_s, boolean());
    }
    if (const auto done = addPem(body, u"certificate-authority-data"_s, cluster.caData, cluster.caFile); !done) {
        return std::unexpected(done.error());
    }
    if (!cluster.execConfigJson.isEmpty()) {
        auto config = loadYaml(cluster.execConfigJson, u"cluster \"%1\""_s.arg(cluster.name));
        if (!config) {
            return std::unexpected(config.error());
        }
        body.emplace_back(
            u"extensions"_s, named(u"client.authentication.k8s.io/exec"_s, u"extension"_s, std::move(*config)));
    }
    return YamlValue(std::move(body));
}

Result<YamlValue> execBody(const ExecPlugin& plugin, const ExecTrust& trust) {
    if (plugin.interactive == ExecPlugin::Interactive::Always) {
        return fail(ErrorCode::Unauthorized, plugin.command, u"asks on a terminal (interactiveMode: Always)"_s,
            u"ExecNeedsTerminal"_s);
    }
    const ExecIdentity identity = identify(plugin);
    if (identity.command.isEmpty()) {
        return fail(ErrorCode::Process, plugin.command, plugin.installHint.left(2048), u"ExecNotFound"_s);
    }
    if (!trust.isTrusted(identity)) {
        return fail(ErrorCode::Unauthorized, identity.command, u"this program has not been allowed to run yet"_s,
            u"ExecUntrusted"_s);
    }
    YamlValue::Map body;
    addText(body, u"apiVersion"_s, plugin.apiVersion);
    addText(body, u"command"_s, identity.command);
    // helm has no terminal to offer, and the mode must be said for v1.
    addText(body, u"interactiveMode"_s, u"Never"_s);
    addText(body, u"installHint"_s, plugin.installHint);
    if (!plugin.arguments.isEmpty()) {
        body.emplace_back(u"args"_s, texts(plugin.arguments));
    }
    YamlValue::Sequence variables;
    for (const auto& [name, value] : plugin.environment) {
        variables.emplace_back(
            YamlValue::Map{{u"name"_s, YamlValue::string(name)}, {u"value"_s, YamlValue::string(value)}});
    }
    if (!variables.empty()) {
        body.emplace_back(u"env"_s, YamlValue(std::move(variables)));
    }
    if (plugin.provideClusterInfo) {
        body.emplace_back(u"provideClusterInfo"_s, boolean());
    }
    return YamlValue(std::move(body));
}

void addImpersonation(YamlValue::Map& body, const UserEntry& user) {
    addText(body, u"as"_s, user.impersonateUser);
    addText(body, u"as-uid"_s, user.impersonateUid);
    if (!user.impersonateGroups.isEmpty()) {
        body.emplace_back(u"as-groups"_s, texts(user.impersonateGroups));
    }
    YamlValue::Map extra;
    for (const auto& [name, values] : user.impersonateExtra) {
        extra.emplace_back(name, texts(values));
    }
    if (!extra.empty()) {
        body.emplace_back(u"as-user-extra"_s, YamlValue(std::move(extra)));
    }
}

enum class Transport { Encrypted, Plain };

Result<YamlValue> userBody(const UserEntry& user, const ExecTrust& trust, Transport transport) {
    YamlValue::Map body;
    addText(body, u"tokenFile"_s, user.tokenFile);
    addSecret(body, u"token"_s, user.token);
    addText(body, u"username"_s, user.username);
    addSecret(body, u"password"_s, user.password);
    const QByteArray key = user.clientKeyData ? user.clientKeyData->reveal() : QByteArray();
    auto done = addPem(body, u"client-certificate-data"_s, user.clientCertificateData, user.clientCertificateFile);
    if (done) {
        done = addPem(body, u"client-key-data"_s, key, user.clientKeyFile);
    }
    if (!done) {
        return std::unexpected(done.error());
    }
    // Never run beside other credentials or for plain http (protocol: 1.4): then nobody has to trust it either.
    if (user.exec && body.empty() && transport == Transport::Encrypted) {
        auto plugin = execBody(*user.exec, trust);
        if (!plugin) {
            return std::unexpected(plugin.error());
        }
        body.emplace_back(u"exec"_s, std::move(*plugin));
    }
    addImpersonation(body, user);
    return YamlValue(std::move(body));
}

/// Where this program would not connect, helm must not either: that is among the cluster's problems (KC9).
std::optional<Error> problemIn(const ContextEntry& context, const ClusterEntry& cluster, const UserEntry& user) {
    for (const auto& problem : {context.problem, cluster.problem, user.problem}) {
        if (problem) {
            return problem;
        }
    }
    return std::nullopt;
}

/// Names of its own: those of the files may be anything, and only the context's is asked for.
QByteArray wholeText(const ContextEntry& context, YamlValue cluster, YamlValue user) {
    YamlValue::Map body{
        {u"cluster"_s, YamlValue::string(u"cluster"_s)},
        {u"user"_s, YamlValue::string(u"user"_s)},
    };
    addText(body, u"namespace"_s, context.nameSpace);
    const YamlValue root(YamlValue::Map{
        {u"apiVersion"_s, YamlValue::string(u"v1"_s)},
        {u"kind"_s, YamlValue::string(u"Config"_s)},
        {u"current-context"_s, YamlValue::string(context.id.value())},
        {u"clusters"_s, named(u"cluster"_s, u"cluster"_s, std::move(cluster))},
        {u"users"_s, named(u"user"_s, u"user"_s, std::move(user))},
        {u"contexts"_s, named(context.id.value(), u"context"_s, YamlValue(std::move(body)))},
    });
    return toYaml(root, KeyOrder::Kept);
}

} // namespace

Result<PinnedKubeconfig> pinKubeconfig(const Kubeconfig& kubeconfig, const ContextId& context, const ExecTrust& trust) {
    const ContextEntry* const entry = kubeconfig.context(context);
    if (!entry) {
        return fail(ErrorCode::NotFound, u"context \"%1\""_s.arg(context.value()), u"no kubeconfig has it"_s);
    }
    const ClusterEntry cluster = kubeconfig.clusters.value(entry->cluster);
    const UserEntry user = kubeconfig.users.value(entry->user);
    if (auto problem = problemIn(*entry, cluster, user)) {
        return std::unexpected(std::move(*problem));
    }
    auto clusterPart = clusterBody(cluster);
    if (!clusterPart) {
        return std::unexpected(clusterPart.error());
    }
    const bool isEncrypted = cluster.server.startsWith(u"https:"_s, Qt::CaseInsensitive);
    auto userPart = userBody(user, trust, isEncrypted ? Transport::Encrypted : Transport::Plain);
    if (!userPart) {
        return std::unexpected(userPart.error());
    }
    return PinnedKubeconfig{
        .context = context,
        .text = std::make_shared<const Secret>(wholeText(*entry, std::move(*clusterPart), std::move(*userPart))),
        .fingerprint = connectionFingerprint(cluster, user),
    };
}

QByteArray kubeconfigFingerprint(const Kubeconfig& kubeconfig, const ContextId& context) {
    const ContextEntry* const entry = kubeconfig.context(context);
    return entry ? connectionFingerprint(kubeconfig.clusters.value(entry->cluster), kubeconfig.users.value(entry->user))
                 : QByteArray();
}

} // namespace pilothouse
