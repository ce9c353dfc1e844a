// SPDX-License-Identifier: Apache-2.0
// What people do with pods in the window, on the demo cluster and, unchanged, on a real one: a release's log across an
// upgrade, a container that restarts, screens and sizes, a debug container, a node's own shell.
#include "tests/contract/change_scene.h"
#include "tests/contract/pod_hand.h"
#include "tests/contract/pod_scene.h"
#include "tests/contract/talker_chart.h"

#include "ui/logs/log_view.h"
#include "ui/shell/page_host.h"
#include "ui/terminal/terminal_view.h"

#include <QComboBox>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTest>

using namespace pilothouse;
using namespace pilothouse::contract;
using namespace Qt::StringLiterals;
using Kind = LogNotice::Kind;
using ui::TerminalPhase;
using ui::TerminalTab;

namespace {

const QString kBox = u"box"_s;
const QString kImage = u"localhost/busybox:1"_s;
const QString kRelease = u"talker"_s;

} // namespace

class TestWindowPodTools final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(m_pods.server().problem().isEmpty(), qPrintable(m_pods.server().problem()));
        const QString why = m_pods.makePod(kBox.toLatin1(), PodScene::sleeper());
        QVERIFY2(why.isEmpty(), qPrintable(why));
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
        m_hand.reset();
        m_window.reset();
    }

    void aReleasesLogGoesThroughAnUpgrade() {
        const QString helm = qEnvironmentVariable("PILOTHOUSE_HELM4");
        if (helm.isEmpty()) {
            QSKIP("needs PILOTHOUSE_HELM4");
        }
        QVERIFY(writeChart());
        QCOMPARE(byHelm(helm, u"install"_s, u"one"_s), 0);
        ui::Place place = ui::placeOf(ContextId(m_pods.server().context()), ui::page::kReleases);
        place.nameSpace = space();
        place.release = ReleaseKey{.nameSpace = space(), .name = kRelease};
        m_window->window().host().goTo(place);
        QVERIFY(WindowScene::waitFor([this] { return m_window->everyText().contains(kRelease); }));
        ui::LogsTab* tab = nullptr;
        QVERIFY(WindowScene::waitFor([&] { // the list may not know it yet
            m_window->key(Qt::Key_F6); // into the page
            m_window->key(Qt::Key_L);
            tab = m_hand->logs();
            return tab != nullptr;
        }));
        QVERIFY(WindowScene::waitFor([&] { return revisionsOf(*tab).contains(1) && linesOf(*tab, 1) > 3; }));

        QCOMPARE(byHelm(helm, u"upgrade"_s, u"two"_s), 0);

        QVERIFY(WindowScene::waitFor([&] { return linesOf(*tab, 2) > 3; }, std::chrono::seconds(60)));
        QCOMPARE(PodHand::noticesOf(*tab).count(Kind::Revision), 1);
        QVERIFY(tab->view().sources().hasRevisions()); // beside each line's pod
        QVERIFY2(PodHand::noticeTextsOf(*tab).join(u'\n').contains(u"revision 2 starts"_s), "the divider");
        QVERIFY(WindowScene::waitFor([&] { return PodHand::noticesOf(*tab).contains(Kind::Left); },
            std::chrono::seconds(60))); // the old pod goes, and leaves a line
    }

    void LO3_aContainerThatRestartsIsReadOn() {
        QJsonObject container = PodScene::sleeper();
        if (!m_pods.server().isDemo()) { // whose pod would crash before it is ready
            container.insert(
                u"command"_s, QJsonArray{u"sh"_s, u"-c"_s, u"echo INFO a run seq=1 begins; sleep 3; exit 3"_s});
        }
        const QString why = m_pods.makePod("crashing", container);
        QVERIFY2(why.isEmpty(), qPrintable(why));
        QVERIFY(m_hand->goTo(u"pods"_s, space(), u"crashing"_s));
        ui::LogsTab* const tab = m_hand->openLogs();
        QVERIFY(tab);

        if (m_pods.server().isDemo()) {
            QVERIFY(WindowScene::waitFor([&] { return tab->presenter().store().count() > 0; }));
            QTest::qWait(1100); // stamps are whole seconds
            QCOMPARE(restartByHand("crashing").status, 200);
        }
        const auto goesOn = [&] { return PodHand::noticesOf(*tab).contains(Kind::Restarted); };
        QVERIFY(WindowScene::waitFor(goesOn, std::chrono::seconds(60)));
        const QList<Kind> notices = PodHand::noticesOf(*tab);
        QVERIFY2(notices.contains(Kind::Ended) && notices.indexOf(Kind::Ended) < notices.indexOf(Kind::Restarted),
            "its end is not said");
        if (!m_pods.server().isDemo()) {
            QVERIFY(WindowScene::waitFor([&] { return PodHand::numbersOf(*tab).size() >= 2; }));
            const QString said = PodHand::noticeTextsOf(*tab).join(u'\n');
            QVERIFY2(said.contains(u"restarted; its next run begins here"_s), qPrintable(said));
        }
    }

    void screensAndSizesAreTheWindows() {
        QVERIFY(m_hand->goTo(u"pods"_s, space(), kBox));
        TerminalTab* const tab = m_hand->openTerminal(Qt::Key_S);
        QVERIFY(tab);
        QVERIFY(PodHand::isOpen(*tab));
        QVERIFY(PodHand::hasWindowsSize(*tab));
        m_window->window().resize(m_window->window().size() + QSize(160, 90));
        QTest::qWait(200);
        QVERIFY(PodHand::hasWindowsSize(*tab));

        PodHand::type(*tab, u"top\r"_s);
        QVERIFY2(WindowScene::waitFor([&] { return PodHand::screenOf(*tab).contains(u"PID"_s); }),
            qPrintable(PodHand::screenOf(*tab)));
        PodHand::type(*tab, u"q"_s);
        QVERIFY(waitForPrompt(*tab)); // top takes every key until then
        PodHand::type(*tab, u"echo a''fter\r"_s);
        QVERIFY(PodHand::waitForLine(*tab, u"after"_s));

        PodHand::type(*tab, u"vi /tmp/x\r"_s);
        QVERIFY(WindowScene::waitFor([&] { return tab->presenter().surface().screen().isAlternate(); }));
        PodHand::type(*tab, u"ihello"_s);
        QVERIFY(PodHand::waitForLine(*tab, u"hello"_s));
        QTest::keyClick(&tab->view(), Qt::Key_Escape);
        QTest::qWait(500); // what follows at once, busybox takes for a key's escape sequence
        PodHand::type(*tab, u":q!\r"_s);
        QVERIFY(WindowScene::waitFor([&] { return !tab->presenter().surface().screen().isAlternate(); }));
        QVERIFY(waitForPrompt(*tab));
        PodHand::type(*tab, u"exit 3\r"_s);
        QVERIFY(PodHand::waitForPhase(*tab, TerminalPhase::Ended));
        QCOMPARE(tab->presenter().end()->exitCode, 3);
    }

    void TE7_aPodThatGoesEndsItsTerminalAndLog() {
        const QString why = m_pods.makePod("going", PodScene::sleeper());
        QVERIFY2(why.isEmpty(), qPrintable(why));
        QVERIFY(m_hand->goTo(u"pods"_s, space(), u"going"_s));
        TerminalTab* const tab = m_hand->openTerminal(Qt::Key_S);
        QVERIFY(tab);
        QVERIFY(PodHand::isOpen(*tab));

        QCOMPARE(m_pods.server()
                     .send("DELETE", "/api/v1/namespaces/" + m_pods.space() + "/pods/going?gracePeriodSeconds=0")
                     .status,
            200);

        QVERIFY(PodHand::waitForPhase(*tab, TerminalPhase::Ended));
        QVERIFY2(tab->presenter().error() || tab->presenter().end()->exitCode, "it does not say why");
        QVERIFY(WindowScene::waitFor([this] {
            return m_pods.server().get("/api/v1/namespaces/" + m_pods.space() + "/pods/going").status == 404;
        }));
        m_window->key(Qt::Key_Return);
        QVERIFY(PodHand::waitForPhase(*tab, TerminalPhase::Failed));
        QCOMPARE(tab->presenter().error()->code, ErrorCode::NotFound);
    }

    void aDebugContainerIsEntered() {
        QVERIFY(m_hand->goTo(u"pods"_s, space(), kBox));
        TerminalTab* const tab = m_hand->openDebug();
        QVERIFY(tab);
        QVERIFY(PodHand::waitForPhase(*tab, TerminalPhase::AskingImage));
        QVERIFY(chooseImage());
        QVERIFY(m_window->press(u"Start a debug container"_s));
        QVERIFY(WindowScene::waitFor(
            [&] { return tab->presenter().phase() == TerminalPhase::Open; }, std::chrono::seconds(60)));

        PodHand::type(*tab, u"\recho in''side\r"_s);

        QVERIFY(PodHand::waitForLine(*tab, u"inside"_s));
        const QJsonObject pod = m_pods.server().get("/api/v1/namespaces/" + m_pods.space() + "/pods/box").json();
        QCOMPARE(pod["spec"_L1]["ephemeralContainers"_L1][0]["image"_L1].toString(), kImage);
        QCOMPARE(pod["spec"_L1]["ephemeralContainers"_L1][0]["targetContainerName"_L1].toString(), u"main"_s);
    }

    void aNodesShellIsTakenAwayWithItsTab_data() {
        QTest::addColumn<bool>("quits");
        QTest::newRow("the tab is closed") << false;
        QTest::newRow("the program is closed") << true;
    }
    void aNodesShellIsTakenAwayWithItsTab() {
        QFETCH(const bool, quits);
        if (!m_pods.server().isDemo()) {
            QSKIP("not seen yet on a node that is itself in a container: nsenter ends with 1 there");
        }
        const QString node
            = m_pods.server().get("/api/v1/nodes").json()["items"_L1][0]["metadata"_L1]["name"_L1].toString();
        QVERIFY(m_hand->goTo(u"nodes"_s, {}, node));
        TerminalTab* const tab = m_hand->openTerminal(Qt::Key_S);
        QVERIFY(tab);
        QVERIFY(PodHand::waitForPhase(*tab, TerminalPhase::AskingImage));
        QVERIFY(chooseImage());
        QVERIFY(m_window->press(u"Make a pod on this node"_s));
        QVERIFY(WindowScene::waitFor(
            [&] { return tab->presenter().phase() == TerminalPhase::Open; }, std::chrono::seconds(60)));
        PodHand::type(*tab, u"\recho on the no''de\r"_s);
        QVERIFY(PodHand::waitForLine(*tab, u"on the node"_s));
        QCOMPARE(debugPods().size(), 1);
        const QJsonObject spec = debugPods()[0]["spec"_L1].toObject();
        QVERIFY(spec["hostPID"_L1].toBool());
        QCOMPARE(spec["nodeName"_L1].toString(), node);

        if (quits) {
            m_hand.reset();
            m_window.reset();
            const QJsonArray left = debugPods(); // it waited: gone, or told to go
            QVERIFY2(left.isEmpty() || left[0]["metadata"_L1].toObject().contains("deletionTimestamp"_L1),
                "the privileged pod is left behind");
        } else {
            m_hand->closeDock();
        }

        QVERIFY(WindowScene::waitFor([this] { return debugPods().isEmpty(); }));
    }

private:
    [[nodiscard]] QString space() { return QString::fromLatin1(m_pods.space()); }
    [[nodiscard]] QJsonArray debugPods() {
        return m_pods.server().get("/api/v1/pods?labelSelector=pilothouse%2Fdebug").json()["items"_L1].toArray();
    }
    /// No container of the demo ends by itself: what a kubelet writes when one did.
    Answer restartByHand(const QByteArray& name) {
        const QByteArray path = "/api/v1/namespaces/" + m_pods.space() + "/pods/" + name;
        QJsonObject pod = m_pods.server().get(path).json();
        QJsonObject status = pod["status"_L1].toObject();
        QJsonObject container = status["containerStatuses"_L1][0].toObject();
        const QString stamp = QDateTime::currentDateTimeUtc().toString(Qt::ISODate);
        container.insert(u"lastState"_s,
            QJsonObject{{u"terminated"_s,
                QJsonObject{{u"exitCode"_s, 3}, {u"reason"_s, u"Error"_s}, {u"finishedAt"_s, stamp},
                    {u"startedAt"_s, container["state"_L1]["running"_L1]["startedAt"_L1]}}}});
        container.insert(u"state"_s, QJsonObject{{u"running"_s, QJsonObject{{u"startedAt"_s, stamp}}}});
        container.insert(u"restartCount"_s, 1);
        status.insert(u"containerStatuses"_s, QJsonArray{container});
        pod.insert(u"status"_s, status);
        return m_pods.server().send("PUT", path + "/status", pod);
    }
    /// Until the last line that says something is a root shell's.
    [[nodiscard]] static bool waitForPrompt(TerminalTab& tab) {
        return WindowScene::waitFor([&] { return PodHand::screenOf(tab).trimmed().endsWith(u'#'); });
    }
    [[nodiscard]] bool chooseImage() const {
        auto* const image = qobject_cast<QComboBox*>(m_window->shown(u"Image"_s));
        if (!image) {
            return false;
        }
        image->setFocus();
        QTest::keyClick(image, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(image, kImage);
        return image->currentText() == kImage;
    }
    [[nodiscard]] bool writeChart() const {
        const auto write = [this](const QString& name, const QByteArray& text) {
            QFile file(m_files.filePath(name));
            return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
        };
        return QDir(m_files.path()).mkpath(u"templates"_s) && write(u"Chart.yaml"_s, kTalkerMetadata)
            && write(u"templates/talker.yaml"_s, kTalkerWorkload);
    }
    [[nodiscard]] int byHelm(const QString& helm, const QString& verb, const QString& word) {
        return helmByHand(helm, m_pods.server(),
            {verb, kRelease, m_files.path(), u"--namespace"_s, space(), u"--set"_s, u"word="_s + word});
    }
    /// Lines of pods that this revision made.
    [[nodiscard]] static qsizetype linesOf(ui::LogsTab& tab, int revision) {
        const LogStore& store = tab.presenter().store();
        qsizetype count = 0;
        for (qint64 number = store.first(); number < store.end(); ++number) {
            const LogStore::Line line = store.line(number);
            const LogSource* const source = line.notice ? nullptr : store.source(line.meta.source);
            count += source && pilothouse::number(source->revision) == revision ? 1 : 0;
        }
        return count;
    }
    [[nodiscard]] static QList<int> revisionsOf(ui::LogsTab& tab) {
        QList<int> revisions;
        for (const LogSource& source : tab.presenter().store().sources()) {
            revisions.append(pilothouse::number(source.revision));
        }
        return revisions;
    }

    OwnEnvironment m_environment;
    QTemporaryDir m_files;
    PodScene m_pods;
    std::unique_ptr<WindowScene> m_window;
    std::unique_ptr<PodHand> m_hand;
};

QTEST_MAIN(TestWindowPodTools)
#include "test_window_pod_tools.moc"
