// SPDX-License-Identifier: Apache-2.0
#include "ui/prepare/prepare_page.h"

#include "tests/support/fake_navigation.h"
#include "tests/support/manual_clock.h"
#include "tests/support/widget_looks.h"
#include "ui/frame/core_access.h"
#include "ui/widgets/confirm_field.h"
#include "ui/widgets/segmented_control.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

using namespace pilothouse;
using namespace pilothouse::ui;
using namespace Qt::StringLiterals;
using Effect = PrepareStep::Effect;
using State = PreparePresenter::State;

namespace {

const ContextId kPrd{u"eks_prd-app"_s};
constexpr auto kCanary = "canary-typed-token"_L1;

/// Answers when the test says so.
class FakeGateway final : public PrepareGateway {
public:
    CallHandle plan(const PrepareWish& wish, Answer<PreparePlanPtr> answer) override {
        wishes.push_back(wish);
        onPlan = std::move(answer);
        return {};
    }
    CallHandle carryOut(const PreparePlanPtr& plan, const QString& text, Answer<PrepareReport> answer) override {
        begun.push_back(plan);
        typed = text;
        onReport = std::move(answer);
        return {};
    }
    std::vector<PrepareWish> wishes;
    std::vector<PreparePlanPtr> begun;
    QString typed;
    Answer<PreparePlanPtr> onPlan;
    Answer<PrepareReport> onReport;
};

PrepareStep step(PrepareStep::Kind kind, const QString& object, Effect effect, const QString& word = {}) {
    PrepareStep made;
    made.kind = kind;
    made.object = object;
    made.effect = effect;
    made.word = word;
    return made;
}

std::shared_ptr<PreparePlan> planFor(const PrepareWish& wish) {
    auto request = std::make_shared<PrepareRequest>();
    request->context = wish.context;
    request->nameSpace = wish.nameSpace;
    request->createNamespace = wish.createNamespace;
    request->pullSecret = wish.pullSecret;
    request->reason = wish.reason;
    auto plan = std::make_shared<PreparePlan>();
    plan->request = request;
    plan->steps = {step(PrepareStep::Kind::Namespace, u"namespaces/"_s + wish.nameSpace, Effect::Create)};
    return plan;
}

} // namespace

class TestPreparePage final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_thread = std::make_unique<CoreThread>();
        m_core = std::make_unique<CoreAccess>(*m_thread, Workspace::Options{}, std::make_shared<SystemClock>());
        m_contexts = std::make_unique<Contexts>(*m_core, EnvironmentRules());
        auto kubeconfig = std::make_shared<Kubeconfig>();
        ContextEntry entry;
        entry.id = kPrd;
        kubeconfig->contexts = {entry};
        Q_EMIT m_core->kubeconfigChanged(kubeconfig);
        m_gateway = std::make_unique<FakeGateway>();
        m_page = std::make_unique<PreparePage>(PreparePage::Services{
            .gateway = *m_gateway, .contexts = *m_contexts, .clock = m_clock, .navigation = m_navigation});
        m_page->resize(1000, 900);
        m_page->showPlace(place());
    }
    void cleanup() {
        m_page.reset();
        m_contexts.reset();
        m_core.reset();
        m_thread.reset();
    }

    void U3_nothingBeginsThatWasNotShown() {
        QVERIFY(!button("begin")->isVisibleTo(m_page.get()));

        button("look")->click();

        QCOMPARE(m_gateway->wishes.size(), 1U);
        QCOMPARE(m_gateway->wishes.front().nameSpace, u"team-a"_s);
        QCOMPARE(m_page->presenter().state(), State::Looking);
        m_gateway->onPlan(PreparePlanPtr(planFor(m_gateway->wishes.front())));
        QVERIFY(labelText(*m_page).contains(u"Namespace team-a: will be created"_s));
    }

    void PS8_aLockedPlaceKeepsTheButtonOffAndOpensThePanel() {
        lookAndPlan();

        QVERIFY(!button("begin")->isEnabled());
        button("open")->click();
        QCOMPARE(m_navigation.modes, QStringList{kPrd.value() + u"/team-a"_s});
        m_page->presenter().begin({});
        QVERIFY(m_gateway->begun.empty());
    }

    void PS11_theWholeNameIsTyped() {
        openEverything();
        auto plan = lookAndPlan(u"eks_prd-app/team-a"_s, u"new team"_s);
        auto* confirm = m_page->findChild<ConfirmField*>();
        QVERIFY(confirm->isVisibleTo(m_page.get()));
        confirm->setText(u"team-a"_s);
        QVERIFY(!button("begin")->isEnabled());

        confirm->setText(u"eks_prd-app/team-a"_s);
        QVERIFY(button("begin")->isEnabled());
        button("begin")->click();

        QCOMPARE(m_gateway->begun.size(), 1U);
        QCOMPARE(m_gateway->typed, u"eks_prd-app/team-a"_s);
    }

    void anEditMakesThePlanVoid() {
        openEverything();
        lookAndPlan();
        QVERIFY(button("begin")->isEnabled());

        type("namespace", u"team-b"_s);

        QCOMPARE(m_page->presenter().state(), State::Editing);
        QVERIFY(!button("begin")->isVisibleTo(m_page.get()));
    }

    void aBlockedStepBeginsNothing() {
        openEverything();
        button("look")->click();
        auto plan = planFor(m_gateway->wishes.back());
        plan->steps.push_back(step(PrepareStep::Kind::PullSecret, u"secrets/regcred"_s, Effect::Blocked, u"Differs"_s));
        plan->steps.back().before = QStringList{u"r: user a, token"_s};
        plan->steps.back().after = QStringList{u"r: user b, token"_s};
        m_gateway->onPlan(PreparePlanPtr(plan));

        QVERIFY(!button("begin")->isEnabled());
        QVERIFY(labelText(*m_page).contains(u"− r: user a, token"_s));
        QVERIFY(labelText(*m_page).contains(u"+ r: user b, token"_s));
    }

    void theTokenLeavesTheFieldWhenItIsDone() {
        openEverything();
        m_page->findChild<SegmentedControl*>()->setCurrent(1);
        type("secret", u"regcred"_s);
        type("registry", u"registry.example.com"_s);
        type("user", u"deployer"_s);
        auto* token = m_page->findChild<QLineEdit*>(u"token"_s);
        QCOMPARE(token->echoMode(), QLineEdit::Password);
        type("token", kCanary);
        lookAndPlan();
        QCOMPARE(m_gateway->wishes.back().token->reveal(), QByteArray(kCanary.data(), kCanary.size()));
        QVERIFY(!labelText(*m_page).contains(kCanary));

        button("begin")->click();
        PrepareReport report;
        report.lines.push_back(
            {.step = m_gateway->begun.back()->steps.front(), .outcome = PrepareReport::Outcome::Done, .error = {}});
        m_gateway->onReport(report);

        QCOMPARE(m_page->presenter().state(), State::Done);
        QVERIFY(token->text().isEmpty());
        QVERIFY(!m_page->presenter().wish().token);
        QVERIFY(labelText(*m_page).contains(u"Namespace team-a: done"_s));
    }

    void whatCouldNotBeAskedIsSaid() {
        button("look")->click();
        m_gateway->onPlan(
            fail(ErrorCode::Invalid, u"config.json"_s, u"say which registry: a, b"_s, u"WhichRegistry"_s));

        QVERIFY(labelText(*m_page).contains(u"say which registry: a, b"_s));
        QVERIFY(button("look")->isEnabled());
    }

    void pictures() {
        const QString folder = qEnvironmentVariable("PILOTHOUSE_PICTURES");
        if (folder.isEmpty()) {
            QSKIP("PILOTHOUSE_PICTURES is not set");
        }
        for (const auto choice : {Theme::Choice::Dark, Theme::Choice::Light}) {
            m_theme.setChoice(choice);
            openEverything();
            type("secret", u"registry-corp"_s);
            button("look")->click();
            auto plan = planFor(m_gateway->wishes.back());
            plan->confirmation = u"eks_prd-app/team-a"_s;
            plan->steps.push_back(
                step(PrepareStep::Kind::PullSecret, u"secrets/registry-corp"_s, Effect::Blocked, u"Differs"_s));
            plan->steps.back().before = QStringList{u"registry.example.com: user deployer, token ••••••"_s};
            plan->steps.back().after = QStringList{u"registry.example.com: user robot, token ••••••"_s};
            plan->steps.push_back(
                step(PrepareStep::Kind::ServiceAccount, u"serviceaccounts/default"_s, Effect::Nothing, u"Attached"_s));
            m_gateway->onPlan(PreparePlanPtr(plan));
            m_page->show();
            QTest::qWait(100);
            const QString name = choice == Theme::Choice::Dark ? u"dark"_s : u"light"_s;
            QVERIFY(m_page->grab().save(u"%1/prepare-%2.png"_s.arg(folder, name)));
        }
    }

private:
    [[nodiscard]] static Place place() {
        Place made = placeOf(kPrd, page::kPrepare);
        made.nameSpace = u"team-a"_s;
        return made;
    }
    QPushButton* button(const char* name) { return m_page->findChild<QPushButton*>(QString::fromLatin1(name)); }
    void type(const char* field, const QString& text) {
        auto* edit = m_page->findChild<QLineEdit*>(QString::fromLatin1(field));
        edit->setText(text);
        Q_EMIT edit->textEdited(text);
    }
    PreparePlanPtr lookAndPlan(const QString& confirmation = {}, const QString& reason = {}) {
        type("reason", reason);
        button("look")->click();
        auto plan = planFor(m_gateway->wishes.back());
        plan->confirmation = confirmation;
        m_gateway->onPlan(PreparePlanPtr(plan));
        return plan;
    }
    /// As core says it: the whole context is open for changes.
    void openEverything() {
        auto modes = std::make_shared<ModeTable>();
        modes->context = kPrd;
        for (const QString& place : {QString(), u"team-a"_s}) {
            modes->choices.push_back({.nameSpace = place, .mode = Mode::ChangesOpen, .reason = u"r"_s, .until = {}});
        }
        Q_EMIT m_core->statusChanged(kPrd, {});
        Q_EMIT m_core->modesChanged(kPrd, modes);
    }

    Theme m_theme{*qApp};
    ManualClock m_clock;
    FakeNavigation m_navigation;
    std::unique_ptr<CoreThread> m_thread;
    std::unique_ptr<CoreAccess> m_core;
    std::unique_ptr<Contexts> m_contexts;
    std::unique_ptr<FakeGateway> m_gateway;
    std::unique_ptr<PreparePage> m_page;
};

QTEST_MAIN(TestPreparePage)
#include "test_prepare_page.moc"
