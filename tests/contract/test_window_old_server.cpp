// SPDX-License-Identifier: Apache-2.0
// A day with a server of 2021 (the demo's --old: no v5 channels, no ephemeral containers, discovery of the old kind):
// all of it works, or says why not and offers what does.
#include "tests/contract/contract_server.h"
#include "tests/contract/pod_hand.h"

#include "tests/support/demo_process.h"
#include "ui/shell/page_host.h"
#include "ui/terminal/ask_bar.h"

#include <QJsonArray>
#include <QTest>

using namespace pilothouse;
using namespace pilothouse::contract;
using namespace Qt::StringLiterals;
using ui::TerminalPhase;
using ui::TerminalTab;

namespace {

const QString kStg = u"eks_stg-app"_s;
const QString kSpace = u"orders"_s;
const QString kPod = u"postgres-orders-0"_s;

} // namespace

class TestWindowOldServer final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        const auto facts = m_old.start({u"--old"_s});
        QVERIFY2(facts.contains(u"kubeconfig"_s), "the old demo clusters did not start");
        qputenv("PILOTHOUSE_CONTRACT_KUBECONFIG", facts[u"kubeconfig"_s].toUtf8());
        m_server = std::make_unique<ContractServer>(kStg);
        qunsetenv("PILOTHOUSE_CONTRACT_KUBECONFIG");
        QVERIFY2(m_server->problem().isEmpty(), qPrintable(m_server->problem()));
        QCOMPARE(m_server->get("/version").json()["minor"_L1].toString(), u"21"_s);
        EnvironmentRule rule;
        rule.contextPattern = u'=' + kStg;
        rule.kind = EnvironmentKind::Playground;
        m_window = std::make_unique<WindowScene>(WindowScene::Options{.kubeconfig = facts[u"kubeconfig"_s],
            .context = kStg,
            .helm = qEnvironmentVariable("PILOTHOUSE_HELM4", u"/usr/bin/helm"_s),
            .rules = {rule}});
        m_hand = std::make_unique<PodHand>(*m_window);
    }
    void cleanup() {
        if (QTest::currentTestFailed() && m_window) {
            qInfo().noquote() << m_window->everyText().left(3000);
        }
        if (m_hand) {
            m_hand->closeDock();
        }
    }
    void cleanupTestCase() {
        m_hand.reset();
        m_window.reset();
    }

    void releasesAreListedAndRead() {
        QVERIFY(WindowScene::waitFor([this] { return m_window->everyText().contains(u"storefront"_s); }));
        ui::Place place = ui::placeOf(ContextId(kStg), ui::page::kReleases);
        place.release = ReleaseKey{.nameSpace = u"shop"_s, .name = u"storefront"_s};
        for (const QStringView tab : {ui::tab::kOverview, ui::tab::kValues, ui::tab::kManifest, ui::tab::kResources,
                 ui::tab::kHistory, ui::tab::kHooks, ui::tab::kNotes}) {
            place.tab = tab.toString();
            m_window->window().host().goTo(place);
            QVERIFY2(WindowScene::waitFor([this] { return m_window->window().host().currentPage()->isSettled(); }),
                qPrintable(tab.toString()));
            QVERIFY2(!m_window->everyText().contains(u"went wrong"_s), qPrintable(tab.toString()));
        }
        place.tab = ui::tab::kResources.toString();
        m_window->window().host().goTo(place);
        QVERIFY(WindowScene::waitFor([this] { return m_window->everyText().contains(u"storefront-web-neo"_s); }));
    }

    void objectsAreListedByDiscoveryOfTheOldKind() {
        for (const auto& [kind, name] :
            {std::pair{u"pods"_s, kPod}, std::pair{u"statefulsets.apps"_s, u"postgres-orders"_s}}) {
            QVERIFY2(m_hand->goTo(kind, kSpace, name), qPrintable(kind));
        }
        ui::Place place = ui::placeOf(ContextId(kStg), u"kind:nodes");
        m_window->window().host().goTo(place);
        QVERIFY(WindowScene::waitFor([this] { return m_window->everyText().contains(u"ip-10-0-"_s); }));
        QVERIFY2(m_window->everyText().contains(u"v1.21"_s), "the server's own columns");
    }

    void logsAreRead() {
        QVERIFY(m_hand->goTo(u"pods"_s, kSpace, kPod));
        ui::LogsTab* const tab = m_hand->openLogs();
        QVERIFY(tab);
        QVERIFY(WindowScene::waitFor([&] { return tab->presenter().store().count() > 20; }));
        QCOMPARE(tab->presenter().status().state, LogFollowStatus::State::Streaming);
    }

    void aShellSpeaksV4AndSaysItsExitCode() {
        QVERIFY(m_hand->goTo(u"pods"_s, kSpace, kPod));
        TerminalTab* const tab = m_hand->openTerminal(Qt::Key_S);
        QVERIFY(tab);
        QVERIFY(PodHand::isOpen(*tab));
        PodHand::type(*tab, u"echo he''llo\r"_s);
        QVERIFY(PodHand::waitForLine(*tab, u"hello"_s));
        QVERIFY(PodHand::hasWindowsSize(*tab));

        PodHand::type(*tab, u"exit 3\r"_s);

        QVERIFY(PodHand::waitForPhase(*tab, TerminalPhase::Ended));
        QVERIFY(tab->findChild<ui::AskBar*>()->sentence().contains(u"exit status 3"_s));
        m_window->key(Qt::Key_Return);
        QVERIFY(PodHand::isOpen(*tab));
    }

    void aForwardCarries() {
        QVERIFY(m_hand->goTo(u"pods"_s, kSpace, kPod));
        const int port = m_hand->openForward(u"8080"_s);
        QVERIFY(port > 0);
        QCOMPARE(PodHand::fetch(port, "/bytes/500000").size(), 500'000);
    }

    // No ephemeral containers: said, and a pod beside it is offered, made, entered and taken away again.
    void aDebugPodIsOfferedWhereThereAreNoDebugContainers() {
        QVERIFY(m_hand->goTo(u"pods"_s, kSpace, kPod));
        TerminalTab* const tab = m_hand->openDebug();
        QVERIFY(tab);
        QVERIFY(PodHand::waitForPhase(*tab, TerminalPhase::AskingImage));
        QVERIFY(m_window->press(u"Start a debug container"_s));
        QVERIFY(WindowScene::waitFor(
            [this] { return m_window->everyText().contains(u"This server has no ephemeral containers"_s); }));
        QVERIFY(!m_window->button(u"Start a debug container"_s)); // it would fail again

        QVERIFY(m_window->press(u"Make a debug pod beside it"_s));
        QVERIFY(PodHand::isOpen(*tab));
        PodHand::type(*tab, u"\recho be''side\r"_s);
        QVERIFY(PodHand::waitForLine(*tab, u"beside"_s));
        QCOMPARE(debugPods(), 1);

        m_hand->closeDock();
        QVERIFY(WindowScene::waitFor([this] { return debugPods() == 0; }));
    }

private:
    [[nodiscard]] qsizetype debugPods() const {
        return m_server->get("/api/v1/pods?labelSelector=pilothouse%2Fdebug").json()["items"_L1].toArray().size();
    }

    OwnEnvironment m_environment;
    DemoProcess m_old;
    std::unique_ptr<ContractServer> m_server;
    std::unique_ptr<WindowScene> m_window;
    std::unique_ptr<PodHand> m_hand;
};

QTEST_MAIN(TestWindowOldServer)
#include "test_window_old_server.moc"
