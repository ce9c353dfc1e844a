// SPDX-License-Identifier: Apache-2.0
#include "core/base/redaction.h"
#include "core/change/release_comparison.h"
#include "core/change/renamed_release.h"
#include "core/change/value_differences.h"
#include "tests/unit/change/release_samples.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace pilothouse;

namespace {

YamlValue yaml(const QByteArray& text) {
    return loadYaml(text, u"values"_s).value_or(YamlValue());
}

QStringList rows(const std::vector<ValueDifference>& differences) {
    QStringList out;
    for (const ValueDifference& row : differences) {
        out += row.path + u": "_s + row.from + u" | "_s + row.to;
    }
    return out;
}

ReleaseComparison compare(const ReleaseSample& from, const ReleaseSample& to) {
    return compareNow({{}, from.shared(), {}}, {{}, to.shared(), {}});
}

} // namespace

class TestReleaseComparison : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void listsValuesThatDifferByPath() {
        const auto found
            = compareValues(yaml("replicas: 2\nimage:\n  tag: v1\n  pull: Always\nonly: stg\nhosts: [a, b]\n"),
                yaml("replicas: 4\nimage:\n  tag: v1\n  pull: Never\nhosts: [a]\nmore:\n  x: 1\n"));

        QCOMPARE(rows(found),
            (QStringList{u"hosts: [\"a\",\"b\"] | [\"a\"]"_s, u"image.pull: Always | Never"_s, u"more.x:  | 1"_s,
                u"only: stg | "_s, u"replicas: 2 | 4"_s}));
        QCOMPARE(found[2].kind, ValueDifference::Kind::OnlyTo);
        QCOMPARE(found[3].kind, ValueDifference::Kind::OnlyFrom);
        QCOMPARE(found[1].keys, (QStringList{u"image"_s, u"pull"_s}));
    }

    void goesIntoListsOfNamedThings() {
        const auto found = compareValues(yaml("env:\n- {name: A, value: one}\n- {name: B, value: two}\n"),
            yaml("env:\n- {name: B, value: three}\n- {name: A, value: one}\n"));

        QCOMPARE(rows(found), QStringList{u"env[B].value: two | three"_s});
    }

    void nullIsAValueThatTakesADefaultAway() {
        QCOMPARE(rows(compareValues(yaml("a: null\n"), yaml("b: 1\n"))), (QStringList{u"a: null | "_s, u"b:  | 1"_s}));
    }

    void keysWithDotsAreQuoted() {
        QCOMPARE(rows(compareValues(yaml("nodeSelector:\n  example.com/disk: ssd\n"), YamlValue())),
            QStringList{u"nodeSelector[\"example.com/disk\"]: ssd | "_s});
    }

    void hidesSecretsByKeyEverywhere() {
        const auto found = compareValues(yaml("db:\n  password: canary-one\nenv:\n- {name: API_TOKEN, value: "
                                              "canary-two}\nlist:\n- password: canary-3\n"),
            yaml("db:\n  password: canary-four\nenv:\n- {name: API_TOKEN, value: canary-five}\nlist: []\n"));

        QCOMPARE(found.size(), size_t(3));
        for (const ValueDifference& row : found) {
            QVERIFY2(row.isHidden, qPrintable(row.path));
            QVERIFY(!row.from.contains("canary"_L1) && !row.to.contains("canary"_L1));
        }
        QCOMPARE(found[0].from, kMask.toString());
    }

    void U1b_namespacesAreNoDifference() {
        ReleaseSample stg(u"storefront"_s, u"app-stg"_s);
        stg.object(deploymentText("storefront-web", "r/web:v1-ca3b6", "web", "app-stg"))
            .object(
                "---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\ndata:\n  url: http://api.app-stg.svc\n");
        ReleaseSample prd(u"storefront"_s, u"app-prd"_s);
        prd.object(deploymentText("storefront-web", "r/web:v1-ca3b6", "web", "app-prd"))
            .object(
                "---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\ndata:\n  url: http://api.app-prd.svc\n");

        const ReleaseComparison found = compare(stg, prd);

        QVERIFY(found.manifest.objects.empty());
        QCOMPARE(found.renamedPlaces, 2);
        QVERIFY(found.isSame());
    }

    void U1b_ordinaryNamespacesAreReplacedOnlyWhereOneIsMeant() {
        const QByteArray text
            = "  namespace: app\n  labels:\n    app: app\n    url: \"http://db.app.svc:80\"\n  name: app\n";

        const RenamedText done = renamed(text, {{Renaming::What::Namespace, u"app"_s, u"shop"_s}});

        QCOMPARE(done.text,
            QByteArray(
                "  namespace: shop\n  labels:\n    app: app\n    url: \"http://db.shop.svc:80\"\n  name: app\n"));
        QCOMPARE(done.places, 2);
    }

    void U1b_releaseNamesAreReplacedInNamesOfTheirObjects() {
        const QByteArray text
            = "  name: pay-stg-worker\n  name: \"pay-stg\"\n  image: r/prepay-stg:1\n  note: pay-stg rocks\n";

        const RenamedText done = renamed(text, {{Renaming::What::Release, u"pay-stg"_s, u"pay-prd"_s}});

        QCOMPARE(done.text,
            QByteArray(
                "  name: pay-prd-worker\n  name: \"pay-prd\"\n  image: r/prepay-stg:1\n  note: pay-prd rocks\n"));
    }

    void U1b_anOrdinaryReleaseNameLeavesSentencesAlone() {
        const QByteArray text
            = "  name: web-worker\n    image: r/web:1\n  app.kubernetes.io/instance: web\n  text: web page\n";

        const RenamedText done = renamed(text, {{Renaming::What::Release, u"web"_s, u"site"_s}});

        QCOMPARE(done.text,
            QByteArray(
                "  name: site-worker\n    image: r/web:1\n  app.kubernetes.io/instance: site\n  text: web page\n"));
    }

    void U7c_sameBuildWithOtherValuesIsNotTheSame() {
        ReleaseSample stg(u"web"_s);
        stg.object(deploymentText("web", "r/web:v1-ca3b6")).values("replicas: 1\n").defaults("pull: Always\n");
        ReleaseSample prd(u"web"_s);
        prd.object(deploymentText("web", "r/web:v2-ca3b6")).values("replicas: 3\n").defaults("pull: Never\n");

        const ReleaseComparison found = compare(stg, prd);

        QCOMPARE(found.verdict, BuildVerdict::Same);
        QVERIFY(!found.isSame());
        QCOMPARE(rows(found.values), QStringList{u"replicas: 1 | 3"_s});
        QCOMPARE(rows(found.merged), (QStringList{u"pull: Always | Never"_s, u"replicas: 1 | 3"_s}));
        QCOMPARE(found.manifest.objects.size(), size_t(1));
    }
};

QTEST_GUILESS_MAIN(TestReleaseComparison)
#include "test_release_comparison.moc"
