// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/top_bar.h"

#include "ui/theme/theme.h"

#include <QApplication>
#include <QTest>

using namespace pilothouse;
using namespace pilothouse::ui;
using namespace Qt::StringLiterals;

namespace {

const ContextId kStaging{u"eks_stg-app"_s};
const ReleaseKey kStorefront{u"shop"_s, u"storefront"_s, StorageDriver::Secret};

Crumbs pathOfAChange() {
    Crumbs path{Crumb(u"stg-app"_s, placeOf({}, page::kWelcome))};
    path += crumbsOf(kStaging, kStorefront);
    path += Crumb(u"Upgrade"_s);
    return path;
}

} // namespace

class TestTopBar final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eachPartLeadsWhereItSays() {
        const std::vector<Place> places = pressEverywhere(pathOfAChange());

        QCOMPARE(places.size(), 3U);
        QCOMPARE(places[0], placeOf({}, page::kWelcome));
        QCOMPARE(places[1].page, page::kReleases.toString());
        QCOMPARE(places[1].context, kStaging);
        QCOMPARE(places[1].nameSpace, u"shop"_s);
        QVERIFY(!places[1].release);
        QCOMPARE(places[2].page, page::kReleases.toString());
        QCOMPARE(places[2].release, kStorefront);
    }

    void aPartWithoutAPlaceLeadsNowhere() { QVERIFY(pressEverywhere({u"Settings"_s, u"Keys"_s}).empty()); }

    void namesThatAreNotKnownAreLeftOut() {
        QCOMPARE(wordsOf(crumbsOf(kStaging, {})), QStringList());
        QCOMPARE(wordsOf(crumbsOf(kStaging, {u"shop"_s, {}, StorageDriver::Secret})), QStringList{u"shop"_s});
    }

    void controlCharactersOfANameAreShownAsSuch() {
        TopBar bar(m_theme);
        bar.setPath({Crumb(u"shop\u202Egts"_s)});

        QVERIFY2(!bar.accessibleName().contains(u'\u202E'), qPrintable(bar.accessibleName()));
    }

private:
    /// Where presses along the whole bar lead, from left to right.
    std::vector<Place> pressEverywhere(const Crumbs& path) {
        constexpr int kStep = 3;
        TopBar bar(m_theme);
        bar.resize(1000, bar.height());
        bar.setPath(path);
        bar.grab(); // paints: where the parts are is known
        std::vector<Place> places;
        connect(&bar, &TopBar::placePressed, this, [&places](const Place& place) {
            if (places.empty() || places.back() != place) {
                places.push_back(place);
            }
        });
        for (int x = 0; x < bar.width() / 2; x += kStep) {
            QTest::mousePress(&bar, Qt::LeftButton, {}, QPoint(x, bar.height() / 2));
        }
        return places;
    }

    Theme m_theme{*qApp};
};

QTEST_MAIN(TestTopBar)
#include "test_top_bar.moc"
