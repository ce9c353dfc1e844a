// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/terminal/fake_terminal_gateway.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace pilothouse;
using namespace pilothouse::ui;
using namespace pilothouse::ui::tests;

namespace {

struct Running {
    TerminalScene scene;
    std::unique_ptr<TerminalPresenter> presenter;

    Running() {
        presenter = std::make_unique<TerminalPresenter>(scene.target, scene.services());
        presenter->resize({40, 6});
        presenter->start();
        Q_EMIT link()->opened(false);
    }
    [[nodiscard]] FakeLink* link() const { return scene.gateway.link; }
    [[nodiscard]] QString line(int row) const {
        return presenter->surface().lineText(presenter->surface().screen().screenTop() + row);
    }
};

} // namespace

class TestTerminalPresenter final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void entersTheOnlyContainerWithTheShellThatWasFound() {
        Running run;

        QCOMPARE(run.presenter->phase(), TerminalPhase::Open);
        QCOMPARE(run.link()->request.container, u"web"_s);
        QCOMPARE(run.link()->request.command, QStringList{u"bash"_s});
        QCOMPARE(run.link()->request.columns, 40);
        QCOMPARE(run.scene.gateway.askedShell.imageId, u"sha256:1"_s);
        QCOMPARE(run.presenter->command(),
            u"kubectl --context eks_stg-app -n shop exec -it web-7d9f6c5b8-x2x4q -c web -- bash"_s);
    }

    void asksWhichContainerWhereThereAreSeveral() {
        TerminalScene scene;
        scene.addSidecar();
        TerminalPresenter presenter(scene.target, scene.services());

        presenter.start();
        QCOMPARE(presenter.phase(), TerminalPhase::Choosing);
        QCOMPARE(presenter.container(), u"web"_s);
        presenter.chooseContainer(u"proxy"_s);

        QCOMPARE(scene.gateway.link->request.container, u"proxy"_s);
    }

    void outputIsAcknowledgedWhenItIsOnTheSurface() {
        Running run;

        Q_EMIT run.link()->output("hello\r\n$ ");

        QCOMPARE(run.link()->acknowledged, 0);
        QTRY_COMPARE(run.link()->acknowledged, 9);
        QCOMPARE(run.line(0), u"hello"_s);
    }

    void keysAreNotBehindAFlood() {
        Running run;
        // All that a session ever has unacknowledged.
        Q_EMIT run.link()->output(QByteArray(256 * 1024, 'x'));
        QTRY_VERIFY(run.link()->acknowledged > 0);

        run.presenter->send("\x03");

        QCOMPARE(run.link()->interrupts, 1);
        QTRY_COMPARE(run.link()->acknowledged, 256 * 1024);
    }

    void TE1_onlyFixedAnswersAreSent() {
        Running run;

        Q_EMIT run.link()->output("\x1b[c\x1b[>c\x1b[6n\x1b[21t\x05\x1bP$qm\x1b\\x");

        QTRY_COMPARE(run.line(0), u"x"_s);
        QCOMPARE(run.link()->written, QByteArray("\x1b[?1;2c\x1b[1;1R"));
    }

    void saysHowItEndedAndConnectsAgain() {
        Running run;
        Q_EMIT run.link()->output("last words");
        Q_EMIT run.link()->ended({.exitCode = 3, .error = {}});

        QTRY_COMPARE(run.presenter->phase(), TerminalPhase::Ended);
        QCOMPARE(run.line(0), u"last words"_s);
        QCOMPARE(run.presenter->end()->exitCode, 3);
        run.presenter->reconnect();
        Q_EMIT run.link()->opened(false);

        QCOMPARE(run.presenter->phase(), TerminalPhase::Open);
        QCOMPARE(run.scene.gateway.opened, 2);
        QCOMPARE(run.line(0), u"last words"_s);
        QVERIFY(run.line(1).contains(u"connected again"_s));
    }

    void whatTheLastProgramSetIsGoneAfterReconnecting() {
        Running run;
        Q_EMIT run.link()->output(
            "$ vi\r\n\x1b[?1049h\x1b[?1000h\x1b[?2004h\x1b[?1h\x1b[41m~\x1b[2;3r\x1b]0;never ends");
        Q_EMIT run.link()->ended({.exitCode = {}, .error = fail(ErrorCode::Unreachable, {}, {}).error()});
        QTRY_COMPARE(run.presenter->phase(), TerminalPhase::Ended);

        run.presenter->reconnect();
        Q_EMIT run.link()->opened(false);
        Q_EMIT run.link()->output("$ ");

        QTRY_COMPARE(run.line(2), u"$"_s);
        QVERIFY(!run.presenter->surface().screen().isAlternate());
        QCOMPARE(run.presenter->surface().mouse(), VtSurface::Mouse::None);
        QVERIFY(!run.presenter->surface().modes().bracketedPaste);
        QCOMPARE(run.line(0), u"$ vi"_s);
    }

    void PS8_readOnlyPlacesOpenNothing() {
        TerminalScene scene;
        scene.place.mode = Mode::ReadOnly;
        TerminalPresenter presenter(scene.target, scene.services());

        presenter.start();
        QCOMPARE(presenter.phase(), TerminalPhase::Locked);
        QCOMPARE(scene.gateway.podReads, 0);
        scene.place.mode = Mode::Troubleshooting;
        presenter.reconnect();

        QCOMPARE(presenter.phase(), TerminalPhase::Connecting);
    }

    void PS8_debugPodsNeedChangesOpen() {
        TerminalScene scene;
        scene.target.kind = PodTools::Terminal::Kind::Debug;
        TerminalPresenter presenter(scene.target, scene.services());
        presenter.start();
        QCOMPARE(presenter.phase(), TerminalPhase::AskingImage);

        presenter.startDebug(TerminalGateway::DebugWay::Pod, u"busybox"_s);
        QCOMPARE(presenter.phase(), TerminalPhase::Locked);
        QVERIFY(scene.gateway.debugRequests.isEmpty());
    }

    void TE7_noShellOffersADebugContainer() {
        TerminalScene scene;
        scene.gateway.shell = fail(ErrorCode::NotFound, u"web"_s, u"no shell"_s, u"NoShell"_s);
        TerminalPresenter presenter(scene.target, scene.services());

        presenter.start();
        QCOMPARE(presenter.phase(), TerminalPhase::NoShell);
        presenter.startDebug(TerminalGateway::DebugWay::Container, u"busybox:1.37"_s);

        QCOMPARE(scene.gateway.debugRequests.constFirst().targetContainer, u"web"_s);
        QCOMPARE(scene.gateway.debugRequests.constFirst().image, u"busybox:1.37"_s);
        QCOMPARE(scene.gateway.link->request.container, u"debugger-1"_s);
        QVERIFY(scene.gateway.link->request.command.isEmpty());
    }

    void anAccountWithoutGetGoesThroughKubectl() {
        TerminalScene scene;
        scene.gateway.shell = fail(ErrorCode::Forbidden, u"web"_s, u"get is missing"_s, u"NeedsGet"_s);
        TerminalPresenter presenter(scene.target, scene.services());

        presenter.start();
        Q_EMIT scene.gateway.link->opened(true);

        QCOMPARE(scene.gateway.link->request.command.constFirst(), u"sh"_s);
        QVERIFY(presenter.isThroughKubectl());
    }

    void TE7_aShellThatIsGoneIsForgotten() {
        Running run;

        Q_EMIT run.link()->ended({.exitCode = {}, .error = fail(ErrorCode::NotFound, {}, {}, u"NoProgram"_s).error()});

        QCOMPARE(run.presenter->phase(), TerminalPhase::NoShell);
        QCOMPARE(run.scene.gateway.forgotten, QStringList{u"sha256:1"_s});
    }

    void ownDebugPodsAreRemovedWithTheTab() {
        TerminalScene scene;
        scene.place.mode = Mode::ChangesOpen;
        scene.target.kind = PodTools::Terminal::Kind::NodeShell;
        scene.gateway.debugPlace->pod = u"node-shell-1"_s;
        scene.gateway.debugPlace->isOwnPod = true;
        {
            TerminalPresenter presenter(scene.target, scene.services());
            presenter.start();
            presenter.startDebug(TerminalGateway::DebugWay::NodeShell, u"busybox"_s);
            QCOMPARE(scene.gateway.link->request.pod, u"node-shell-1"_s);
        }

        QCOMPARE(scene.gateway.removed, QStringList{u"node-shell-1"_s});
        QVERIFY(!scene.gateway.link);
    }

    void TE5_manyLinesAndProtectedPlacesAreAskedFirst() {
        Running run;
        QSignalSpy asked(run.presenter.get(), &TerminalPresenter::pasteAsked);

        run.presenter->paste(u"ls -l"_s);
        QCOMPARE(run.link()->written, QByteArray("ls -l"));
        QCOMPARE(asked.size(), 0);
        run.presenter->paste(u"ls\nrm x\n"_s);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(run.link()->written, QByteArray("ls -l"));
        run.presenter->answerPaste(false);
        QCOMPARE(run.link()->written, QByteArray("ls -l"));
        run.presenter->paste(u"one\n"_s); // would be run at once
        QCOMPARE(asked.size(), 2);
        run.presenter->answerPaste(true);
        QCOMPARE(run.link()->written, QByteArray("ls -lone\r"));
        run.scene.place.isProtected = true;
        run.presenter->paste(u"x"_s);
        QCOMPARE(asked.size(), 3);
        QCOMPARE(run.link()->written, QByteArray("ls -lone\r"));
    }

    void TE5_aPersonMayChooseWhenToBeAskedButNotInProtectedPlaces() {
        TerminalScene scene;
        PasteRule rule = PasteRule::ProtectedOnly;
        auto services = scene.services();
        services.pasteRule = [&rule] { return rule; };
        TerminalPresenter presenter(scene.target, services);
        presenter.start();
        Q_EMIT scene.gateway.link->opened(false);
        QSignalSpy asked(&presenter, &TerminalPresenter::pasteAsked);

        presenter.paste(u"one\ntwo\n"_s);
        QCOMPARE(asked.size(), 0);
        QCOMPARE(scene.gateway.link->written, QByteArray("one\rtwo\r"));
        rule = PasteRule::Always; // at once, for terminals that are open
        presenter.paste(u"x"_s);
        QCOMPARE(asked.size(), 1);
        presenter.answerPaste(false);
        rule = PasteRule::ProtectedOnly;
        scene.place.isProtected = true;
        presenter.paste(u"one\ntwo\n"_s);

        QCOMPARE(asked.size(), 2);
    }

    void theReasonOfThePlaceGoesWithIt() {
        TerminalScene scene;
        scene.place.reason = u"INC-42"_s;
        TerminalPresenter presenter(scene.target, scene.services());

        presenter.start();

        QCOMPARE(scene.gateway.reason, u"INC-42"_s);
    }

    void attachesWithWhatTheContainerWasMadeWith() {
        TerminalScene scene;
        scene.target.kind = PodTools::Terminal::Kind::Attach;
        TerminalPresenter presenter(scene.target, scene.services());

        presenter.start();
        Q_EMIT scene.gateway.link->opened(false);
        Q_EMIT scene.gateway.link->output("one\ntwo\n");

        QVERIFY(!scene.gateway.link->request.tty);
        QVERIFY(!scene.gateway.link->request.stdIn);
        QTRY_COMPARE(presenter.surface().lineText(1), u"two"_s);
    }

    void sizeReachesTheProgram() {
        Running run;

        run.presenter->resize({100, 30});

        QCOMPARE(run.link()->size, QSize(100, 30));
        QCOMPARE(run.presenter->surface().screen().columns(), 100);
    }

    void readsContainersAndTheirStates() {
        const PodView view = podViewOf(QJsonDocument::fromJson(R"({"metadata":{"uid":"u1","annotations":{
            "kubectl.kubernetes.io/default-container":"web"}},"spec":{"nodeName":"n1",
            "initContainers":[{"name":"init","image":"i"}],"containers":[{"name":"proxy","image":"p"},
            {"name":"web","image":"w"}]},"status":{"containerStatuses":[
            {"name":"web","imageID":"sha256:w","state":{"running":{}}},
            {"name":"proxy","state":{"waiting":{"reason":"CrashLoopBackOff"}}}],
            "initContainerStatuses":[{"name":"init","state":{"terminated":{"reason":"Completed"}}}]}})")
                .object());

        QCOMPARE(view.preferred, u"web"_s);
        QCOMPARE(view.node, u"n1"_s);
        QCOMPARE(view.containers.size(), 3);
        QCOMPARE(view.containers[0].state, u"CrashLoopBackOff"_s);
        QVERIFY(view.containers[1].isRunning);
        QCOMPARE(view.containers[2].kind, PodContainer::Kind::Init);
    }
};

QTEST_MAIN(TestTerminalPresenter)
#include "test_terminal_presenter.moc"
