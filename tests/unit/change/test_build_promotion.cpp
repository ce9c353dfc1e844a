// SPDX-License-Identifier: Apache-2.0
#include "core/change/build_promotion.h"
#include "tests/unit/change/release_samples.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace pilothouse;

namespace {

ReleaseComparison compare(const ReleaseSample& from, const ReleaseSample& to) {
    return compareNow({{ContextId(u"stg"_s), {u"shop"_s, from.record.name}}, from.shared(), {}},
        {{ContextId(u"prd"_s), {u"shop"_s, to.record.name}}, to.shared(), {}});
}

ReleaseSample umbrella(const QByteArray& sniffer, const QByteArray& payment, const QByteArray& host) {
    ReleaseSample sample(u"storefront"_s);
    sample.subchart(u"sniffer"_s, QString::fromUtf8(sniffer))
        .subchart(u"payment"_s, QString::fromUtf8(payment))
        .object(deploymentText("storefront-sniffer", "r/sniffer:" + sniffer, "sniffer"))
        .object(deploymentText("storefront-payment", "r/payment:" + payment, "payment"))
        .values("host: " + host + "\nsniffer:\n  image:\n    tag: " + sniffer
            + "\n  replicas: 2\npayment:\n  image:\n    tag: " + payment + "\n");
    return sample;
}

} // namespace

class TestBuildPromotion : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void U7c_offersOnlyValuesThatNameBuilds() {
        const auto values = buildValues(compare(umbrella("v0.2.2-ca3b6", "v1.4.21-c4962", "stg.example"),
            umbrella("v0.2.3-ca3b6", "v1.4.19-9d1f3", "prd.example")));

        QCOMPARE(values.size(), size_t(2));
        QCOMPARE(values[0].path, u"payment.image.tag"_s);
        QCOMPARE(values[0].wanted, u"v1.4.21-c4962"_s);
        QCOMPARE(values[0].kept, u"v1.4.19-9d1f3"_s);
        QVERIFY(values[0].isNeeded);
        QCOMPARE(values[1].service, u"sniffer"_s);
        QVERIFY(!values[1].isNeeded); // one build under two numbers
    }

    void U7c_keepsAllOtherValues() {
        const auto comparison = compare(umbrella("v0.2.2-ca3b6", "v1.4.21-c4962", "stg.example"),
            umbrella("v0.2.3-ca3b6", "v1.4.19-9d1f3", "prd.example"));
        auto taken = buildValues(comparison);
        taken.resize(1);

        const ChangeRequest request = promotionRequest(comparison, taken, {});

        QCOMPARE(request.context, ContextId(u"prd"_s));
        QCOMPARE(request.kind, ChangeKind::Upgrade);
        QCOMPARE(request.values,
            QByteArray("host: prd.example\npayment:\n  image:\n    tag: v1.4.21-c4962\nsniffer:\n  image:\n    tag: "
                       "v0.2.3-ca3b6\n  replicas: 2\n"));
    }

    void U7c_anOverrideOnOneSideGetsWhatTheOtherRuns() {
        ReleaseSample stg(u"web"_s);
        stg.chart(u"v2-bbbbb"_s).object(deploymentText("web", "r/web:v2-bbbbb"));
        ReleaseSample prd(u"web"_s);
        prd.chart(u"v1-aaaaa"_s).object(deploymentText("web", "r/web:v1-aaaaa")).values("image:\n  tag: v1-aaaaa\n");

        const auto values = buildValues(compare(stg, prd));

        QCOMPARE(values.size(), size_t(1));
        QCOMPARE(values[0].wanted, u"v2-bbbbb"_s);
    }

    void U7c_valuesThatReachNoContainerAreNotOffered() {
        ReleaseSample stg(u"web"_s);
        stg.object(deploymentText("web", "r/web:v2-bbbbb")).values("tracing:\n  tag: blue\n");
        ReleaseSample prd(u"web"_s);
        prd.object(deploymentText("web", "r/web:v1-aaaaa")).values("tracing:\n  tag: green\n");

        QVERIFY(buildValues(compare(stg, prd)).empty());
    }

    void U7c_aReleaseWithoutValuesKeepsNone() {
        const auto comparison = compare(ReleaseSample(u"web"_s), ReleaseSample(u"web"_s));

        QVERIFY(promotionRequest(comparison, {}, {}).values.isEmpty());
    }

    void U7c_proposesTheChartOfThatBuild() {
        using By = ProposedChart::By;
        using Kind = ChartSource::Kind;
        const ChartSource repository{
            .kind = Kind::Repository, .location = u"stable/web"_s, .repositoryUrl = {}, .version = u"v1"_s};
        const ChartSource folder{
            .kind = Kind::Folder, .location = u"/charts/web"_s, .repositoryUrl = {}, .version = {}};
        const auto comparison
            = compare(ReleaseSample(u"web"_s).chart(u"v2-bbbbb"_s), ReleaseSample(u"web"_s).chart(u"v1-aaaaa"_s));

        const ProposedChart known = proposedChart(comparison, folder, repository);
        QCOMPARE(known.by, By::Version);
        QCOMPARE(known.source.version, u"v2-bbbbb"_s);
        QCOMPARE(known.source.location, u"stable/web"_s);
        QCOMPARE(proposedChart(comparison, folder, folder).by, By::Place);
        QCOMPARE(proposedChart(comparison, {}, {}).by, By::Rebuild);
        const auto subcharts = compare(umbrella("v1-aaaaa", "v1-aaaaa", "a"), umbrella("v1-aaaaa", "v1-aaaaa", "b"));
        QCOMPARE(proposedChart(subcharts, {}, {}).by, By::None);
        const auto same = compare(ReleaseSample(u"web"_s).chart(u"1"_s), ReleaseSample(u"web"_s).chart(u"1"_s));
        QCOMPARE(proposedChart(same, {}, folder).source, folder);
        QCOMPARE(proposedChart(same, {}, {}).by, By::Unchanged);
    }
};

QTEST_GUILESS_MAIN(TestBuildPromotion)
#include "test_build_promotion.moc"
