// SPDX-License-Identifier: Apache-2.0
#include "core/diff/manifest_diff.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

ManifestDiff diffOf(const QByteArray& from, const QByteArray& to, DiffOptions options = {}) {
    options.releaseName = u"storefront"_s;
    return diffManifests(parseManifest(from, u"shop"_s), parseManifest(to, u"shop"_s), options);
}

QByteArray object(
    const QByteArray& apiVersion, const QByteArray& kind, const QByteArray& rest, const QByteArray& name = "x") {
    return "---\napiVersion: " + apiVersion + "\nkind: " + kind + "\nmetadata:\n  name: " + name + '\n' + rest;
}

QByteArray deployment(const QByteArray& service, const QByteArray& chart, const QByteArray& tag) {
    return "---\n# Source: storefront/charts/" + service
        + "/templates/d.yaml\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: storefront-" + service
        + "\n  labels:\n    helm.sh/chart: " + service + '-' + chart
        + "\nspec:\n  replicas: 2\n  selector:\n    matchLabels:\n      app: " + service
        + "\n  template:\n    metadata:\n      labels:\n        app: " + service + "\n        helm.sh/chart: " + service
        + '-' + chart + "\n    spec:\n      containers:\n      - name: main\n        image: shop/" + service + ':' + tag
        + '\n';
}

QByteArray configMap(const QByteArray& service, const QByteArray& chart) {
    return "---\n# Source: storefront/charts/" + service
        + "/templates/c.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: storefront-" + service
        + "\n  labels:\n    helm.sh/chart: " + service + '-' + chart + "\ndata:\n  a: b\n";
}

bool hasRisk(const ManifestDiff& diff, Risk risk) {
    return diff.objects.size() == 1 && std::ranges::find(diff.objects[0].risks, risk) != diff.objects[0].risks.end();
}

} // namespace

class TestManifestDiff final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void U5_saysWhichServiceMoved() {
        const QByteArray from = deployment("sniffer", "v0.2.2-61a65", "v0.2.2-61a65")
            + configMap("web-neo", "v0.2.2-aa0d4") + configMap("payment", "v1.4.20-aaaaa");
        const QByteArray to = deployment("sniffer", "v0.2.3-ca3b6", "v0.2.3-ca3b6")
            + configMap("web-neo", "v0.2.2-a47e8") + configMap("payment", "v1.4.20-aaaaa");

        const ManifestDiff diff = diffOf(from, to);

        QCOMPARE(diff.objects.size(), 2U);
        QCOMPARE(diff.unchanged, 1);
        QCOMPARE(diff.labelsOnlyCount, 1);
        QCOMPARE(diff.objects[0].changedPaths, QStringList(u"spec.template.spec.containers[main].image"_s));
        QCOMPARE(diff.objects[0].noisePaths,
            QStringList(
                {u"metadata.labels[\"helm.sh/chart\"]"_s, u"spec.template.metadata.labels[\"helm.sh/chart\"]"_s}));
        QCOMPARE(diff.objects[0].risks, std::vector{Risk::Image});
        QVERIFY(diff.objects[1].labelsOnly);
        QCOMPARE(diff.headline.size(), 2U);
        QCOMPARE(diff.headline[0].service, u"sniffer"_s);
        QCOMPARE(diff.headline[0].from, u"v0.2.2-61a65"_s);
        QCOMPARE(diff.headline[0].to, u"v0.2.3-ca3b6"_s);
        QCOMPARE(diff.headline[0].what, HeadlineMove::What::Image);
        QCOMPARE(diff.headline[1].service, u"web-neo"_s);
        QCOMPARE(diff.headline[1].to, u"v0.2.2-a47e8"_s);
        QVERIFY(diff.headline[1].labelsOnly);
    }

    void sameToServerIsUnchanged_data() {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<bool>("same");
        const auto row = [](const char* name, const char* kind, const char* a, const char* b, bool same) {
            QTest::newRow(name) << object(qstrcmp(kind, "Deployment") == 0 ? "apps/v1" : "v1", kind, a)
                                << object(qstrcmp(kind, "Deployment") == 0 ? "apps/v1" : "v1", kind, b) << same;
        };
        row("cpu", "Pod", "spec: {containers: [{name: a, resources: {limits: {cpu: 1000m}}}]}\n",
            "spec: {containers: [{name: a, resources: {limits: {cpu: 1}}}]}\n", true);
        row("half", "Pod", "spec: {containers: [{name: a, resources: {limits: {cpu: 0.5}}}]}\n",
            "spec: {containers: [{name: a, resources: {limits: {cpu: 500m}}}]}\n", true);
        row("memory", "Pod", "spec: {containers: [{name: a, resources: {limits: {memory: 1Gi}}}]}\n",
            "spec: {containers: [{name: a, resources: {limits: {memory: 1024Mi}}}]}\n", true);
        row("other memory", "Pod", "spec: {containers: [{name: a, resources: {limits: {memory: 1Gi}}}]}\n",
            "spec: {containers: [{name: a, resources: {limits: {memory: 1G}}}]}\n", false);
        row("port", "Service", "spec: {ports: [{port: 80, targetPort: '8080'}]}\n",
            "spec: {ports: [{port: 80, targetPort: 8080, protocol: TCP}]}\n", true);
        row("udp", "Service", "spec: {ports: [{port: 80}]}\n", "spec: {ports: [{port: 80, protocol: UDP}]}\n", false);
        row("null", "Pod", "  creationTimestamp: null\n", "", true);
        row("empty map", "Pod", "spec: {nodeSelector2: {}}\n", "spec: {}\n", true);
        row("empty selector", "Pod", "spec: {podSelector: {}, a: b}\n", "spec: {a: b}\n", false);
        row("env text", "Pod", "spec: {containers: [{name: a, env: [{name: n, value: 1}]}]}\n",
            "spec: {containers: [{name: a, env: [{name: n, value: '1'}]}]}\n", false);
        row("key order", "Pod", "spec: {a: 1, b: 2}\n", "spec: {b: 2, a: 1}\n", true);
        row("string data", "Secret", "stringData: {a: hello}\n", "data: {a: aGVsbG8=}\n", true);
    }
    void sameToServerIsUnchanged() {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(bool, same);

        QCOMPARE(diffOf(from, to).objects.empty(), same);
        QCOMPARE(diffOf(to, from).objects.empty(), same);
        DiffOptions asWritten;
        asWritten.normalise = false;
        QCOMPARE(diffOf(from, to, asWritten).objects.size(), 1U);
    }

    void listItemsAreFoundByName() {
        const QByteArray from = object("v1", "Pod",
            "spec:\n  containers:\n  - {name: a, image: i, env: [{name: X, value: a}]}\n  - {name: b, image: j}\n");
        const QByteArray to = object("v1", "Pod",
            "spec:\n  containers:\n  - {name: c, image: k}\n  - {name: a, image: i, env: [{name: X, value: b}]}\n");

        QCOMPARE(diffOf(from, to).objects[0].changedPaths,
            QStringList({u"spec.containers[a].env[X].value"_s, u"spec.containers[b]"_s, u"spec.containers[c]"_s}));
    }

    void risks_data() {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<int>("risk");
        QTest::addColumn<bool>("isThere");
        const auto row
            = [](const char* name, const QByteArray& from, const QByteArray& to, Risk risk, bool isThere = true) {
                  QTest::newRow(name) << from << to << static_cast<int>(risk) << isThere;
              };
        const auto pair
            = [&row](const char* name, const char* api, const char* kind, const char* a, const char* b, Risk risk,
                  bool isThere = true) { row(name, object(api, kind, a), object(api, kind, b), risk, isThere); };
        pair("PS7 selector", "apps/v1", "Deployment", "spec: {selector: {matchLabels: {helm.sh/chart: a}}}\n",
            "spec: {selector: {matchLabels: {helm.sh/chart: b}}}\n", Risk::ImmutableField);
        pair("PS7 claims", "apps/v1", "StatefulSet",
            "spec: {volumeClaimTemplates: [{metadata: {name: d}, spec: {a: 1}}]}\n",
            "spec: {volumeClaimTemplates: [{metadata: {name: d}, spec: {a: 2}}]}\n", Risk::ImmutableField);
        pair("set replicas", "apps/v1", "StatefulSet", "spec: {replicas: 1}\n", "spec: {replicas: 2}\n",
            Risk::ImmutableField, false);
        pair(
            "job", "batch/v1", "Job", "spec: {template: {a: 1}}\n", "spec: {template: {a: 2}}\n", Risk::ImmutableField);
        pair("claim", "v1", "PersistentVolumeClaim", "spec: {resources: {requests: {storage: 1Gi}}}\n",
            "spec: {resources: {requests: {storage: 2Gi}}}\n", Risk::ImmutableField, false);
        pair("claim touched", "v1", "PersistentVolumeClaim", "spec: {resources: {requests: {storage: 1Gi}}}\n",
            "spec: {resources: {requests: {storage: 2Gi}}}\n", Risk::StorageTouched);
        pair("roleRef", "rbac.authorization.k8s.io/v1", "RoleBinding", "roleRef: {name: a}\n", "roleRef: {name: b}\n",
            Risk::ImmutableField);
        pair("sealed", "v1", "ConfigMap", "immutable: true\ndata: {a: b}\n", "immutable: true\ndata: {a: c}\n",
            Risk::ImmutableField);
        pair("crd", "apiextensions.k8s.io/v1", "CustomResourceDefinition", "spec: {a: 1}\n", "spec: {a: 2}\n",
            Risk::CrdTouched);
        pair("replicas", "apps/v1", "Deployment", "spec: {replicas: 1}\n", "spec: {replicas: 0}\n", Risk::Replicas);
        pair("node port", "v1", "Service", "spec: {type: ClusterIP}\n", "spec: {type: NodePort}\n",
            Risk::ServiceExposure);
        pair("verb", "rbac.authorization.k8s.io/v1", "Role",
            "rules: [{apiGroups: [''], resources: [pods], verbs: [get]}]\n",
            "rules: [{apiGroups: [''], resources: [pods], verbs: [get, delete]}]\n", Risk::RbacWidened);
        pair("star", "rbac.authorization.k8s.io/v1", "Role",
            "rules: [{apiGroups: [''], resources: [pods], verbs: ['*']}]\n",
            "rules: [{apiGroups: [''], resources: [pods], verbs: [get, delete]}]\n", Risk::RbacWidened, false);
        pair("names gone", "rbac.authorization.k8s.io/v1", "Role",
            "rules: [{apiGroups: [''], resources: [pods], resourceNames: [a], verbs: [get]}]\n",
            "rules: [{apiGroups: [''], resources: [pods], verbs: [get]}]\n", Risk::RbacWidened);
        row("deleted", object("v1", "Service", ""), {}, Risk::Deleted);
        row("kept", object("v1", "PersistentVolumeClaim", "  annotations: {helm.sh/resource-policy: keep}\n"), {},
            Risk::Deleted, false);
        row("new role", {},
            object("rbac.authorization.k8s.io/v1", "Role",
                "rules: [{apiGroups: [''], resources: [pods], verbs: [get]}]\n"),
            Risk::RbacWidened);
        row("moved", object("v1", "Service", "  namespace: a\n"), object("v1", "Service", "  namespace: b\n"),
            Risk::Replaced);
    }
    void risks() {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(int, risk);
        QFETCH(bool, isThere);
        QCOMPARE(hasRisk(diffOf(from, to), static_cast<Risk>(risk)), isThere);
    }

    void apiVersionWithinAGroupIsAChangeNotAReplacement() {
        const ManifestDiff diff = diffOf(object("autoscaling/v1", "HorizontalPodAutoscaler", ""),
            object("autoscaling/v2", "HorizontalPodAutoscaler", ""));

        QCOMPARE(diff.objects[0].change, ObjectChange::Changed);
        QCOMPARE(diff.objects[0].apiVersionFrom, u"autoscaling/v1"_s);
        QCOMPARE(diff.objects[0].apiVersionTo, u"autoscaling/v2"_s);
    }

    void selectorLabelIsNoNoise() {
        const ManifestDiff diff
            = diffOf(object("apps/v1", "Deployment", "spec: {selector: {matchLabels: {helm.sh/chart: a}}}\n"),
                object("apps/v1", "Deployment", "spec: {selector: {matchLabels: {helm.sh/chart: b}}}\n"));
        QVERIFY(!diff.objects[0].labelsOnly);
        QVERIFY(!diffOf(
            object("v1", "Pod", "spec: {labels: {chart: a}}\n"), object("v1", "Pod", "spec: {labels: {chart: b}}\n"))
                .objects[0]
                .labelsOnly);
    }

    void noiseCountsWhenNotFolded() {
        DiffOptions options;
        options.foldNoise = false;

        const ManifestDiff diff = diffOf(configMap("a", "1.0.0"), configMap("a", "1.0.1"), options);

        QVERIFY(!diff.objects[0].labelsOnly);
        QCOMPARE(diff.objects[0].changedPaths.size(), 1);
    }

    void laterDuplicateCounts() {
        const QByteArray from
            = object("v1", "ConfigMap", "data: {a: old}\n") + object("v1", "ConfigMap", "data: {a: b}\n");

        const ManifestDiff diff = diffOf(from, object("v1", "ConfigMap", "data: {a: b}\n"));

        QVERIFY(diff.objects.empty());
        QCOMPARE(diff.problems.size(), 1);
    }

    void RP4_brokenDocumentIsComparedAsText() {
        const ManifestDiff diff = diffOf("a: [\n", "a: [1\n---\nkind: [\n");

        QCOMPARE(diff.objects.size(), 2U);
        QCOMPARE(diff.objects[0].change, ObjectChange::Changed);
        QVERIFY(!diff.problems.isEmpty());
    }

    void cancelStopsBetweenObjects() {
        std::atomic_bool cancelled = true;
        const Manifest from = parseManifest(object("v1", "Service", ""), u"n"_s);

        QVERIFY(diffManifests(from, parseManifest({}, u"n"_s), {}, &cancelled).objects.empty());
    }

    void markdownFenceHoldsBackticks() {
        const QByteArray text
            = toMarkdown(diffOf({}, object("v1", "ConfigMap", "data:\n  a: |\n    ```\n    # evil\n")), u"1"_s, u"2"_s);

        QVERIFY(text.contains("````diff\n"));
    }

    void exportsShowNoEscapes() {
        const QByteArray text
            = toUnifiedText(diffOf({}, object("v1", "ConfigMap", "data: {a: 'x\xe2\x80\xaey'}\n")), u"1"_s, u"2"_s);

        QVERIFY(text.contains("\\u202e"));
        QVERIFY(text.startsWith("--- /dev/null\n+++ ConfigMap shop/x\t2\n@@ -0,0 +1,"));
    }
};

QTEST_GUILESS_MAIN(TestManifestDiff)
#include "test_manifest_diff.moc"
