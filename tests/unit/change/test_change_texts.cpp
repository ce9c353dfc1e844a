// SPDX-License-Identifier: Apache-2.0
// What helm prints taken apart, secrets taken out of it, who is behind a context.
#include "core/change/chart_copy.h"
#include "core/change/change_call.h"
#include "core/change/cluster_identity.h"
#include "core/diff/known_secrets.h"
#include "core/change/template_output.h"

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

    void documentsOfCommentsStayWhereTheyAre() {
        const QByteArray before = "---\n# Source: c/templates/a.yaml\n---\nkind: ConfigMap\nmetadata: {name: a}\n"
                                  "---\n# Source: c/templates/b.yaml\n# nothing but words\n";
        const QByteArray hook = "---\n# Source: c/templates/h.yaml\nkind: Job\nmetadata:\n  name: h\n"
                                "  annotations: {helm.sh/hook: pre-upgrade}\n";

        QCOMPARE(splitTemplateOutput(before, 3).manifest, before);
        const TemplateOutput both = splitTemplateOutput(before + hook, 3);
        QCOMPARE(both.manifest, before);
        QCOMPARE(both.hooks.size(), size_t(1));
    }

    void templatesGetTheRevisionHelmWillMake() {
        const ChartFiles files = {{u"templates/a.yaml"_s,
                                      "l: {{ add 48000 .Release.Revision | quote }} {{ $.Release.Revision }}\n"
                                      "m: {{ $root.Release.RevisionX }} {{ .ctx.Release.Revision }}\n"},
            {u"charts/sub/templates/b.yaml"_s, "{{ .Release.Revision }}"},
            {u"README.md"_s, "prints .Release.Revision"}};

        const ChartFiles made = withRevision(files, Revision{1383});

        QVERIFY(countsRevisions(files));
        QCOMPARE(made[0].data,
            QByteArray("l: {{ add 48000 1383 | quote }} {{ 1383 }}\nm: {{ $root.Release.RevisionX }} {{ 1383 }}\n"));
        QCOMPARE(made[1].data, QByteArray("{{ 1383 }}"));
        QCOMPARE(made[2].data, files[2].data);
        QVERIFY(!countsRevisions({files[2]}));
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
