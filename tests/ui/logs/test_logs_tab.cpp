// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/logs/log_fixtures.h"

#include "core/settings/settings_store.h"
#include "core/settings/tool_settings.h"
#include "ui/logs/histogram_strip.h"
#include "ui/logs/log_view.h"
#include "ui/logs/logs_tab.h"
#include "ui/theme/theme.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/filter_field.h"
#include "ui/widgets/find_bar.h"

#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace pilothouse;
using namespace pilothouse::ui;

namespace {

LogBatchPtr manyLines(int from, int count, QByteArrayView text = "line number ") {
    BatchBuilder builder;
    if (from == 0) {
        builder.source(0, u"web-1"_s).source(1, u"web-2"_s);
    }
    for (int i = from; i < from + count; ++i) {
        const LogLevel level = i % 50 == 7 ? LogLevel::Error : LogLevel::Info;
        builder.line(static_cast<quint16>(i % 2), at(i), text.toByteArray() + QByteArray::number(i), level);
    }
    return builder.take();
}

} // namespace

class TestLogsTab : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        auto made = std::make_unique<FakeLogsGateway>();
        m_gateway = made.get();
        LogStore::Options store;
        store.folder = m_folder->path();
        PodTools::Logs what;
        what.context = ContextId(u"eks_prd-app"_s);
        what.scope = {u"shop"_s, PodScope::Release{u"web"_s}};
        m_tab = std::make_unique<LogsTab>(m_theme, LogsParts{std::move(made), m_pool, nullptr, store}, what,
            Environment{EnvironmentKind::Production, u"prd"_s});
        m_tab->resize(1000, 600);
        m_tab->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_tab.get()));
        m_tab->activateWindow();
        view().setFocus();
    }
    void cleanup() { m_tab.reset(); }

    void beginsWhenItIsShown() {
        QCOMPARE(m_gateway->requests.size(), 1U);
        QVERIFY(m_tab->title().contains(u"web"_s) && m_tab->title().contains(u"prd-app"_s));
        QVERIFY(empty().isVisible());
        QCOMPARE(empty().kind(), EmptyState::Kind::Loading);
    }

    void statesHaveWordsAndAnAction() {
        m_gateway->tell(LogFollowStatus::State::Empty);
        QVERIFY(empty().isVisible());
        Q_EMIT empty().actionTriggered();
        QCOMPARE(m_gateway->requests.size(), 2U);
        LogFollowStatus failed;
        failed.state = LogFollowStatus::State::Failed;
        failed.error = fail(ErrorCode::Forbidden, u"pods/log"_s, u"no"_s).error();
        Q_EMIT m_gateway->statusChanged(failed);
        QCOMPARE(empty().kind(), EmptyState::Kind::Failed);
    }

    void followsUntilSomebodyScrollsUp() {
        m_gateway->send(manyLines(0, 500));
        QTRY_COMPARE(view().linesInSight().second, 499);
        QVERIFY(view().isFollowing());

        key(Qt::Key_PageUp);
        QVERIFY(!view().isFollowing());
        QVERIFY(!actions().follow->isChecked());
        const qint64 top = view().linesInSight().first;
        m_gateway->send(manyLines(500, 500));
        QCOMPARE(view().linesInSight().first, top);
        key(Qt::Key_S, u"s"_s);
        QVERIFY(view().isFollowing());
        QCOMPARE(view().linesInSight().second, 999);
    }

    void lettersAreKeysOfTheLog() {
        m_gateway->send(manyLines(0, 100));
        key(Qt::Key_W, u"w"_s);
        QVERIFY(view().look().wrap);
        key(Qt::Key_T, u"t"_s);
        QVERIFY(!view().look().timestamps);
        key(Qt::Key_Z, u"z"_s);
        QVERIFY(!view().look().localTime);
        key(Qt::Key_M, u"m"_s);
        QVERIFY(m_tab->presenter().store().line(100).meta.isNotice);
        key(Qt::Key_3, u"3"_s);
        QCOMPARE(m_gateway->requests.back().since, std::optional(std::chrono::seconds(300)));
        QCOMPARE(m_tab->presenter().store().count(), 0);
        QSignalSpy full(m_tab.get(), &DockTabWidget::fullScreenRequested);
        key(Qt::Key_F, u"f"_s);
        QCOMPARE(full.size(), 1);
        key(Qt::Key_P, u"p"_s);
        QVERIFY(m_gateway->requests.back().previous);
    }

    void containersAndPodsAreChosenByKey() {
        m_gateway->send(manyLines(0, 10));
        for (const auto& [code, text] :
            {std::pair{Qt::Key_O, u"o"_s}, std::pair{Qt::Key_O, u"O"_s}, std::pair{Qt::Key_J, u"J"_s}}) {
            key(code, text);
            auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
            QVERIFY2(menu, qPrintable(text));
            menu->close();
        }
    }

    void aLookChosenInOneLogHoldsInTheOthers() {
        SettingsStore settings(m_folder->filePath(u"settings.json"_s));
        PodTools::Logs what;
        what.context = ContextId(u"eks_prd-app"_s);
        what.scope = {u"shop"_s, PodScope::Release{u"web"_s}};
        LogStore::Options store;
        store.folder = m_folder->path();
        const auto make = [&] {
            return std::make_unique<LogsTab>(
                m_theme, LogsParts{std::make_unique<FakeLogsGateway>(), m_pool, &settings, store}, what, Environment{});
        };
        const auto first = make();
        const auto second = make();

        first->logActions().wrap->trigger();
        QVERIFY(second->findChild<LogView*>()->look().wrap);
        LogSettings chosen = logSettingsIn(settings);
        QVERIFY(chosen.wrap);
        chosen.timestamps = false; // on the page of settings
        keepSettings(settings, chosen);

        QVERIFY(!first->findChild<LogView*>()->look().timestamps);
        QVERIFY(make()->findChild<LogView*>()->look().wrap);
    }

    void typingIntoTheFilterIsNoCommand() {
        m_gateway->send(manyLines(0, 100));
        key(Qt::Key_Slash, u"/"_s);
        auto* filter = m_tab->findChild<FilterField*>();
        QTRY_COMPARE(QApplication::focusWidget(), filter);
        QTest::keyClicks(filter, u"number 9"_s);
        QTRY_COMPARE(m_tab->presenter().filter().rowCount(), 11);
        QTest::keyClicks(filter, u"wm"_s);
        QVERIFY(!view().look().wrap);
        QTRY_VERIFY(empty().isVisible());
        Q_EMIT empty().actionTriggered();
        QTRY_COMPARE(m_tab->presenter().filter().rowCount(), 100);
        QVERIFY(filter->text().isEmpty());
    }

    void findMarksAndGoesFromHitToHit() {
        m_gateway->send(manyLines(0, 3000));
        m_tab->presenter().mark(); // a block without bytes
        key(Qt::Key_F, {}, Qt::ControlModifier);
        auto* find = m_tab->findChild<FindBar*>();
        QVERIFY(find->isVisible());
        auto* field = find->findChild<QLineEdit*>();
        field->setText(u"number 12"_s);
        QTRY_VERIFY(view().currentLine() >= 0);
        const qint64 first = view().currentLine();
        QVERIFY(m_tab->presenter().store().line(first).bytes.contains("number 12"));
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_VERIFY(view().currentLine() != first);
        QVERIFY(m_tab->escape());
        QVERIFY(!find->isVisible());
    }

    void goesToTheNextError() {
        m_gateway->send(manyLines(0, 200));
        key(Qt::Key_Home);
        QCOMPARE(view().currentLine(), 0);
        key(Qt::Key_E, u"e"_s);
        QTRY_COMPARE(view().currentLine(), 7);
        key(Qt::Key_E, u"e"_s);
        QTRY_COMPARE(view().currentLine(), 57);
        key(Qt::Key_E, u"E"_s, Qt::ShiftModifier);
        QTRY_COMPARE(view().currentLine(), 7);
    }

    void selectsLinesByKeysAndCopiesThem() {
        m_gateway->send(manyLines(0, 200));
        key(Qt::Key_Home);
        key(Qt::Key_Down, {}, Qt::ShiftModifier);
        key(Qt::Key_Down, {}, Qt::ShiftModifier);
        QVERIFY(view().hasSelection());
        QApplication::clipboard()->clear();

        key(Qt::Key_C, u"c"_s);

        QTRY_VERIFY(!QApplication::clipboard()->text().isEmpty());
        const QStringList lines = QApplication::clipboard()->text().split(u'\n');
        QCOMPARE(lines.size(), 3);
        QVERIFY2(lines.at(0).contains(u"web-1/app line number 0"), qPrintable(lines.at(0)));
        QVERIFY(lines.at(2).endsWith(u"line number 2"));
    }

    void selectsPartsByMouseAndCopiesExactlyThose() {
        BatchBuilder builder;
        builder.source(0, u"web-1"_s).line(0, at(0), "token=abcdefghijklmnop word");
        m_gateway->send(builder.take());
        const int y = view().rows().lineHeight() / 2;
        const int right = view().viewport()->width() - 20;
        QTest::mousePress(view().viewport(), Qt::LeftButton, {}, QPoint(right, y));
        QMouseEvent move(QEvent::MouseMove, QPointF(60, y), view().viewport()->mapToGlobal(QPointF(60, y)),
            Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(view().viewport(), &move);
        QTest::mouseRelease(view().viewport(), Qt::LeftButton, {}, QPoint(60, y));
        QVERIFY(view().hasSelection());
        key(Qt::Key_C, u"c"_s);
        QVERIFY(QApplication::clipboard()->text().endsWith(u" word"));
        QVERIFY(!QApplication::clipboard()->text().contains(u"abcdefgh"));
    }

    void unfoldsAndFoldsALine() {
        BatchBuilder builder;
        builder.source(0, u"web-1"_s)
            .line(0, at(0), R"({"level":"info","msg":"x","n":{"a":1}})")
            .line(0, at(1), "short");
        m_gateway->send(builder.take());
        key(Qt::Key_Home);
        key(Qt::Key_Return);
        QVERIFY(view().rows().row(0)->isExpanded);
        QVERIFY(view().rows().row(0)->height >= 6);
        key(Qt::Key_Return);
        QCOMPARE(view().rows().row(0)->height, 1);
        QVERIFY(!view().rows().row(1)->canExpand);
    }

    void LO1_longLinesCostOneRowUntilUnfolded() {
        BatchBuilder builder;
        builder.source(0, u"web-1"_s).line(0, at(0), QByteArray(1'000'000, 'x'));
        m_gateway->send(builder.take());
        QCOMPARE(view().rows().row(0)->height, 1);
        QVERIFY(view().rows().row(0)->text.size() < 5000);
        view().toggleExpanded(0);
        QVERIFY(view().rows().row(0)->height > 10);
        QVERIFY(view().rows().row(0)->text.size() < 70'000);
        key(Qt::Key_PageDown);
        QVERIFY(!view().grab().isNull());
    }

    void showsFieldsAsColumns() {
        BatchBuilder builder;
        builder.source(0, u"web-1"_s);
        for (int i = 0; i < 40; ++i) {
            builder.line(0, at(i), R"({"level":"info","method":"GET","msg":"served","status":200})");
        }
        m_gateway->send(builder.take());
        key(Qt::Key_J, u"j"_s);
        QVERIFY(view().look().columns.contains(u"msg"_s));
        QVERIFY(view().rows().row(0)->text.contains(u'\t'));
        key(Qt::Key_J, u"j"_s);
        QVERIFY(view().look().columns.isEmpty());
    }

    void aBarOfTheStripGoesToItsTime() {
        BatchBuilder builder;
        builder.source(0, u"web-1"_s);
        for (int i = 0; i < 2000; ++i) {
            builder.line(0, at(i * 1000LL), "x");
        }
        m_gateway->send(builder.take());
        auto* strip = m_tab->findChild<HistogramStrip*>();
        QTRY_VERIFY(m_tab->presenter().histogram().bars(10).width > 0);
        QTest::qWait(350);
        Q_EMIT strip->barChosen(0);
        QCOMPARE(view().currentLine(), 0);
        QVERIFY(!view().isFollowing());
    }

    void labelsSayNoMoreThanTellsLinesApart() {
        m_gateway->send(
            BatchBuilder().source(0, u"web-1"_s).source(1, u"web-1"_s, u"proxy"_s).line(0, at(0), "x").take());
        QCOMPARE(view().sources().label(1), u"proxy"_s);
        m_gateway->send(BatchBuilder().source(2, u"web-2"_s).line(2, at(1), "x").take());
        QCOMPARE(view().sources().label(1), u"web-1/proxy"_s);
        QCOMPARE(view().sources().label(2), u"web-2"_s);
        QCOMPARE(view().sources().name(2), u"web-2/app"_s);
    }

    void noticesAreLinesAmongLines() {
        BatchBuilder builder;
        builder.source(0, u"web-1"_s).line(0, at(0), "one");
        LogNotice gap;
        gap.kind = LogNotice::Kind::Gap;
        builder.notice(gap, at(1)).line(0, at(2), "two");
        m_gateway->send(builder.take());
        QCOMPARE(m_tab->presenter().filter().rowCount(), 3);
        QVERIFY(m_tab->presenter().setFilterText(u"two"_s, false));
        QTRY_COMPARE(m_tab->presenter().filter().rowCount(), 2); // the gap stays
    }

    void saveAsksForAFileWithoutHoldingUp() {
        m_gateway->send(manyLines(0, 10));
        QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
        key(Qt::Key_S, {}, Qt::ControlModifier);
        auto* dialog = m_tab->findChild<QFileDialog*>();
        QVERIFY(dialog);
        const QString file = m_folder->filePath(u"out.log"_s);
        Q_EMIT dialog->fileSelected(file);
        dialog->close();
        QTRY_VERIFY(QFile::exists(file));
    }

    void aMillionLinesScrollLikeTen() {
        for (int i = 0; i < 100; ++i) {
            m_gateway->send(manyLines(i * 10'000, 10'000));
        }
        QTRY_COMPARE(view().linesInSight().second, 999'999);
        QElapsedTimer worst;
        qint64 longest = 0;
        QScrollBar& bar = *view().verticalScrollBar();
        for (int i = 0; i < 100; ++i) {
            worst.start();
            bar.setValue(static_cast<int>((bar.maximum() * qint64(i * 37 % 100)) / 100));
            (void)view().grab();
            longest = std::max(longest, worst.elapsed());
        }
        qInfo("longest scroll and paint: %lld ms", longest);
        QVERIFY(longest < 2000); // a hang, not a figure
        bar.setValue(bar.maximum());
        QVERIFY(view().isFollowing());
        QCOMPARE(view().linesInSight().second, 999'999);
    }

private:
    LogView& view() { return m_tab->view(); }
    LogActions& actions() { return m_tab->logActions(); }
    EmptyState& empty() { return *m_tab->findChild<EmptyState*>(); }
    void key(Qt::Key code, const QString& text = {}, Qt::KeyboardModifiers held = {}) {
        QKeyEvent press(QEvent::KeyPress, code, held, text);
        QApplication::sendEvent(&view(), &press);
        QKeyEvent release(QEvent::KeyRelease, code, held, text);
        QApplication::sendEvent(&view(), &release);
    }

    Theme m_theme{*qApp};
    WorkerPool m_pool{2};
    std::unique_ptr<QTemporaryDir> m_folder;
    FakeLogsGateway* m_gateway = nullptr;
    std::unique_ptr<LogsTab> m_tab;
};

QTEST_MAIN(TestLogsTab)
#include "test_logs_tab.moc"
