// SPDX-License-Identifier: Apache-2.0
#include "core/config/exec_protocol.h"

#include "core/yaml/yaml_loader.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QJsonObject clusterInfo(const ClusterEntry& cluster, const QByteArray& caPem) {
    QJsonObject info{{u"server"_s, cluster.server}};
    const auto addText = [&info](const QString& key, const QString& text) {
        if (!text.isEmpty()) {
            info.insert(key, text);
        }
    };
    addText(u"tls-server-name"_s, cluster.tlsServerName);
    addText(u"certificate-authority-data"_s, QString::fromLatin1(caPem.toBase64()));
    addText(u"proxy-url"_s, cluster.proxyUrl);
    if (cluster.insecureSkipTlsVerify) {
        info.insert(u"insecure-skip-tls-verify"_s, true);
    }
    if (cluster.disableCompression) {
        info.insert(u"disable-compression"_s, true);
    }
    if (!cluster.execConfigJson.isEmpty()) {
        info.insert(u"config"_s, QJsonDocument::fromJson("[" + cluster.execConfigJson + "]")[0]);
    }
    return info;
}

std::unexpected<Error> unusable(const QString& subject, const QString& why) {
    return fail(ErrorCode::Unauthorized, subject, why, u"BadExecOutput"_s);
}

} // namespace

QByteArray execInfo(const ExecPlugin& plugin, const ClusterEntry& cluster, const QByteArray& caPem) {
    QJsonObject spec{{u"interactive"_s, false}};
    if (plugin.provideClusterInfo) {
        spec.insert(u"cluster"_s, clusterInfo(cluster, caPem));
    }
    const QJsonObject info{{u"kind"_s, u"ExecCredential"_s}, {u"apiVersion"_s, plugin.apiVersion}, {u"spec"_s, spec}};
    return QJsonDocument(info).toJson(QJsonDocument::Compact);
}

Result<ExecCredential> parseExecCredential(
    const QByteArray& output, const ExecPlugin& plugin, const QDateTime& now, const QString& subject) {
    // Its words are not repeated: they may be the token.
    const auto root = loadJson(output, subject, {.bytes = 1_MiB, .depth = 20, .nodes = 10'000});
    if (!root || !root->isMap()) {
        return fail(ErrorCode::Parse, subject, u"did not print JSON"_s, u"BadExecOutput"_s);
    }
    if ((*root)[u"kind"].text() != u"ExecCredential"_s || (*root)[u"apiVersion"].text() != plugin.apiVersion) {
        return unusable(subject, u"did not print an ExecCredential of %1"_s.arg(plugin.apiVersion));
    }
    const YamlValue& status = (*root)[u"status"];
    if (!status.isMap()) {
        return unusable(subject, u"printed no status"_s);
    }
    ExecCredential credential;
    credential.token = Secret(status[u"token"].text().toUtf8());
    credential.certificatePem = status[u"clientCertificateData"].text().toUtf8();
    credential.keyPem = Secret(status[u"clientKeyData"].text().toUtf8());
    if (credential.certificatePem.isEmpty() != credential.keyPem.isEmpty()) {
        return unusable(subject, u"printed a certificate without its key, or a key without its certificate"_s);
    }
    if (credential.token.isEmpty() && credential.certificatePem.isEmpty()) {
        return unusable(subject, u"printed neither a token nor a certificate"_s);
    }
    const QString expiry = status[u"expirationTimestamp"].text();
    if (!expiry.isEmpty()) {
        credential.expiry = QDateTime::fromString(expiry, Qt::ISODateWithMs);
        if (!credential.expiry.isValid()) {
            return unusable(subject, u"printed an expirationTimestamp that is no time"_s);
        }
        if (credential.expiry <= now) {
            return unusable(subject,
                u"printed credentials that expired at %1"_s.arg(credential.expiry.toUTC().toString(Qt::ISODate)));
        }
    }
    return credential;
}

} // namespace pilothouse
