// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/page_host.h"

#include <QSignalSpy>
#include <QTest>

using namespace pilothouse;
using namespace pilothouse::ui;
using namespace Qt::StringLiterals;

namespace {

class ProbePage final : public Page {
public:
    using Page::Page;
    void showPlace(const Place& place) override { shown.push_back(place); }
    [[nodiscard]] Crumbs breadcrumbs() const override { return {u"probe"_s}; }
    [[nodiscard]] QList<KeyGroup> keys() const override { return {}; }
    std::vector<Place> shown;
};

} // namespace

class TestPageHost final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void makesAPageOnceAndKeepsIt() {
        QStackedWidget stack;
        PageHost host(stack);
        int made = 0;
        host.registerPage(u"kind:"_s, [&](QWidget* parent) {
            ++made;
            return new ProbePage(parent);
        });

        host.goTo(placeOf({}, u"kind:pods"));
        host.goTo(placeOf({}, u"kind:services"));

        QCOMPARE(made, 1);
        QCOMPARE(static_cast<ProbePage*>(host.currentPage())->shown.size(), size_t(2));
    }

    void backAndForwardWalkTheWay() {
        QStackedWidget stack;
        PageHost host(stack);
        host.registerPage(u"a"_s, [](QWidget* parent) { return new ProbePage(parent); });
        const Place one = placeOf(ContextId(u"stg"_s), u"a");
        Place two = one;
        two.nameSpace = u"shop"_s;
        host.goTo(one);
        host.goTo(two);

        host.back();
        QCOMPARE(host.current(), one);
        QVERIFY(host.canGoForward());
        host.forward();
        QCOMPARE(host.current(), two);
    }

    void replaceLeavesNoTraceInTheWay() {
        QStackedWidget stack;
        PageHost host(stack);
        host.registerPage(u"a"_s, [](QWidget* parent) { return new ProbePage(parent); });
        host.goTo(placeOf(ContextId(u"stg"_s), u"a"));
        Place tab = host.current();
        tab.tab = u"diff"_s;
        host.replace(tab);

        QVERIFY(!host.canGoBack());
        QCOMPARE(host.current(), tab);
    }

    void samePlaceIsNoMove() {
        QStackedWidget stack;
        PageHost host(stack);
        host.registerPage(u"a"_s, [](QWidget* parent) { return new ProbePage(parent); });
        host.goTo(placeOf({}, u"a"));
        QSignalSpy moves(&host, &Navigation::currentChanged);

        host.goTo(host.current());

        QCOMPARE(moves.count(), 0);
    }

    void unknownPageIsNotShown() {
        QStackedWidget stack;
        PageHost host(stack);
        host.goTo(placeOf({}, u"nothing"));
        QCOMPARE(host.currentPage(), nullptr);
    }
};

QTEST_MAIN(TestPageHost)
#include "test_page_host.moc"
