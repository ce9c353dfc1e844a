// SPDX-License-Identifier: Apache-2.0
#include "core/base/redaction.h"
#include "core/config/certificate_check.h"
#include "core/config/credentials.h"
#include "core/config/kubeconfig_file.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

Error invalid(const QString& subject, const QString& why, const QString& reason = u"Contradiction"_s) {
    return fail(ErrorCode::Invalid, subject, why, reason).error();
}

std::optional<Error> execProblem(const ExecPlugin& plugin, const QString& subject) {
    if (plugin.command.isEmpty()) {
        return invalid(subject, u"exec: command is missing"_s, u"BadExec"_s);
    }
    if (plugin.apiVersion.isEmpty()) {
        return invalid(subject, u"exec: apiVersion is missing"_s, u"BadExec"_s);
    }
    const bool hasNamelessVariable
        = std::ranges::any_of(plugin.environment, [](const auto& variable) { return variable.first.isEmpty(); });
    return hasNamelessVariable ? std::optional(invalid(subject, u"exec: an env entry has no name"_s, u"BadExec"_s))
                               : std::nullopt;
}

std::optional<Error> certificateProblem(const UserEntry& user, const QString& subject) {
    const bool hasCertificate = !user.clientCertificateFile.isEmpty() || !user.clientCertificateData.isEmpty();
    const bool hasKey = !user.clientKeyFile.isEmpty() || user.clientKeyData;
    if (!user.clientCertificateFile.isEmpty() && !user.clientCertificateData.isEmpty()) {
        return invalid(subject, u"client-certificate and client-certificate-data are both set"_s);
    }
    if (!user.clientKeyFile.isEmpty() && user.clientKeyData) {
        return invalid(subject, u"client-key and client-key-data are both set"_s);
    }
    if (hasCertificate && !hasKey) {
        return invalid(subject, u"a client certificate without client-key or client-key-data"_s);
    }
    if (!user.clientCertificateData.isEmpty() && user.clientKeyData) {
        // Dates are looked at when the certificate is used.
        const auto checked
            = checkClientCertificate(user.clientCertificateData, user.clientKeyData->reveal(), {}, subject);
        return checked ? std::nullopt : std::optional(checked.error());
    }
    return std::nullopt;
}

bool isLoopback(const QString& host) {
    static const QRegularExpression kLoopback(u"^127(?:\\.[0-9]{1,3}){3}$"_s);
    return host == u"localhost"_s || host == u"::1"_s || kLoopback.match(host).hasMatch();
}

} // namespace

std::optional<Error> problemOf(const ClusterEntry& cluster) {
    const QString subject = u"cluster \"%1\""_s.arg(cluster.name);
    if (!cluster.caFile.isEmpty() && !cluster.caData.isEmpty()) {
        return invalid(subject, u"certificate-authority and certificate-authority-data are both set"_s);
    }
    if ((!cluster.caFile.isEmpty() || !cluster.caData.isEmpty()) && cluster.insecureSkipTlsVerify) {
        return invalid(subject, u"a certificate authority together with insecure-skip-tls-verify"_s);
    }
    if (!cluster.caData.isEmpty()) {
        const auto checked = checkCertificatePem(cluster.caData, subject + u": certificate-authority-data"_s);
        if (!checked) {
            return checked.error();
        }
    }
    if (!cluster.proxyUrl.isEmpty()) {
        const QUrl proxy(cluster.proxyUrl, QUrl::StrictMode);
        const bool isKnown = QStringList{u"http"_s, u"https"_s, u"socks5"_s}.contains(proxy.scheme());
        if (!proxy.isValid() || !isKnown || proxy.host().isEmpty()) {
            return invalid(subject, u"proxy-url must be an http, https or socks5 URL"_s, u"BadProxyUrl"_s);
        }
    }
    const auto url = serverUrl(cluster);
    return url ? std::nullopt : std::optional(url.error());
}

std::optional<Error> problemOf(const UserEntry& user) {
    const QString subject = u"user \"%1\""_s.arg(user.name);
    if (auto problem = certificateProblem(user, subject)) {
        return problem;
    }
    if (user.token && (!user.username.isEmpty() || user.password)) {
        return invalid(subject, u"more than one authentication method found: token and username"_s);
    }
    if (user.exec && !user.authProvider.isEmpty()) {
        return invalid(subject, u"exec and auth-provider are both set"_s);
    }
    if (user.exec) {
        if (auto problem = execProblem(*user.exec, subject)) {
            return problem;
        }
    }
    const bool impersonatesMore
        = !user.impersonateUid.isEmpty() || !user.impersonateGroups.isEmpty() || !user.impersonateExtra.empty();
    if (impersonatesMore && user.impersonateUser.isEmpty()) {
        return invalid(subject, u"as-uid, as-groups or as-user-extra without as"_s);
    }
    if (!user.authProvider.isEmpty()) {
        return fail(ErrorCode::Unauthorized, subject, user.authProvider, u"LegacyAuthProvider"_s).error(); // (KC13)
    }
    return std::nullopt;
}

Result<QUrl> serverUrl(const ClusterEntry& cluster) {
    const QString subject = u"cluster \"%1\""_s.arg(cluster.name);
    const auto refused
        = [&](const QString& why, const QString& reason) { return fail(ErrorCode::Invalid, subject, why, reason); };
    if (cluster.server.trimmed().isEmpty()) {
        return refused(u"server is missing"_s, u"BadServerUrl"_s);
    }
    // client-go takes a bare host and port too.
    const QString text = cluster.server.contains(u"://"_s) ? cluster.server : u"https://"_s + cluster.server;
    QUrl url(text, QUrl::StrictMode);
    const QString shown = redactUrl(cluster.server).left(200);
    if (!url.isValid() || url.host().isEmpty() || url.hasQuery() || url.hasFragment()) {
        return refused(u"server is no URL of an API server: "_s + shown, u"BadServerUrl"_s);
    }
    if (!url.userInfo().isEmpty()) {
        return refused(u"server has a user name or password in its URL: "_s + shown, u"UserInfoInUrl"_s);
    }
    if (url.scheme() != u"https"_s && url.scheme() != u"http"_s) {
        return refused(u"server must begin with https: "_s + shown, u"BadServerUrl"_s);
    }
    if (url.scheme() == u"http"_s && !isLoopback(url.host())) {
        return refused(u"server is not encrypted and not on this machine: "_s + shown, u"PlaintextServer"_s);
    }
    QString path = url.path(QUrl::FullyEncoded);
    while (path.endsWith(u'/')) {
        path.chop(1);
    }
    url.setPath(path, QUrl::TolerantMode);
    return url;
}

} // namespace pilothouse
