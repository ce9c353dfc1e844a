// SPDX-License-Identifier: Apache-2.0
#include "core/helm/go_time.h"
#include "core/helm/release_decoder.h"
#include "core/helm/release_index.h"
#include "tests/unit/helm/record_builder.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

QByteArray object(
    const QByteArray& labels, const QByteArray& extra = {}, const QByteArray& name = "sh.helm.release.v1.web.v7") {
    return "{\"metadata\":{\"name\":\"" + name
        + "\",\"namespace\":\"shop\",\"uid\":\"u1\",\"resourceVersion\":\"42\",\"creationTimestamp\":\"2026-11-20T10:"
          "00:00Z\",\"labels\":{"
        + labels + "}}" + extra + "}";
}

const QByteArray kLabels = R"("name":"web","owner":"helm","status":"deployed","version":"7","createdAt":"1763719200")";

std::optional<RecordMeta> read(const QByteArray& json, StorageDriver driver = StorageDriver::Secret) {
    return recordMetaFromJson(json, driver);
}

RecordMeta record(int revision, ReleaseStatus status, const QString& uid = {}) {
    RecordMeta meta = metaFor(u"web"_s, revision, status);
    if (!uid.isEmpty()) {
        meta.uid = Uid(uid);
    }
    return meta;
}

} // namespace

class TestRecordMeta : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsLabels();
    void userLabelsAreKept();
    void nameCountsWhereLabelsAreMissing();
    void RP7_otherTypesAndOwnersAreNone();
    void RP6_helm2IsNone();
    void RP6_unknownStatusKeepsItsText();
    void RP6_badVersionsAreNone();
    void RP6_futureTimesAreKept();
    void goTimes_data();
    void goTimes();
    void newestAndDeployedAreFound();
    void RP6_twoDeployedTheNewerCounts();
    void RP6_tenThousandRevisions();
    void aUidThatMovesLeavesItsRelease();
    void sameNameInBothDriversIsTwo();
    void removedRecordsAreGone();
};

void TestRecordMeta::readsLabels() {
    const auto meta = read(object(kLabels));

    QVERIFY(meta);
    QCOMPARE(meta->key, (ReleaseKey{u"shop"_s, u"web"_s, StorageDriver::Secret}));
    QCOMPARE(number(meta->revision), 7);
    QCOMPARE(meta->status, ReleaseStatus::Deployed);
    QCOMPARE(meta->uid.value(), u"u1"_s);
    QCOMPARE(meta->resourceVersion.value(), u"42"_s);
    QCOMPARE(meta->created.toString(Qt::ISODate), u"2026-11-20T10:00:00Z"_s);
    QCOMPARE(meta->modified.toSecsSinceEpoch(), 1763719200);
    QVERIFY(meta->labels.isEmpty());
}

void TestRecordMeta::userLabelsAreKept() {
    const auto meta = read(object(kLabels + R"(,"choerodon.io/release":"r","team":"a")"));

    QVERIFY(meta);
    QCOMPARE(meta->labels.keys(), (QStringList{u"choerodon.io/release"_s, u"team"_s}));
}

void TestRecordMeta::nameCountsWhereLabelsAreMissing() {
    const auto meta = read(object(R"("owner":"helm","status":"failed")", {}, "sh.helm.release.v1.a.v1.b.v12"));

    QVERIFY(meta);
    QCOMPARE(meta->key.name, u"a.v1.b"_s);
    QCOMPARE(number(meta->revision), 12);
    QCOMPARE(meta->modified, meta->created);
}

void TestRecordMeta::RP7_otherTypesAndOwnersAreNone() {
    QVERIFY(read(object(kLabels, R"(,"type":"helm.sh/release.v1")")));
    QVERIFY(!read(object(kLabels, R"(,"type":"Opaque")")));
    QVERIFY(!read(object(R"("name":"web","owner":"me","status":"deployed","version":"7")")));
    QVERIFY(!read("{\"metadata\":null}"));
    QVERIFY(!read("[]"));
    QVERIFY(!read("{"));
}

void TestRecordMeta::RP6_helm2IsNone() {
    QVERIFY(!read(object(R"("NAME":"web","OWNER":"TILLER","STATUS":"DEPLOYED","VERSION":"7")", {}, "web.v7"),
        StorageDriver::ConfigMap));
}

void TestRecordMeta::RP6_unknownStatusKeepsItsText() {
    const auto meta = read(object(R"("name":"web","owner":"helm","status":"sleeping","version":"7")"));

    QVERIFY(meta);
    QCOMPARE(meta->status, ReleaseStatus::Unknown);
    QCOMPARE(meta->statusText, u"sleeping"_s);
}

void TestRecordMeta::RP6_badVersionsAreNone() {
    for (const QByteArray version : {"0", "-1", "+7", "7.5", "99999999999", "", "x"}) {
        const QByteArray labels = R"("name":"web","owner":"helm","version":")" + version + '"';
        QVERIFY2(!read(object(labels, {}, "odd")), version.constData());
    }
}

void TestRecordMeta::RP6_futureTimesAreKept() {
    const auto meta = read(object(R"("name":"web","owner":"helm","version":"7","modifiedAt":"4102444800")"));
    const auto absurd = read(object(R"("name":"web","owner":"helm","version":"7","modifiedAt":"9223372036854775807")"));

    QVERIFY(meta && absurd);
    QCOMPARE(meta->modified.date().year(), 2100);
    QCOMPARE(absurd->modified, absurd->created);
}

void TestRecordMeta::goTimes_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("iso");
    QTest::addColumn<QString>("go");
    QTest::newRow("helm list") << u"2024-02-02T03:04:05.1Z"_s << u"2024-02-02T03:04:05.100Z"_s
                               << u"2024-02-02 03:04:05.1 +0000 UTC"_s;
    QTest::newRow("nanoseconds") << u"2024-02-02T03:04:05.120450000Z"_s << u"2024-02-02T03:04:05.120Z"_s
                                 << u"2024-02-02 03:04:05.12045 +0000 UTC"_s;
    QTest::newRow("whole second") << u"2024-02-02T03:04:05Z"_s << u"2024-02-02T03:04:05.000Z"_s
                                  << u"2024-02-02 03:04:05 +0000 UTC"_s;
    QTest::newRow("east") << u"2026-11-21T00:14:05+08:00"_s << u"2026-11-20T16:14:05.000Z"_s
                          << u"2026-11-21 00:14:05 +0800 +0800"_s;
    QTest::newRow("west") << u"2026-11-20T23:14:05.5-03:30"_s << u"2026-11-21T02:44:05.500Z"_s
                          << u"2026-11-20 23:14:05.5 -0330 -0330"_s;
    for (const char* none : {"", "0001-01-01T00:00:00Z", "yesterday", "2024-13-02T03:04:05Z", "2024-02-30T03:04:05Z",
             "2024-02-02T25:04:05Z", "2024-02-02T03:04:05", "2024-02-02T03:04:05+8", "2024-02-02T03:04:05.1Zjunk"}) {
        QTest::newRow(none) << QString::fromLatin1(none) << QString() << u"-"_s;
    }
}

void TestRecordMeta::goTimes() {
    QFETCH(const QString, text);
    QFETCH(const QString, iso);
    QFETCH(const QString, go);

    QCOMPARE(timeFromGo(text.toLatin1()).toString(Qt::ISODateWithMs), iso);
    QCOMPARE(goTimeText(text), go);
}

void TestRecordMeta::newestAndDeployedAreFound() {
    ReleaseIndex index;
    index.put(record(4, ReleaseStatus::Deployed));
    index.put(record(2, ReleaseStatus::Superseded)); // 3 is missing: a gap
    index.put(record(5, ReleaseStatus::Failed));
    const ReleaseKey key = record(1, ReleaseStatus::Failed).key;

    QCOMPARE(number(index.newest(key)->revision), 5);
    QCOMPARE(number(index.deployedRevision(key)), 4);
    QCOMPARE(index.revisionCount(key), 3);
    QCOMPARE(index.revisions(key).back().objectName, u"sh.helm.release.v1.web.v2"_s);
}

void TestRecordMeta::RP6_twoDeployedTheNewerCounts() {
    ReleaseIndex index;
    index.put(record(9, ReleaseStatus::PendingUpgrade));
    index.put(record(8, ReleaseStatus::Deployed));
    index.put(record(7, ReleaseStatus::Deployed));

    QCOMPARE(number(index.deployedRevision(record(1, ReleaseStatus::Failed).key)), 8);
}

void TestRecordMeta::RP6_tenThousandRevisions() {
    ReleaseIndex index;
    for (int i = 1; i <= 10'000; ++i) {
        index.put(record((i * 7919) % 10'000 + 1, ReleaseStatus::Superseded)); // in no order
    }
    const ReleaseKey key = record(1, ReleaseStatus::Failed).key;

    QCOMPARE(index.revisionCount(key), 10'000);
    QCOMPARE(number(index.newest(key)->revision), 10'000);
    const auto revisions = index.revisions(key);
    QVERIFY(std::ranges::is_sorted(revisions, std::greater<>(), &RecordMeta::revision));
}

void TestRecordMeta::aUidThatMovesLeavesItsRelease() {
    ReleaseIndex index;
    index.put(record(1, ReleaseStatus::Deployed, u"same"_s));
    RecordMeta moved = metaFor(u"other"_s, 1);
    moved.uid = Uid(u"same"_s);

    const auto touched = index.put(moved);

    QCOMPARE(touched.size(), 2);
    QCOMPARE(index.size(), 1);
    QVERIFY(index.contains(moved.key));
}

void TestRecordMeta::sameNameInBothDriversIsTwo() {
    ReleaseIndex index;
    index.put(record(1, ReleaseStatus::Deployed, u"a"_s));
    RecordMeta other = metaFor(u"web"_s, 3, ReleaseStatus::Deployed, StorageDriver::ConfigMap);
    index.put(other);

    QCOMPARE(index.size(), 2);
}

void TestRecordMeta::removedRecordsAreGone() {
    ReleaseIndex index;
    const RecordMeta meta = record(1, ReleaseStatus::Deployed);
    index.put(meta);

    QCOMPARE(index.remove(Uid(u"unknown"_s)), std::nullopt);
    QCOMPARE(index.remove(meta.uid), meta.key);
    QCOMPARE(index.size(), 0);
    QVERIFY(!index.newest(meta.key));
}

QTEST_GUILESS_MAIN(TestRecordMeta)
#include "test_record_meta.moc"
