// SPDX-License-Identifier: Apache-2.0
#include "core/config/request_parts.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

bool isVisible(char c) {
    return c > 0x20 && c < 0x7f;
}
bool isHeaderText(char c) {
    return c >= 0x20 && c < 0x7f;
}

bool isTokenByte(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
        || QByteArrayView("!#$&'*+-.^_`|~").contains(c);
}

/// Percent-escapes what a header name may not hold (protocol: client-go round_trippers.go, headerKeyEscape).
QByteArray escapedKey(const QString& key) {
    QByteArray out;
    for (const char c : key.toUtf8()) {
        out += isTokenByte(c) ? QByteArray(1, c) : '%' + QByteArray(1, c).toHex().toUpper();
    }
    return out;
}

std::unexpected<Error> unusable(const QString& subject, const QString& why) {
    return fail(ErrorCode::Unauthorized, subject, why, u"TokenUnusable"_s);
}

Result<QByteArray> authorization(const UserEntry& user, const Secret& token, const QString& subject) {
    if (!token.isEmpty()) {
        if (!std::ranges::all_of(token.reveal(), isVisible)) {
            return unusable(subject, u"the token has line ends, blanks or other characters that no token has"_s);
        }
        return "Bearer " + token.reveal();
    }
    if (user.username.isEmpty() && !user.password) {
        return QByteArray();
    }
    if (user.username.contains(u':')) {
        return unusable(subject, u"the user name has a colon"_s);
    }
    QByteArray pair = user.username.toUtf8() + ':';
    if (user.password) {
        pair += user.password->reveal();
    }
    QByteArray value = "Basic " + pair.toBase64();
    wipe(pair);
    return value;
}

Result<void> addImpersonation(HttpHeaders& headers, const UserEntry& user, const QString& subject) {
    const auto add = [&headers](const QByteArray& name, const QString& value) {
        const QByteArray bytes = value.toUtf8();
        headers.push_back({name, bytes});
        return std::ranges::all_of(bytes, isHeaderText);
    };
    bool isClean = user.impersonateUser.isEmpty() || add("Impersonate-User", user.impersonateUser);
    isClean = (user.impersonateUid.isEmpty() || add("Impersonate-Uid", user.impersonateUid)) && isClean;
    for (const QString& group : user.impersonateGroups) {
        isClean = add("Impersonate-Group", group) && isClean;
    }
    for (const auto& [key, values] : user.impersonateExtra) {
        for (const QString& value : values) {
            isClean = add("Impersonate-Extra-" + escapedKey(key), value) && isClean;
        }
    }
    if (!isClean) {
        return unusable(subject, u"an impersonated name has characters that no header may have"_s);
    }
    return {};
}

bool areSame(const TransportSettings& a, const TransportSettings& b) {
    return a.caPem == b.caPem && a.clientCertificatePem == b.clientCertificatePem
        && a.clientKeyPem.reveal() == b.clientKeyPem.reveal();
}

} // namespace

Result<HttpHeaders> requestHeaders(
    const UserEntry& user, const Secret& token, bool isEncrypted, const QString& subject) {
    HttpHeaders headers;
    if (isEncrypted) {
        const Result<QByteArray> value = authorization(user, token, subject);
        if (!value) {
            return std::unexpected(value.error());
        }
        if (!value->isEmpty()) {
            headers.push_back({"Authorization", *value});
        }
    }
    return addImpersonation(headers, user, subject).transform([&headers] { return std::move(headers); });
}

std::shared_ptr<const TransportSettings> transportFor(const ClusterEntry& cluster, const QByteArray& caPem,
    const Identity& identity, const QString& label, std::shared_ptr<const TransportSettings> previous) {
    auto settings = std::make_shared<TransportSettings>();
    settings->caPem = caPem;
    settings->clientCertificatePem = identity.certificatePem;
    settings->clientKeyPem = identity.keyPem.duplicate();
    settings->tlsServerName = cluster.tlsServerName.toUtf8();
    settings->proxyUrl = cluster.proxyUrl;
    settings->skipTlsVerify = cluster.insecureSkipTlsVerify;
    settings->disableCompression = cluster.disableCompression;
    settings->label = label;
    return previous && areSame(*previous, *settings) ? previous : settings;
}

} // namespace pilothouse
