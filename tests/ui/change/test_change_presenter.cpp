// SPDX-License-Identifier: Apache-2.0
#include "ui/change/change_presenter.h"

#include "tests/ui/change/change_fixtures.h"

#include <QFileInfo>
#include <QTest>

using namespace pilothouse;
using namespace pilothouse::ui;
using namespace pilothouse::ui::tests;

class TestChangePresenter final : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<ScriptedGateway> m_gateway;
    std::unique_ptr<ChangeMemory> m_memory;
    SystemClock m_clock;
    PlaceMode m_mode;

    std::unique_ptr<ChangePresenter> make(ChangeKind kind = ChangeKind::Upgrade) {
        return std::make_unique<ChangePresenter>(ChangeSubject{kPrd, kPayment, kind},
            ChangePresenter::Services{.gateway = *m_gateway,
                .memory = *m_memory,
                .clock = m_clock,
                .mode = [this](const ContextId&, const QString&) { return m_mode; }});
    }
    std::unique_ptr<ChangePresenter> makeReady(ChangeKind kind = ChangeKind::Upgrade) {
        auto presenter = make(kind);
        presenter->start(Revision::None);
        const bool isReady = QTest::qWaitFor([&] { return presenter->hindrance(kConfirmation) == Hindrance::None; });
        return isReady ? std::move(presenter) : nullptr;
    }
    static void type(ChangePresenter& presenter, const QByteArray& values) {
        ChangeRequest request = presenter.request();
        request.values = values;
        presenter.setRequest(request);
    }

private Q_SLOTS:
    void init() {
        m_gateway = std::make_unique<ScriptedGateway>();
        m_memory = std::make_unique<ChangeMemory>(m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction())));
        m_mode = openProduction();
    }

    void PS1_alwaysNamesItsContextAndNamespace() {
        const auto presenter = makeReady();
        QVERIFY(presenter);
        ChangeRequest foreign = presenter->request();
        foreign.context = kStg;
        foreign.release.nameSpace = u"elsewhere"_s;
        foreign.kind = ChangeKind::Uninstall;

        presenter->setRequest(foreign);
        QTRY_COMPARE(m_gateway->rendered.size(), 2U);

        const ChangeRequest& asked = m_gateway->rendered.back();
        QCOMPARE(asked.context, kPrd);
        QCOMPARE(asked.release, kPayment);
        QCOMPARE(asked.kind, ChangeKind::Upgrade);
    }

    void typingRendersOnceAfterThePause() {
        const auto presenter = makeReady();
        QVERIFY(presenter);
        const size_t before = m_gateway->rendered.size();

        for (const char* text : {"a: 1\n", "a: 12\n", "a: 123\n"}) {
            type(*presenter, text);
        }
        QCOMPARE(presenter->hindrance(kConfirmation), Hindrance::Working);
        QTRY_COMPARE(presenter->hindrance(kConfirmation), Hindrance::None);

        QCOMPARE(m_gateway->rendered.size(), before + 1);
        QCOMPARE(m_gateway->rendered.back().values, "a: 123\n");
    }

    void lastGoodDifferenceStaysAndIsMarkedOutdated() {
        const auto presenter = makeReady();
        QVERIFY(presenter);
        const ReleaseDiffPtr good = presenter->comparison().diff;
        QVERIFY(good);
        m_gateway->renderError = Error{
            .code = ErrorCode::Process, .subject = {}, .detail = u"no template"_s, .reason = {}, .retryAfter = {}};

        type(*presenter, "broken");
        QTRY_COMPARE(presenter->hindrance(kConfirmation), Hindrance::RenderFailed);

        QCOMPARE(presenter->comparison().diff, good);
        QVERIFY(presenter->comparison().isOutdated);
    }

    void RC1_anotherRevisionTurnsApplyOffAndKeepsTheEdits() {
        const auto presenter = makeReady();
        QVERIFY(presenter);
        type(*presenter, "mine: 1\n");
        QTRY_COMPARE(presenter->hindrance(kConfirmation), Hindrance::None);

        m_gateway->overtake(1383);
        QTRY_COMPARE(presenter->hindrance(kConfirmation), Hindrance::Overtaken);
        QTRY_VERIFY(presenter->overtakingRecord());
        presenter->apply(kConfirmation);
        QVERIFY(m_gateway->begun.empty());

        presenter->compareAgain();
        QTRY_COMPARE(presenter->hindrance(kConfirmation), Hindrance::None);
        QCOMPARE(presenter->request().values, "mine: 1\n");
        QCOMPARE(number(presenter->deployed()->revision), 1383);
        QCOMPARE(m_gateway->rendered.back().values, "mine: 1\n");
    }

    void RC5_twoPressesBeginOneOperation() {
        const auto presenter = makeReady();
        QVERIFY(presenter);

        presenter->apply(kConfirmation);
        presenter->apply(kConfirmation);
        QTest::qWait(20);
        presenter->apply(kConfirmation);
        m_gateway->tell(runOf(m_gateway->begun.front().first->id, RunStatus::Phase::Running));
        presenter->apply(kConfirmation);
        QTest::qWait(20);

        QCOMPARE(m_gateway->begun.size(), 1U);
        QCOMPARE(presenter->hindrance(kConfirmation), Hindrance::UnderWay);
    }

    void RC5_anotherWindowsOperationOnTheReleaseHoldsThisOneBack() {
        const auto presenter = makeReady();
        QVERIFY(presenter);

        m_gateway->tell(runOf(u"elsewhere"_s, RunStatus::Phase::Running));

        QCOMPARE(presenter->hindrance(kConfirmation), Hindrance::UnderWay);
        QVERIFY(presenter->run());
    }

    void PS11_onlyTheWholeNameConfirms() {
        const auto presenter = makeReady();
        QVERIFY(presenter);

        QCOMPARE(presenter->hindrance({}), Hindrance::NotTyped);
        QCOMPARE(presenter->hindrance(u"payment-api"_s), Hindrance::NotTyped);
        QCOMPARE(presenter->hindrance(u"prd-app/payment-api "_s), Hindrance::NotTyped);
        QCOMPARE(presenter->hindrance(u"stg-app/payment-api"_s), Hindrance::NotTyped);
        QCOMPARE(presenter->hindrance(u"prd-app/payment-api"_s), Hindrance::None);
        presenter->apply(u"payment-api"_s);
        QVERIFY(m_gateway->begun.empty());
    }

    void lockStopsTheNextChangeAndKeepsItsText() {
        const auto presenter = makeReady();
        QVERIFY(presenter);
        presenter->apply(kConfirmation);
        QTRY_COMPARE(m_gateway->begun.size(), 1U);
        const QString id = m_gateway->begun.front().first->id;
        m_gateway->tell(runOf(id, RunStatus::Phase::Running));

        m_mode.mode = Mode::ReadOnly; // the time is over
        presenter->modeChanged();
        QCOMPARE(presenter->run()->phase, RunStatus::Phase::Running);
        QVERIFY(m_gateway->cancelled.isEmpty());
        m_gateway->tell(runOf(id, RunStatus::Phase::Ended, RunStatus::Outcome::Succeeded));
        presenter->planAgain();
        type(*presenter, "next: 1\n");
        QTRY_COMPARE(presenter->hindrance(kConfirmation), Hindrance::Locked);
        presenter->apply(kConfirmation);

        QCOMPARE(m_gateway->begun.size(), 1U);
        QCOMPARE(presenter->request().values, "next: 1\n");
    }

    void blockerOfTheModeGoesWithTheMode() {
        m_gateway->checks = {{.level = PlanCheck::Level::Blocker,
            .topic = PlanCheck::Topic::Mode,
            .word = {},
            .subject = {},
            .detail = {}}};
        m_mode.mode = Mode::ReadOnly;
        const auto presenter = make();
        presenter->start(Revision::None);
        QTRY_VERIFY(presenter->isPlanCurrent());
        QCOMPARE(presenter->hindrance(kConfirmation), Hindrance::Locked);

        m_mode = openProduction();
        presenter->modeChanged();

        QTRY_COMPARE(presenter->hindrance(kConfirmation), Hindrance::None);
    }

    void anyOtherBlockerBlocks() {
        m_gateway->checks = {{.level = PlanCheck::Level::Blocker,
            .topic = PlanCheck::Topic::Access,
            .word = u"Refused"_s,
            .subject = u"patch deployments"_s,
            .detail = {}}};
        const auto presenter = make();
        presenter->start(Revision::None);

        QTRY_COMPARE(presenter->hindrance(kConfirmation), Hindrance::Blocked);
    }

    void FS6_editsAreKeptOnDiskAndComeBack() {
        {
            const auto presenter = makeReady();
            QVERIFY(presenter);
            type(*presenter, "mine: kept # comment\r\n");
        } // gone without a word, as after a crash a second later

        const QFileInfoList files = QDir(m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction())))
                                        .entryInfoList({u"draft-*"_s}, QDir::Files);
        QCOMPARE(files.size(), 1);
        QCOMPARE(
            files.front().permissions() & ~(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser),
            QFile::Permissions());

        const auto again = makeReady();
        QVERIFY(again);
        QCOMPARE(again->request().values, "mine: kept # comment\r\n");
        QVERIFY(again->restoredFrom());
        again->discardEdits();
        QVERIFY(!m_memory->draft({kPrd, kPayment, ChangeKind::Upgrade}));
        QVERIFY(again->request().values.contains("replicaCount: 6"));
    }

    void FS6_appliedEditsAreRemovedWhateverIsToldMeanwhile() {
        const auto presenter = makeReady();
        QVERIFY(presenter);
        type(*presenter, "mine: 1\n");
        QTRY_COMPARE(presenter->hindrance(kConfirmation), Hindrance::None);
        presenter->apply(kConfirmation);
        QTRY_COMPARE(m_gateway->begun.size(), 1U);
        const QString id = m_gateway->begun.front().first->id;
        m_gateway->tell(runOf(id, RunStatus::Phase::Running, RunStatus::Outcome::None));
        const int planned = m_gateway->plans;

        presenter->modeChanged(); // the context's tile tells that there is one revision more
        QTest::qWait(20);
        QCOMPARE(m_gateway->plans, planned);
        m_gateway->tell(runOf(id, RunStatus::Phase::Ended, RunStatus::Outcome::Succeeded));

        QVERIFY(!m_memory->draft({kPrd, kPayment, ChangeKind::Upgrade}));
        QVERIFY(m_memory->source(kPrd, kPayment));
    }

    void FS6_appliedEditsAreRemoved() {
        const auto presenter = makeReady();
        QVERIFY(presenter);
        type(*presenter, "mine: 1\n");
        QTRY_COMPARE(presenter->hindrance(kConfirmation), Hindrance::None);
        presenter->apply(kConfirmation);
        QTRY_COMPARE(m_gateway->begun.size(), 1U);
        QVERIFY(m_memory->draft({kPrd, kPayment, ChangeKind::Upgrade}));

        m_gateway->tell(
            runOf(m_gateway->begun.front().first->id, RunStatus::Phase::Ended, RunStatus::Outcome::Succeeded));

        QVERIFY(!m_memory->draft({kPrd, kPayment, ChangeKind::Upgrade}));
    }

    void failedChangeKeepsItsEdits() {
        const auto presenter = makeReady();
        QVERIFY(presenter);
        type(*presenter, "mine: 1\n");
        QTRY_COMPARE(presenter->hindrance(kConfirmation), Hindrance::None);
        presenter->apply(kConfirmation);
        QTRY_COMPARE(m_gateway->begun.size(), 1U);

        m_gateway->tell(runOf(m_gateway->begun.front().first->id, RunStatus::Phase::Ended, RunStatus::Outcome::Failed));
        presenter->planAgain();

        QTRY_COMPARE(presenter->hindrance(kConfirmation), Hindrance::None);
        QCOMPARE(presenter->request().values, "mine: 1\n");
    }

    void PS2_valuesOfAnotherContextAreNamed() {
        m_memory->rememberValues(kStg, "uat: true\n");
        const auto presenter = makeReady();
        QVERIFY(presenter);
        QVERIFY(m_gateway->rendered.back().valuesOf.isEmpty());

        type(*presenter, "uat: true\n");
        QTRY_COMPARE(presenter->hindrance(kConfirmation), Hindrance::None);

        QCOMPARE(m_gateway->rendered.back().valuesOf, kStg);
    }

    void PS2_aFileKeepsItsContextWhenItsTextIsEdited() {
        const QString file = u"/charts/values-uat.yaml"_s;
        m_memory->rememberValues(kStg, "uat: true\n", file);
        const auto presenter = makeReady();
        QVERIFY(presenter);

        ChangeRequest request = presenter->request();
        request.values = "uat: true\nreplicas: 3\n";
        request.valuesFile = file;
        presenter->setRequest(request);
        QTRY_COMPARE(presenter->hindrance(kConfirmation), Hindrance::None);
        QCOMPARE(m_gateway->rendered.back().valuesOf, kStg);

        // Once they were used here, too, they are known here.
        m_memory->rememberValues(kPrd, request.values, file);
        QVERIFY(m_memory->foreignContext(kPrd, "uat: true\nreplicas: 4\n", file).isEmpty());
    }

    void refusedBeginSaysWhyAndMayBeTriedAgain() {
        m_gateway->beginError = Error{
            .code = ErrorCode::Conflict, .subject = {}, .detail = {}, .reason = u"PlanOutdated"_s, .retryAfter = {}};
        const auto presenter = makeReady();
        QVERIFY(presenter);

        presenter->apply(kConfirmation);
        QTRY_VERIFY(presenter->beginError());

        QVERIFY(!presenter->run());
        QCOMPARE(presenter->hindrance(kConfirmation), Hindrance::None);
    }

    void rollbackTakesTheRevisionBefore() {
        const auto presenter = makeReady(ChangeKind::Rollback);
        QVERIFY(presenter);

        QCOMPARE(number(m_gateway->rendered.back().target), 1381);
    }

    void otherBaseIsComparedWithoutRenderingAgain() {
        const auto presenter = makeReady();
        QVERIFY(presenter);
        const size_t renderings = m_gateway->rendered.size();

        presenter->setBase(DiffBase::Live);
        QTRY_VERIFY(presenter->comparison().diff && !presenter->comparison().isOutdated);

        QCOMPARE(m_gateway->compared.back(), DiffBase::Live);
        QCOMPARE(m_gateway->rendered.size(), renderings);
    }
};

QTEST_MAIN(TestChangePresenter)
#include "test_change_presenter.moc"
