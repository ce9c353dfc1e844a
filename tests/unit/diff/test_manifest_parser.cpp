// SPDX-License-Identifier: Apache-2.0
#include "core/diff/manifest_diff.h"
#include "core/diff/object_header.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

ManifestKey keyOf(const QByteArray& text) {
    const Manifest manifest = parseManifest(text, u"shop"_s);
    return manifest.objects.size() == 1 ? manifest.objects[0].key : ManifestKey{};
}

} // namespace

class TestManifestParser final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsKeys_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("key");
        const auto row = [](const char* name, const char* text, const QString& key) {
            QTest::newRow(name) << QByteArray(text) << key;
        };
        row("block", "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n", u"apps|Deployment|shop|web"_s);
        row("namespace", "apiVersion: v1\nkind: Service\nmetadata:\n  namespace: 'other'\n  name: \"web\" # x\n",
            u"|Service|other|web"_s);
        row("flow", "apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: x}\n", u"|Service|x|web"_s);
        row("json", "{\"apiVersion\": \"v1\", \"kind\": \"Service\", \"metadata\": {\"name\": \"web\"}}\n",
            u"|Service|shop|web"_s);
        row("crlf", "apiVersion: v1\r\nkind: Service\r\nmetadata:\r\n  name: web\r\n", u"|Service|shop|web"_s);
        row("comment",
            "# kind: Nothing\napiVersion: v1\nkind: Service # no\nmetadata: # here\n  # name: y\n  name: web\n",
            u"|Service|shop|web"_s);
        row("order",
            "metadata:\n  labels:\n    name: wrong\n  name: web\nkind: Service\nspec:\n  kind: x\napiVersion: v1\n",
            u"|Service|shop|web"_s);
        row("escape", "apiVersion: v1\nkind: \"\\x53ecret\"\nmetadata:\n  name: web\n", u"|Secret|shop|web"_s);
        row("anchor", "apiVersion: v1\nkind: Service\nmetadata:\n  name: &n web\n  labels: {app: *n}\n",
            u"|Service|shop|web"_s);
        row("cluster", "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: web\n  namespace: y\n",
            u"|Namespace||web"_s);
        row("custom", "apiVersion: a.b/v1\nkind: Namespace\nmetadata:\n  name: web\n", u"a.b|Namespace|shop|web"_s);
        row("block text",
            "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\ndata:\n  x: |\n    kind: Secret\n    metadata:\n "
            "     name: y\n",
            u"|ConfigMap|shop|web"_s);
    }
    void readsKeys() {
        QFETCH(QByteArray, text);
        QFETCH(QString, key);

        const ManifestKey read = keyOf(text);

        QCOMPARE(QStringList({read.group, read.kind, read.nameSpace, read.name}).join(u'|'), key);
    }

    void scanGivesUpOnWhatItCannotBeSureOf_data() {
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char* name, const char* text) { QTest::newRow(name) << QByteArray(text); };
        row("kind twice in a quoted text",
            "apiVersion: v1\nkind: A\nmetadata:\n  name: x\nnote: \"a\nkind: B\nz: \"\n");
        row("over two lines", "apiVersion: v1\nkind: A\n  B\nmetadata:\n  name: x\n");
        row("merge", "<<: *x\nkind: A\napiVersion: v1\nmetadata:\n  name: x\n");
        row("tab", "apiVersion: v1\nkind: A\nmetadata:\n\tname: x\n");
        row("tag", "apiVersion: v1\nkind: !!str A\nmetadata:\n  name: x\n");
    }
    void scanGivesUpOnWhatItCannotBeSureOf() {
        QFETCH(QByteArray, text);
        QVERIFY(!scanHeader(text));
    }

    void sourceLineIsKept() {
        const Manifest manifest = parseManifest(
            "---\n# Source: a/charts/b/templates/c.yaml\napiVersion: v1\nkind: Service\nmetadata:\n  name: x\n",
            u"n"_s);

        QCOMPARE(manifest.objects[0].source, u"a/charts/b/templates/c.yaml"_s);
    }

    void listsAreFlattened() {
        const QByteArray text = "# Source: a/b\napiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: "
                                "Service\n  metadata:\n    name: a\n"
                                "- apiVersion: v1\n  kind: Secret\n  metadata:\n    name: b\n---\napiVersion: "
                                "v1\nkind: RoleList\nitems:\n- metadata:\n    name: c\n";

        const Manifest manifest = parseManifest(text, u"n"_s);

        QCOMPARE(manifest.objects.size(), 3U);
        QCOMPARE(manifest.objects[1].key.kind, u"Secret"_s);
        QCOMPARE(manifest.objects[1].source, u"a/b"_s);
        QCOMPARE(manifest.objects[2].key.kind, u"Role"_s);
        QCOMPARE(manifest.text.first(manifest.originalSize), text);
        QVERIFY(
            manifest.text.sliced(manifest.objects[0].begin).startsWith("# Source: a/b\napiVersion: v1\nkind: Service"));
    }

    void customKindCalledListIsNoList() {
        QCOMPARE(keyOf("apiVersion: x.y/v1\nkind: AllowList\nmetadata:\n  name: a\nitems: [1]\n").kind, u"AllowList"_s);
    }

    void duplicatesAreTold() {
        const QByteArray one = "apiVersion: v1\nkind: Service\nmetadata:\n  name: x\n---\n";

        QCOMPARE(parseManifest(one + one, u"n"_s).duplicates, QStringList(u"Service n/x"_s));
    }

    void RP4_brokenDocumentsStay() {
        const Manifest manifest = parseManifest("a: [\n---\n\n---\n# only a comment\n---\nhello\n---\napiVersion: "
                                                "v1\nkind: Service\nmetadata:\n  name: x\n",
            u"n"_s);

        QCOMPARE(manifest.objects.size(), 3U);
        QVERIFY(!manifest.objects[0].isReadable);
        QVERIFY(!manifest.objects[1].isReadable);
        QVERIFY(manifest.objects[2].isReadable);
    }
};

QTEST_GUILESS_MAIN(TestManifestParser)
#include "test_manifest_parser.moc"
