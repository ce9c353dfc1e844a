// SPDX-License-Identifier: Apache-2.0
// What helm prints taken apart, secrets taken out of it, a chart taken back out of a record, who is behind a context.
#include "core/change/change_call.h"
#include "core/change/cluster_identity.h"
#include "core/change/known_secrets.h"
#include "core/change/record_chart.h"
#include "core/change/template_output.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kConfig = "---\n# Source: c/templates/a.yaml\nkind: ConfigMap\nmetadata:\n  name: a\n";
const QByteArray kHookBody = "kind: Job\nmetadata:\n  name: migrate\n  annotations:\n    helm.sh/hook: pre-upgrade, "
                             "post-install\n    helm.sh/hook-weight: \"-5\"\n    helm.sh/hook-delete-policy: "
                             "hook-succeeded\n";
const QByteArray kHook = "---\n# Source: c/templates/h.yaml\n" + kHookBody;

YamlValue yaml(const QByteArray& text) {
    return loadYaml(text, u"test"_s).value_or(YamlValue());
}

QByteArray chartRecord(const QJsonArray& templates, const QJsonObject& more = {}) {
    QJsonObject metadata{{u"name"_s, u"web"_s}, {u"version"_s, u"0.1.0"_s}, {u"apiVersion"_s, u"v2"_s}};
    for (auto it = more.begin(); it != more.end(); ++it) {
        metadata.insert(it.key(), it.value());
    }
    const QJsonObject chart{{u"metadata"_s, metadata}, {u"values"_s, QJsonObject{{u"a"_s, 1}}},
        {u"templates"_s, templates}, {u"schema"_s, QString::fromLatin1(QByteArray("{}").toBase64())}};
    return QJsonDocument(QJsonObject{{u"chart"_s, chart}}).toJson();
}

QJsonObject file(const QString& name, const QByteArray& data) {
    return {{u"name"_s, name}, {u"data"_s, QString::fromLatin1(data.toBase64())}};
}

QByteArray readAll(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestChangeTexts final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void hooksAreTakenOutOfTheManifest_data() {
        QTest::addColumn<int>("major");
        QTest::addColumn<QByteArray>("manifest");
        QTest::addColumn<QByteArray>("hook");
        QTest::newRow("helm 3 trims") << 3 << kConfig << kHookBody.trimmed();
        QTest::newRow("helm 4 keeps newlines") << 4 << QByteArray(kConfig + '\n') << kHookBody;
    }
    void hooksAreTakenOutOfTheManifest() {
        QFETCH(int, major);
        QFETCH(QByteArray, manifest);
        QFETCH(QByteArray, hook);
        const QByteArray printed = kConfig + kHook + (major == 4 ? "\n" : "");

        const TemplateOutput output = splitTemplateOutput(printed, major);

        QCOMPARE(output.manifest, manifest);
        QCOMPARE(output.hooks.size(), size_t(1));
        QCOMPARE(output.hooks[0].name, u"migrate"_s);
        QCOMPARE(output.hooks[0].path, u"c/templates/h.yaml"_s);
        QCOMPARE(output.hooks[0].events, (QStringList{u"pre-upgrade"_s, u"post-install"_s}));
        QCOMPARE(output.hooks[0].weight, -5);
        QCOMPARE(output.hooks[0].deletePolicies, QStringList{u"hook-succeeded"_s});
        QCOMPARE(output.hooks[0].manifest, hook);
    }

    void wordsThatOnlyLookLikeAHookStayInTheManifest() {
        const QByteArray text = "---\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  x: helm.sh/hook\n";
        QCOMPARE(splitTemplateOutput(text, 3).manifest, text);
        QVERIFY(splitTemplateOutput(text, 3).hooks.empty());
        QVERIFY(splitTemplateOutput({}, 4).manifest.isEmpty());
    }

    void HE12_knownSecretsAreTakenOutOfWhatHelmSays() {
        KnownSecrets secrets;
        secrets.addValues(yaml("db:\n  password: s3cr3t-one\nhost: shop-db\nnested:\n  apiKey: [k3y-in-a-list]\n"));
        secrets.addManifest("kind: Secret\nstringData:\n  token: plain-token-2\n---\nkind: Secret\ndata:\n  "
                            "password: cGFzcy1pbi1iYXNlNjQ=\n---\nkind: ConfigMap\ndata:\n  password: no\n");

        const QString said = secrets.mask(
            u"a s3cr3t-one b k3y-in-a-list c plain-token-2 d pass-in-base64 e cGFzcy1pbi1iYXNlNjQ= f shop-db"_s);

        QCOMPARE(said, u"a •••••• b •••••• c •••••• d •••••• e •••••• f shop-db"_s);
    }

    void HE12_longerSecretsGoFirst() {
        KnownSecrets secrets;
        secrets.addValues(yaml("password: abcd\ntoken: abcd-and-more\n"));
        QCOMPARE(secrets.mask(u"abcd-and-more abcd"_s), u"•••••• ••••••"_s);
    }

    void chartComesBackOutOfARecord() {
        QTemporaryDir folder;
        const QString place = folder.filePath(u"chart"_s);
        const auto json = chartRecord({file(u"templates/sub/a.yaml"_s, "kind: {{ .Values.a }}\n")});

        QVERIFY(writeRecordChart(json, place).has_value());

        QCOMPARE(readAll(place + u"/templates/sub/a.yaml"_s), QByteArray("kind: {{ .Values.a }}\n"));
        QCOMPARE(readAll(place + u"/values.yaml"_s), QByteArray("a: 1\n"));
        QCOMPARE(yaml(readAll(place + u"/Chart.yaml"_s))[u"version"].text(), u"0.1.0"_s);
        QCOMPARE(readAll(place + u"/values.schema.json"_s), QByteArray("{}"));
    }

    void CH2_namesThatLeadOutOfTheChartAreRefused_data() {
        QTest::addColumn<QString>("name");
        for (const auto* name : {"../evil", "/tmp/evil", "templates/../../evil", "a\\..\\b", "", "templates//x"}) {
            QTest::newRow(name) << QString::fromLatin1(name);
        }
    }
    void CH2_namesThatLeadOutOfTheChartAreRefused() {
        QFETCH(QString, name);
        QTemporaryDir folder;
        const auto written = writeRecordChart(chartRecord({file(name, "x")}), folder.filePath(u"in/chart"_s));
        QVERIFY(!written);
        QCOMPARE(written.error().reason, u"BadChart"_s);
        QVERIFY(!QFile::exists(folder.filePath(u"evil"_s)) && !QFile::exists(folder.filePath(u"in/evil"_s)));
    }

    void chartWithSubchartsCantComeBack() {
        QTemporaryDir folder;
        const auto json = chartRecord({}, {{u"dependencies"_s, QJsonArray{QJsonObject{{u"name"_s, u"sub"_s}}}}});
        QCOMPARE(writeRecordChart(json, folder.filePath(u"c"_s)).error().reason, u"SubchartsNotStored"_s);
    }

    void NS3_anotherClusterOrUserIsNoticedAndNotRemembered() {
        QTemporaryDir folder;
        IdentityMemory memory(folder.filePath(u"identities.json"_s));
        const ContextId context(u"eks_prd-app"_s);
        const ClusterIdentity first{.clusterUid = u"uid-1"_s, .user = u"ops"_s};

        QVERIFY(!memory.check(context, first));
        QVERIFY(!memory.check(context, first));
        QCOMPARE(memory.check(context, {.clusterUid = u"uid-2"_s, .user = u"ops"_s})->reason, u"OtherCluster"_s);
        QCOMPARE(memory.check(context, {.clusterUid = u"uid-1"_s, .user = u"eve"_s})->reason, u"OtherUser"_s);
        QVERIFY(!memory.check(context, {})); // what may not be read is no proof of anything
        QCOMPARE(memory.known(context), first);

        QVERIFY(memory.accept(context, {.clusterUid = u"uid-2"_s, .user = u"ops"_s}).has_value());
        QVERIFY(!memory.check(context, {.clusterUid = u"uid-2"_s, .user = u"ops"_s}));
        QCOMPARE(memory.check(context, first)->reason, u"OtherCluster"_s);
    }

    void descriptionCarriesReasonUserAndMark() {
        ChangeRequest request;
        request.reason = u"  fix\nthe timeout "_s;
        const QString text = describeChange(request, u"ops@corp"_s, u"id-1"_s);
        QCOMPARE(text, u"fix the timeout (ops@corp) "_s + operationMark(u"id-1"_s));
        QVERIFY(operationMark(u"id-1"_s) != operationMark(u"id-2"_s));
    }
};

QTEST_GUILESS_MAIN(TestChangeTexts)
#include "test_change_texts.moc"
