// SPDX-License-Identifier: Apache-2.0
// Logs, terminals and forwards in the window while their connections are cut in every kind of place: nothing is lost
// or doubled, what happened is said, and a key goes on. The demo cluster's faults; what needs none is in
// test_window_pod_tools.
#include "tests/contract/pod_hand.h"
#include "tests/contract/pod_scene.h"

#include "ui/forwards/forwards_tab.h"
#include "ui/terminal/ask_bar.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/notice.h"

#include <QJsonArray>
#include <QLabel>
#include <QTest>

using namespace pilothouse;
using namespace pilothouse::contract;
using namespace Qt::StringLiterals;
using Kind = LogNotice::Kind;
using ui::TerminalPhase;
using ui::TerminalTab;

namespace {

const QString kBox = u"box"_s;

QString annotation(const char* name) {
    return u"demo.pilothouse.dev/log-"_s + QString::fromLatin1(name);
}

QJsonObject busyPod(const QString& name) {
    // Whole seconds in the stamps: hundreds of lines share one.
    const QJsonObject marks{
        {annotation("shape"), u"plain"_s}, {annotation("rate"), u"400"_s}, {annotation("stamps"), u"s"_s}};
    return {{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"Pod"_s},
        {u"metadata"_s, QJsonObject{{u"name"_s, name}, {u"annotations"_s, marks}}},
        {u"spec"_s, QJsonObject{{u"containers"_s, QJsonArray{PodScene::sleeper()}}}}};
}

/// `1-400`, `380-900`: numbers that follow each other.
QStringList runsOf(const std::vector<qint64>& numbers) {
    QStringList runs;
    for (size_t from = 0; from < numbers.size();) {
        size_t to = from;
        while (to + 1 < numbers.size() && numbers[to + 1] == numbers[to] + 1) {
            ++to;
        }
        runs.append(u"%1-%2"_s.arg(numbers[from]).arg(numbers[to]));
        from = to + 1;
    }
    return runs;
}

} // namespace

class TestWindowPods final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(m_pods.server().problem().isEmpty(), qPrintable(m_pods.server().problem()));
        if (!m_pods.server().isDemo()) {
            QSKIP("only the demo cluster cuts connections");
        }
        QJsonObject container = PodScene::sleeper();
        container.insert(u"ports"_s, QJsonArray{QJsonObject{{u"name"_s, u"http"_s}, {u"containerPort"_s, 8080}}});
        const QString why = m_pods.makePod(kBox.toLatin1(), container);
        QVERIFY2(why.isEmpty(), qPrintable(why));
        QCOMPARE(
            m_pods.server().create("/api/v1/namespaces/" + m_pods.space() + "/pods", busyPod(u"busy"_s)).status, 201);
    }
    void init() {
        EnvironmentRule rule;
        rule.contextPattern = u'=' + m_pods.server().context();
        rule.kind = EnvironmentKind::Playground;
        m_window = std::make_unique<WindowScene>(WindowScene::Options{.kubeconfig = m_pods.server().kubeconfig(),
            .context = m_pods.server().context(),
            .helm = qEnvironmentVariable("PILOTHOUSE_HELM4", u"/usr/bin/helm"_s),
            .rules = {rule}});
        m_hand = std::make_unique<PodHand>(*m_window);
    }
    void cleanup() {
        if (QTest::currentTestFailed() && m_window) {
            qInfo().noquote() << m_window->everyText().left(3000);
        }
        m_pods.server().control("DELETE", "/_demo/faults", {});
        m_hand.reset();
        m_window.reset();
    }

    // LO2: the same places as in core (test_contract_log_ctl), here down to what stands on the screen.
    void LO2_aLogCutInEveryPlaceLosesAndDoublesNothing() {
        QVERIFY(m_hand->goTo(u"pods"_s, space(), u"busy"_s));
        ui::LogsTab* const tab = m_hand->openLogs();
        QVERIFY(tab);
        QVERIFY(WindowScene::waitFor([&] { return PodHand::numbersOf(*tab).size() > 200; }));
        const auto grows = [&] {
            const auto before = PodHand::numbersOf(*tab).size();
            return WindowScene::waitFor([&] { return PodHand::numbersOf(*tab).size() > before + 300; });
        };

        for (const QJsonObject& running : {QJsonObject{{u"cutLine"_s, true}}, QJsonObject{{u"endStream"_s, true}},
                 QJsonObject{{u"dropWatch"_s, true}}}) {
            fault(u"busy/log"_s, running);
            QVERIFY2(grows(), qPrintable(running.keys().join(u',')));
        }
        // The stream that takes up again is cut, refused or reset, too: in its head, in a line, between two lines.
        for (const QJsonObject& again : {QJsonObject{{u"cutAfterBytes"_s, 0}}, QJsonObject{{u"cutAfterBytes"_s, 17}},
                 QJsonObject{{u"cutAfterBytes"_s, 5000}, {u"reset"_s, true}}, QJsonObject{{u"status"_s, 500}},
                 QJsonObject{{u"status"_s, 503}, {u"headers"_s, QJsonObject{{u"Retry-After"_s, u"1"_s}}}}}) {
            fault(u"busy/log"_s, again);
            fault(u"busy/log"_s, {{u"cutLine"_s, true}});
            QVERIFY2(grows(), qPrintable(again.keys().join(u',')));
        }
        m_pods.server().control("POST", "/_demo/restart", {{u"refuseForMs"_s, 1500}}); // the server is gone and back
        QTest::qWait(1800);
        QVERIFY2(grows(), "after the server came back");

        const QString said = PodHand::noticeTextsOf(*tab).join(u'\n');
        const QStringList runs = runsOf(PodHand::numbersOf(*tab));
        QVERIFY2(runs.size() == 1, qPrintable(runs.join(u", "_s) + u'\n' + said));
        const QList<Kind> notices = PodHand::noticesOf(*tab);
        QVERIFY2(notices.count(Kind::Reconnected) >= 6, qPrintable(QString::number(notices.count(Kind::Reconnected))));
        QVERIFY(notices.contains(Kind::Rotated));
        QCOMPARE(notices.count(Kind::Gap), 0);
        QVERIFY2(said.contains(u"resumed with nothing missing"_s), qPrintable(said.left(500)));
        QVERIFY(said.contains(u"the node rotated the log file; it goes on without a gap"_s));
    }

    // TE6, TE7: a conversation that is cut says why, in the tab, and Enter begins another one.
    void TE7_aTerminalThatIsCutSaysWhyAndConnectsOnEnter_data() {
        QTest::addColumn<QJsonObject>("fault");
        QTest::addColumn<bool>("needsOutput"); ///< it is cut inside the next message
        const auto running = [](QJsonObject more) {
            more.insert(u"running"_s, true);
            return more;
        };
        QTest::newRow("between two frames") << running({{u"socket"_s, u"cut"_s}}) << false;
        QTest::newRow("in the middle of a frame") << running({{u"cutAfterBytes"_s, 3}}) << true;
        QTest::newRow("by a reset") << running({{u"cutAfterBytes"_s, 3}, {u"reset"_s, true}}) << true;
        QTest::newRow("a close frame with an error") << running({{u"socket"_s, u"closeError"_s}}) << false;
        QTest::newRow("a close frame without a status") << running({{u"socket"_s, u"closeWithoutStatus"_s}}) << false;
        QTest::newRow("a frame no server may send") << running({{u"socket"_s, u"reservedBits"_s}}) << true;
        QTest::newRow("a frame of a terabyte") << running({{u"socket"_s, u"hugeFrame"_s}}) << true;
        if (qEnvironmentVariableIntValue("PILOTHOUSE_PATIENT") > 0) { // the deadline is client-go's 61 s
            QTest::newRow("silence: not even pongs") << running({{u"socket"_s, u"silent"_s}}) << false;
        }
    }
    void TE7_aTerminalThatIsCutSaysWhyAndConnectsOnEnter() {
        QFETCH(const QJsonObject, fault);
        QFETCH(const bool, needsOutput);
        TerminalTab* const tab = openShell();
        QVERIFY(tab);
        PodHand::type(*tab, u"echo be''fore\r"_s);
        QVERIFY(PodHand::waitForLine(*tab, u"before"_s));

        this->fault(u"box/exec"_s, fault);
        if (needsOutput) {
            PodHand::type(*tab, u"echo it is cut in here\r"_s);
        }

        QVERIFY(WindowScene::waitFor(
            [&] { return tab->presenter().phase() == TerminalPhase::Ended; }, std::chrono::seconds(90)));
        const QString said = sentenceOf(*tab);
        QVERIFY2(said.contains(u"press Enter to connect again"_s), qPrintable(said));
        QVERIFY2(!said.startsWith(u"It ended well"_s) && !said.startsWith(u"It was detached"_s), qPrintable(said));
        QVERIFY(tab->presenter().error().has_value());
        qInfo().noquote() << said;

        m_window->key(Qt::Key_Return); // wherever the keyboard is: it has to be in the tab
        QVERIFY(PodHand::isOpen(*tab));
        PodHand::type(*tab, u"echo a''gain\r"_s);
        QVERIFY(PodHand::waitForLine(*tab, u"again"_s));
        QVERIFY2(PodHand::screenOf(*tab).contains(u"before"_s), "what was on the screen before is gone");
    }

    void TE7_aHandshakeThatFailsIsSaidAndTriedAgainOnEnter_data() {
        QTest::addColumn<QJsonObject>("fault");
        QTest::newRow("refused for the moment") << QJsonObject{{u"status"_s, 503}};
        QTest::newRow("a gateway's page")
            << QJsonObject{{u"status"_s, 502}, {u"contentType"_s, u"text/html"_s}, {u"body"_s, u"<html>no</html>"_s}};
        QTest::newRow("answered by somebody else") << QJsonObject{
            {u"status"_s, 200}, {u"contentType"_s, u"text/html"_s}, {u"body"_s, u"<html>Sign in</html>"_s}};
        QTest::newRow("a wrong accept") << QJsonObject{{u"socket"_s, u"badAccept"_s}};
        QTest::newRow("no subprotocol") << QJsonObject{{u"socket"_s, u"noProtocol"_s}};
        QTest::newRow("cut after 101") << QJsonObject{{u"socket"_s, u"cut"_s}};
    }
    void TE7_aHandshakeThatFailsIsSaidAndTriedAgainOnEnter() {
        QFETCH(const QJsonObject, fault);
        TerminalTab* tab = openShell(); // what shell there is, is known from here on
        QVERIFY(tab);
        PodHand::type(*tab, u"exit\r"_s);
        QVERIFY(PodHand::waitForPhase(*tab, TerminalPhase::Ended));

        this->fault(u"box/exec"_s, fault);
        m_window->key(Qt::Key_Return);
        const auto isOver = [&] {
            const TerminalPhase phase = tab->presenter().phase();
            return (phase == TerminalPhase::Failed || phase == TerminalPhase::Ended) && tab->presenter().error();
        };
        QVERIFY(WindowScene::waitFor(isOver));
        const QString said = sentenceOf(*tab);
        QVERIFY2(!said.isEmpty(), "nothing is said");
        qInfo().noquote() << said;

        m_window->key(Qt::Key_Return);
        QVERIFY(PodHand::isOpen(*tab));
        PodHand::type(*tab, u"echo a''gain\r"_s);
        QVERIFY(PodHand::waitForLine(*tab, u"again"_s));
    }

    void TE7_theServerGoesAndComesBack() {
        TerminalTab* const tab = openShell();
        QVERIFY(tab);
        m_pods.server().control("POST", "/_demo/restart", {{u"refuseForMs"_s, 2500}});
        QVERIFY(PodHand::waitForPhase(*tab, TerminalPhase::Ended));
        QVERIFY(tab->presenter().error().has_value());

        m_window->key(Qt::Key_Return); // too early: said, and not for ever
        QVERIFY(PodHand::waitForPhase(*tab, TerminalPhase::Failed));
        QVERIFY(!sentenceOf(*tab).isEmpty());
        QTest::qWait(2800);
        m_window->key(Qt::Key_Return);

        QVERIFY(PodHand::isOpen(*tab));
        PodHand::type(*tab, u"echo a''gain\r"_s);
        QVERIFY(PodHand::waitForLine(*tab, u"again"_s));
    }

    void aForwardThatIsCutSaysSoAndCarriesTheNextConnection() {
        QVERIFY(m_hand->goTo(u"pods"_s, space(), kBox));
        const int port = m_hand->openForward(u"8080"_s);
        QVERIFY(port > 0);
        QCOMPARE(PodHand::fetch(port, "/bytes/300000").size(), 300'000);

        fault(u"box/portforward"_s, {{u"cutAfterBytes"_s, 100'000}});
        QVERIFY2(PodHand::fetch(port, "/bytes/300000").isEmpty(), "half an answer was taken for a whole one");
        QVERIFY(WindowScene::waitFor([&] { return !noticeOf().isEmpty(); }));
        QVERIFY(m_window->everyText().contains(u"listening"_s)); // the forward itself is well

        fault(u"box/portforward"_s, {{u"status"_s, 500}});
        QCOMPARE(PodHand::fetch(port, "/bytes/1000").size(), 1000); // tried once more, by itself
        QCOMPARE(PodHand::fetch(port, "/bytes/300000").size(), 300'000);
        QVERIFY2(WindowScene::waitFor([&] { return noticeOf().isEmpty(); }), qPrintable(noticeOf()));
    }

    void aForwardWhoseServerIsGoneSaysSoAndComesBack() {
        QVERIFY(m_hand->goTo(u"pods"_s, space(), kBox));
        const int port = m_hand->openForward(u"8080"_s);
        QVERIFY(port > 0);
        QCOMPARE(PodHand::fetch(port, "/bytes/1000").size(), 1000);

        m_pods.server().control("POST", "/_demo/restart", {{u"refuseForMs"_s, 4000}});
        QTest::qWait(200); // it goes a moment after its answer
        QVERIFY(PodHand::fetch(port, "/bytes/1000").isEmpty()); // makes it look, or it looks every five seconds
        QVERIFY(WindowScene::waitFor([&] { return m_window->everyText().contains(u"no answer"_s); }));
        QVERIFY2(!m_window->everyText().contains(u"listening"_s), "it says that it listens while nothing gets through");

        QVERIFY(WindowScene::waitFor([&] { return m_window->everyText().contains(u"listening"_s); }));
        QCOMPARE(PodHand::fetch(port, "/bytes/1000").size(), 1000); // the same port
    }

private:
    [[nodiscard]] QString space() { return QString::fromLatin1(m_pods.space()); }
    void fault(const QString& path, QJsonObject what) {
        what.insert(u"path"_s, path);
        QCOMPARE(m_pods.server().control("POST", "/_demo/faults", what).status, 200);
    }
    [[nodiscard]] TerminalTab* openShell() {
        if (!m_hand->goTo(u"pods"_s, space(), kBox)) {
            return nullptr;
        }
        TerminalTab* const tab = m_hand->openTerminal(Qt::Key_S);
        return tab && PodHand::isOpen(*tab) ? tab : nullptr;
    }
    /// What stands across the top of the tab of forwards; empty: nothing.
    [[nodiscard]] QString noticeOf() const {
        auto* const tab = m_window->window().findChild<ui::ForwardsTab*>();
        auto* const notice = tab ? tab->findChild<ui::Notice*>() : nullptr;
        const auto* const text = notice && notice->isVisible() ? notice->findChild<QLabel*>() : nullptr;
        return text ? text->text() : QString();
    }
    /// What the tab says of its end or its failure.
    [[nodiscard]] static QString sentenceOf(TerminalTab& tab) {
        auto* const ask = tab.findChild<ui::AskBar*>();
        if (ask && ask->isVisible()) {
            return ask->sentence();
        }
        auto* const empty = tab.findChild<ui::EmptyState*>();
        return empty && empty->isVisible() ? empty->accessibleName() + u' ' + empty->accessibleDescription()
                                           : QString();
    }

    OwnEnvironment m_environment;
    PodScene m_pods;
    std::unique_ptr<WindowScene> m_window;
    std::unique_ptr<PodHand> m_hand;
};

QTEST_MAIN(TestWindowPods)
#include "test_window_pods.moc"
