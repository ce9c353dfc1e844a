// SPDX-License-Identifier: Apache-2.0
#include "tests/contract/pod_hand.h"

#include "ui/forwards/forwards_tab.h"
#include "ui/resources/objects_page.h"
#include "ui/shell/dock_area.h"
#include "ui/shell/page_host.h"
#include "ui/terminal/terminal_view.h"
#include "ui/logs/log_words.h"
#include "ui/widgets/data_table.h"

#include <QApplication>
#include <QComboBox>
#include <QHostAddress>
#include <QPushButton>
#include <QRegularExpression>
#include <QTcpSocket>
#include <QTest>

namespace pilothouse::contract {

using namespace Qt::StringLiterals;
using ui::TerminalPhase;
using ui::TerminalTab;

namespace {

/// The row that has this text in one of its cells.
QModelIndex rowOf(const QAbstractItemModel& model, const QString& text) {
    for (int row = 0; row < model.rowCount(); ++row) {
        for (int column = 0; column < model.columnCount(); ++column) {
            const QModelIndex index = model.index(row, column);
            if (index.data().toString() == text) {
                return index;
            }
        }
    }
    return {};
}

template <typename Tab> Tab* shownIn(const WindowScene& scene) {
    return qobject_cast<Tab*>(scene.window().dock().currentTab());
}

} // namespace

bool PodHand::goTo(const QString& kind, const QString& nameSpace, const QString& name) const {
    ui::Place place = ui::placeOf(m_scene.window().host().current().context, QString(u"kind:"_s + kind));
    place.nameSpace = nameSpace;
    m_scene.window().host().goTo(place);
    ui::DataTable* table = nullptr;
    const bool isThere = WindowScene::waitFor([&] {
        for (auto* page : m_scene.window().findChildren<ui::ObjectsPage*>()) {
            if (page->isVisible() && page->isSettled() && rowOf(*page->table()->model(), name).isValid()) {
                table = page->table();
            }
        }
        return table != nullptr;
    });
    if (!isThere) {
        qWarning("no row \"%s\" among %s", qPrintable(name), qPrintable(kind));
        return false;
    }
    const QModelIndex row = rowOf(*table->model(), name);
    table->scrollTo(row);
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(row).center());
    return table->hasFocus() && table->currentIndex().row() == row.row();
}

TerminalTab* PodHand::terminal() const {
    return shownIn<TerminalTab>(m_scene);
}

ui::LogsTab* PodHand::logs() const {
    return shownIn<ui::LogsTab>(m_scene);
}

TerminalTab* PodHand::openTerminal(int key) const {
    m_scene.key(key);
    return WindowScene::waitFor([this] { return terminal() != nullptr; }) ? terminal() : nullptr;
}

TerminalTab* PodHand::openDebug() const {
    m_scene.key(Qt::Key_S, Qt::ShiftModifier);
    return WindowScene::waitFor([this] { return terminal() != nullptr; }) ? terminal() : nullptr;
}

ui::LogsTab* PodHand::openLogs() const {
    m_scene.key(Qt::Key_L);
    return WindowScene::waitFor([this] { return logs() != nullptr; }) ? logs() : nullptr;
}

int PodHand::openForward(const QString& remotePort) const {
    m_scene.key(Qt::Key_F, Qt::ShiftModifier);
    auto* tab = WindowScene::waitFor([this] { return shownIn<ui::ForwardsTab>(m_scene) != nullptr; })
        ? shownIn<ui::ForwardsTab>(m_scene)
        : nullptr;
    auto* remote = tab ? tab->findChild<QComboBox*>(u"remote"_s) : nullptr;
    if (!remote) {
        return 0;
    }
    remote->setFocus();
    QTest::keyClick(remote, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(remote, remotePort);
    QTest::mouseClick(tab->findChild<QPushButton*>(u"add"_s), Qt::LeftButton);
    static const QRegularExpression kAddress(u"127\\.0\\.0\\.1:(\\d+)"_s);
    int port = 0;
    (void)WindowScene::waitFor([&] {
        const QString text = m_scene.everyText();
        port = text.contains(u"listening"_s) ? kAddress.match(text).captured(1).toInt() : 0;
        return port > 0;
    });
    return port;
}

void PodHand::closeDock() const {
    m_scene.window().dock().closeAll();
}

bool PodHand::waitForPhase(TerminalTab& tab, TerminalPhase phase) {
    return WindowScene::waitFor([&] { return tab.presenter().phase() == phase; });
}

bool PodHand::isOpen(TerminalTab& tab) {
    return waitForPhase(tab, TerminalPhase::Open);
}

void PodHand::type(TerminalTab& tab, const QString& text) {
    for (const QChar letter : text) {
        if (letter == u'\r') {
            QTest::keyClick(&tab.view(), Qt::Key_Return);
        } else if (letter == u'\x03') {
            QTest::keyClick(&tab.view(), Qt::Key_C, Qt::ControlModifier);
        } else {
            QTest::keyClicks(&tab.view(), QString(letter));
        }
    }
}

QString PodHand::screenOf(TerminalTab& tab) {
    QString text;
    const TerminalScreen& screen = tab.presenter().surface().screen();
    for (qint64 line = screen.screenTop(); line < screen.endLine(); ++line) {
        text += tab.presenter().surface().lineText(line) + u'\n';
    }
    return text;
}

bool PodHand::waitForLine(TerminalTab& tab, const QString& line) {
    const bool isThere
        = WindowScene::waitFor([&] { return screenOf(tab).split(u'\n').contains(line); }, std::chrono::seconds(15));
    if (!isThere) {
        qWarning("no line \"%s\" on the screen:\n%s", qPrintable(line), qPrintable(screenOf(tab)));
    }
    return isThere;
}

std::vector<qint64> PodHand::numbersOf(ui::LogsTab& tab) {
    std::vector<qint64> numbers;
    const LogStore& store = tab.presenter().store();
    for (qint64 number = store.first(); number < store.end(); ++number) {
        const LogStore::Line line = store.line(number);
        const qsizetype at = line.notice ? -1 : line.bytes.indexOf("seq=");
        if (at >= 0) {
            const QByteArray rest = line.bytes.sliced(at + 4).toByteArray();
            numbers.push_back(rest.left(rest.indexOf(' ')).toLongLong());
        }
    }
    return numbers;
}

QList<LogNotice::Kind> PodHand::noticesOf(ui::LogsTab& tab) {
    QList<LogNotice::Kind> kinds;
    const LogStore& store = tab.presenter().store();
    for (qint64 number = store.first(); number < store.end(); ++number) {
        if (const LogNotice* notice = store.line(number).notice) {
            kinds.append(notice->kind);
        }
    }
    return kinds;
}

QStringList PodHand::noticeTextsOf(ui::LogsTab& tab) {
    QStringList texts;
    const LogStore& store = tab.presenter().store();
    for (qint64 number = store.first(); number < store.end(); ++number) {
        if (const LogNotice* notice = store.line(number).notice) {
            texts.append(ui::noticeWords(*notice, {}));
        }
    }
    return texts;
}

bool PodHand::hasWindowsSize(TerminalTab& tab) {
    return WindowScene::waitFor(
        [&] {
            type(tab, u"stty size\r"_s);
            QTest::qWait(200); // a dock that was just opened is still being laid out
            const QSize size = tab.view().gridSize();
            return screenOf(tab).split(u'\n').contains(u"%1 %2"_s.arg(size.height()).arg(size.width()));
        },
        std::chrono::seconds(10));
}

QByteArray PodHand::fetch(int port, const QByteArray& path) {
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), static_cast<quint16>(port));
    socket.write("GET " + path + " HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n");
    QByteArray answer;
    (void)WindowScene::waitFor(
        [&] {
            answer += socket.readAll();
            const qsizetype head = answer.indexOf("\r\n\r\n");
            const qsizetype at = answer.indexOf("Content-Length: ");
            const qint64 length = at < 0 ? -1 : answer.sliced(at + 16, answer.indexOf('\r', at) - at - 16).toLongLong();
            const bool isWhole = head >= 0 && length >= 0 && answer.size() - head - 4 >= length;
            return isWhole || socket.state() == QAbstractSocket::UnconnectedState;
        },
        std::chrono::seconds(10));
    const qsizetype head = answer.indexOf("\r\n\r\n");
    const qsizetype at = answer.indexOf("Content-Length: ");
    const qint64 length = at < 0 ? -1 : answer.sliced(at + 16, answer.indexOf('\r', at) - at - 16).toLongLong();
    const bool isWhole = head >= 0 && length >= 0 && answer.size() - head - 4 == length;
    return isWhole ? answer.sliced(head + 4) : QByteArray();
}

} // namespace pilothouse::contract
