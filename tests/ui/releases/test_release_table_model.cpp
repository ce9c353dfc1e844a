// SPDX-License-Identifier: Apache-2.0
#include "ui/releases/release_table_model.h"

#include "tests/ui/releases/release_fixtures.h"
#include "ui/releases/release_filter.h"
#include "ui/releases/release_words.h"
#include "ui/widgets/row_filter.h"
#include "ui/widgets/row_proxy.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <QTranslator>

using namespace pilothouse;
using namespace pilothouse::ui;
using namespace pilothouse::ui::tests;

namespace {

ReleaseDelta delta(std::vector<ReleaseSummary> upserted, std::vector<ReleaseKey> removed = {}, bool isReset = false) {
    ReleaseDelta made;
    made.upserted = std::move(upserted);
    made.removed = std::move(removed);
    made.isReset = isReset;
    return made;
}

std::vector<ReleaseSummary> many(int count) {
    std::vector<ReleaseSummary> all;
    for (int i = 0; i < count; ++i)
        all.push_back(summary(u"ns-%1"_s.arg(i % 20), u"release-%1"_s.arg(i)));
    return all;
}

/// Another language, in short.
class Shout final : public QTranslator {
public:
    QString translate(const char*, const char* text, const char*, int) const override {
        return QString::fromUtf8(text).toUpper();
    }
    bool isEmpty() const override { return false; }
};

} // namespace

class TestReleaseTableModel final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void U7b_whoElseDeploysIsMarked() {
        ReleaseTableModel model(kContext, m_clock);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.apply(delta({summary(u"shop"_s, u"web"_s), summary(u"shop"_s, u"api"_s)}, {}, true));
        const auto wordsOf = [&model](const QString& name) {
            QStringList words;
            for (int row = 0; row < model.rowCount(); ++row) {
                if (model.at(row).newest.key.name == name)
                    words << model.index(row, 0).data(FilterTextRole).toString();
            }
            return words.join(u' ');
        };
        OwnerRule pipeline{.kind = OwnerRule::Kind::Pipeline,
            .environment = EnvironmentKind::Production,
            .contextPattern = {},
            .namespacePattern = {},
            .releasePattern = u"=web"_s,
            .name = u"GitLab kube-app"_s};

        model.setOwnerRules({pipeline, pipeline}, EnvironmentRules());

        QVERIFY(wordsOf(u"web"_s).contains(u"pipeline"_s));
        QCOMPARE(wordsOf(u"web"_s).count(u"pipeline"_s), 1); // however many rules say so
        QVERIFY(!wordsOf(u"api"_s).contains(u"pipeline"_s));
        // The context is no production any more: the rule is for production only.
        model.setOwnerRules({pipeline},
            EnvironmentRules(
                {{.contextPattern = u"*"_s, .namespacePattern = {}, .kind = EnvironmentKind::Staging, .label = {}}}));
        QVERIFY(!wordsOf(u"web"_s).contains(u"pipeline"_s));
    }

    void appliesDeltasByTheRulesOfModels() {
        ReleaseTableModel model(kContext, m_clock);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);

        model.apply(delta(many(30), {}, true));
        model.apply(delta(
            {summary(u"new"_s, u"fresh"_s), summary(u"ns-3"_s, u"release-3"_s, 2)}, {{u"ns-5"_s, u"release-5"_s}}));
        model.apply(
            delta({}, {{u"ns-0"_s, u"release-0"_s}, {u"ns-1"_s, u"release-1"_s}, {u"ns-9"_s, u"release-29"_s}}));

        QCOMPARE(model.rowCount(), 27);
        QCOMPARE(number(model.find({u"ns-3"_s, u"release-3"_s})->newest.revision), 2);
        QVERIFY(!model.find({u"ns-5"_s, u"release-5"_s}));
        QCOMPARE(model.find({u"new"_s, u"fresh"_s})->newest.key.name, u"fresh"_s);
    }

    void tellsOnlyRowsThatChanged() {
        ReleaseTableModel model(kContext, m_clock);
        model.apply(delta(many(100), {}, true));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);

        model.apply(delta({summary(u"ns-7"_s, u"release-7"_s, 2)}));

        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed[0][0].toModelIndex().row(), 7);
        QCOMPARE(changed[0][1].toModelIndex().row(), 7);
    }

    void U17_anEventThatChangesNothingTellsNothing() {
        ReleaseTableModel model(kContext, m_clock);
        const auto rows = many(10);
        model.apply(delta(rows, {}, true));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);

        model.apply(delta({rows[4]}));

        QCOMPARE(changed.size(), 0);
    }

    void takesARelistOverWithoutAReset() {
        ReleaseTableModel model(kContext, m_clock);
        auto rows = many(50);
        model.apply(delta(rows, {}, true));
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);

        rows.erase(rows.begin() + 10);
        model.apply(delta(rows, {}, true));

        QCOMPARE(resets.size(), 0);
        QCOMPARE(removed.size(), 1);
        QCOMPARE(model.rowCount(), 49);
    }

    void tenThousandRowsComeInOneSignal() {
        ReleaseTableModel model(kContext, m_clock);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        auto rows = many(10'000);

        model.apply(delta(rows, {}, true));
        for (ReleaseSummary& row : rows)
            row.workloadsReady = 2;
        model.apply(delta(rows));

        QCOMPARE(inserted.size(), 1);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(model.faults(), 10'000);
    }

    void U7c_findsACommitSuffix() {
        ReleaseTableModel model(kContext, m_clock);
        ReleaseSummary storefront = summary(u"shop"_s, u"storefront"_s);
        storefront.searchWords = {u"v0.2.3-ca3b6"_s, u"sniffer"_s};
        model.apply(delta({storefront, summary(u"edge"_s, u"gateway"_s)}, {}, true));
        RowProxy proxy;
        proxy.setSourceModel(&model);

        proxy.setRowFilter(RowFilter::parse(u"ca3b6"_s));

        QCOMPARE(proxy.rowCount(), 1);
        QCOMPARE(proxy.index(0, 0).data().toString(), u"storefront"_s);
    }

    void faultsComeFirstHoweverTheTableIsSorted() {
        ReleaseTableModel model(kContext, m_clock);
        model.apply(delta({summary(u"a"_s, u"alpha"_s), summary(u"z"_s, u"zulu"_s, 3, ReleaseStatus::Failed),
                              summary(u"m"_s, u"mike"_s)},
            {}, true));
        ReleaseFilter filter;
        filter.setSourceModel(&model);
        RowProxy proxy;
        proxy.setSourceModel(&filter);
        const auto first = [&proxy] { return proxy.index(0, 0).data().toString(); };
        proxy.sort(0, Qt::AscendingOrder);
        QCOMPARE(first(), u"alpha"_s);

        filter.setFaultsFirst(true);
        QCOMPARE(first(), u"zulu"_s);
        proxy.sort(0, Qt::DescendingOrder);
        QCOMPARE(first(), u"zulu"_s);
        model.apply(delta({summary(u"a"_s, u"alpha"_s, 2, ReleaseStatus::Failed), summary(u"z"_s, u"zulu"_s, 4)}));
        QCOMPARE(first(), u"alpha"_s);
    }

    void marksWhatIsStuckAndWhatIsNotReady() {
        const QDateTime now = QDateTime::currentDateTimeUtc();
        ReleaseSummary ledger = summary(u"payments"_s, u"ledger"_s, 41, ReleaseStatus::PendingUpgrade, 7300);
        QCOMPARE(releaseMarks(ledger, now).front().text, u"stuck for 2 h"_s);
        QVERIFY(hasFault(ledger, now));

        ledger.newest.modified = now.addSecs(-60);
        ledger.workloadsReady = 1;
        QVERIFY(!hasFault(ledger, now)); // under way

        ReleaseSummary orders = summary(u"orders"_s, u"orders"_s, 5);
        orders.workloadsReady = 2;
        orders.worstReason = u"ImagePullBackOff"_s;
        QCOMPARE(releaseMarks(orders, now).front().text, u"image can’t be pulled"_s);
        QCOMPARE(readinessOf(orders).failed, 1);
        orders.worstReason = u"LessReady"_s;
        QCOMPARE(releaseMarks(orders, now).front().text, u"2/3 ready"_s);
        QCOMPARE(readinessOf(orders).failed, 0);
    }

    void rowsFollowTheLanguage() {
        ReleaseTableModel model(kContext, m_clock);
        ReleaseSummary orders = summary(u"orders"_s, u"orders"_s, 5);
        orders.workloadsReady = 2;
        orders.worstReason = u"ImagePullBackOff"_s;
        model.apply(delta({orders}));
        const auto filterText = [&model] { return model.index(0, 0).data(FilterTextRole).toString(); };
        QVERIFY(filterText().contains(u"image can’t be pulled"_s));
        Shout shout;
        QCoreApplication::installTranslator(&shout);
        model.retranslate();
        QVERIFY(filterText().contains(u"IMAGE CAN’T BE PULLED"_s));
        QCoreApplication::removeTranslator(&shout);
    }

private:
    SystemClock m_clock;
};

QTEST_MAIN(TestReleaseTableModel)
#include "test_release_table_model.moc"
