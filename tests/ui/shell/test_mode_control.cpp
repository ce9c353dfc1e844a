// SPDX-License-Identifier: Apache-2.0
// The mode panel and what the frame says of a mode, with core played by the test.
#include "ui/shell/mode_control.h"

#include "ui/frame/contexts.h"
#include "ui/frame/core_access.h"
#include "ui/frame/mode_panel.h"
#include "ui/shell/top_bar.h"
#include "ui/theme/theme.h"

#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTest>

using namespace pilothouse;
using namespace pilothouse::ui;
using namespace Qt::StringLiterals;

namespace {
const ContextId kPrd{u"eks_prd-app"_s};
const ContextId kShared{u"shared"_s};
} // namespace

class TestModeControl final : public QObject {
    Q_OBJECT

    CoreThread m_thread;
    std::unique_ptr<CoreAccess> m_core;
    std::unique_ptr<Contexts> m_contexts;
    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<ModeControl> m_control;
    std::vector<ModeControl::Wish> m_sent;
    std::function<void(Result<bool>)> m_done;

    void tell(const ContextId& context, std::vector<ModeChoice> choices = {}, std::optional<Error> lock = {}) {
        auto table = std::make_shared<ModeTable>();
        table->context = context;
        table->choices = std::move(choices);
        table->lock = std::move(lock);
        Q_EMIT m_core->modesChanged(context, table);
    }
    PlaceMode modeOf(const ContextId& context, const QString& nameSpace) const {
        return placeMode(m_contexts->find(context), nameSpace, std::chrono::steady_clock::now());
    }
    QPushButton* accept() const { return m_control->panel()->findChild<QPushButton*>(u"openMode"_s); }

private Q_SLOTS:
    void init() {
        m_core = std::make_unique<CoreAccess>(m_thread, Workspace::Options(), std::make_shared<SystemClock>());
        m_contexts = std::make_unique<Contexts>(*m_core, EnvironmentRules());
        Kubeconfig kubeconfig;
        for (const ContextId& id : {kPrd, kShared}) {
            ContextEntry entry;
            entry.id = id;
            kubeconfig.contexts.push_back(entry);
        }
        Q_EMIT m_core->kubeconfigChanged(std::make_shared<const Kubeconfig>(kubeconfig));
        m_window = std::make_unique<QWidget>();
        m_window->resize(1280, 800);
        m_window->show();
        m_sent.clear();
        m_control = std::make_unique<ModeControl>(
            *m_contexts, [this](const ModeControl::Wish& wish, std::function<void(Result<bool>)> done) {
                m_sent.push_back(wish);
                m_done = std::move(done);
                return CallHandle();
            });
    }
    void cleanup() {
        m_control.reset();
        m_window.reset();
    }

    void protectedPlaceAsksForAReasonAndATime() {
        tell(kPrd);
        m_control->open(kPrd, u"payments"_s, m_window.get(), {1200, 50});
        QVERIFY(m_control->panel());
        QVERIFY(!accept()->isEnabled());

        QTest::keyClicks(m_control->panel()->findChild<QLineEdit*>(), u"hotfix PAY-1120"_s);
        QVERIFY(accept()->isEnabled());
        accept()->click();

        QCOMPARE(m_sent.size(), 1U);
        QCOMPARE(m_sent.front().context, kPrd);
        QCOMPARE(m_sent.front().mode, Mode::ChangesOpen);
        QCOMPARE(m_sent.front().reason, u"hotfix PAY-1120"_s);
        QCOMPARE(m_sent.front().time, std::chrono::minutes(15));
    }

    void U1b_namespaceOfAnotherEnvironmentIsOpenedAlone() {
        tell(kShared);
        QCOMPARE(modeOf(kShared, u"app-stg"_s).mode, Mode::ChangesOpen);
        QCOMPARE(modeOf(kShared, u"app-prd"_s).mode, Mode::ReadOnly);

        m_control->open(kShared, u"app-prd"_s, m_window.get(), {1200, 50});
        QTest::keyClicks(m_control->panel()->findChild<QLineEdit*>(), u"x"_s);
        accept()->click();

        QCOMPARE(m_sent.front().scope, u"app-prd"_s);
    }

    void refusalIsSaidAndThePanelStays() {
        tell(kPrd);
        m_control->open(kPrd, {}, m_window.get(), {1200, 50});
        QTest::keyClicks(m_control->panel()->findChild<QLineEdit*>(), u"x"_s);
        accept()->click();

        m_done(fail(ErrorCode::Invalid, u"x"_s, u"no"_s, u"BadTime"_s));

        QVERIFY(m_control->panel());
        m_done(true);
        QTRY_VERIFY(!m_control->panel());
    }

    void openPlaceIsLockedAgainAtOnce() {
        const auto until = std::chrono::steady_clock::now() + std::chrono::minutes(10);
        tell(kPrd, {{.nameSpace = {}, .mode = Mode::ChangesOpen, .reason = u"hotfix"_s, .until = until}});
        m_control->open(kPrd, u"payments"_s, m_window.get(), {1200, 50});

        m_control->panel()->findChild<QPushButton*>(u"lockNow"_s)->click();

        QCOMPARE(m_sent.size(), 1U);
        QVERIFY(m_sent.front().isReset);
    }

    void chipCountsDown() {
        TopBar bar(Theme::of(nullptr));
        const auto now = std::chrono::steady_clock::now();
        tell(kPrd,
            {{.nameSpace = {}, .mode = Mode::ChangesOpen, .reason = u"x"_s, .until = now + std::chrono::seconds(581)}});
        const PlaceMode mode = modeOf(kPrd, u"payments"_s);

        bar.setMode(mode);

        QVERIFY2(bar.modeChip().text().startsWith(u"Changes open, 9 min 4"_s), qPrintable(bar.modeChip().text()));
        QCOMPARE(modeWithTime(mode, *mode.until - std::chrono::seconds(59)), u"Changes open, 59 s"_s);
    }

    void choiceThatIsOverCountsNoMore() {
        const auto now = std::chrono::steady_clock::now();
        tell(kPrd,
            {{.nameSpace = {}, .mode = Mode::ChangesOpen, .reason = u"x"_s, .until = now - std::chrono::seconds(1)}});

        QCOMPARE(modeOf(kPrd, {}).mode, Mode::ReadOnly);
        QVERIFY(!modeOf(kPrd, {}).canChange());
    }

    void NS3_lockSaysWhy() {
        tell(kPrd, {{.nameSpace = {}, .mode = Mode::ChangesOpen, .reason = u"x"_s, .until = {}}},
            fail(ErrorCode::Forbidden, {}, u"another cluster answers"_s, u"OtherCluster"_s).error());
        const PlaceMode mode = modeOf(kPrd, {});

        QVERIFY(!mode.canChange());
        QVERIFY(whyLocked(mode).contains(u"another cluster answers"_s));
        QCOMPARE(modeWithTime(mode, std::chrono::steady_clock::now()), u"Changes locked"_s);
    }

    void contextThatIsNotConnectedIsReadOnly() {
        QVERIFY(!modeOf(kPrd, {}).isKnown);
        QCOMPARE(modeOf(kPrd, {}).mode, Mode::ReadOnly);
    }
};

QTEST_MAIN(TestModeControl)
#include "test_mode_control.moc"
