// SPDX-License-Identifier: Apache-2.0
#include "tests/support/widget_looks.h"
#include "tests/ui/terminal/fake_terminal_gateway.h"
#include "ui/terminal/ask_bar.h"
#include "ui/terminal/debug_panel.h"
#include "ui/terminal/terminal_palette.h"
#include "ui/terminal/terminal_view.h"
#include "ui/widgets/confirm_field.h"
#include "ui/widgets/empty_state.h"

#include <QApplication>
#include <QClipboard>
#include <QInputMethodEvent>
#include <QListWidget>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace pilothouse;
using namespace pilothouse::ui;
using namespace pilothouse::ui::tests;

namespace {

struct ShownTab {
    TerminalScene scene;
    std::unique_ptr<TerminalTab> tab;

    explicit ShownTab(const std::function<void(TerminalScene&)>& prepare = [](TerminalScene&) { }) {
        prepare(scene);
        tab = scene.tab();
        tab->resize(1280, 800);
        tab->show();
        tab->activateWindow();
        [[maybe_unused]] const bool isActive = QTest::qWaitForWindowActive(tab.get());
        if (scene.gateway.link) {
            Q_EMIT scene.gateway.link->opened(false);
        }
    }
    [[nodiscard]] FakeLink& link() const { return *scene.gateway.link; }
    [[nodiscard]] TerminalView& view() const { return tab->view(); }
    [[nodiscard]] AskBar& ask() const { return *tab->findChild<AskBar*>(); }
    void output(const QByteArray& bytes) {
        const qsizetype before = link().acknowledged;
        Q_EMIT link().output(bytes);
        QTRY_COMPARE(link().acknowledged, before + bytes.size());
    }
    [[nodiscard]] QPushButton* button(const QString& text) const {
        for (auto* button : tab->findChildren<QPushButton*>()) {
            if (button->isVisible() && button->text().contains(text)) {
                return button;
            }
        }
        return nullptr;
    }
};

QByteArray fullScreenProgram() {
    QByteArray bytes
        = "\x1b[?1049h\x1b[2J\x1b[H\x1b[34mserver\x1b[m {\r\n    \x1b[33mlisten\x1b[m 80;  \x1b[90m# 监听端口\x1b[m\r\n"
          "    \x1b[33mserver_name\x1b[m 商店.example.com;\r\n    \x1b[1;31mreturn\x1b[m \x1b[35m301\x1b[m "
          "https://$host;\r\n}\r\n";
    for (int row = 6; row < 30; ++row) {
        bytes += "\x1b[" + QByteArray::number(row) + ";1H\x1b[94m~\x1b[m";
    }
    bytes += "\x1b[8;20H┌───────────┬─────┐\x1b[9;20H│ 名称 Name │ 42  "
             "│\x1b[10;20H├───────────┼─────┤\x1b[11;20H└───────────┴─────┘"
             "\x1b[8;50H╔═══╦══╗\x1b[9;50H║░▒▓║▀▄║\x1b[10;50H╠═══╬══╣\x1b[11;50H╚═══╩══╝"
             "\x1b[8;64H┏━━┓ ╭──╮\x1b[9;64H┃┄┄┃ │╱╲│\x1b[10;64H┗━━┛ ╰──╯\x1b[11;64H▏▎▍▌▋▊▉█▁▂▃▅▇";
    bytes += "\x1b[14;5H";
    for (int color = 0; color < 256; ++color) {
        bytes += "\x1b[48;5;" + QByteArray::number(color) + "m  ";
        if (color == 15 || (color > 15 && (color - 15) % 36 == 0)) {
            bytes += "\x1b[m\x1b[" + QByteArray::number(15 + (color - 15) / 36) + ";5H";
        }
    }
    bytes += "\x1b[m\x1b[24;5H\x1b[1mbold\x1b[m \x1b[3mitalic\x1b[m \x1b[4munder\x1b[m \x1b[4:3mcurly\x1b[m "
             "\x1b[9mstrike\x1b[m "
             "\x1b[7mreverse\x1b[m e\xcc\x81 \xf0\x9f\x98\x80 \xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d -> != >= ";
    for (int i = 0; i < 60; ++i) {
        bytes += "\x1b[48;2;" + QByteArray::number(i * 4) + ";80;" + QByteArray::number(255 - i * 4) + "m ";
    }
    bytes += "\x1b[m\x1b[30;1H\x1b[7m nginx.conf [+]  配置文件                 5,1  All \x1b[m\x1b[2;5H";
    return bytes;
}

} // namespace

class TestTerminalTab final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keysReachTheProgram() {
        ShownTab shown;
        shown.view().setFocus();

        QTest::keyClicks(&shown.view(), u"ls"_s);
        QTest::keyClick(&shown.view(), Qt::Key_Return);
        QTest::keyClick(&shown.view(), Qt::Key_Up);
        QTest::keyClick(&shown.view(), Qt::Key_C, Qt::ControlModifier);
        QTest::keyClick(&shown.view(), Qt::Key_Tab);
        QTest::keyClick(&shown.view(), Qt::Key_B, Qt::AltModifier);

        QCOMPARE(shown.link().written,
            QByteArray("ls\r\x1b[A\x03\t\x1b"
                       "b"));
        QCOMPARE(shown.link().interrupts, 1);
    }

    void anInputMethodWritesChinese() {
        ShownTab shown;
        QInputMethodEvent composing(u"zhong"_s, {});
        QApplication::sendEvent(&shown.view(), &composing);
        QVERIFY(shown.link().written.isEmpty());

        QInputMethodEvent done;
        done.setCommitString(u"中文"_s);
        QApplication::sendEvent(&shown.view(), &done);

        QCOMPARE(shown.link().written, u"中文"_s.toUtf8());
        QVERIFY(shown.view().inputMethodQuery(Qt::ImCursorRectangle).toRect().isValid());
        QVERIFY(shown.view().inputMethodQuery(Qt::ImSurroundingText).toString().isEmpty());
    }

    void theSizeOfTheWindowIsThePrograms() {
        ShownTab shown;

        const QSize before = shown.view().gridSize();
        QCOMPARE(shown.link().request.columns, before.width());
        shown.tab->resize(800, 500);

        QTRY_VERIFY(shown.view().gridSize().width() < before.width());
        QCOMPARE(shown.link().size, shown.view().gridSize());
        QTest::keyClick(&shown.view(), Qt::Key_Minus, Qt::ControlModifier);
        QCOMPARE(shown.link().size, shown.view().gridSize());
        QCOMPARE(shown.view().zoom(), -1);
    }

    void selectsAndCopies() {
        ShownTab shown;
        shown.output("kubectl get pods\r\nweb-7d9f6c5b8-x2x4q 1/1\r\n");

        const QPoint inWord(60, 4 + 17 + 8);
        QTest::mouseDClick(shown.view().viewport(), Qt::LeftButton, {}, inWord);
        QCOMPARE(shown.view().selectedText(), u"web-7d9f6c5b8-x2x4q"_s);
        shown.view().selectAll();
        QTest::keyClick(&shown.view(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);

        QVERIFY(QGuiApplication::clipboard()->text().startsWith(u"kubectl get pods\nweb-7d9f6c5b8-x2x4q 1/1"_s));
        QVERIFY(shown.link().written.isEmpty());
    }

    void TE5_pastingManyLinesAsksInTheTab() {
        ShownTab shown([](TerminalScene& scene) {
            scene.place.isProtected = true;
            scene.place.environment.kind = EnvironmentKind::Production;
        });
        QGuiApplication::clipboard()->setText(u"kubectl delete pod web\nrm -rf /data\n"_s);

        QTest::keyClick(&shown.view(), Qt::Key_V, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(shown.ask().isVisible());
        QVERIFY(shown.ask().sentence().contains(u"kubectl delete pod web"_s));
        QVERIFY(shown.link().written.isEmpty());
        savePictures(*shown.tab, u"paste"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return); // the keyboard is on the harmless answer
        QTest::mouseClick(shown.button(u"Don't paste"_s), Qt::LeftButton);
        QVERIFY(!shown.ask().isVisible());
        QVERIFY(shown.link().written.isEmpty());
        QTest::keyClick(&shown.view(), Qt::Key_V, Qt::ControlModifier | Qt::ShiftModifier);
        QTest::mouseClick(shown.button(u"Paste"_s), Qt::LeftButton);

        QCOMPARE(shown.link().written, QByteArray("kubectl delete pod web\rrm -rf /data\r"));
    }

    void endsWithTheStatusAndConnectsAgainOnEnter() {
        ShownTab shown;
        shown.output("$ exit 3\r\nlogout\r\n");

        Q_EMIT shown.link().ended({.exitCode = 3, .error = {}});
        QTRY_VERIFY(shown.ask().isVisible());
        QVERIFY(shown.ask().sentence().contains(u"exit status 3"_s));
        savePictures(*shown.tab, u"ended"_s);
        QTest::keyClick(&shown.view(), Qt::Key_A);
        QCOMPARE(shown.scene.gateway.opened, 1);
        QTest::keyClick(&shown.view(), Qt::Key_Return);

        QCOMPARE(shown.scene.gateway.opened, 2);
        QVERIFY(!shown.ask().isVisible());
    }

    void aLockedPlaceOffersToOpenIt() {
        ShownTab shown([](TerminalScene& scene) {
            scene.place.mode = Mode::ReadOnly;
            scene.place.environment.kind = EnvironmentKind::Production;
        });

        QVERIFY(shown.tab->findChild<EmptyState*>()->isVisible());
        savePictures(*shown.tab, u"locked"_s);
        QTest::mouseClick(shown.button(u"Open it"_s), Qt::LeftButton);
        QCOMPARE(shown.scene.navigation.modes, QStringList{u"eks_stg-app/shop"_s});
        shown.scene.place.mode = Mode::Troubleshooting;
        shown.tab->modesMoved(shown.scene.target.context);

        QCOMPARE(shown.scene.gateway.opened, 1);
    }

    void TE7_noShellOffersADebugContainerWithAnImage() {
        ShownTab shown([](TerminalScene& scene) {
            scene.gateway.shell = fail(ErrorCode::NotFound, u"web"_s, u"no shell"_s, u"NoShell"_s);
        });

        QVERIFY(shown.tab->findChild<DebugPanel*>()->isVisible());
        savePictures(*shown.tab, u"noshell"_s);
        QTest::mouseClick(shown.button(u"Start a debug container"_s), Qt::LeftButton);

        QCOMPARE(shown.scene.gateway.debugRequests.size(), 1);
        QCOMPARE(shown.scene.gateway.debugRequests.constFirst().image, QString(QLatin1StringView(kDefaultDebugImage)));
    }

    void PS11_aPodInAProtectedPlaceIsConfirmedByTyping() {
        ShownTab shown([](TerminalScene& scene) {
            scene.place.isProtected = true;
            scene.place.mode = Mode::ChangesOpen;
            scene.target.kind = PodTools::Terminal::Kind::NodeShell;
            scene.target.pod = u"worker-1"_s;
            scene.target.nameSpace.clear();
        });
        QPushButton* const make = shown.button(u"Make a pod on this node"_s);
        QVERIFY(make);
        QVERIFY(!make->isEnabled());
        auto* const confirm = shown.tab->findChild<ConfirmField*>();
        savePictures(*shown.tab, u"node-confirm"_s);

        QTest::keyClicks(confirm, u"eks_stg-app/worker-1"_s);
        QVERIFY(!make->isEnabled());
        confirm->clear();
        QTest::keyClicks(confirm, u"eks_stg-app/node/worker-1"_s);
        QVERIFY(make->isEnabled());
        QTest::mouseClick(make, Qt::LeftButton);

        QCOMPARE(shown.scene.gateway.debugWays, QList{TerminalGateway::DebugWay::NodeShell});
        QCOMPARE(shown.scene.gateway.debugTyped, QStringList{u"eks_stg-app/node/worker-1"_s});
    }

    void TE7_aFailureIsTriedAgainOnEnter() {
        ShownTab shown([](TerminalScene& scene) {
            scene.gateway.pod = fail(ErrorCode::Unreachable, u"get pods/web"_s, u"connection refused"_s);
        });
        QCOMPARE(shown.tab->presenter().phase(), TerminalPhase::Failed);
        QVERIFY(shown.tab->findChild<EmptyState*>()->isVisible());
        QCOMPARE(shown.scene.gateway.podReads, 1);

        shown.tab->setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);

        QCOMPARE(shown.scene.gateway.podReads, 2);
    }

    void choosesAContainerWithTheKeyboard() {
        ShownTab shown([](TerminalScene& scene) { scene.addSidecar(); });
        auto& list = *shown.tab->findChild<QListWidget*>();

        QVERIFY(list.isVisible());
        savePictures(*shown.tab, u"containers"_s);
        QTest::keyClick(&list, Qt::Key_Down);
        QTest::keyClick(&list, Qt::Key_Return);

        QCOMPARE(shown.link().request.container, u"proxy"_s);
    }

    void findsInTheLinesAbove() {
        ShownTab shown;
        QByteArray lines;
        for (int i = 0; i < 500; ++i) {
            lines += "line " + QByteArray::number(i) + (i == 42 ? " needle\r\n" : "\r\n");
        }
        shown.output(lines);

        shown.view().openFind();
        QTest::keyClicks(QApplication::focusWidget(), u"needle"_s);

        QVERIFY(shown.view().topLine() <= 42);
        QVERIFY(shown.view().topLine() > 0);
        const qint64 held = shown.view().topLine();
        shown.output("more\r\nand more\r\n");
        QCOMPARE(shown.view().topLine(), held);
        QVERIFY(shown.tab->escape());
        QVERIFY(!shown.view().isFindOpen());
    }

    void holdsTheScreenWhileOutputGoesOn() {
        ShownTab shown;
        shown.output(QByteArray("x\r\n").repeated(200));
        shown.view().setScrollLocked(true);
        const qint64 held = shown.view().topLine();

        shown.output(QByteArray("y\r\n").repeated(200));
        QCOMPARE(shown.view().topLine(), held);
        shown.view().setScrollLocked(false);

        QVERIFY(shown.view().topLine() > held);
    }

    void programsThatAskGetTheMouse() {
        ShownTab shown;
        shown.output("\x1b[?1000h\x1b[?1006h");

        QTest::mouseClick(shown.view().viewport(), Qt::LeftButton, {}, {5, 5});
        QCOMPARE(shown.link().written, QByteArray("\x1b[<0;1;1M\x1b[<0;1;1m"));
        QTest::mouseClick(shown.view().viewport(), Qt::LeftButton, Qt::ShiftModifier, {5, 5});

        QCOMPARE(shown.link().written.size(), 18);
    }

    void TE3_hiddenOutputIsToldAndCanBeShown() {
        ShownTab shown;
        shown.output(QByteArray("\x1b]0;" + QByteArray(100'000, 'x')));
        QVERIFY(shown.ask().isVisible());

        QTest::mouseClick(shown.button(u"Show the output"_s), Qt::LeftButton);
        shown.output("here");

        QCOMPARE(shown.tab->presenter().surface().lineText(0), u"here"_s);
    }

    void TE2_theClipboardIsWrittenOnlyWhenAPersonSaysSo() {
        QGuiApplication::clipboard()->setText(u"mine"_s);
        ShownTab shown;
        shown.output("\x1b]52;c;aGVsbG8=\x07");
        QVERIFY(!shown.ask().isVisible());
        QCOMPARE(QGuiApplication::clipboard()->text(), u"mine"_s);

        ShownTab asking([](TerminalScene& scene) { scene.offersClipboard = true; });
        asking.output("\x1b]52;c;aGVsbG8=\x07");
        QVERIFY(asking.ask().sentence().contains(u"hello"_s));
        QCOMPARE(QGuiApplication::clipboard()->text(), u"mine"_s);
        QTest::mouseClick(asking.button(u"Copy"_s), Qt::LeftButton);

        QCOMPARE(QGuiApplication::clipboard()->text(), u"hello"_s);
    }

    void TE8_theTitleIsOurs() {
        ShownTab shown;

        shown.output("\x1b]0;prd-app: root\x07\x1b]2;other\x07");

        QCOMPARE(shown.tab->title(), u"web-7d9f6c5b8-x2x4q · stg-app"_s);
        QVERIFY(shown.view().accessibleName().contains(u"web-7d9f6c5b8-x2x4q"_s));
    }

    void asksBeforeAProgramIsHungUpOn() {
        ShownTab shown;
        QSignalSpy closing(shown.tab.get(), &DockTabWidget::closeRequested);

        QVERIFY(!shown.tab->mayClose());
        QVERIFY(shown.ask().isVisible());
        QTest::mouseClick(shown.button(u"Close the tab"_s), Qt::LeftButton);

        QCOMPARE(closing.size(), 1);
        QVERIFY(shown.tab->mayClose());
    }

    void TE9_everyCellStaysInItsPlaceOnTheScreen() {
        ShownTab shown;
        shown.output(fullScreenProgram());
        shown.view().setFocus();

        savePictures(*shown.tab, u"fullscreen"_s);
        const QImage image = shown.view().viewport()->grab().toImage();

        // A reversed blank behind wide, combined and right-to-left text is where it has to be.
        shown.output("\x1b[H\x1b[2J中e\xcc\x81\xf0\x9f\x98\x80\xd7\xa9\x1b[7m \x1b[m");
        const QImage after = shown.view().viewport()->grab().toImage();
        const int cell = (shown.view().viewport()->width() - 8) / shown.view().gridSize().width();
        const QColor found = after.pixelColor(QPointF(4 + 6.5 * cell, 4 + 8).toPoint() * after.devicePixelRatio());
        QVERIFY(image.size() == after.size());
        QCOMPARE(found, terminalText());
    }

    void aShellInColours() {
        ShownTab shown([](TerminalScene& scene) { scene.place.environment.kind = EnvironmentKind::Staging; });
        shown.output(
            "\x1b[32mroot@web-7d9f6c5b8-x2x4q\x1b[m:\x1b[34m/usr/share/nginx\x1b[m# ls --color\r\n"
            "\x1b[1;34mhtml\x1b[m  \x1b[1;32mrun.sh\x1b[m  \x1b[36mcurrent\x1b[m  说明.txt  \x1b[31mcore.1\x1b[m\r\n"
            "\x1b[32mroot@web-7d9f6c5b8-x2x4q\x1b[m:\x1b[34m/usr/share/nginx\x1b[m# cat 说明.txt\r\n"
            "商店前台服务：请先在预发环境验证，再部署到生产环境。\r\n"
            "Docs: \x1b]8;;https://example.com/runbook\x1b\\runbook\x1b]8;;\x1b\\\r\n"
            "\x1b[32mroot@web-7d9f6c5b8-x2x4q\x1b[m:\x1b[34m/usr/share/nginx\x1b[m# ");

        savePictures(*shown.tab, u"shell"_s);
        QVERIFY(shown.tab->isSettled());
    }
};

QTEST_MAIN(TestTerminalTab)
#include "test_terminal_tab.moc"
