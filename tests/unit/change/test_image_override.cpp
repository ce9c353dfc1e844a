// SPDX-License-Identifier: Apache-2.0
#include "core/change/image_override.h"
#include "tests/unit/change/release_samples.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace pilothouse;

namespace {

YamlValue yaml(const QByteArray& text) {
    return loadYaml(text, u"values"_s).value_or(YamlValue());
}

ImageOverrideInput payment(const QString& from, const QString& to, const QByteArray& imageFrom,
    const QByteArray& imageTo, const QByteArray& values, const QByteArray& defaults = {}) {
    ImageOverrideInput input;
    input.chartFrom.version = from;
    input.chartTo.version = to;
    input.values = yaml(values);
    input.defaults = yaml(defaults);
    input.manifestFrom = deploymentText("payment", imageFrom);
    input.manifestTo = deploymentText("payment", imageTo);
    return input;
}

} // namespace

class TestImageOverride : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void U7c_aTagHoldsTheOldImageWhileTheChartMoves() {
        const auto held = heldImages(payment(u"v1.4.19-9d1f3"_s, u"v1.4.20-c4962"_s, "r/payment:v1.4.19-9d1f3",
            "r/payment:v1.4.19-9d1f3", "image:\n  tag: v1.4.19-9d1f3\n"));

        QCOMPARE(held.size(), size_t(1));
        QCOMPARE(held[0].path, u"image.tag"_s);
        QCOMPARE(held[0].image, u"r/payment:v1.4.19-9d1f3"_s);
        QCOMPARE(held[0].chartTo, u"v1.4.20-c4962"_s);
        QVERIFY(held[0].isCertain);
    }

    void U7c_aDigestHoldsItToo() {
        const auto held = heldImages(payment(u"1.0.0"_s, u"1.1.0"_s, "r/payment@sha256:aa11", "r/payment@sha256:aa11",
            "image:\n  digest: sha256:aa11\n", "image:\n  tag: 1.1.0\n"));

        QCOMPARE(held.size(), size_t(1));
        QCOMPARE(held[0].path, u"image.digest"_s);
        QVERIFY(!held[0].isCertain);
    }

    void U7c_anImageThatMovesIsFine() {
        QVERIFY(
            heldImages(payment(u"1.0.0"_s, u"1.1.0"_s, "r/payment:v1", "r/payment:v2", "image:\n  tag: v2\n")).empty());
    }

    void U7c_aChartThatCatchesUpWithItsImageIsFine() {
        QVERIFY(heldImages(payment(u"v1.4.19-9d1f3"_s, u"v1.4.20-c4962"_s, "r/payment:v1.4.20-c4962",
                               "r/payment:v1.4.20-c4962", "image:\n  tag: v1.4.20-c4962\n"))
                .empty());
    }

    void U7c_theChartsOwnDefaultHoldsNothing() {
        QVERIFY(heldImages(payment(u"1.0.0"_s, u"1.0.1"_s, "r/payment:v1", "r/payment:v1", "image:\n  tag: v1\n",
                               "image:\n  tag: v1\n"))
                .empty());
        const auto held = heldImages(payment(
            u"1.0.0"_s, u"1.0.1"_s, "r/payment:v1", "r/payment:v1", "image:\n  tag: v1\n", "image:\n  tag: v2\n"));
        QCOMPARE(held.size(), size_t(1));
        QCOMPARE(held[0].chartDefault, u"v2"_s);
        QVERIFY(held[0].isCertain);
    }

    void U7c_aChartThatStaysHoldsNothing() {
        QVERIFY(
            heldImages(payment(u"1.0.0"_s, u"1.0.0"_s, "r/payment:v1", "r/payment:v1", "image:\n  tag: v1\n")).empty());
    }

    void U7c_ofAnUmbrellaOnlyTheSubchartThatMovesCounts() {
        ImageOverrideInput input;
        input.chartFrom.version = input.chartTo.version = u"0.1.0"_s; // never changes (U5)
        input.chartFrom.dependencies
            = {{u"sniffer"_s, u"v0.2.2-61a65"_s, {}, {}}, {u"web"_s, u"v1-aaaaa"_s, {}, u"web-neo"_s}};
        input.chartTo.dependencies
            = {{u"sniffer"_s, u"v0.2.3-ca3b6"_s, {}, {}}, {u"web"_s, u"v1-aaaaa"_s, {}, u"web-neo"_s}};
        input.values = yaml("sniffer:\n  image:\n    tag: v0.2.2-61a65\nweb-neo:\n  image:\n    tag: v1-aaaaa\n");
        input.manifestFrom = deploymentText("storefront-sniffer", "r/sniffer:v0.2.2-61a65", "sniffer")
            + deploymentText("storefront-web-neo", "r/web-neo:v1-aaaaa", "web-neo");
        input.manifestTo = input.manifestFrom;

        const auto held = heldImages(input);

        QCOMPARE(held.size(), size_t(1));
        QCOMPARE(held[0].path, u"sniffer.image.tag"_s);
        QCOMPARE(held[0].chartFrom, u"v0.2.2-61a65"_s);
    }

    void U7c_valuesThatReachNoImageAreLeftOut() {
        QVERIFY(heldImages(payment(u"1.0.0"_s, u"1.1.0"_s, "r/payment:v1", "r/payment:v1", "tracing:\n  tag: v7\n"))
                .empty());
    }
};

QTEST_GUILESS_MAIN(TestImageOverride)
#include "test_image_override.moc"
