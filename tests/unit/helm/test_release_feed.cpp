// SPDX-License-Identifier: Apache-2.0
#include "core/async/parallel.h"
#include "core/helm/history.h"
#include "core/helm/release_feed.h"
#include "tests/unit/helm/record_cluster.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using Phase = FeedState::Phase;
using Body = ReleaseSummary::BodyState;

namespace {

constexpr int kBound = 10'000;

/// A feed and what it has told, put together as a list would.
struct Listener {
    explicit Listener(RecordCluster& cluster)
        : feed(cluster.client) {
        QObject::connect(&feed, &ReleaseFeed::changed, &feed, [this](const std::shared_ptr<const ReleaseDelta>& delta) {
            ++deltas;
            if (delta->isReset) {
                rows.clear();
                ++resets;
            }
            for (const ReleaseSummary& row : delta->upserted) {
                rows[row.newest.key] = row;
            }
            for (const ReleaseKey& key : delta->removed) {
                rows.remove(key);
            }
        });
        QObject::connect(
            &feed, &ReleaseFeed::stateChanged, &feed, [this](const FeedState& now) { states.push_back(now); });
        QObject::connect(
            &feed, &ReleaseFeed::revisionsChanged, &feed, [this](const ReleaseKey& key) { revised += key.name; });
    }
    [[nodiscard]] ReleaseSummary row(const QString& name, StorageDriver driver = StorageDriver::Secret) const {
        return rows.value({u"shop"_s, name, driver});
    }
    /// Starts the feed and waits until everything is told, as far as it can be.
    [[nodiscard]] bool goesLive() {
        feed.start({});
        return QTest::qWaitFor([this] { return isComplete(); }, kBound);
    }
    [[nodiscard]] bool isComplete() const {
        return !states.empty() && states.back().phase == Phase::Live && states.back().isComplete;
    }

    ReleaseFeed feed;
    QHash<ReleaseKey, ReleaseSummary> rows;
    std::vector<FeedState> states;
    QStringList revised;
    int deltas = 0;
    int resets = 0;
};

QJsonObject deployment(int ready, int wanted) {
    return {{u"kind"_s, u"Deployment"_s}, {u"apiVersion"_s, u"apps/v1"_s},
        {u"metadata"_s,
            QJsonObject{{u"name"_s, u"storefront-sniffer"_s}, {u"namespace"_s, u"shop"_s}, {u"uid"_s, u"d1"_s},
                {u"generation"_s, 1}}},
        {u"spec"_s,
            QJsonObject{{u"replicas"_s, wanted},
                {u"selector"_s, QJsonObject{{u"matchLabels"_s, QJsonObject{{u"app"_s, u"sniffer"_s}}}}}}},
        {u"status"_s,
            QJsonObject{{u"observedGeneration"_s, 1}, {u"replicas"_s, wanted}, {u"updatedReplicas"_s, wanted},
                {u"readyReplicas"_s, ready}, {u"availableReplicas"_s, ready},
                {u"conditions"_s,
                    QJsonArray{QJsonObject{{u"type"_s, u"Available"_s},
                                   {u"status"_s, ready == wanted ? u"True"_s : u"False"_s}},
                        QJsonObject{{u"type"_s, u"Progressing"_s}, {u"status"_s, u"True"_s},
                            {u"reason"_s, u"NewReplicaSetAvailable"_s}}}}}}};
}

QJsonObject pullingPod() {
    const QJsonObject waiting{
        {u"waiting"_s, QJsonObject{{u"reason"_s, u"ImagePullBackOff"_s}, {u"message"_s, u"no such tag"_s}}}};
    return {{u"metadata"_s, QJsonObject{{u"name"_s, u"p"_s}, {u"namespace"_s, u"shop"_s}, {u"uid"_s, u"p1"_s}}},
        {u"status"_s,
            QJsonObject{{u"phase"_s, u"Pending"_s},
                {u"containerStatuses"_s,
                    QJsonArray{QJsonObject{{u"name"_s, u"main"_s}, {u"ready"_s, false}, {u"state"_s, waiting}}}}}}};
}

} // namespace

class TestReleaseFeed : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rowsComeBeforeBodies();
    void bodiesFillTheRows();
    void onlyTheNewestBodyIsFetched();
    void unwantedBodiesAreLeft();
    void visibleRowsComeFirst();
    void newestBodiesComeFirst();
    void emptyClusterIsAnAnswer();
    void changeByOthersShows();
    void removedReleaseLeaves();
    void newRevisionForgetsTheOldChart();
    void configMapRecordsAreRead();
    void AU5_configMapsMayFailAlone();
    void AU5_refusedSecretsAreSaid();
    void AU3_namespacesThatMayBeReadAreTrue();
    void brokenBodyKeepsItsRow();
    void failedBodiesAreTriedAgain();
    void brokenConnectionIsStale();
    void recordsAreCachedAndShared();
    void unknownRevisionIsNotFound();
    void RP6_historyOf250RevisionsIsComplete();
    void RP6_oneBrokenRevisionLeavesTheOthers();
    void readinessSaysWhy();
    void missingWorkloadIsAFault();
    void startingAgainIsAReset();
    void aListenerMayEndTheFeed();
};

void TestReleaseFeed::rowsComeBeforeBodies() {
    RecordCluster cluster;
    cluster.isHoldingBodies = true;
    cluster.put(u"web"_s, 1, ReleaseStatus::Superseded);
    cluster.put(u"web"_s, 2);
    Listener listener(cluster);

    listener.feed.start({});

    QTRY_COMPARE_WITH_TIMEOUT(listener.rows.size(), 1, kBound);
    QCOMPARE(number(listener.row(u"web"_s).newest.revision), 2);
    QCOMPARE(listener.row(u"web"_s).revisionCount, 2);
    QCOMPARE(number(listener.row(u"web"_s).deployedRevision), 2);
    QTRY_COMPARE_WITH_TIMEOUT(listener.row(u"web"_s).bodyState, Body::Loading, kBound);
    QVERIFY(!listener.feed.state().isComplete);
}

void TestReleaseFeed::bodiesFillTheRows() {
    RecordCluster cluster;
    cluster.put(u"web"_s, 2);
    Listener listener(cluster);

    listener.feed.start({});

    QTRY_VERIFY_WITH_TIMEOUT(listener.isComplete(), kBound);
    const ReleaseSummary row = listener.row(u"web"_s);
    QCOMPARE(row.bodyState, Body::Loaded);
    QCOMPARE(row.chartVersion, u"0.1.0"_s);
    QCOMPARE(row.appVersion, u"2.0"_s);
    QCOMPARE(row.updated.toString(Qt::ISODateWithMs), u"2026-11-21T08:14:05.123Z"_s);
    QVERIFY(row.searchWords.contains(u"v0.2.3-ca3b6"_s));
    QCOMPARE(listener.states.back().bodiesLoaded, 1);
    QCOMPARE(listener.resets, 1);
}

void TestReleaseFeed::onlyTheNewestBodyIsFetched() {
    RecordCluster cluster;
    cluster.pageSize = 5; // v1, v10 … v13 come first: the newest of a page is not the newest
    for (int i = 1; i <= 20; ++i) {
        cluster.put(u"web"_s, i, i == 20 ? ReleaseStatus::Deployed : ReleaseStatus::Superseded);
    }
    Listener listener(cluster);

    listener.feed.start({});

    QTRY_VERIFY_WITH_TIMEOUT(listener.isComplete(), kBound);
    QCOMPARE(cluster.bodyRequests(), 1);
}

void TestReleaseFeed::unwantedBodiesAreLeft() {
    RecordCluster cluster;
    cluster.put(u"web"_s, 2);
    Listener listener(cluster);

    listener.feed.start({}, ReleaseFeed::Bodies::Left);

    QTRY_VERIFY_WITH_TIMEOUT(listener.isComplete(), kBound);
    QCOMPARE(cluster.bodyRequests(), 0);
}

void TestReleaseFeed::visibleRowsComeFirst() {
    RecordCluster cluster;
    for (int i = 0; i < 140; ++i) {
        cluster.put(u"r%1"_s.arg(i, 3, 10, QChar(u'0')), i + 1);
    }
    Listener listener(cluster);
    QObject::connect(&listener.feed, &ReleaseFeed::changed, &listener.feed, [&listener](const auto& delta) {
        if (delta->isReset) {
            listener.feed.prioritise(
                {{u"shop"_s, u"r000"_s, StorageDriver::Secret}}); // the oldest: its turn would be last
        }
    });

    listener.feed.start({});

    QTRY_VERIFY_WITH_TIMEOUT(listener.isComplete(), kBound);
    QCOMPARE(cluster.bodyRequests(), 140);
    QVERIFY2(cluster.bodyOrder().indexOf(u"shop/sh.helm.release.v1.r000.v1"_s) < 110,
        qPrintable(cluster.bodyOrder().join(u' ').left(4000)));
}

void TestReleaseFeed::newestBodiesComeFirst() {
    RecordCluster cluster;
    for (int i = 0; i < 140; ++i) {
        cluster.put(u"r%1"_s.arg(i, 3, 10, QChar(u'0')), i + 1);
    }
    Listener listener(cluster);

    listener.feed.start({});

    QTRY_VERIFY_WITH_TIMEOUT(listener.isComplete(), kBound);
    // Which of the 64 under way is answered when is the connections' affair.
    const QStringList order = cluster.bodyOrder();
    QCOMPARE(order.size(), 140);
    const auto isNew = [](const QString& key) { return key > u"shop/sh.helm.release.v1.r069"_s; };
    QVERIFY(std::ranges::count_if(order.first(40), isNew) >= 35);
}

void TestReleaseFeed::emptyClusterIsAnAnswer() {
    RecordCluster cluster;
    Listener listener(cluster);

    listener.feed.start({});

    QTRY_VERIFY_WITH_TIMEOUT(listener.isComplete(), kBound);
    QCOMPARE(listener.resets, 1);
    QCOMPARE(listener.rows.size(), 0);
}

void TestReleaseFeed::changeByOthersShows() {
    RecordCluster cluster;
    cluster.put(u"web"_s, 1);
    Listener listener(cluster);
    QVERIFY(listener.goesLive());
    listener.revised.clear();

    cluster.put(u"web"_s, 2, ReleaseStatus::PendingUpgrade);

    QTRY_COMPARE_WITH_TIMEOUT(listener.row(u"web"_s).newest.status, ReleaseStatus::PendingUpgrade, kBound);
    QCOMPARE(number(listener.row(u"web"_s).deployedRevision), 1);
    QTRY_VERIFY_WITH_TIMEOUT(listener.isComplete() && listener.row(u"web"_s).bodyState == Body::Loaded, kBound);
    QCOMPARE(listener.revised, QStringList{u"web"_s});
    QCOMPARE(listener.resets, 1);

    cluster.put(u"web"_s, 2, ReleaseStatus::Deployed); // the same Secret, another version
    QTRY_COMPARE_WITH_TIMEOUT(listener.row(u"web"_s).newest.status, ReleaseStatus::Deployed, kBound);
}

void TestReleaseFeed::removedReleaseLeaves() {
    RecordCluster cluster;
    cluster.put(u"web"_s, 1);
    Listener listener(cluster);
    QVERIFY(listener.goesLive());

    cluster.remove(u"secrets"_s, u"shop/sh.helm.release.v1.web.v1"_s);

    QTRY_COMPARE_WITH_TIMEOUT(listener.rows.size(), 0, kBound);
    QCOMPARE(listener.feed.state().rows, 0);
}

void TestReleaseFeed::newRevisionForgetsTheOldChart() {
    RecordCluster cluster;
    cluster.put(u"web"_s, 1);
    Listener listener(cluster);
    QVERIFY(listener.goesLive());
    cluster.isHoldingBodies = true;

    cluster.put(u"web"_s, 2);

    QTRY_COMPARE_WITH_TIMEOUT(number(listener.row(u"web"_s).newest.revision), 2, kBound);
    QCOMPARE(listener.row(u"web"_s).chartVersion, QString());
}

void TestReleaseFeed::configMapRecordsAreRead() {
    RecordCluster cluster;
    cluster.put(metaFor(u"old"_s, 3, ReleaseStatus::Deployed, StorageDriver::ConfigMap),
        encoded(toBytes(recordJson(u"old"_s, 3))));
    Listener listener(cluster);

    listener.feed.start({});

    QTRY_VERIFY_WITH_TIMEOUT(listener.isComplete(), kBound);
    const ReleaseSummary row = listener.row(u"old"_s, StorageDriver::ConfigMap);
    QCOMPARE(row.bodyState, Body::Loaded);
    QCOMPARE(row.chartName, u"storefront"_s);
}

void TestReleaseFeed::AU5_configMapsMayFailAlone() {
    RecordCluster cluster;
    cluster.forbidden = u"/api/v1/configmaps"_s;
    cluster.put(u"web"_s, 1);
    Listener listener(cluster);

    listener.feed.start({});

    QTRY_VERIFY_WITH_TIMEOUT(listener.isComplete(), kBound);
    QVERIFY(listener.states.back().configMapError);
    QVERIFY(!listener.states.back().error);
    QCOMPARE(listener.rows.size(), 1);
}

void TestReleaseFeed::AU5_refusedSecretsAreSaid() {
    RecordCluster cluster;
    cluster.forbidden = u"/api/v1/secrets"_s;
    Listener listener(cluster);

    listener.feed.start({});

    QTRY_VERIFY_WITH_TIMEOUT(!listener.states.empty() && listener.states.back().phase == Phase::Failed, kBound);
    QCOMPARE(listener.states.back().error->code, ErrorCode::Forbidden);
}

void TestReleaseFeed::AU3_namespacesThatMayBeReadAreTrue() {
    RecordCluster cluster;
    cluster.forbidden = u"/api/v1/namespaces/secret"_s;
    cluster.put(u"web"_s, 1);
    Listener listener(cluster);

    listener.feed.start({u"shop"_s, u"secret"_s});

    QTRY_VERIFY_WITH_TIMEOUT(listener.isComplete(), kBound);
    QCOMPARE(listener.rows.size(), 1);
    QCOMPARE(listener.states.back().namespaces, (QStringList{u"shop"_s, u"secret"_s}));
    QCOMPARE(listener.states.back().error->code, ErrorCode::Forbidden);
}

void TestReleaseFeed::brokenBodyKeepsItsRow() {
    RecordCluster cluster;
    cluster.put(metaFor(u"bad"_s, 1), "bm90IGEgcmVjb3Jk");
    cluster.put(u"web"_s, 1);
    Listener listener(cluster);

    listener.feed.start({});

    QTRY_VERIFY_WITH_TIMEOUT(listener.isComplete(), kBound);
    QCOMPARE(listener.rows.size(), 2);
    QCOMPARE(listener.row(u"bad"_s).bodyState, Body::Failed);
    QCOMPARE(listener.row(u"bad"_s).bodyError->code, ErrorCode::Parse);
    QCOMPARE(listener.row(u"web"_s).bodyState, Body::Loaded);
    QCOMPARE(cluster.bodyRequests(), 2); // a broken record stays broken: not asked again
}

void TestReleaseFeed::failedBodiesAreTriedAgain() {
    RecordCluster cluster;
    cluster.failingBodies = 1;
    cluster.put(u"web"_s, 1);
    Listener listener(cluster);

    listener.feed.start({});

    QTRY_VERIFY_WITH_TIMEOUT(listener.isComplete(), kBound);
    QCOMPARE(listener.row(u"web"_s).bodyState, Body::Loaded);
    QVERIFY(!listener.row(u"web"_s).bodyError);
}

void TestReleaseFeed::brokenConnectionIsStale() {
    RecordCluster cluster;
    cluster.put(u"web"_s, 1);
    Listener listener(cluster);
    QVERIFY(listener.goesLive());

    cluster.breakDown();

    QTRY_COMPARE_WITH_TIMEOUT(listener.states.back().phase, Phase::Stale, kBound);
    QVERIFY(listener.states.back().error);
    QCOMPARE(listener.rows.size(), 1);

    cluster.isDown = false;
    listener.feed.wake();
    QTRY_COMPARE_WITH_TIMEOUT(listener.states.back().phase, Phase::Live, kBound);
    QVERIFY(!listener.states.back().error);
}

void TestReleaseFeed::recordsAreCachedAndShared() {
    RecordCluster cluster;
    cluster.put(u"web"_s, 1);
    Listener listener(cluster);
    QVERIFY(listener.goesLive());
    const ReleaseKey key{u"shop"_s, u"web"_s, StorageDriver::Secret};
    const int before = cluster.bodyRequests();

    const auto both = runToEnd(
        inParallel<Result<ReleaseRecordPtr>>(2, 2, [&](size_t) { return listener.feed.record(key, Revision(1)); }));
    const auto again = runToEnd(listener.feed.record(key, Revision(1)));

    QVERIFY(both[0] && both[1] && again);
    QCOMPARE(both[0]->get(), both[1]->get());
    QCOMPARE(again->get(), both[0]->get());
    QCOMPARE(cluster.bodyRequests(), before + 1);
    QCOMPARE((*again)->notes, u"Hello\nthere"_s);
}

void TestReleaseFeed::unknownRevisionIsNotFound() {
    RecordCluster cluster;
    Listener listener(cluster);

    const auto record = runToEnd(listener.feed.record({u"shop"_s, u"web"_s, StorageDriver::Secret}, Revision(1)));

    QVERIFY(!record);
    QCOMPARE(record.error().code, ErrorCode::NotFound);
}

void TestReleaseFeed::RP6_historyOf250RevisionsIsComplete() {
    RecordCluster cluster;
    for (int i = 1; i <= 250; ++i) {
        QJsonObject json = recordJson(u"web"_s, i);
        json[u"manifest"_s] = json[u"manifest"_s].toString().replace(u"v0.2.3"_s, u"v0.2.%1"_s.arg(i / 2));
        cluster.put(metaFor(u"web"_s, i, i == 250 ? ReleaseStatus::Deployed : ReleaseStatus::Superseded),
            encoded(toBytes(json)));
    }
    Listener listener(cluster);
    QVERIFY(listener.goesLive());

    const auto history = runToEnd(loadHistory(listener.feed, {u"shop"_s, u"web"_s, StorageDriver::Secret}));

    QVERIFY(history);
    QCOMPARE(history->size(), size_t(250));
    QCOMPARE(number(history->front().meta.revision), 250);
    QVERIFY(std::ranges::all_of(*history, [](const HistoryEntry& entry) { return entry.record && !entry.error; }));
    QCOMPARE((*history)[0].moves.size(), size_t(1));
    QCOMPARE((*history)[0].moves[0].to, u"v0.2.125-ca3b6"_s);
    QVERIFY((*history)[1].moves.empty());
    QVERIFY(history->back().moves.empty());
}

void TestReleaseFeed::RP6_oneBrokenRevisionLeavesTheOthers() {
    RecordCluster cluster;
    cluster.put(u"web"_s, 1, ReleaseStatus::Superseded);
    cluster.put(metaFor(u"web"_s, 2, ReleaseStatus::Superseded), "bm90IGEgcmVjb3Jk");
    cluster.put(u"web"_s, 3);
    Listener listener(cluster);
    QVERIFY(listener.goesLive());

    const auto history = runToEnd(loadHistory(listener.feed, {u"shop"_s, u"web"_s, StorageDriver::Secret}));

    QVERIFY(history);
    QCOMPARE(history->size(), size_t(3));
    QVERIFY((*history)[0].record && (*history)[2].record);
    QCOMPARE((*history)[1].error->code, ErrorCode::Parse);
    QVERIFY((*history)[1].error->subject.contains(u"web revision 2"_s));
}

void TestReleaseFeed::readinessSaysWhy() {
    RecordCluster cluster;
    cluster.put(u"storefront"_s, 1);
    cluster.putObject(u"deployments"_s, deployment(0, 3));
    cluster.putObject(u"pods"_s, pullingPod());
    Listener listener(cluster);

    listener.feed.start({});

    QTRY_COMPARE_WITH_TIMEOUT(listener.row(u"storefront"_s).worstReason, u"ImagePullBackOff"_s, kBound);
    QCOMPARE(listener.row(u"storefront"_s).workloadsReady, 0);
    QCOMPARE(listener.row(u"storefront"_s).workloadsTotal, 1);

    cluster.putObject(u"deployments"_s, deployment(3, 3));
    QTRY_COMPARE_WITH_TIMEOUT(listener.row(u"storefront"_s).workloadsReady, 1, kBound);
    QCOMPARE(listener.row(u"storefront"_s).worstReason, QString());
}

void TestReleaseFeed::missingWorkloadIsAFault() {
    RecordCluster cluster;
    cluster.put(u"storefront"_s, 1);
    Listener listener(cluster);

    listener.feed.start({});

    QTRY_COMPARE_WITH_TIMEOUT(listener.row(u"storefront"_s).worstReason, u"NotFound"_s, kBound);
    QCOMPARE(listener.row(u"storefront"_s).workloadsTotal, 1);
}

void TestReleaseFeed::startingAgainIsAReset() {
    RecordCluster cluster;
    cluster.put(u"web"_s, 1);
    Listener listener(cluster);
    QVERIFY(listener.goesLive());

    listener.feed.start({u"empty"_s});

    QTRY_COMPARE_WITH_TIMEOUT(listener.rows.size(), 0, kBound);
    QCOMPARE(listener.resets, 2);
}

void TestReleaseFeed::aListenerMayEndTheFeed() {
    RecordCluster cluster;
    cluster.put(u"web"_s, 1);
    auto feed = std::make_unique<ReleaseFeed>(cluster.client);
    QObject::connect(
        feed.get(), &ReleaseFeed::changed, qApp, [&feed] { feed.release()->deleteLater(); }, Qt::SingleShotConnection);

    feed->start({});

    QTRY_VERIFY_WITH_TIMEOUT(!feed, kBound);
    QTest::qWait(50);
}

QTEST_GUILESS_MAIN(TestReleaseFeed)
#include "test_release_feed.moc"
