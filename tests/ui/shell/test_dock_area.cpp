// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/dock_area.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTabBar>
#include <QTabWidget>
#include <QTest>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

/// A tab that can be asked everything the frame asks.
class Tab final : public DockTabWidget {
    Q_OBJECT
public:
    explicit Tab(QWidget* parent)
        : DockTabWidget(parent) { }
    [[nodiscard]] QString title() const override { return m_title; }
    [[nodiscard]] bool mayClose() override { return m_mayClose; }
    void rename(const QString& title) {
        m_title = title;
        Q_EMIT titleChanged();
    }
    QString m_title = u"Logs web-1"_s;
    bool m_mayClose = true;
};

} // namespace

class TestDockArea : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_made = 0;
        m_theme = std::make_unique<Theme>(*qApp);
        m_dock = std::make_unique<DockArea>(*m_theme);
        m_dock->resize(600, 300);
        m_dock->show();
    }
    void cleanup() {
        m_dock.reset();
        m_theme.reset();
    }

    void sameIdRaisesTheTabThatIsOpen() {
        open(u"logs/a"_s);
        open(u"logs/b"_s);
        open(u"logs/a"_s);
        QCOMPARE(m_made, 2);
        QCOMPARE(tabs().count(), 2);
        QCOMPARE(tabs().currentWidget(), m_last.value(u"logs/a"_s));
    }

    void closedTemporaryTabIsForgotten() {
        open(u"logs/a"_s);
        m_dock->closeCurrent();
        QVERIFY(m_dock->isEmpty());
        m_dock->open(u"logs/a"_s);
        QVERIFY(m_dock->isEmpty());
        open(u"logs/a"_s); // as new
        QCOMPARE(m_made, 2);
    }

    void tabThatMayNotCloseStaysUntilItAsks() {
        Tab* tab = open(u"shell/a"_s);
        tab->m_mayClose = false;
        m_dock->closeCurrent();
        QCOMPARE(tabs().count(), 1);
        Q_EMIT tab->closeRequested();
        QVERIFY(m_dock->isEmpty());
    }

    void titleFollowsTheTab() {
        Tab* tab = open(u"shell/a"_s);
        QCOMPARE(tabs().tabText(0), u"Logs web-1"_s);
        tab->rename(u"Logs "_s + QString(100, u'x') + u"-tail"_s);
        QVERIFY(tabs().tabText(0).size() <= 48);
        QVERIFY(tabs().tabText(0).endsWith("-tail"_L1));
        QCOMPARE(tabs().tabToolTip(0), tab->title());
    }

    void tornOffTabIsRaisedAndClosedByItsId() {
        Tab* tab = open(u"shell/a"_s);
        Q_EMIT tabs().tabBar()->tabBarDoubleClicked(0);
        QVERIFY(m_dock->isEmpty());
        QCOMPARE(tab->window()->windowTitle(), tab->title());
        open(u"shell/a"_s);
        QCOMPARE(m_made, 1);
        QVERIFY(m_dock->isEmpty());
        const QPointer<QWidget> window = tab->window();
        Q_EMIT tab->closeRequested();
        QTRY_VERIFY(!window);
    }

    void tornOffTabComesBackWhenItsWindowCloses() {
        Tab* tab = open(u"shell/a"_s);
        Q_EMIT tabs().tabBar()->tabBarDoubleClicked(0);
        tab->window()->close();
        QTRY_COMPARE(tabs().count(), 1);
        QCOMPARE(tabs().widget(0), tab);
    }

private:
    Tab* open(const QString& id) {
        Tab* made = nullptr;
        m_dock->openTemporary(id, {.title = id, .icon = u"terminal"_s, .make = [&](QWidget* parent) {
                                       ++m_made;
                                       made = new Tab(parent);
                                       m_last.insert(id, made);
                                       return made;
                                   }});
        return made;
    }
    QTabWidget& tabs() { return *m_dock->findChild<QTabWidget*>(); }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<DockArea> m_dock;
    QHash<QString, QWidget*> m_last;
    int m_made = 0;
};

} // namespace pilothouse::ui

QTEST_MAIN(pilothouse::ui::TestDockArea)
#include "test_dock_area.moc"
