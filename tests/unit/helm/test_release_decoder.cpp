// SPDX-License-Identifier: Apache-2.0
#include "core/helm/record_encoding.h"
#include "core/helm/record_facts.h"
#include "core/helm/release_decoder.h"
#include "tests/unit/helm/record_builder.h"

#include <QJsonArray>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

QByteArray randomish(qsizetype size) {
    QByteArray bytes(size, Qt::Uninitialized);
    quint32 state = 1;
    for (char& c : bytes) {
        state = state * 1664525 + 1013904223;
        c = static_cast<char>('a' + (state >> 24) % 26);
    }
    return bytes;
}

QString reasonOf(const QByteArray& encodedRecord) {
    const auto record = decodeRelease(encodedRecord, metaFor());
    return record ? u"decoded"_s : record.error().reason;
}

} // namespace

class TestReleaseDecoder : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsAllThatHelmWrites();
    void lockedVersionsReplaceRanges();
    void factsLeaveTheHeavyPartsOut();
    void helm4TimesAndMethodAreRead();
    void RP1_gzipBombIsRefused();
    void RP1_highRatioIsRefusedBeforeTheCap();
    void RP1_textOfAModestRatioIsRead();
    void RP1_gzipOfGzipIsRefused();
    void RP1_membersCountAsOne();
    void RP1_trailingBytesAreSaid();
    void RP1_badChecksumIsRefused();
    void RP1_cutOffIsRefused();
    void RP2_otherWrappings_data();
    void RP2_otherWrappings();
    void RP2_rubbishIsNamed();
    void RP3_wrongTypesAreEmpty();
    void RP3_missingPartsAreSaid();
    void RP3_mismatchesAreSaid();
    void RP3_deepValuesAreRefused();
    void RP3_manyValuesAreRefused();
    void RP7_otherTypeIsRefused();
    void secretWithoutDataIsNamed();
};

void TestReleaseDecoder::readsAllThatHelmWrites() {
    const QByteArray value = encoded(toBytes(recordJson()));

    const auto record = decodeRelease(value, metaFor());

    QVERIFY(record);
    const ReleaseRecord& r = **record;
    QCOMPARE(r.name, u"storefront"_s);
    QCOMPARE(number(r.revision), 1384);
    QCOMPARE(r.status, ReleaseStatus::Deployed);
    QCOMPARE(r.lastDeployedText, u"2026-11-21T16:14:05.123456789+08:00"_s);
    QCOMPARE(r.lastDeployed.toString(Qt::ISODateWithMs), u"2026-11-21T08:14:05.123Z"_s);
    QVERIFY(!r.deleted.isValid());
    QCOMPARE(r.notes, u"Hello\nthere"_s);
    QCOMPARE(r.chart.label(), u"storefront-0.1.0"_s);
    QCOMPARE(r.userValues.at({u"image", u"tag"}).text(), u"v2"_s);
    QVERIFY(r.userValues.contains(u"gone"_s));
    QCOMPARE(r.chartValues[u"replicas"].text(), u"1"_s);
    QCOMPARE(r.schema, "{}"_ba);
    QCOMPARE(r.templateFiles, QStringList{u"templates/a.yaml"_s});
    QCOMPARE(r.hooks.size(), size_t(1));
    QCOMPARE(r.hooks[0].phase, u"Running"_s);
    QVERIFY(!r.hooks[0].completedAt.isValid());
    QVERIFY(r.manifest.startsWith("---\n# Source: storefront"));
    QCOMPARE(r.oddities, QStringList());
    QCOMPARE(r.storedBytes, QByteArray::fromBase64(value).size());
}

void TestReleaseDecoder::lockedVersionsReplaceRanges() {
    const auto record = decodeRelease(encoded(toBytes(recordJson())), metaFor());

    QVERIFY(record);
    QCOMPARE((*record)->chart.dependencies[0].version, u"v0.2.3-ca3b6"_s);
    QCOMPARE((*record)->chart.dependencies[1].version, u"1.0.1"_s);
    QCOMPARE((*record)->chart.dependencies[1].alias, u"web-neo"_s);
}

void TestReleaseDecoder::factsLeaveTheHeavyPartsOut() {
    QJsonObject secret{{u"type"_s, u"helm.sh/release.v1"_s},
        {u"data"_s, QJsonObject{{u"release"_s, QString::fromLatin1(encoded(toBytes(recordJson())))}}}};

    const auto facts = decodeFacts(toBytes(secret), metaFor());

    QVERIFY(facts);
    QCOMPARE(facts->chartVersion, u"0.1.0"_s);
    QCOMPARE(facts->searchWords, (QStringList{u"sniffer-v0.2.3-ca3b6"_s, u"web-neo-1.0.1"_s, u"v0.2.3-ca3b6"_s}));
    QCOMPARE(facts->workloads.size(), size_t(1));
    QCOMPARE(facts->workloads[0], (WorkloadRef{WorkloadRef::Kind::Deployment, u"shop"_s, u"storefront-sniffer"_s}));
}

void TestReleaseDecoder::helm4TimesAndMethodAreRead() {
    QJsonObject json = recordJson();
    json[u"apply_method"_s] = u"ssa"_s;
    QJsonObject info = json[u"info"_s].toObject();
    info.remove(u"deleted"_s); // helm 4 leaves zero times out
    info[u"rollback_revision"_s] = 1380;
    json[u"info"_s] = info;

    const auto record = decodeRelease(encoded(toBytes(json)), metaFor());

    QVERIFY(record);
    QCOMPARE((*record)->applyMethod, u"ssa"_s);
    QCOMPARE((*record)->rollbackRevision, 1380);
}

void TestReleaseDecoder::RP1_gzipBombIsRefused() {
    // Random letters, so that only the cap can stop it, not the ratio.
    const QByteArray value = encoded(QByteArray("{\"manifest\":\"") + randomish(3 * 1024 * 1024) + "\"}");

    const auto record = decodeRelease(value, metaFor(), {.json = 1_MiB});

    QVERIFY(!record);
    QCOMPARE(record.error().code, ErrorCode::Invalid);
    QCOMPARE(record.error().reason, u"TooLarge"_s);
    QVERIFY(record.error().subject.contains(u"storefront revision 1384"_s));
}

void TestReleaseDecoder::RP1_highRatioIsRefusedBeforeTheCap() {
    const QByteArray bomb = QByteArray("{\"manifest\":\"") + QByteArray(40 * 1024 * 1024, 'a') + "\"}";

    const auto record = decodeRelease(encoded(bomb), metaFor()); // below the cap of 64 MiB

    QVERIFY(!record);
    QCOMPARE(record.error().reason, u"TooLarge"_s);
}

void TestReleaseDecoder::RP1_textOfAModestRatioIsRead() {
    QJsonObject json = recordJson();
    json[u"manifest"_s] = QString::fromLatin1(QByteArray(randomish(200) + "\n").repeated(30'000)); // 6 MB, 150-fold

    QVERIFY(decodeRelease(encoded(toBytes(json)), metaFor()));
}

void TestReleaseDecoder::RP1_gzipOfGzipIsRefused() {
    QCOMPARE(reasonOf(encoded(gzip("{}"))), u"GzipOfGzip"_s);
}

void TestReleaseDecoder::RP1_membersCountAsOne() {
    const QByteArray json = toBytes(recordJson());

    const auto record
        = decodeRelease(QByteArray(gzip(json.first(100)) + gzip(json.sliced(100))).toBase64().toBase64(), metaFor());

    QVERIFY(record);
    QCOMPARE((*record)->name, u"storefront"_s);
    QCOMPARE((*record)->oddities, QStringList());
}

void TestReleaseDecoder::RP1_trailingBytesAreSaid() {
    const auto record
        = decodeRelease(QByteArray(gzip(toBytes(recordJson())) + "junk").toBase64().toBase64(), metaFor());

    QVERIFY(record);
    QCOMPARE((*record)->oddities, QStringList{u"TrailingBytes"_s});
}

void TestReleaseDecoder::RP1_badChecksumIsRefused() {
    QByteArray bytes = gzip(toBytes(recordJson()));
    bytes[bytes.size() - 8] = static_cast<char>(bytes[bytes.size() - 8] ^ 1);

    QCOMPARE(reasonOf(bytes.toBase64().toBase64()), u"BadGzip"_s);
}

void TestReleaseDecoder::RP1_cutOffIsRefused() {
    const QByteArray bytes = gzip(toBytes(recordJson()));

    QCOMPARE(reasonOf(bytes.first(bytes.size() / 2).toBase64().toBase64()), u"Truncated"_s);
    QCOMPARE(reasonOf(bytes.first(bytes.size() - 3).toBase64().toBase64()), u"Truncated"_s);
}

void TestReleaseDecoder::RP2_otherWrappings_data() {
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QStringList>("oddities");
    const QByteArray json = toBytes(recordJson());
    const QStringList notGzip{u"NotGzip"_s};
    QTest::newRow("plain JSON, two layers") << json.toBase64().toBase64() << notGzip;
    QTest::newRow("plain JSON, one layer") << json.toBase64() << notGzip;
    QTest::newRow("plain JSON") << json << notGzip;
    QTest::newRow("gzip, one layer") << gzip(json).toBase64() << QStringList();
    QTest::newRow("URL-safe, no padding")
        << gzip(json).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals).toBase64()
        << QStringList();
    QByteArray wrapped;
    const QByteArray inner = gzip(json).toBase64();
    for (qsizetype at = 0; at < inner.size(); at += 61) { // not a multiple of four
        wrapped += inner.sliced(at, std::min<qsizetype>(61, inner.size() - at)) + "\r\n";
    }
    QTest::newRow("white space") << wrapped.toBase64() << QStringList();
}

void TestReleaseDecoder::RP2_otherWrappings() {
    QFETCH(const QByteArray, value);
    QFETCH(const QStringList, oddities);

    const auto record = decodeRelease(value, metaFor());

    QVERIFY2(record, record ? "" : qPrintable(describe(record.error())));
    QCOMPARE((*record)->name, u"storefront"_s);
    QCOMPARE((*record)->oddities, oddities);
}

void TestReleaseDecoder::RP2_rubbishIsNamed() {
    QCOMPARE(reasonOf("!!!"), u"BadBase64"_s);
    QCOMPARE(reasonOf("QQ==QQ=="), u"BadBase64"_s);
    QCOMPARE(reasonOf(encoded("{\"name\":")), u"BadJson"_s);
    QCOMPARE(reasonOf(encoded("[1]")), u"BadJson"_s);
    QCOMPARE(reasonOf(encoded("")), u"BadJson"_s);
}

void TestReleaseDecoder::RP3_wrongTypesAreEmpty() {
    const QByteArray json
        = R"({"name":7,"namespace":null,"version":"3","info":[],"manifest":{"a":1},"hooks":{"x":1},"config":"text",
      "chart":{"metadata":{"name":[1],"dependencies":null,"annotations":3},"lock":null,"templates":null,"values":[]}})";

    const auto record = decodeRelease(encoded(json), metaFor());

    QVERIFY2(record, record ? "" : qPrintable(describe(record.error())));
    QCOMPARE((*record)->name, QString());
    QCOMPARE((*record)->manifest, QByteArray());
    QCOMPARE((*record)->chart.name, QString());
    QVERIFY((*record)->hooks.empty());
    QVERIFY((*record)->oddities.contains(u"NameMismatch"_s));
}

void TestReleaseDecoder::RP3_missingPartsAreSaid() {
    const auto record = decodeRelease(encoded("{\"name\":\"storefront\",\"version\":1384}"), metaFor());

    QVERIFY(record);
    QCOMPARE((*record)->oddities, (QStringList{u"NoChart"_s, u"NoInfo"_s, u"StatusMismatch"_s}));
}

void TestReleaseDecoder::RP3_mismatchesAreSaid() {
    const auto record = decodeRelease(encoded(toBytes(recordJson(u"other"_s, 7))), metaFor());

    QVERIFY(record);
    QCOMPARE((*record)->oddities, (QStringList{u"NameMismatch"_s, u"RevisionMismatch"_s}));
}

void TestReleaseDecoder::RP3_deepValuesAreRefused() {
    const QByteArray deep
        = QByteArray("{\"config\":{\"a\":") + QByteArray("[").repeated(500) + QByteArray("]").repeated(500) + "}}";

    QCOMPARE(reasonOf(encoded(deep)), u"TooComplex"_s);
}

void TestReleaseDecoder::RP3_manyValuesAreRefused() {
    const QByteArray many = QByteArray("{\"config\":{\"a\":[0") + QByteArray(",1").repeated(1'100'000) + "]}}";

    QCOMPARE(reasonOf(many), u"TooComplex"_s); // straight as JSON: its gzip would be a bomb by ratio
}

void TestReleaseDecoder::RP7_otherTypeIsRefused() {
    QJsonObject secret{{u"type"_s, u"Opaque"_s},
        {u"data"_s, QJsonObject{{u"release"_s, QString::fromLatin1(encoded(toBytes(recordJson())))}}}};

    const auto record = decodeReleaseObject(toBytes(secret), metaFor());

    QVERIFY(!record);
    QCOMPARE(record.error().reason, u"NotARelease"_s);
}

void TestReleaseDecoder::secretWithoutDataIsNamed() {
    const auto record = decodeReleaseObject("{\"data\":null}", metaFor());

    QVERIFY(!record);
    QCOMPARE(record.error().reason, u"NoData"_s);
}

QTEST_GUILESS_MAIN(TestReleaseDecoder)
#include "test_release_decoder.moc"
