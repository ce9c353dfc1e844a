// SPDX-License-Identifier: Apache-2.0
#include "core/diff/manifest_diff.h"
#include "core/diff/mask_scanner.h"
#include "core/diff/sensitive_fields.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

constexpr auto kCanary = "canary7Xq2";

QByteArray canary(QByteArray text) {
    return text.replace("CANARY", kCanary);
}

QByteArray everythingOf(const ManifestDiff& diff) {
    QByteArray all
        = toUnifiedText(diff, u"a"_s, u"b"_s) + toMarkdown(diff, u"a"_s, u"b"_s) + diff.problems.join(u'\n').toUtf8();
    for (const ObjectDiff& object : diff.objects) {
        all += object.fromText + object.toText + object.changedPaths.join(u'\n').toUtf8()
            + object.noisePaths.join(u'\n').toUtf8();
        for (const auto& key : object.secretKeys) {
            all += key.key.toUtf8();
        }
    }
    return all;
}

ManifestDiff diffOf(const QByteArray& from, const QByteArray& to) {
    return diffManifests(parseManifest(from, u"n"_s), parseManifest(to, u"n"_s));
}

QByteArray secret(const QByteArray& rest) {
    return "apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\n" + rest;
}

} // namespace

class TestMasking final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void RP5_canaryIsNeverShown_data() {
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char* name, const QByteArray& text) { QTest::newRow(name) << canary(text); };
        row("data", secret("data:\n  a: CANARY\n"));
        row("string data", secret("stringData:\n  a: \"x CANARY\"\n"));
        row("block", secret("stringData:\n  a: |\n    first\n\n    CANARY\n  b: >-\n    CANARY\n"));
        row("quoted over lines", secret("stringData:\n  a: \"first\nCANARY\n  x\"\n"));
        row("flow", secret("data: {a: CANARY, b: [CANARY]}\n"));
        row("json",
            "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"metadata\":{\"name\":\"x\"},\"data\":{\"a\":\"CANARY\"}}\n");
        row("comment", secret("data:\n  # CANARY\n  a: b # CANARY\n"));
        row("anchor", secret("data:\n  a: &x CANARY\n  b: *x\ntype: *x\n"));
        row("escaped kind", "apiVersion: v1\nkind: \"\\x53ecret\"\nmetadata:\n  name: x\ndata:\n  a: CANARY\n");
        row("tag", secret("data:\n  a: !!binary |\n    CANARY\n"));
        row("list",
            "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Secret\n  metadata:\n    name: x\n  data:\n "
            "   a: CANARY\n");
        row("secret list",
            "apiVersion: v1\nkind: SecretList\nitems:\n- metadata:\n    name: x\n  data:\n    a: CANARY\n");
        row("broken", secret("data:\n  a: CANARY\n  b: [\n"));
        row("broken json", "{\"kind\": \"Secret\", \"metadata\": {\"name\": \"x\"}, \"data\": {\"a\": \"CANARY\"\n");
        row("last applied",
            "apiVersion: v1\nkind: Pod\nmetadata:\n  name: x\n  annotations:\n    "
            "kubectl.kubernetes.io/last-applied-configuration: |\n      {\"data\":{\"a\":\"CANARY\"}}\n");
        const QByteArray pod
            = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: x\nspec:\n  containers:\n  - name: c\n    env:\n";
        row("env", pod + "    - name: DB_PASSWORD\n      value: CANARY\n");
        row("env turned round", pod + "    - value: CANARY\n      name: DB_PASSWORD\n");
        row("env in flow", pod + "    - {name: DB_PASSWORD, value: CANARY}\n");
        row("env in flow over lines", pod + "    - {name: DB_PASSWORD,\n       value: CANARY}\n");
        row("env on the next line", pod + "    - name: DB_PASSWORD\n      value:\n        CANARY\n");
        row("argument", pod.chopped(9) + "    args: [--db-password=CANARY, \"--token\", x]\n");
        const QByteArray map = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\ndata:\n";
        row("key", map + "  password: CANARY\n");
        row("plain over lines", map + "  password: a\n    CANARY\n");
        row("properties",
            map
                + "  app.properties: |\n    user=me\n    db.password = two CANARY\n    "
                  "url=postgres://me:CANARY@db/x\n");
        row("yaml in yaml", map + "  app.yml: |\n    db:\n      password: CANARY\n      tokens:\n      - CANARY\n");
        row("json in yaml", map + "  app.json: |\n    {\"db\": {\"password\": \"a \\\" CANARY\"}, \"x\": 1}\n");
        row("json on a line", map + "  app.json: \"{\\\"password\\\":\\\"CANARY\\\"}\"\n");
        row("private key",
            map + "  x.pem: |\n    -----BEGIN RSA PRIVATE KEY-----\n    CANARY\n    -----END RSA PRIVATE KEY-----\n");
        row("header", map + "  conf: 'proxy_set_header Authorization: Bearer CANARY'\n");
    }
    void RP5_canaryIsNeverShown() {
        QFETCH(QByteArray, text);
        QByteArray changed = text;
        changed.replace(kCanary, QByteArray(QByteArray(kCanary) + "2"));
        const QByteArray extra = "\nextra: 1\n";

        for (const ManifestDiff& diff :
            {diffOf(text, changed), diffOf({}, text), diffOf(text, {}), diffOf(text, text.trimmed() + extra)}) {
            QVERIFY2(!everythingOf(diff).contains(kCanary), everythingOf(diff).constData());
        }
        QVERIFY2(!maskManifest(text).contains(kCanary), maskManifest(text).constData());
    }

    void changedSecretIsAChangedLine() {
        const ManifestDiff diff = diffOf(secret("data:\n  a: b25l\n  b: c2FtZQ==\n  gone: eA==\n"),
            secret("data:\n  a: dHdv\n  b: c2FtZQ==\n  new: eA==\n"));

        QCOMPARE(diff.objects.size(), 1U);
        const ObjectDiff& object = diff.objects[0];
        QVERIFY2(object.toText.contains("  a: ••••••  # changed\n"), object.toText.constData());
        QVERIFY(object.fromText.contains("  a: ••••••\n"));
        QVERIFY(object.toText.contains("  b: ••••••\n"));
        QCOMPARE(object.secretKeys.size(), 3U);
        QCOMPARE(object.secretKeys[0].key, u"a"_s);
        QCOMPARE(object.secretKeys[0].change, ObjectChange::Changed);
        QCOMPARE(object.secretKeys[1].change, ObjectChange::Removed);
        QCOMPARE(object.secretKeys[2].change, ObjectChange::Added);
        QCOMPARE(object.changedPaths, QStringList({u"data.a"_s, u"data.gone"_s, u"data.new"_s}));
    }

    void lengthIsNotTold() {
        const QByteArray shortOne = maskManifest(secret("stringData:\n  a: x\n"));

        QCOMPARE(maskManifest(secret("stringData:\n  a: |\n    one\n    two\n    three\n")), shortOne);
    }

    void changedEnvironmentValueIsMarked() {
        const QByteArray pod = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: x\nspec:\n  containers:\n  - name: c\n   "
                               " env:\n    - name: A_TOKEN\n      value: one\n    - name: B_TOKEN\n      value: ";

        const ManifestDiff diff = diffOf(pod + "two\n", pod + "three\n");

        QVERIFY(diff.objects[0].toText.contains("A_TOKEN\n      value: ••••••\n"));
        QVERIFY(diff.objects[0].toText.contains("B_TOKEN\n      value: ••••••  # changed\n"));
        QCOMPARE(diff.objects[0].addedLines, 1);
    }

    void namesOfSecretsStay_data() {
        QTest::addColumn<QByteArray>("line");
        for (const char* line : {"secretName: web-tls", "automountServiceAccountToken: false", "tokenPath: /run/x",
                 "password: $(DB_PASSWORD)", "passwordFile: /a", "secretKeyRef: {name: db, key: password}",
                 "image: shop/token-service:1", "url: https://host/a:b@c", "tokenizer: x"}) {
            QTest::newRow(line) << QByteArray(line);
        }
    }
    void namesOfSecretsStay() {
        QFETCH(QByteArray, line);
        QCOMPARE(scanAndMask(line).text, line);
    }

    void inlineMaskKeepsTheRest() {
        QCOMPARE(maskInline("run --password=x1 --user=me").text, "run --password=•••••• --user=me");
        QCOMPARE(maskInline(R"({"a": "b", "password": "c,d", "e": "f"})").text,
            R"({"a": "b", "password": "••••••", "e": "f"})");
        QCOMPARE(maskInline("postgres://me:pw@db:5432/x").text, "postgres://me:••••••@db:5432/x");
    }

    void otherDocumentsStayByteForByte() {
        const QByteArray text = "---\n# Source: a\nkind: ConfigMap\r\ndata:\n  a:   \"b\"  # c\n\n---\n# x\n";

        QCOMPARE(maskManifest(text), text);
    }
};

QTEST_GUILESS_MAIN(TestMasking)
#include "test_masking.moc"
