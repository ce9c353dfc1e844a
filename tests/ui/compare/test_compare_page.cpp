// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/compare/compare_fixtures.h"
#include "ui/compare/builds_model.h"
#include "ui/diff/diff_view.h"
#include "ui/theme/theme.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/empty_state.h"

#include <QApplication>
#include <QDir>
#include <QPushButton>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace pilothouse;
using namespace pilothouse::ui;
using namespace pilothouse::ui::tests;

namespace {

Place placeOfRelease(const ReleasePlace& of) {
    Place place = placeOf(of.context, page::kCompare);
    place.release = of.release;
    return place;
}

DataTable* buildsTable(ComparePage& page) {
    for (auto* table : page.findChildren<DataTable*>()) {
        if (qobject_cast<BuildsModel*>(table->source())) {
            return table;
        }
    }
    return nullptr;
}

QPushButton* buttonWith(ComparePage& page, const QString& text) {
    for (auto* button : page.findChildren<QPushButton*>()) {
        if (button->text().contains(text)) {
            return button;
        }
    }
    return nullptr;
}

/// Pictures for a person to look at, where PILOTHOUSE_PICTURES names a folder.
void keepPicture(QWidget& widget, const QString& name) {
    const QString folder = qEnvironmentVariable("PILOTHOUSE_PICTURES");
    if (!folder.isEmpty()) {
        widget.grab().save(QDir(folder).filePath(name + u".png"_s));
    }
}

struct ShownPage {
    ComparedStorefront world;
    std::unique_ptr<ComparePage> page;

    ShownPage() {
        page = std::make_unique<ComparePage>(
            ComparePage::Services{.presenter = world.services(), .navigation = world.navigation});
        page->resize(1180, 640);
        page->show();
        page->activateWindow();
        [[maybe_unused]] const bool isActive = QTest::qWaitForWindowActive(page.get());
        world.navigation.place = placeOfRelease(kStgStorefront);
        page->showPlace(world.navigation.place);
    }
};

} // namespace

class TestComparePage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void U7c_showsServiceByServiceWhatRunsWhere() {
        ShownPage shown;
        QTRY_VERIFY(shown.page->isSettled());

        auto* table = buildsTable(*shown.page);
        QVERIFY(table->isVisible());
        const auto* model = table->source();
        QCOMPARE(model->rowCount(), 5);
        QCOMPARE(model->headerData(BuildsModel::FromColumn, Qt::Horizontal, Qt::DisplayRole).toString(), u"stg"_s);
        QCOMPARE(model->index(2, BuildsModel::ServiceColumn).data().toString(), u"sniffer"_s);
        QCOMPARE(model->index(2, BuildsModel::VerdictColumn).data().toString(), u"same build"_s);
        QCOMPARE(model->index(2, BuildsModel::EvidenceColumn).data().toString(), u"commit ca3b6"_s);
        QCOMPARE(wordsOf(shown.page->breadcrumbs()), (QStringList{u"shop"_s, u"storefront"_s, u"Compare"_s}));
    }

    void U7c_spaceTakesABuildAlongAndTheButtonOpensTheUpgrade() {
        ShownPage shown;
        QTRY_VERIFY(shown.page->isSettled());
        auto* table = buildsTable(*shown.page);
        table->selectUid(u"payment"_s);

        QTest::keyClick(table, Qt::Key_Space);
        QVERIFY(shown.page->presenter().isTaken(u"payment.image.tag"_s));
        auto* upgrade = buttonWith(*shown.page, u"Upgrade"_s);
        QCOMPARE(upgrade->text(), u"Upgrade prd to this build…"_s);
        upgrade->click();

        QCOMPARE(shown.world.navigation.visited.size(), size_t(1));
        const Place& place = shown.world.navigation.visited.front();
        QCOMPARE(place.page, page::kUpgrade.toString());
        QCOMPARE(place.context, kPrdStorefront.context);
        QVERIFY(place.proposal && place.proposal->values.contains("v1.4.21-c4962"));
    }

    void U7c_saysThatTagsHoldOldImages() {
        ShownPage shown;
        QTRY_VERIFY(shown.page->isSettled());

        auto* all = buttonWith(*shown.page, u"Tick all"_s);
        QVERIFY(all && all->isVisible());
        all->click();

        QCOMPARE(shown.page->presenter().takenCount(), 2);
        QVERIFY(!all->isVisible());
    }

    void secretsAppearNowhere() {
        ShownPage shown;
        QTRY_VERIFY(shown.page->isSettled());

        for (const auto* table : shown.page->findChildren<DataTable*>()) {
            const auto* model = table->source();
            for (int row = 0; row < model->rowCount(); ++row) {
                for (int column = 0; column < model->columnCount(); ++column) {
                    for (const int role : {static_cast<int>(Qt::DisplayRole), static_cast<int>(Qt::ToolTipRole)}) {
                        QVERIFY(!model->index(row, column).data(role).toString().contains("canary"_L1));
                    }
                }
            }
        }
        const auto& diff = *shown.page->presenter().diff();
        QVERIFY(diff.values && !diff.values->fromText.contains("canary") && !diff.values->toText.contains("canary"));
    }

    void keysChooseTheSections() {
        ShownPage shown;
        QTRY_VERIFY(shown.page->isSettled());

        buildsTable(*shown.page)->setFocus();
        QTest::keyClick(buildsTable(*shown.page), Qt::Key_3);
        QTRY_VERIFY(shown.page->findChild<DiffView*>()->isVisible());
        shown.page->findChild<DiffView*>()->setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_1);
        QTRY_VERIFY(buildsTable(*shown.page)->isVisible());
    }

    void U1_saysWhatToDoWhereNoOtherContextIsOpen() {
        ShownPage shown;
        shown.world.known = {kStgStorefront};
        ComparePage page({.presenter = shown.world.services(), .navigation = shown.world.navigation});
        page.show();

        page.showPlace(placeOfRelease(kStgStorefront));

        QVERIFY(page.isSettled());
        QVERIFY(page.findChild<EmptyState*>()->isVisible());
        QVERIFY(!buttonWith(page, u"Upgrade"_s)->isVisible());
    }

    void pictures() {
        ShownPage shown;
        QTRY_VERIFY(shown.page->isSettled());
        Theme& theme = Theme::of(shown.page.get());
        for (const auto choice : {Theme::Choice::Dark, Theme::Choice::Light}) {
            theme.setChoice(choice);
            const QString name = choice == Theme::Choice::Dark ? u"dark"_s : u"light"_s;
            for (int section = 0; section < 3; ++section) {
                shown.page->setSection(section);
                QTest::qWait(20);
                keepPicture(*shown.page, u"compare-%1-%2"_s.arg(section).arg(name));
            }
        }
        QVERIFY(shown.page->isVisible());
    }
};

QTEST_MAIN(TestComparePage)
#include "test_compare_page.moc"
