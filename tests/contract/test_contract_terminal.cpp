// SPDX-License-Identifier: Apache-2.0
// The window's terminal, from keys to the screen, in a real pod: what a person sees, without the widgets.
#include "tests/contract/pod_scene.h"
#include "ui/frame/core_access.h"
#include "ui/terminal/terminal_presenter.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace pilothouse;
using namespace pilothouse::contract;
using namespace pilothouse::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatience = 15'000;

} // namespace

class TestContractTerminal final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(m_scene.server().problem().isEmpty(), qPrintable(m_scene.server().problem()));
        const QString why = m_scene.makePod("box", PodScene::sleeper());
        QVERIFY2(why.isEmpty(), qPrintable(why));
        Workspace::Options options;
        options.source = {.files = {m_scene.server().kubeconfig()}, .isExplicit = true};
        options.trustFile = m_folder.filePath(u"trust.json"_s);
        options.watchFiles = false;
        options.feed = ClusterSession::Feed::OnDemand;
        EnvironmentRule rule;
        rule.contextPattern = u'=' + m_scene.server().context();
        rule.kind = EnvironmentKind::Playground;
        options.rules = EnvironmentRules(std::vector{rule});
        m_core = std::make_unique<CoreAccess>(m_thread, options, std::make_shared<SystemClock>());
        QSignalSpy read(m_core.get(), &CoreAccess::kubeconfigChanged);
        m_core->start();
        // Told from the core thread, maybe before anybody waits.
        QTRY_VERIFY_WITH_TIMEOUT(!read.isEmpty(), kPatience);
        m_gateway = coreTerminalGateway(*m_core, {.stateFolder = m_folder.path(), .variables = {}});
    }
    void cleanup() { m_presenter.reset(); }
    void cleanupTestCase() {
        m_gateway.reset();
        m_core.reset();
    }

    void findsAShellAndShowsWhatItSays() {
        QVERIFY(open());

        type("echo he''llo\r");
        QVERIFY2(waitForLine(u"hello"_s), qPrintable(screen()));
        type("stty size\r");
        QVERIFY2(waitForLine(u"24 80"_s), qPrintable(screen()));
        m_presenter->resize({101, 33});
        QTest::qWait(300);
        type("stty size\r");

        QVERIFY2(waitForLine(u"33 101"_s), qPrintable(screen()));
    }

    void endsWithTheProgramsStatusAndConnectsAgain() {
        QVERIFY(open());
        type("exit 3\r");
        QTRY_COMPARE_WITH_TIMEOUT(m_presenter->phase(), TerminalPhase::Ended, kPatience);
        QCOMPARE(m_presenter->end()->exitCode, 3);

        m_presenter->reconnect();
        QTRY_COMPARE_WITH_TIMEOUT(m_presenter->phase(), TerminalPhase::Open, kPatience);
        type("echo a''gain\r");

        QVERIFY2(waitForLine(u"again"_s), qPrintable(screen()));
    }

    void aFullScreenProgramUsesTheOtherScreen() {
        QVERIFY(open());
        type("echo be''fore\r");
        QVERIFY(waitForLine(u"before"_s));

        type("vi /tmp/x\r");
        QTRY_VERIFY_WITH_TIMEOUT(m_presenter->surface().screen().isAlternate(), kPatience);
        type("ihello\x1b");
        QVERIFY2(waitForLine(u"hello"_s), qPrintable(screen()));
        type(":q!\r");

        QTRY_VERIFY_WITH_TIMEOUT(!m_presenter->surface().screen().isAlternate(), kPatience);
        QVERIFY2(waitForLine(u"before"_s), qPrintable(screen()));
    }

    void controlCStopsAFlood() {
        QVERIFY(open());
        type("yes\r");
        QTRY_VERIFY_WITH_TIMEOUT(m_presenter->surface().screen().screenTop() > 5000, kPatience);

        type("\x03");
        type("echo st''opped\r");

        QVERIFY2(waitForLine(u"stopped"_s), qPrintable(screen()));
    }

    void aContainerThatIsNotThereIsSaid() {
        QVERIFY(!open(u"nobody"_s));

        QCOMPARE(m_presenter->phase(), TerminalPhase::Failed);
        QVERIFY(m_presenter->error().has_value());
    }

    void everythingIsInTheAudit() {
        m_presenter.reset();
        QTRY_VERIFY_WITH_TIMEOUT(audit().count("\"outcome\"") >= 2, kPatience);
        QVERIFY2(audit().contains("\"exec\""), audit().constData());
        QVERIFY(!audit().contains("hello"));
    }

private:
    bool open(const QString& container = {}) {
        PodTools::Terminal target;
        target.context = ContextId(m_scene.server().context());
        target.nameSpace = QString::fromLatin1(m_scene.space());
        target.pod = u"box"_s;
        target.container = container;
        const auto mode = [](const ContextId&, const QString&) {
            PlaceMode place;
            place.isKnown = true;
            place.mode = Mode::ChangesOpen;
            return place;
        };
        m_presenter = std::make_unique<TerminalPresenter>(
            target, TerminalPresenter::Services{.gateway = *m_gateway, .mode = mode});
        m_presenter->start();
        const auto isThere = [this] {
            const TerminalPhase phase = m_presenter->phase();
            return phase == TerminalPhase::Open || phase == TerminalPhase::Failed || phase == TerminalPhase::NoShell;
        };
        return QTest::qWaitFor(isThere, kPatience) && m_presenter->phase() == TerminalPhase::Open;
    }
    void type(const QByteArray& keys) { m_presenter->send(keys); }
    [[nodiscard]] QString screen() const {
        QString text;
        const TerminalScreen& shown = m_presenter->surface().screen();
        for (qint64 line = shown.screenTop(); line < shown.endLine(); ++line) {
            text += m_presenter->surface().lineText(line) + u'\n';
        }
        return text;
    }
    bool waitForLine(const QString& words) const {
        return QTest::qWaitFor([&] { return screen().split(u'\n').contains(words); }, kPatience);
    }
    [[nodiscard]] QByteArray audit() const {
        QFile file(m_folder.filePath(u"audit.jsonl"_s));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    PodScene m_scene;
    QTemporaryDir m_folder;
    CoreThread m_thread;
    std::unique_ptr<CoreAccess> m_core;
    std::unique_ptr<TerminalGateway> m_gateway;
    std::unique_ptr<TerminalPresenter> m_presenter;
};

QTEST_GUILESS_MAIN(TestContractTerminal)
#include "test_contract_terminal.moc"
