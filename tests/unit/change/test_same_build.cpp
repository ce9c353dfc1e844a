// SPDX-License-Identifier: Apache-2.0
#include "core/change/build_version.h"
#include "core/change/same_build.h"
#include "tests/unit/change/release_samples.h"

#include <QtTest/QTest>

#include <array>

using namespace Qt::StringLiterals;
using namespace pilothouse;

namespace {

using Verdict = BuildVerdict;
using Evidence = BuildEvidence;

ServiceBuild compareOne(const QByteArray& from, const QByteArray& to) {
    const auto builds = compareBuilds(ReleaseSample(u"web"_s).object(deploymentText("web", from)).record,
        ReleaseSample(u"web"_s).object(deploymentText("web", to)).record);
    return builds.size() == 1 ? builds.front() : ServiceBuild{};
}

ReleaseSample umbrella(const QString& sniffer, const QByteArray& image) {
    ReleaseSample sample(u"storefront"_s);
    sample.subchart(u"sniffer"_s, sniffer).object(deploymentText("storefront-sniffer", image, "sniffer"));
    return sample;
}

} // namespace

class TestSameBuild : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void U7c_readsTheCommit_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("commit");
        QTest::addColumn<QString>("number");

        QTest::newRow("chart version") << u"v0.2.3-ca3b6"_s << u"ca3b6"_s << u"v0.2.3"_s;
        QTest::newRow("chart label") << u"payment-v1.4.20-c4962"_s << u"c4962"_s << u"payment-v1.4.20"_s;
        QTest::newRow("all digits") << u"v0.3.6-08650"_s << u"08650"_s << u"v0.3.6"_s;
        QTest::newRow("git describe") << u"v1.2.3-14-g3fa1b2c"_s << u"3fa1b2c"_s << u"v1.2.3-14"_s;
        QTest::newRow("plus") << u"1.2.3+3FA1B2C"_s << u"3fa1b2c"_s << u"1.2.3"_s;
        QTest::newRow("platform behind it") << u"v1.4.20-c4962-amd64"_s << u"c4962"_s << u"v1.4.20"_s;
        QTest::newRow("a whole tag") << u"3fa1b2c9"_s << u"3fa1b2c9"_s << QString();
        QTest::newRow("behind its kind") << u"sha-3fa1b2c"_s << u"3fa1b2c"_s << u"sha"_s;
        QTest::newRow("behind a branch") << u"main_3fa1b2c"_s << u"3fa1b2c"_s << u"main"_s;
        QTest::newRow("pre-release with a dot") << u"1.2.3-rc.3fa1b2c"_s << u"3fa1b2c"_s << u"1.2.3-rc"_s;
        QTest::newRow("plain") << u"v1.27.3"_s << QString() << u"v1.27.3"_s;
        QTest::newRow("a date") << u"v1.2-20261121"_s << QString() << u"v1.2-20261121"_s;
        QTest::newRow("a time") << u"20261121103000"_s << QString() << u"20261121103000"_s;
        QTest::newRow("release candidate") << u"1.2.3-rc1"_s << QString() << u"1.2.3-rc1"_s;
        QTest::newRow("patch of five digits") << u"name-1.2.12345"_s << QString() << u"name-1.2.12345"_s;
        QTest::newRow("a year alone") << u"20261"_s << QString() << u"20261"_s;
        QTest::newRow("word") << u"latest"_s << QString() << u"latest"_s;
        QTest::newRow("empty") << QString() << QString() << QString();
        QTest::newRow("separators only") << u"--+_"_s << QString() << u"--+_"_s;
    }
    void U7c_readsTheCommit() {
        QFETCH(QString, text);
        QFETCH(QString, commit);
        QFETCH(QString, number);

        const BuildVersion version = buildVersion(text);

        QCOMPARE(version.commit, commit);
        QCOMPARE(version.number, number);
    }

    void U7c_shortCommitsAreBeginnings() {
        QVERIFY(isSameCommit(u"ca3b6", u"ca3b6f09"));
        QVERIFY(isSameCommit(u"CA3B6F09", u"ca3b6"));
        QVERIFY(!isSameCommit(u"ca3b6", u"ca3b7f09"));
        QVERIFY(!isSameCommit(u"ca3b", u"ca3b6f09"));
        QVERIFY(!isSameCommit(u"", u""));
    }

    void U7c_sameCommitUnderAnotherNumberIsTheSameBuild() {
        const auto builds = compareBuilds(umbrella(u"v0.2.2-ca3b6"_s, "registry.corp/sniffer:v0.2.2-ca3b6").record,
            umbrella(u"v0.2.3-ca3b6"_s, "registry.corp/sniffer:v0.2.3-ca3b6").record);

        QCOMPARE(builds.size(), size_t(1));
        QCOMPARE(builds[0].service, u"sniffer"_s);
        QCOMPARE(builds[0].verdict, Verdict::Same);
        QCOMPARE(builds[0].evidence, Evidence::Commit);
        QCOMPARE(builds[0].from.shownVersion(), u"v0.2.2-ca3b6"_s);
        QCOMPARE(builds[0].to.commit, u"ca3b6"_s);
        QCOMPARE(overallVerdict(builds), Verdict::Same);
    }

    void U7c_sameNumberOfAnotherCommitIsAnotherBuild() {
        const auto builds = compareBuilds(umbrella(u"v1.4.20-c4962"_s, "r/sniffer:v1.4.20-c4962").record,
            umbrella(u"v1.4.20-9d1f3"_s, "r/sniffer:v1.4.20-9d1f3").record);

        QCOMPARE(builds[0].verdict, Verdict::Different);
        QCOMPARE(builds[0].evidence, Evidence::Commit);
        QCOMPARE(overallVerdict(builds), Verdict::Different);
    }

    void U7c_aVersionAloneSaysNothing() {
        const auto same = compareBuilds(
            ReleaseSample(u"web"_s).chart(u"1.4.20"_s).record, ReleaseSample(u"web"_s).chart(u"1.4.20"_s).record);
        const auto other = compareBuilds(
            ReleaseSample(u"web"_s).chart(u"1.4.20"_s).record, ReleaseSample(u"web"_s).chart(u"1.4.21"_s).record);

        QCOMPARE(same[0].verdict, Verdict::Unknown);
        QCOMPARE(other[0].verdict, Verdict::Unknown);
        QCOMPARE(overallVerdict(same), Verdict::Unknown);
    }

    void U7c_judgesImages_data() {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<int>("verdict");
        QTest::addColumn<int>("evidence");
        const auto row = [](const char* name, const char* from, const char* to, Verdict verdict, Evidence evidence) {
            QTest::newRow(name) << QByteArray(from) << QByteArray(to) << static_cast<int>(verdict)
                                << static_cast<int>(evidence);
        };

        row("one tag", "r/web:1.27.3", "r/web:1.27.3", Verdict::Same, Evidence::Tag);
        row("another registry", "stg.corp:5000/web:1.27.3", "prd.corp/shop/web:1.27.3", Verdict::Same, Evidence::Tag);
        row("another image", "r/web:1.27.3", "r/shop:1.27.3", Verdict::Different, Evidence::Name);
        row("one digest", "r/web@sha256:aa11", "r/web:2@sha256:aa11", Verdict::Same, Evidence::Digest);
        row("two digests", "r/web:2@sha256:aa11", "r/web:2@sha256:bb22", Verdict::Different, Evidence::Digest);
        row("copied to another registry", "a/web:2-ca3b6@sha256:aa11", "b/web:3-ca3b6@sha256:bb22", Verdict::Same,
            Evidence::Commit);
        row("latest", "r/web:latest", "r/web:latest", Verdict::Unknown, Evidence::MovingTag);
        row("none", "r/web", "r/web", Verdict::Unknown, Evidence::MovingTag);
        row("numbers", "r/web:v1.10.0", "r/web:v1.9.9", Verdict::Newer, Evidence::Number);
        row("numbers the other way", "r/web:1.2", "r/web:1.2.1", Verdict::Older, Evidence::Number);
        row("words", "r/web:spring-1", "r/web:summer-1", Verdict::Different, Evidence::Tag);
        row("commit on one side", "r/web:v1.9.0-a47e8", "r/web:v1.9.0", Verdict::Unknown, Evidence::None);
        row("long and short commit", "r/web:3fa1b2c9d", "r/web:v1-3fa1b2c", Verdict::Same, Evidence::Commit);
    }
    void U7c_judgesImages() {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(int, verdict);
        QFETCH(int, evidence);

        const ServiceBuild build = compareOne(from, to);

        QCOMPARE(static_cast<int>(build.verdict), verdict);
        QCOMPARE(static_cast<int>(build.evidence), evidence);
    }

    void U7c_aLabelMayBeTheOnlyTrace() {
        const auto side = [](const QByteArray& label) {
            return ReleaseSample(u"storefront"_s)
                .object(deploymentText("storefront-web-neo", "r/web-neo:v1.9.0", "web-neo", {}, label))
                .record;
        };

        const auto same = compareBuilds(side("web-neo-v1.9.0-a47e8"), side("web-neo-v1.9.1-a47e8"));
        const auto moved = compareBuilds(side("web-neo-v1.9.0-a47e8"), side("web-neo-v1.9.0-aa0d4"));

        QCOMPARE(same[0].service, u"web-neo"_s);
        QCOMPARE(same[0].verdict, Verdict::Same);
        QCOMPARE(same[0].from.shownVersion(), u"v1.9.0-a47e8"_s);
        QCOMPARE(moved[0].verdict, Verdict::Different);
        QCOMPARE(moved[0].evidence, Evidence::Mixed); // the image stayed
    }

    void U7c_chartOfOneBuildWithAnImageOfAnotherIsMixed() {
        const auto builds = compareBuilds(umbrella(u"v0.2.3-ca3b6"_s, "r/sniffer:v0.2.3-ca3b6").record,
            umbrella(u"v0.2.3-ca3b6"_s, "r/sniffer:v0.2.2-61a65").record);

        QCOMPARE(builds[0].verdict, Verdict::Different);
        QCOMPARE(builds[0].evidence, Evidence::Mixed);
    }

    void U7c_oneSidecarThatDiffersDecides() {
        const auto side = [](const QByteArray& proxy) {
            return ReleaseSample(u"web"_s)
                .object(deploymentText("web", "r/web:v1-ca3b6"))
                .object(deploymentText("web-proxy", proxy, "web"))
                .object(deploymentText("web-worker", "r/worker:v1-ca3b6", "web"))
                .record;
        };

        const auto builds = compareBuilds(side("r/proxy:1.2-aaaa1"), side("r/proxy:1.2-bbbb2"));

        QCOMPARE(builds.size(), size_t(2));
        QCOMPARE(builds[0].verdict, Verdict::Same);
        QCOMPARE(builds[1].service, u"web"_s);
        QCOMPARE(builds[1].verdict, Verdict::Different);
    }

    void U7c_servicesOfOneSideAreSaid() {
        ReleaseSample more = umbrella(u"v1-ca3b6"_s, "r/sniffer:v1-ca3b6");
        more.subchart(u"ws"_s, u"v0.7.3-4e0b2"_s);

        const auto builds = compareBuilds(more.record, umbrella(u"v1-ca3b6"_s, "r/sniffer:v1-ca3b6").record);

        QCOMPARE(builds.size(), size_t(2));
        QCOMPARE(builds[1].service, u"ws"_s);
        QCOMPARE(builds[1].verdict, Verdict::OnlyFrom);
        QCOMPARE(overallVerdict(builds), Verdict::Different);
    }

    void U7c_rangesOfAnUnlockedChartAreNoVersions() {
        const auto builds = compareBuilds(
            umbrella(u"^0.2"_s, "r/sniffer:v1-ca3b6").record, umbrella(u">=0.3"_s, "r/sniffer:v2-ca3b6").record);

        QCOMPARE(builds[0].verdict, Verdict::Same);
        QCOMPARE(builds[0].from.shownVersion(), u"v1-ca3b6"_s);
    }

    void U7c_releasesOfOtherNamesArePaired() {
        const auto side = [](const QString& name, const QByteArray& image) {
            return ReleaseSample(name)
                .object(deploymentText(name.toUtf8(), image))
                .object(deploymentText(name.toUtf8() + "-worker", image))
                .record;
        };

        const auto builds = compareBuilds(side(u"pay-stg"_s, "r/pay:v1-c4962"), side(u"pay-prd"_s, "r/pay:v2-c4962"));

        QCOMPARE(builds.size(), size_t(2));
        QCOMPARE(builds[0].service, u"pay-prd"_s);
        QCOMPARE(builds[1].service, u"worker"_s);
        QCOMPARE(overallVerdict(builds), Verdict::Same);
    }

    void U7c_historySaysWhichIsNewer() {
        const ReleaseSample stg = umbrella(u"v3-ccccc"_s, "r/sniffer:v3-ccccc");
        const ReleaseSample prd = umbrella(u"v1-aaaaa"_s, "r/sniffer:v1-aaaaa");
        const std::array stgOlder
            = {umbrella(u"v2-bbbbb"_s, "r/sniffer:v2-bbbbb").shared(), ReleaseRecordPtr(), prd.shared()};
        const std::array prdOlder = {umbrella(u"v0-99999"_s, "r/sniffer:v0-99999").shared()};
        auto builds = compareBuilds(stg.record, prd.record);

        orderBuilds(builds, stgOlder, prdOlder);

        QCOMPARE(builds[0].verdict, Verdict::Newer);
        QCOMPARE(builds[0].evidence, Evidence::History);
    }

    void U7c_aBuildThatBothRanStaysUnordered() {
        const ReleaseSample stg = umbrella(u"v3-ccccc"_s, "r/sniffer:v3-ccccc");
        const ReleaseSample prd = umbrella(u"v1-aaaaa"_s, "r/sniffer:v1-aaaaa");
        const std::array stgOlder = {prd.shared()};
        const std::array prdOlder = {stg.shared()};
        auto builds = compareBuilds(stg.record, prd.record);

        orderBuilds(builds, stgOlder, prdOlder);

        QCOMPARE(builds[0].verdict, Verdict::Different);
    }

    void emptyRecordsAreUnknown() {
        const auto builds = compareBuilds({}, {});

        QCOMPARE(overallVerdict(builds), Verdict::Unknown);
    }
};

QTEST_GUILESS_MAIN(TestSameBuild)
#include "test_same_build.moc"
