// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/logs/log_fixtures.h"
#include "tests/unit/logs/stuck_file.h"

#include "core/settings/settings_store.h"
#include "ui/logs/log_colors.h"
#include "ui/logs/log_export.h"
#include "ui/logs/log_json.h"
#include "ui/logs/log_marks.h"
#include "ui/logs/logs_presenter.h"
#include "ui/logs/long_scale.h"
#include "ui/theme/theme.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace pilothouse;
using namespace pilothouse::ui;

namespace {

PodTools::Logs deployment() {
    PodTools::Logs what;
    what.context = ContextId(u"eks_stg-app"_s);
    what.scope = {u"shop"_s, PodScope::Workload{{u"apps"_s, u"v1"_s, u"Deployment"_s}, u"web"_s}};
    return what;
}

struct Scene {
    explicit Scene(SettingsStore* settings = nullptr, const PodTools::Logs& what = deployment(),
        std::shared_ptr<SpillFile> file = {}) {
        auto made = std::make_unique<FakeLogsGateway>();
        gateway = made.get();
        LogStore::Options store;
        store.folder = folder.path();
        store.target = std::move(file);
        presenter = std::make_unique<LogsPresenter>(LogsParts{std::move(made), pool, settings, store}, what);
    }
    QTemporaryDir folder;
    WorkerPool pool{2};
    FakeLogsGateway* gateway;
    std::unique_ptr<LogsPresenter> presenter;
};

} // namespace

class TestLogsPresenter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void asksForWhatThePresetSays() {
        Scene scene;
        scene.presenter->reload();
        scene.presenter->setPreset(SincePreset::Minutes5);
        scene.presenter->setPreset(SincePreset::Head);
        scene.presenter->setPrevious(true);

        QCOMPARE(scene.gateway->requests.size(), 4U);
        QCOMPARE(scene.gateway->requests.at(0).tail, std::optional<qint64>(1000));
        QCOMPARE(scene.gateway->requests.at(1).since, std::optional(std::chrono::seconds(300)));
        QVERIFY(!scene.gateway->requests.at(2).tail && !scene.gateway->requests.at(2).since);
        QVERIFY(scene.gateway->requests.at(3).previous);
        QVERIFY(!scene.gateway->requests.at(3).follow);
    }

    void givesBackEveryByteItTook() {
        Scene scene;
        scene.gateway->send(BatchBuilder().source(0, u"web-1"_s).line(0, at(0), "one").line(0, at(1), "two").take());

        QCOMPARE(scene.gateway->takenBytes, 8);
        QCOMPARE(scene.presenter->store().count(), 2);
    }

    void slowDiskSlowsTheReading() {
        // Nothing more is asked for while the lines before wait for the disk; all is asked for again when they don't.
        const auto file = std::make_shared<StuckFile>(QTemporaryDir().path());
        Scene scene(nullptr, deployment(), file);
        qint64 sent = 0;
        BatchBuilder builder;
        builder.source(0, u"web-1"_s);
        while (sent < 400LL * 1024 * 1024 && (sent == 0 || scene.gateway->takenBytes == sent)) {
            for (int i = 0; i < 1000; ++i) {
                builder.line(0, at(i), QByteArray(1000, 'x'));
            }
            const LogBatchPtr batch = builder.take();
            sent += batch->bytes.size();
            scene.gateway->send(batch);
        }

        QVERIFY(scene.gateway->takenBytes < sent);
        file->gate.release(1000);
        QTRY_COMPARE(scene.gateway->takenBytes, sent);
    }

    void readsPatternsAsTheyAreTyped_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isRegex");
        QTest::addColumn<bool>("isInverse");
        QTest::addColumn<bool>("mindsCase");
        QTest::addRow("text") << u"order"_s << u"order"_s << false << false << false;
        QTest::addRow("capitals") << u"Order"_s << u"Order"_s << false << false << true;
        QTest::addRow("path") << u"/healthz"_s << u"/healthz"_s << false << false << false;
        QTest::addRow("regex") << u"/ord.r/"_s << u"ord.r"_s << true << false << false;
        QTest::addRow("class") << u"/\\S+x/"_s << u"\\S+x"_s << true << false << false;
        QTest::addRow("inverse") << u"!/healthz/"_s << u"healthz"_s << true << true << false;
        QTest::addRow("full width") << u"！／a b／"_s << u"a b"_s << true << true << false;
        QTest::addRow("only a sign") << u"!"_s << QString() << false << false << false;
    }
    void readsPatternsAsTheyAreTyped() {
        QFETCH(QString, typed);
        const LogPattern pattern = readPattern(typed);
        QTEST(pattern.text, "text");
        QTEST(pattern.isRegex, "isRegex");
        QTEST(pattern.isInverse, "isInverse");
        QTEST(pattern.isCaseSensitive, "mindsCase");
    }

    void filterHidesAndShowsAgain() {
        Scene scene;
        BatchBuilder builder;
        builder.source(0, u"web-1"_s);
        for (int i = 0; i < 1000; ++i) {
            builder.line(0, at(i), i % 10 == 0 ? "GET /healthz" : "GET /orders",
                i % 100 == 0 ? LogLevel::Error : LogLevel::Info);
        }
        scene.gateway->send(builder.take());
        LogsPresenter& presenter = *scene.presenter;

        QVERIFY(presenter.setFilterText(u"!/healthz/"_s, false));
        QTRY_VERIFY(presenter.filter().isComplete());
        QTRY_COMPARE(presenter.filter().rowCount(), 900);
        presenter.showEverything();
        QTRY_COMPARE(presenter.filter().rowCount(), 1000);
        presenter.setLevelHidden(LogLevel::Info, true);
        QTRY_COMPARE(presenter.filter().rowCount(), 10);
        const auto bad = presenter.setFilterText(u"/(/"_s, false);
        QVERIFY(!bad);
        QCOMPARE(presenter.filter().rowCount(), 10);
    }

    void findsTheNextErrorAndTheNextMatch() {
        Scene scene;
        BatchBuilder builder;
        builder.source(0, u"web-1"_s);
        for (int i = 0; i < 500; ++i) {
            builder.line(0, at(i), i == 321 ? "needle" : "hay", i == 123 ? LogLevel::Error : LogLevel::Info);
        }
        scene.gateway->send(builder.take());
        QSignalSpy wanted(scene.presenter.get(), &LogsPresenter::lineWanted);
        QSignalSpy counted(scene.presenter.get(), &LogsPresenter::searchCounted);

        scene.presenter->findError(0, LogSearch::Direction::Down);
        QTRY_COMPARE(wanted.size(), 1);
        QCOMPARE(wanted.takeFirst().at(0).toLongLong(), 123);
        QVERIFY(scene.presenter->setSearch(u"needle"_s, false));
        scene.presenter->findFrom(-1, LogSearch::Direction::Down);
        QTRY_COMPARE(wanted.size(), 1);
        QCOMPARE(wanted.takeFirst().at(0).toLongLong(), 321);
        QTRY_VERIFY(!counted.isEmpty() && counted.last().at(0).toLongLong() == 1);
    }

    void remembersContainersAndColumnsPerWorkload() {
        QTemporaryDir folder;
        SettingsStore settings(folder.filePath(u"settings.json"_s));
        PodTools::Logs pod;
        pod.context = ContextId(u"c"_s);
        pod.scope = {u"shop"_s, PodScope::Pod{u"web-6d9f4bd8c9-x2kqp"_s}};
        {
            Scene scene(&settings, pod);
            scene.presenter->chooseContainers({{u"sidecar"_s}, false, true});
            scene.presenter->chooseColumns({u"level"_s, u"msg"_s});
            QCOMPARE(scene.gateway->chosen, QStringList{u"sidecar"_s});
        }
        std::get<PodScope::Pod>(pod.scope.what).name = u"web-6d9f4bd8c9-m8z4t"_s;
        Scene sibling(&settings, pod);
        QCOMPARE(sibling.presenter->containers().names, QStringList{u"sidecar"_s});
        QCOMPARE(sibling.presenter->columns(), (QStringList{u"level"_s, u"msg"_s}));
        Scene other(&settings);
        QVERIFY(other.presenter->containers().names.isEmpty());
    }

    void namesPodsByTheirFamily() {
        QCOMPARE(podFamily(u"payment-api-6d9f4bd8c9-x2kqp"_s), u"payment-api"_s);
        QCOMPARE(podFamily(u"ledger-0"_s), u"ledger"_s);
        QCOMPARE(podFamily(u"fluent-bit-x2kqp"_s), u"fluent-bit"_s);
        QCOMPARE(podFamily(u"web"_s), u"web"_s);
    }

    void allContainersIsAWayThereAndBack() {
        Scene scene;
        scene.presenter->chooseContainers({{u"app"_s}, false, true});
        scene.presenter->toggleAllContainers();
        QVERIFY(scene.gateway->choseInit && scene.gateway->chosen.isEmpty());
        scene.presenter->toggleAllContainers();
        QCOMPARE(scene.gateway->chosen, QStringList{u"app"_s});
    }

    void saysTheKubectlCommand() {
        Scene scene;
        scene.presenter->setPreset(SincePreset::Minutes5);
        QCOMPARE(scene.presenter->command(),
            u"kubectl --context eks_stg-app -n shop logs deployment/web --all-pods --all-containers --prefix "
            "--max-log-requests=100 --timestamps --since=300s --tail=-1 -f"_s);
        PodTools::Logs hostile;
        hostile.context = ContextId(u"it's; rm -rf"_s);
        hostile.scope = {u"shop"_s, PodScope::Selector{u"app in (a,b)"_s}};
        Scene other(nullptr, hostile);
        QVERIFY(other.presenter->command().startsWith(
            u"kubectl --context 'it'\\''s; rm -rf' -n shop logs -l 'app in (a,b)'"));
    }

    void marksAreLinesAndAreFoundAgain() {
        Scene scene;
        scene.gateway->send(BatchBuilder().source(0, u"web-1"_s).line(0, at(0), "one").take());
        scene.presenter->mark();
        scene.gateway->send(BatchBuilder().line(0, at(1), "two").take());
        QSignalSpy wanted(scene.presenter.get(), &LogsPresenter::lineWanted);

        scene.presenter->markNext(-1);

        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.first().at(0).toLongLong(), 1);
        QVERIFY(scene.presenter->store().line(1).meta.isNotice);
    }

    void histogramKeepsCountsWhenItWidens() {
        LogHistogram histogram;
        for (int i = 0; i < 10'000; ++i) {
            histogram.add(i, at(i * 60'000LL), i % 100 == 0 ? LogLevel::Error : LogLevel::Info); // seven days
        }
        const LogHistogram::Bars bars = histogram.bars(100);
        QVERIFY(bars.bars.size() <= 100);
        quint64 lines = 0;
        quint64 errors = 0;
        for (const LogBar& bar : bars.bars) {
            lines += bar.lines;
            errors += bar.errors;
        }
        QCOMPARE(lines, 10'000U);
        QCOMPARE(errors, 100U);
        QCOMPARE(histogram.count(LogLevel::Error), 100);
        const auto found = histogram.lineAt(at(5000 * 60'000LL));
        QVERIFY(found && *found <= 5000 && *found > 4900);
        histogram.forgetBelow(9000);
        QVERIFY(histogram.count(LogLevel::Info) < 1100);
    }

    void LO4_timesNeedNotComeInOrder() {
        LogHistogram histogram;
        histogram.add(0, at(1'000'000), LogLevel::Info);
        histogram.add(1, at(0), LogLevel::Warning);
        histogram.add(2, at(3'600'000), LogLevel::Info);
        const LogHistogram::Bars bars = histogram.bars(50);
        QCOMPARE(bars.bars.front().warnings, 1U);
        QCOMPARE(histogram.lineAt(at(0)), std::optional<qint64>(1));
    }

    void scalesPositionsBeyondWhatABarCounts() {
        LongScale scale;
        scale.setMost(10'000'000);
        QCOMPARE(scale.positionOf(scale.barOf(1'234'567)), 1'234'567);
        const qint64 huge = 40'000'000'000;
        scale.setMost(huge);
        QCOMPARE(scale.positionOf(scale.barMost()), huge);
        QCOMPARE(scale.positionOf(0), 0);
        const qint64 middle = scale.positionOf(scale.barOf(huge / 2));
        QVERIFY(std::abs(middle - huge / 2) < 100);
    }

    void podColoursReadInBothSchemes() {
        Theme theme(*qApp);
        for (const auto choice : {Theme::Choice::Dark, Theme::Choice::Light}) {
            theme.setChoice(choice);
            for (const ColorToken ground : {ColorToken::Surface, ColorToken::Selection}) {
                for (int i = 0; i < kPodColors; ++i) {
                    const qreal ratio = contrastRatio(podColor(theme, i), theme.color(ground));
                    QVERIFY2(ratio >= 4.5, qPrintable(u"colour %1: %2"_s.arg(i).arg(ratio)));
                }
            }
            for (const std::uint32_t rgb : {0x000080U, 0x000000U, 0xffffffU, 0xffff00U, 0x00ff00U}) {
                QVERIFY(contrastRatio(ansiColor(theme, rgb), theme.color(ColorToken::Surface)) >= 4.5);
            }
        }
    }

    void setsJsonOutAsItWasWritten() {
        const auto set = setOutJson("{\"b\":1.0e3,\"a\":[],\"c\":{\"d\":\"x,{y\"},\"e\":[1,2]}", 1000);
        QVERIFY(set.has_value());
        const QString text = QString(set->text).replace(QChar::LineSeparator, u'\n');
        QCOMPARE(text,
            u"{\n  \"b\": 1.0e3,\n  \"a\": [],\n  \"c\": {\n    \"d\": \"x,{y\"\n  },\n  \"e\": [\n    1,\n    2\n  ]\n}"_s);
        QVERIFY(!setOutJson("{not json}", 1000));
        QVERIFY(!setOutJson(QByteArray("{\"a\":" + QByteArray(100, '[') + QByteArray(100, ']') + '}'), 10000));
    }

    void savesRawBytesExactly() {
        Scene scene;
        BatchBuilder builder;
        builder.source(0, u"web-1"_s).line(0, at(0), "a\x1b[31mred\x1b[0m").line(0, at(1), "\xff\x00z"_ba);
        LogNotice told;
        builder.notice(told, at(2)).line(0, at(3), "end");
        scene.gateway->send(builder.take());
        LogSources sources;
        sources.refresh(scene.presenter->store());
        LogExport::Options options;
        options.form = LogExport::Form::Raw;
        LogExport work(scene.presenter->store(), scene.presenter->filter(), sources, options);
        QSignalSpy saved(&work, &LogExport::saved);
        const QString file = scene.folder.filePath(u"out.log"_s);

        work.saveTo(file);

        QTRY_COMPARE(saved.size(), 1);
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        QCOMPARE(written.readAll(), "a\x1b[31mred\x1b[0m\n\xff\x00z\nend\n"_ba);
    }

    void LO7_aFileThatCantBeWrittenIsToldAndNothingIsLeft() {
        Scene scene;
        scene.gateway->send(BatchBuilder().source(0, u"web-1"_s).line(0, at(0), "one").take());
        LogSources sources;
        LogExport work(scene.presenter->store(), scene.presenter->filter(), sources, {});
        QSignalSpy failed(&work, &LogExport::failed);

        work.saveTo(scene.folder.filePath(u"no/such/folder/out.log"_s));

        QCOMPARE(failed.size(), 1);
        QVERIFY(!QFile::exists(scene.folder.filePath(u"no"_s)));
    }

    void LO8_copiesMaskWhatLooksLikeASecret() {
        const QString line = u"login ok password=hunter2 user=ada"_s;
        QVERIFY(!maskedPart(line, 0, line.size()).contains(u"hunter2"_s));
        QVERIFY(maskedPart(line, 0, line.size()).endsWith(u"user=ada"_s));
        QVERIFY(!maskedPart(line, line.indexOf(u"hunter2"_s), line.indexOf(u"hunter2"_s) + 7).contains(u"hunter"_s));
        QCOMPARE(maskedPart(line, 0, 8), u"login ok"_s);
        QCOMPARE(maskedPart(line, line.size() - 8, line.size()), u"user=ada"_s);
    }
};

QTEST_MAIN(TestLogsPresenter)
#include "test_logs_presenter.moc"
