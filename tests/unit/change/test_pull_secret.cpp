// SPDX-License-Identifier: Apache-2.0
#include "core/change/pull_secret.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kConfig
    = "{\"auths\": {\"registry.example.com\": {\"auth\": \"ZGVwbG95ZXI6cGFzczp3aXRoOmNvbG9ucw==\"},"
      "\"https://index.docker.io/v1/\": {\"username\": \"hub\", \"password\": \"hub-token\"},"
      "\"kept.example.com\": {},"
      "\"tokens.example.com\": {\"auth\": \"MDAwOg==\", \"identitytoken\": \"eyJ\"}},"
      "\"credHelpers\": {\"cloud.example.com\": \"ecr-login\"},"
      "\"credsStore\": \"secretservice\"}";

RegistryLogins logins(const QString& registry, const QString& user, QByteArray token) {
    RegistryLogins all;
    all.push_back({.registry = registry, .user = user, .token = Secret(std::move(token))});
    return all;
}

QJsonObject auths(const PullSecretMerge& merge) {
    return QJsonDocument::fromJson(merge.text.reveal()).object().value("auths"_L1).toObject();
}

Error errorOf(const QStringList& registries, const QByteArray& text = kConfig) {
    const auto read = readDockerConfig(text, u"config.json"_s, registries);
    return read ? fail(ErrorCode::Cancelled, {}, u"it was read"_s).error() : read.error();
}

} // namespace

class TestPullSecret final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void onlyTheChosenRegistryIsTaken() {
        const auto read = readDockerConfig(kConfig, u"config.json"_s, {u"https://registry.example.com/v2/"_s});

        QVERIFY(read);
        QCOMPARE(read->size(), 1U);
        QCOMPARE(read->front().registry, u"registry.example.com"_s);
        QCOMPARE(read->front().user, u"deployer"_s);
        QCOMPARE(read->front().token.reveal(), "pass:with:colons");
        const auto merge = mergeLogins({}, *read);
        QVERIFY(merge);
        QVERIFY(!merge->text.reveal().contains("hub"));
    }

    void dockersOwnRegistryHasManyNames() {
        for (const auto* name :
            {"docker.io", "index.docker.io", "https://index.docker.io/v1/", "registry-1.docker.io"}) {
            QCOMPARE(registryName(QString::fromLatin1(name)).value_or(QString()), u"https://index.docker.io/v1/"_s);
        }
        const auto read = readDockerConfig(kConfig, u"config.json"_s, {u"docker.io"_s});
        QVERIFY(read);
        QCOMPARE(read->front().user, u"hub"_s);
    }

    void whichOneMustBeSaid() {
        const Error error = errorOf({});

        QCOMPARE(error.reason, u"WhichRegistry"_s);
        QVERIFY(error.detail.contains(u"registry.example.com"_s));
        const auto only = readDockerConfig(R"({"auths":{"a.example":{"auth":"dTpw"}}})", u"c"_s, {});
        QVERIFY(only);
        QCOMPARE(only->front().registry, u"a.example"_s);
    }

    void credentialHelpersAreExplainedAndNotRun() {
        QCOMPARE(errorOf({u"cloud.example.com"_s}).reason, u"CredentialHelper"_s);
        QVERIFY(errorOf({u"cloud.example.com"_s}).detail.contains(u"docker-credential-ecr-login"_s));
        QVERIFY(errorOf({u"kept.example.com"_s}).detail.contains(u"docker-credential-secretservice"_s));
        QCOMPARE(errorOf({u"tokens.example.com"_s}).reason, u"IdentityToken"_s);
    }

    void whatIsNotThereIsSaidWithWhatIs() {
        const Error error = errorOf({u"other.example.com"_s});

        QCOMPARE(error.code, ErrorCode::NotFound);
        QVERIFY(error.detail.contains(u"kept.example.com"_s));
        QCOMPARE(errorOf({}, "{").code, ErrorCode::Parse);
        QCOMPARE(errorOf({}, "[]").code, ErrorCode::Parse);
        QCOMPARE(errorOf({}, QByteArray(2 * 1024 * 1024, ' ')).reason, u"TooLarge"_s);
    }

    void aRegistryWithAUserInItIsRefused() {
        for (const auto* name : {"", "https://", "me@registry.example.com", "a b", "a?b"}) {
            QVERIFY2(!registryName(QString::fromLatin1(name)), name);
        }
    }

    void whatAnotherLoginNeedsStays() {
        const QByteArray there = R"({"auths":{"old.example":{"auth":"bzpw","email":"x@y"}},"more":1})";

        const auto merge = mergeLogins(there, logins(u"new.example"_s, u"u"_s, "t"));

        QVERIFY(merge);
        QVERIFY(merge->has(LoginChange::Kind::Added));
        QVERIFY(!merge->has(LoginChange::Kind::Changed));
        QCOMPARE(auths(*merge).value("old.example"_L1).toObject().value("email"_L1).toString(), u"x@y"_s);
        QCOMPARE(auths(*merge).value("new.example"_L1).toObject().value("auth"_L1).toString(), u"dTp0"_s);
        QVERIFY(merge->text.reveal().contains("\"more\":1"));
    }

    void theSameLoginWrittenAnotherWayIsTheSame() {
        const QByteArray there = "{\"auths\":{\"https://r.example/v1/\":{\"username\":\"u\",\"password\":\"t\"}}}";

        const auto same = mergeLogins(there, logins(u"r.example"_s, u"u"_s, "t"));
        const auto other = mergeLogins(there, logins(u"r.example"_s, u"u"_s, "t2"));

        QVERIFY(same && other);
        QCOMPARE(same->changes.size(), 1U);
        QCOMPARE(same->changes.front().kind, LoginChange::Kind::Same);
        QCOMPARE(other->changes.front().kind, LoginChange::Kind::Changed);
        QCOMPARE(auths(*other).keys(), QStringList{u"r.example"_s});
    }

    void bothSidesAreShownWithoutAnyToken() {
        const QByteArray there = R"({"auths":{"r.example":{"username":"u","password":"canary-old"}}})";

        const auto merge = mergeLogins(there, logins(u"r.example"_s, u"u"_s, "canary-new"));

        QVERIFY(merge);
        const QString shown = (merge->before() + merge->after()).join(u'\n');
        QVERIFY(!shown.contains(u"canary"_s));
        QVERIFY(merge->before() != merge->after());
        QVERIFY(shown.contains(u"another token"_s));
    }

    void aBrokenPullSecretIsNotWrittenOver() {
        const auto merge = mergeLogins("no json", logins(u"r.example"_s, u"u"_s, "t"));

        QVERIFY(!merge);
        QCOMPARE(merge.error().reason, u"BadPullSecret"_s);
    }
};

QTEST_APPLESS_MAIN(TestPullSecret)
#include "test_pull_secret.moc"
