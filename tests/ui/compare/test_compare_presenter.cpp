// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/compare/compare_fixtures.h"

#include <QSignalSpy>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace pilothouse;
using namespace pilothouse::ui;
using namespace pilothouse::ui::tests;

namespace {

using State = ComparePresenter::State;

std::shared_ptr<const ChangeRequest> proposed(ComparePresenter& presenter) {
    std::shared_ptr<const ChangeRequest> request;
    const auto connection = QObject::connect(&presenter, &ComparePresenter::upgradeReady, &presenter,
        [&request](const std::shared_ptr<const ChangeRequest>& ready) { request = ready; });
    presenter.upgrade();
    [[maybe_unused]] const bool isDone = QTest::qWaitFor([&] { return request || presenter.prepareError(); }, 5000);
    QObject::disconnect(connection);
    return request;
}

} // namespace

class TestComparePresenter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void U7c_findsTheOtherSideAndPutsTheOpenOneFirst() {
        ComparedStorefront world;
        ComparePresenter presenter(world.services());

        presenter.show(kPrdStorefront, {}); // opened from prd
        QTRY_COMPARE(presenter.state(), State::Ready);

        QCOMPARE(presenter.from(), kStgStorefront);
        QCOMPARE(presenter.to(), kPrdStorefront);
        QCOMPARE(presenter.comparison()->verdict, BuildVerdict::Different);
    }

    void U7c_upgradeKeepsTheOtherSidesValues() {
        ComparedStorefront world;
        ComparePresenter presenter(world.services());
        presenter.show(kStgStorefront, {});
        QTRY_COMPARE(presenter.state(), State::Ready);

        presenter.setTaken(u"payment.image.tag"_s, true);
        const auto request = proposed(presenter);

        QVERIFY(request);
        QCOMPARE(request->context, kPrdStorefront.context);
        QCOMPARE(request->release, kPrdStorefront.release);
        QVERIFY(request->values.contains("tag: v1.4.21-c4962")); // taken
        QVERIFY(request->values.contains("tag: v1.7.4-d44ba")); // cart: not taken
        QVERIFY(request->values.contains("host: postgres.prd.corp.example"));
        QVERIFY(request->values.contains("password: canary-prd-4c1d"));
        QVERIFY(!request->values.contains(".stg.") && !request->values.contains("canary-stg"));
        QVERIFY(request->chart.location.isEmpty()); // subcharts: a person has to say
    }

    void U7c_nothingIsTakenUnasked() {
        ComparedStorefront world;
        ComparePresenter presenter(world.services());
        presenter.show(kStgStorefront, {});
        QTRY_COMPARE(presenter.state(), State::Ready);

        QCOMPARE(presenter.takenCount(), 0);
        QCOMPARE(presenter.heldCount(), 2); // cart and payment; sniffer is the same build
        presenter.takeNeeded(true);
        QCOMPARE(presenter.takenCount(), 2);
        QCOMPARE(presenter.heldCount(), 0);
    }

    void U7c_ticksSurviveANewRevision() {
        ComparedStorefront world;
        ComparePresenter presenter(world.services());
        presenter.show(kStgStorefront, {});
        QTRY_COMPARE(presenter.state(), State::Ready);
        presenter.setTaken(u"payment.image.tag"_s, true);
        presenter.setTaken(u"cart.image.tag"_s, true);
        ReleaseSample caughtUp = storefront(true);
        caughtUp.record.userValues
            = loadYaml(toYaml(caughtUp.record.userValues).replace("v1.7.4-d44ba", "v1.3.8-14f02"), u"values"_s).value();
        world.gateway.put(kPrdStorefront, caughtUp);

        Q_EMIT world.gateway.revisionsChanged(kPrdStorefront.context, kPrdStorefront.release);
        QTRY_COMPARE(presenter.state(), State::Ready);

        QVERIFY(presenter.isTaken(u"payment.image.tag"_s));
        QCOMPARE(presenter.takenCount(), 1); // cart's is gone
    }

    void U7c_aRememberedRepositoryGetsTheVersion() {
        ComparedStorefront world;
        world.remembered = ChartSource{ChartSource::Kind::Repository, u"stable/storefront"_s, {}, u"0.0.9"_s};
        ComparePresenter presenter(world.services());
        presenter.show(kStgStorefront, {});
        QTRY_COMPARE(presenter.state(), State::Ready);

        const auto request = proposed(presenter);

        QVERIFY(request);
        QCOMPARE(request->chart.location, u"stable/storefront"_s);
        QCOMPARE(request->chart.version, u"0.1.0"_s);
    }

    void U7c_aChartWithoutSubchartsIsRebuilt() {
        ComparedStorefront world;
        const ReleasePlace stg{ContextId(u"eks_stg-app"_s), {u"shop"_s, u"web"_s}};
        const ReleasePlace prd{ContextId(u"eks_prd-app"_s), {u"shop"_s, u"web"_s}};
        world.known = {stg, prd};
        world.gateway.put(
            stg, ReleaseSample(u"web"_s).chart(u"v2-bbbbb"_s).object(deploymentText("web", "r/web:v2-bbbbb")));
        world.gateway.put(
            prd, ReleaseSample(u"web"_s).chart(u"v1-aaaaa"_s).object(deploymentText("web", "r/web:v1-aaaaa")));
        ComparePresenter presenter(world.services());
        presenter.show(stg, {});
        QTRY_COMPARE(presenter.state(), State::Ready);

        const auto request = proposed(presenter);

        QVERIFY(request);
        QCOMPARE(world.gateway.rebuilt, 1);
        QCOMPARE(request->chart.kind, ChartSource::Kind::Folder);
        QCOMPARE(request->chart.location, u"/charts/rebuilt"_s);
        world.gateway.rebuildError = fail(ErrorCode::Io, u"/charts"_s, u"full"_s).error();
        QVERIFY(!proposed(presenter));
        QVERIFY(presenter.prepareError());
    }

    void U1b_twoNamespacesOfOneCluster() {
        ComparedStorefront world;
        const ReleasePlace stg{ContextId(u"shared"_s), {u"app-stg"_s, u"storefront"_s}};
        const ReleasePlace prd{ContextId(u"shared"_s), {u"app-prd"_s, u"storefront"_s}};
        world.known = {prd, stg};
        world.gateway.put(stg, storefront(false));
        world.gateway.put(prd, storefront(true));
        ComparePresenter presenter(world.services());

        presenter.show(prd, {});
        QTRY_COMPARE(presenter.state(), State::Ready);

        QCOMPARE(presenter.from(), stg);
        QCOMPARE(presenter.to(), prd);
    }

    void waitsForACounterpartThatComesLater() {
        ComparedStorefront world;
        world.known = {kStgStorefront};
        ComparePresenter presenter(world.services());
        presenter.show(kStgStorefront, {});
        QCOMPARE(presenter.state(), State::NoCounterpart);

        world.known.push_back(kPrdStorefront);
        presenter.lookAgain();

        QTRY_COMPARE(presenter.state(), State::Ready);
    }

    void tellsAFailureAndTriesAgain() {
        ComparedStorefront world;
        world.gateway.error = fail(ErrorCode::Unreachable, u"prd"_s, u"gone"_s).error();
        ComparePresenter presenter(world.services());
        presenter.show(kStgStorefront, {});
        QTRY_COMPARE(presenter.state(), State::Failed);

        world.gateway.error.reset();
        presenter.retry();

        QTRY_COMPARE(presenter.state(), State::Ready);
    }

    void changesSides() {
        ComparedStorefront world;
        ComparePresenter presenter(world.services());
        presenter.show(kStgStorefront, {});
        QTRY_COMPARE(presenter.state(), State::Ready);

        presenter.swap();
        QTRY_COMPARE(presenter.state(), State::Ready);

        QCOMPARE(presenter.from(), kPrdStorefront);
    }
};

QTEST_MAIN(TestComparePresenter)
#include "test_compare_presenter.moc"
