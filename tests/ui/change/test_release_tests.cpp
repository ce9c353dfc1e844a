// SPDX-License-Identifier: Apache-2.0
// `helm test` in the window: what is listed before, what is told while it runs and afterwards.
#include "tests/ui/change/change_fixtures.h"
#include "ui/change/cockpit_view.h"
#include "ui/change/run_words.h"
#include "ui/change/test_form.h"

#include <QTabWidget>
#include <QTest>

using namespace pilothouse;
using namespace pilothouse::ui;
using namespace pilothouse::ui::tests;
using Outcome = RunStatus::Outcome;
using Phase = RunStatus::Phase;

namespace {

Hook hookOf(const QString& name, const QStringList& events, int weight, const QString& phase = {}) {
    Hook hook;
    hook.name = name;
    hook.kind = u"Pod"_s;
    hook.events = events;
    hook.weight = weight;
    hook.phase = phase;
    hook.startedAt = phase.isEmpty() ? QDateTime() : QDateTime::currentDateTimeUtc();
    return hook;
}

HookLog logOf(const QString& phase, const QString& text, const QString& problem = {}) {
    return {.hook = u"payment-test"_s,
        .nameSpace = u"payments"_s,
        .pod = u"payment-test"_s,
        .container = u"check"_s,
        .phase = phase,
        .text = text,
        .problem = problem};
}

std::shared_ptr<RunStatus> testRun(Phase phase, Outcome outcome) {
    auto run = std::make_shared<RunStatus>();
    run->id = u"op-1"_s;
    run->context = kPrd;
    run->release = kPayment;
    run->kind = ChangeKind::Test;
    run->from = Revision{1382};
    run->reached = outcome == Outcome::Succeeded ? Revision{1382} : Revision::None;
    run->phase = phase;
    run->outcome = outcome;
    run->started = QDateTime::currentDateTimeUtc();
    run->ended = run->started;
    auto made = std::make_shared<ReleaseRecord>(*record(1382));
    made->hooks = {hookOf(u"payment-test"_s, {u"test"_s}, 0, u"Succeeded"_s)};
    run->record = made;
    return run;
}

} // namespace

class TestReleaseTests final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_gateway = std::make_unique<ScriptedGateway>();
        m_memory = std::make_unique<ChangeMemory>(m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction())));
    }

    void listsTheTestsAsHelmRunsThem();
    void saysThatThereAreNone();
    void aTestMakesNoRecordToWaitFor();
    void outcomeIsToldOfTheTests();
    void logsAreShownUnderTheirPods();
    void HE6_namesAndProblemsAreEscaped();
    void theCockpitTurnsToATestsLogs();
    void anUpgradesLogsComeWithoutTakingOver();

private:
    std::unique_ptr<ChangePresenter> ready() {
        auto presenter = std::make_unique<ChangePresenter>(ChangeSubject{kPrd, kPayment, ChangeKind::Test},
            ChangePresenter::Services{.gateway = *m_gateway,
                .memory = *m_memory,
                .clock = m_clock,
                .mode = [](const ContextId&, const QString&) { return PlaceMode(); }});
        presenter->start(Revision::None);
        return QTest::qWaitFor([&] { return presenter->deployed() && presenter->plan(); }) ? std::move(presenter)
                                                                                           : nullptr;
    }

    QTemporaryDir m_folder;
    SystemClock m_clock;
    std::unique_ptr<ScriptedGateway> m_gateway;
    std::unique_ptr<ChangeMemory> m_memory;
};

void TestReleaseTests::listsTheTestsAsHelmRunsThem() {
    m_gateway->hooks = {hookOf(u"late"_s, {u"test"_s}, 5), hookOf(u"migrate"_s, {u"pre-upgrade"_s}, 0),
        hookOf(u"early"_s, {u"test-success"_s}, -1, u"Failed"_s)};
    const auto presenter = ready();
    QVERIFY(presenter);
    TestForm form;

    form.load(*presenter);

    QCOMPARE(form.tests().size(), 2);
    QVERIFY(form.tests().first().startsWith(u"Pod early, Failed"_s));
    QVERIFY(form.tests().last().startsWith(u"Pod late"_s));
    QCOMPARE(m_gateway->rendered.back().kind, ChangeKind::Test);
}

void TestReleaseTests::saysThatThereAreNone() {
    const auto presenter = ready();
    QVERIFY(presenter);
    TestForm form;

    form.load(*presenter);

    QVERIFY(form.tests().isEmpty());
    ChangeRequest request;
    QVERIFY(form.write(request));
}

void TestReleaseTests::aTestMakesNoRecordToWaitFor() {
    const auto steps = runSteps(*testRun(Phase::Ended, Outcome::Succeeded));

    QCOMPARE(steps.size(), 3U); // helm started, the tests, the outcome
    QVERIFY(steps[1].detail.contains(u"payment-test"_s));
    for (const RunStep& step : steps) {
        QCOMPARE(step.state, RunStep::State::Done);
    }
}

void TestReleaseTests::outcomeIsToldOfTheTests() {
    const RunWords good = runWords(*testRun(Phase::Ended, Outcome::Succeeded));
    const RunWords bad = runWords(*testRun(Phase::Ended, Outcome::Failed));

    QVERIFY(!good.title.contains(u"1382"_s)); // it is at no new revision
    QCOMPARE(good.tone, ColorToken::Ok);
    QCOMPARE(bad.tone, ColorToken::Failed);
    QVERIFY(good.title != bad.title);
}

void TestReleaseTests::logsAreShownUnderTheirPods() {
    const auto run = testRun(Phase::Running, Outcome::None);
    run->hookLogs = {logOf(u"Running"_s, u"one\ntwo\n"_s), logOf(u"Failed"_s, {}, u"forbidden"_s)};

    const QString text = hookLogsText(*run);

    QVERIFY(text.startsWith(u"── payment-test · check · Running\none\ntwo\n── payment-test"_s));
    QVERIFY(text.contains(u"forbidden"_s));
    QVERIFY(hookLogsText(*testRun(Phase::Running, Outcome::None)).isEmpty());
}

void TestReleaseTests::HE6_namesAndProblemsAreEscaped() {
    const auto run = testRun(Phase::Running, Outcome::None);
    HookLog log = logOf(u"Running"_s, {}, u"\x1b[31mno"_s);
    log.pod = u"a\u202eb"_s;
    run->hookLogs = {log};

    const QString text = hookLogsText(*run);

    QVERIFY(!text.contains(QChar(0x1b)));
    QVERIFY(!text.contains(QChar(0x202e)));
}

void TestReleaseTests::theCockpitTurnsToATestsLogs() {
    CockpitView cockpit;
    const auto run = testRun(Phase::Running, Outcome::None);
    cockpit.setRun(run);
    auto* tabs = cockpit.findChild<QTabWidget*>();
    QCOMPARE(tabs->currentIndex(), 0);

    const auto later = std::make_shared<RunStatus>(*run);
    later->hookLogs = {logOf(u"Running"_s, u"checking\n"_s)};
    cockpit.setRun(later);

    QVERIFY(tabs->isTabVisible(3));
    QCOMPARE(tabs->currentIndex(), 3);
}

void TestReleaseTests::anUpgradesLogsComeWithoutTakingOver() {
    CockpitView cockpit;
    const auto run = testRun(Phase::Running, Outcome::None);
    run->kind = ChangeKind::Upgrade;
    run->hookLogs = {logOf(u"Running"_s, u"migrating\n"_s)};

    cockpit.setRun(run);

    auto* tabs = cockpit.findChild<QTabWidget*>();
    QVERIFY(tabs->isTabVisible(3));
    QCOMPARE(tabs->currentIndex(), 0);
}

QTEST_MAIN(TestReleaseTests)
#include "test_release_tests.moc"
