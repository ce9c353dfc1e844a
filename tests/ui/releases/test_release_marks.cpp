// SPDX-License-Identifier: Apache-2.0
// Marking releases for a plan of several.
#include "tests/ui/releases/release_fixtures.h"
#include "ui/frame/batch_place.h"
#include "ui/releases/mark_bar.h"
#include "ui/releases/release_list.h"
#include "ui/releases/release_marking.h"
#include "ui/releases/releases_page.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/filter_field.h"

#include <QMenu>
#include <QPushButton>
#include <QTest>

using namespace pilothouse;
using namespace pilothouse::ui;
using namespace pilothouse::ui::tests;

namespace {

class Scene {
public:
    Scene() {
        page = std::make_unique<ReleasesPage>(ReleasesPage::Services{stage.core, stage.contexts, stage.navigation,
            stage.pods, stage.settings, stage.releases, stage.reader, {}});
        stage.navigation.show = [this](const Place& place) {
            if (place.page == page::kReleases)
                page->showPlace(place);
        };
        page->resize(1042, 690);
        page->show();
        stage.navigation.goTo(placeOf(kContext, page::kReleases));
        std::vector<ReleaseSummary> rows;
        for (const QString& name : {u"api"_s, u"ledger"_s, u"mail"_s, u"web"_s})
            rows.push_back(summary(name == u"web"_s ? u"front"_s : u"back"_s, name));
        rows[0].chartName = rows[1].chartName = u"service"_s;
        rows[2].newest.labels.insert(u"team"_s, u"post"_s);
        rows[3].newest.labels.insert(u"team"_s, u"post"_s);
        stage.live(rows);
        table()->sortByColumn(0, Qt::AscendingOrder);
    }
    [[nodiscard]] DataTable* table() const { return page->findChild<DataTable*>(); }
    [[nodiscard]] MarkBar* bar() const { return page->findChild<MarkBar*>(); }
    [[nodiscard]] ReleaseMarking& marking() const { return page->findChild<ReleaseList*>()->marking(); }
    void filter(const QString& text) const { page->findChild<FilterField*>()->setText(text); }
    void choose(int row) const {
        table()->selectionModel()->setCurrentIndex(
            table()->model()->index(row, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    }
    /// In the order of the plan; hidden ones in brackets.
    [[nodiscard]] QStringList marked() const {
        QStringList names;
        for (const MarkedRelease& one : stage.releases.marked(kContext))
            names += one.isHidden ? QString(u'(' + one.release.name + u')') : one.release.name;
        return names;
    }

    Stage stage;
    std::unique_ptr<ReleasesPage> page;
};

} // namespace

class TestReleaseMarks final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void spaceMarksAndGoesOn() {
        const Scene scene;
        QVERIFY(scene.bar()->isHidden());
        scene.choose(0);

        QTest::keyClick(scene.table(), Qt::Key_Space);
        QTest::keyClick(scene.table(), Qt::Key_Space);
        QCOMPARE(scene.marked(), (QStringList{u"api"_s, u"ledger"_s}));
        QVERIFY(!scene.bar()->isHidden());
        QVERIFY(scene.bar()->words().startsWith(u'2'));
        const QModelIndex first = scene.table()->model()->index(0, 0);
        QCOMPARE(first.data(IconNameRole).toString(), u"square-check"_s);
        QVERIFY(first.data(Qt::AccessibleTextRole).toString().contains(u"marked"_s));

        scene.choose(1);
        QTest::keyClick(scene.table(), Qt::Key_Space);
        QCOMPARE(scene.marked(), QStringList{u"api"_s});
    }

    void severalSelectedRowsAreMarkedTogether() {
        const Scene scene;
        scene.choose(1);
        scene.table()->selectAll();

        QTest::keyClick(scene.table(), Qt::Key_Space);

        QCOMPARE(scene.marked().size(), 4);
    }

    void PS3_marksSurviveTheFilterAndAreCounted() {
        const Scene scene;
        scene.filter(u"service"_s);
        QTRY_COMPARE(scene.table()->shownRows(), 2);
        scene.marking().markShown();
        QCOMPARE(scene.marked(), (QStringList{u"api"_s, u"ledger"_s}));

        scene.filter(u"mail"_s);
        QTRY_COMPARE(scene.table()->shownRows(), 1);
        QCOMPARE(scene.marked(), (QStringList{u"(api)"_s, u"(ledger)"_s}));
        QVERIFY(scene.bar()->words().contains(u"2 hidden"_s));
        scene.marking().markShown();
        QCOMPARE(scene.marked(), (QStringList{u"mail"_s, u"(api)"_s, u"(ledger)"_s}));

        scene.marking().clear(); // also of those that are not seen
        QVERIFY(scene.marked().isEmpty());
        QVERIFY(scene.bar()->isHidden());
    }

    void marksSurviveLiveUpdatesAndGoWithTheirRelease() {
        Scene scene;
        scene.marking().markShown();

        ReleaseSummary failed = summary(u"back"_s, u"api"_s, 2, ReleaseStatus::Failed, 5);
        scene.stage.tell({failed}, {{u"back"_s, u"mail"_s, StorageDriver::Secret}});

        QCOMPARE(scene.marked(), (QStringList{u"api"_s, u"ledger"_s, u"web"_s}));
        // Installed anew: somebody else's, and not what was marked.
        scene.stage.tell({summary(u"back"_s, u"mail"_s)});
        QCOMPARE(scene.marked().size(), 3);
        // A list that comes anew after a reconnect takes no mark away.
        scene.stage.tell(
            {failed, summary(u"back"_s, u"ledger"_s), summary(u"front"_s, u"web"_s), summary(u"back"_s, u"mail"_s)}, {},
            true);
        QCOMPARE(scene.marked().size(), 3);
    }

    void theMenuMarksAllWithTheSameChartOrLabel() {
        const Scene scene;
        scene.choose(0);
        const auto press = [&scene](const QString& words) {
            const std::unique_ptr<QMenu> menu(scene.marking().makeMenu(scene.table()));
            for (QAction* action : menu->findChildren<QAction*>()) {
                if (action->text() == words) {
                    action->trigger();
                    return true;
                }
            }
            return false;
        };

        QVERIFY(press(u"chart service (2)"_s));
        QCOMPARE(scene.marked(), (QStringList{u"api"_s, u"ledger"_s}));
        scene.marking().clear();
        scene.choose(3);
        QVERIFY(press(u"label team=post (2)"_s));
        QCOMPARE(scene.marked(), (QStringList{u"mail"_s, u"web"_s}));
    }

    void goesToThePlan() {
        const Scene scene;
        scene.marking().markShown();

        scene.bar()->findChild<QPushButton*>(u"upgradeMarked"_s)->click();

        QCOMPARE(scene.stage.navigation.place.page, page::kUpgradeMarked);
        QCOMPARE(scene.stage.navigation.place.context, kContext);
    }

    void anotherContextHasMarksOfItsOwn() {
        Scene scene;
        scene.marking().markShown();

        scene.stage.navigation.goTo(placeOf(ContextId(u"eks_stg-app"_s), page::kReleases));

        QVERIFY(scene.bar()->isHidden());
        QCOMPARE(scene.stage.releases.marked(kContext).size(), size_t(4));
        scene.stage.navigation.goTo(placeOf(kContext, page::kReleases));
        QVERIFY(!scene.bar()->isHidden());
    }
};

QTEST_MAIN(TestReleaseMarks)
#include "test_release_marks.moc"
