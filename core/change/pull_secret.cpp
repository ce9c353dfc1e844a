// SPDX-License-Identifier: Apache-2.0
#include "core/change/pull_secret.h"

#include "core/base/byte_size.h"
#include "core/base/redaction.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaxConfig = 1024LL * 1024; // the largest Secret an API server takes
constexpr QLatin1StringView kDockerHub = "https://index.docker.io/v1/"_L1;

Result<QJsonObject> parseConfig(const QByteArray& text, const QString& name, const QString& reason) {
    if (text.size() > kMaxConfig) {
        return fail(ErrorCode::Invalid, name, u"is larger than 1 MiB"_s, u"TooLarge"_s);
    }
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(text, &problem);
    if (!document.isObject()) {
        const QString why = problem.error == QJsonParseError::NoError ? u"is no JSON object"_s : problem.errorString();
        return fail(ErrorCode::Parse, name, why, reason);
    }
    return document.object();
}

/// Docker's keys may carry a scheme and a path; kubelet leaves them out when it compares.
QString plainName(const QString& key) {
    return registryName(key).value_or(key);
}

/// The entry of a registry, however its key is written.
QJsonValue entryFor(const QJsonObject& entries, const QString& registry) {
    for (auto it = entries.begin(); it != entries.end(); ++it) {
        if (plainName(it.key()) == registry) {
            return it.value();
        }
    }
    return QJsonValue::Undefined;
}

/// User and token of one entry, from `auth`, else from the fields beside it. The token is empty where there is none.
RegistryLogin loginOf(const QString& registry, const QJsonObject& entry) {
    RegistryLogin login{.registry = registry, .user = entry.value("username"_L1).toString(), .token = {}};
    QByteArray token = entry.value("password"_L1).toString().toUtf8();
    QByteArray pair = QByteArray::fromBase64(entry.value("auth"_L1).toString().toLatin1());
    if (const qsizetype colon = pair.indexOf(':'); colon > 0) {
        login.user = QString::fromUtf8(pair.first(colon));
        wipe(token);
        token = pair.sliced(colon + 1);
        while (token.endsWith('\0')) { // docker trims them too: old clients padded
            token.chop(1);
        }
    }
    wipe(pair);
    login.token = Secret(std::move(token));
    return login;
}

Result<RegistryLogin> usableLogin(const QJsonObject& config, const QString& registry, const QString& name) {
    const QString subject = u"%1 in %2"_s.arg(registry, name);
    const QJsonObject entry = entryFor(config.value("auths"_L1).toObject(), registry).toObject();
    RegistryLogin login = loginOf(registry, entry);
    if (!login.token.isEmpty() && !login.user.isEmpty()) {
        return login;
    }
    const QString own = entryFor(config.value("credHelpers"_L1).toObject(), registry).toString();
    const QString helper = own.isEmpty() ? config.value("credsStore"_L1).toString() : own;
    if (!entry.value("identitytoken"_L1).toString().isEmpty()) {
        return fail(ErrorCode::Invalid, subject,
            u"docker keeps an identity token for it, which no kubelet knows; give a user and a token"_s,
            u"IdentityToken"_s);
    }
    if (!helper.isEmpty()) {
        return fail(ErrorCode::Invalid, subject,
            u"docker keeps this login in the program docker-credential-%1, which is not run here; give a user and a token"_s
                .arg(helper),
            u"CredentialHelper"_s);
    }
    return fail(ErrorCode::Invalid, subject, u"there is no user and token for it"_s, u"NoLogin"_s);
}

QStringList registriesOf(const QJsonObject& config) {
    QStringList names;
    for (const QLatin1StringView key : {"auths"_L1, "credHelpers"_L1}) {
        for (const QString& registry : config.value(key).toObject().keys()) {
            names += plainName(registry);
        }
    }
    names.removeDuplicates();
    return names;
}

QJsonObject entryOf(const RegistryLogin& login) {
    QByteArray pair = login.user.toUtf8() + ':' + login.token.reveal();
    const QJsonObject entry{{u"username"_s, login.user}, {u"password"_s, QString::fromUtf8(login.token.reveal())},
        {u"auth"_s, QString::fromLatin1(pair.toBase64())}};
    wipe(pair);
    return entry;
}

QString sideOf(const QString& registry, const QString& user, const QString& token) {
    return u"%1: user %2, %3"_s.arg(registry, user, token);
}

} // namespace

Result<QString> registryName(const QString& typed) {
    QString name = typed.trimmed();
    for (const QLatin1StringView scheme : {"https://"_L1, "http://"_L1}) {
        if (name.startsWith(scheme, Qt::CaseInsensitive)) {
            name.remove(0, scheme.size());
        }
    }
    while (name.endsWith(u'/')) {
        name.chop(1);
    }
    for (const QLatin1StringView version : {"/v1"_L1, "/v2"_L1}) {
        if (name.endsWith(version)) {
            name.chop(version.size());
        }
    }
    const bool isBad = name.isEmpty() || std::ranges::any_of(name, [](QChar c) {
        return c.isSpace() || !c.isPrint() || c == u'@' || c == u'"' || c == u'\\' || c == u'?' || c == u'#';
    });
    if (isBad) {
        return fail(ErrorCode::Invalid, u"registry"_s,
            u"it must be a name such as registry.example.com, without a user in it"_s, u"BadRegistry"_s);
    }
    const QString lower = name.toLower();
    const bool isHub = lower == "docker.io"_L1 || lower == "index.docker.io"_L1 || lower == "registry-1.docker.io"_L1;
    return isHub ? QString(kDockerHub) : name;
}

Result<RegistryLogins> readDockerConfig(const QByteArray& text, const QString& name, const QStringList& registries) {
    const auto config = parseConfig(text, name, u"BadDockerConfig"_s);
    if (!config) {
        return std::unexpected(config.error());
    }
    const QStringList known = registriesOf(*config);
    QStringList wanted;
    for (const QString& typed : registries) {
        const auto registry = registryName(typed);
        if (!registry) {
            return std::unexpected(registry.error());
        }
        if (!known.contains(*registry)) {
            return fail(ErrorCode::NotFound, u"%1 in %2"_s.arg(*registry, name),
                known.isEmpty() ? u"it knows no registry"_s : u"it knows "_s + known.join(u", "_s), u"NoLogin"_s);
        }
        wanted += *registry;
    }
    if (wanted.isEmpty() && known.size() == 1) {
        wanted = known;
    }
    wanted.removeDuplicates();
    if (wanted.isEmpty()) {
        return fail(ErrorCode::Invalid, name,
            known.isEmpty() ? u"it knows no registry"_s : u"say which registry: "_s + known.join(u", "_s),
            known.isEmpty() ? u"NoLogin"_s : u"WhichRegistry"_s);
    }
    RegistryLogins logins;
    for (const QString& registry : std::as_const(wanted)) {
        auto login = usableLogin(*config, registry, name);
        if (!login) {
            return std::unexpected(login.error());
        }
        logins.push_back(std::move(*login));
    }
    return logins;
}

bool PullSecretMerge::has(LoginChange::Kind kind) const {
    return std::ranges::contains(changes, kind, &LoginChange::kind);
}

QStringList PullSecretMerge::before() const {
    QStringList lines;
    for (const LoginChange& change : changes) {
        if (change.kind != LoginChange::Kind::Added) {
            lines += sideOf(change.registry, change.userBefore, u"token "_s + kMask);
        }
    }
    return lines;
}

QStringList PullSecretMerge::after() const {
    QStringList lines;
    for (const LoginChange& change : changes) {
        const bool isOther = change.kind == LoginChange::Kind::Changed && change.userBefore == change.userAfter;
        lines += sideOf(change.registry, change.userAfter, (isOther ? u"another token "_s : u"token "_s) + kMask);
    }
    return lines;
}

Result<PullSecretMerge> mergeLogins(const QByteArray& existing, const RegistryLogins& logins) {
    QJsonObject config;
    if (!existing.isEmpty()) {
        auto parsed = parseConfig(existing, u"the pull secret"_s, u"BadPullSecret"_s);
        if (!parsed) {
            return std::unexpected(parsed.error());
        }
        config = std::move(*parsed);
    }
    const QJsonObject before = config.value("auths"_L1).toObject();
    QJsonObject after = before;
    QMap<QString, LoginChange> changes;
    for (auto it = before.begin(); it != before.end(); ++it) {
        const QString registry = plainName(it.key());
        const QString user = loginOf(registry, it.value().toObject()).user;
        changes.insert(
            registry, {.kind = LoginChange::Kind::Kept, .registry = registry, .userBefore = user, .userAfter = user});
    }
    for (const RegistryLogin& login : logins) {
        LoginChange change{
            .kind = LoginChange::Kind::Added, .registry = login.registry, .userBefore = {}, .userAfter = login.user};
        if (const QJsonValue there = entryFor(before, login.registry); there.isObject()) {
            const RegistryLogin old = loginOf(login.registry, there.toObject());
            const bool isSame = old.user == login.user && old.token.reveal() == login.token.reveal();
            change.kind = isSame ? LoginChange::Kind::Same : LoginChange::Kind::Changed;
            change.userBefore = old.user;
        }
        changes.insert(login.registry, change);
        if (change.kind == LoginChange::Kind::Same) {
            continue; // written another way, perhaps, and as good
        }
        for (const QString& key : before.keys()) { // the same registry by another spelling
            if (plainName(key) == login.registry) {
                after.remove(key);
            }
        }
        after.insert(login.registry, entryOf(login));
    }
    config.insert(u"auths"_s, after);
    PullSecretMerge merge;
    merge.changes.assign(changes.cbegin(), changes.cend());
    merge.text = Secret(QJsonDocument(config).toJson(QJsonDocument::Compact));
    return merge;
}

} // namespace pilothouse
