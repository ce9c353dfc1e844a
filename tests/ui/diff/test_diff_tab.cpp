// SPDX-License-Identifier: Apache-2.0
#include "core/base/clock.h"
#include "ui/diff/diff_bar.h"
#include "ui/diff/diff_tab.h"
#include "ui/diff/diff_view.h"
#include "ui/widgets/empty_state.h"

#include <QAction>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace pilothouse;
using namespace pilothouse::ui;

namespace {

Workspace::Options options(const QTemporaryDir& folder) {
    Workspace::Options options;
    options.source.files = {folder.filePath(u"config"_s)};
    options.trustFile = folder.filePath(u"trust"_s);
    options.watchFiles = false;
    return options;
}

RecordMeta meta(int number, const QString& status) {
    RecordMeta meta;
    meta.revision = static_cast<Revision>(number);
    meta.statusText = status;
    return meta;
}

} // namespace

class TestDiffTab : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsWhyItCanNotCompare() {
        QTemporaryDir folder;
        CoreThread core;
        CoreAccess access(core, options(folder), std::make_shared<SystemClock>());
        access.start();
        DiffTab tab(access);
        QVERIFY(tab.isSettled());

        tab.showRevision(ContextId(u"nowhere"_s), {u"shop"_s, u"storefront"_s}, static_cast<Revision>(1384),
            static_cast<Revision>(1382), nullptr);
        QVERIFY(!tab.isSettled());
        auto* empty = tab.findChild<EmptyState*>();
        QCOMPARE(empty->kind(), EmptyState::Kind::Loading);

        QTRY_VERIFY_WITH_TIMEOUT(tab.isSettled(), 8000);
        QCOMPARE(empty->kind(), EmptyState::Kind::Failed);
    }

    void cancelLeavesNothingRunning() {
        QTemporaryDir folder;
        CoreThread core;
        CoreAccess access(core, options(folder), std::make_shared<SystemClock>());
        access.start();
        DiffPresenter presenter(access);

        presenter.compare(ContextId(u"nowhere"_s), {u"shop"_s, u"storefront"_s}, Revision::None, Revision::None);
        presenter.cancel();
        QCOMPARE(presenter.state(), DiffPresenter::State::Cancelled);
        QTest::qWait(200);
        QCOMPARE(presenter.state(), DiffPresenter::State::Cancelled);

        presenter.retry();
        QTRY_COMPARE_WITH_TIMEOUT(presenter.state(), DiffPresenter::State::Failed, 8000);
        presenter.clear();
        QCOMPARE(presenter.state(), DiffPresenter::State::Idle);
    }

    void theBarOffersEveryKeptRevision() {
        DiffBar bar;
        QSignalSpy chosen(&bar, &DiffBar::revisionsChosen);

        bar.setRevisions({meta(1384, u"deployed"_s), meta(1383, u"failed"_s), meta(1382, u"superseded"_s)},
            static_cast<Revision>(1382), static_cast<Revision>(1384));

        QCOMPARE(number(bar.from()), 1382);
        QCOMPARE(number(bar.to()), 1384);
        QCOMPARE(chosen.size(), 0);
        bar.setRevisions({meta(1384, u"deployed"_s)}, static_cast<Revision>(7), static_cast<Revision>(1384));
        QCOMPARE(number(bar.from()), 7); // no longer kept, still named
    }

    void theBarNeverNeedsMoreRoomThanThereIs() {
        DiffBar bar;
        bar.setRevisions({meta(1384, u"pending-upgrade"_s), meta(1382, u"superseded"_s)}, static_cast<Revision>(1382),
            static_cast<Revision>(1384));
        bar.setLabelsOnlyCount(39);
        bar.resize(1280, 52);
        bar.show();
        for (const int width : {1280, 846, 500, 330}) {
            bar.resize(width, bar.height());
            QTest::qWait(1);
            QCOMPARE(bar.width(), width);
            for (const QWidget* child : bar.findChildren<QWidget*>(Qt::FindDirectChildrenOnly)) {
                QVERIFY2(!child->isVisible() || width < 500 || child->geometry().right() <= width,
                    child->metaObject()->className());
            }
        }
    }
};

QTEST_MAIN(TestDiffTab)
#include "test_diff_tab.moc"
