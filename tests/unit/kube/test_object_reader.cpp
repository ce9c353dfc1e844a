// SPDX-License-Identifier: Apache-2.0
#include "core/kube/object_reader.h"

#include "tests/unit/kube/object_builders.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QTest>

namespace pilothouse {

using namespace Qt::StringLiterals;

class TestObjectReader final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsAPage();
    void readsFieldsInAnyOrder();
    void readsAnEmptyPageThatGoesOn();
    void itemsMayBeNull();
    void keepsTheItemsJson();
    void AP3_somethingElseThanAListIsProtocol();
    void AP4_brokenListsAreParseErrors_data();
    void AP4_brokenListsAreParseErrors();
    void AP4_everyCutIsAnErrorAndNoCrash();
    void AP4_depthBombDoesNotCrash();
    void AP4_duplicateKeysAndHugeNumbersDoNotCrash();
    void AP8_objectsWithoutMetadataAreKept();
    void AP8_wrongTypesInMetadataCountAsMissing();
    void readsEvents();
    void WA3_bookmarkCarriesItsVersion();
    void WA10_unknownTypeIsUnknown();
    void errorEventCarriesTheStatus();
    void eventWithoutTypeIsProtocol();
    void readsTenThousandItems();
};

void TestObjectReader::readsAPage() {
    const auto page = readListPage(R"({"kind":"SecretList","apiVersion":"v1",
        "metadata":{"resourceVersion":"42","continue":"abc","remainingItemCount":3},
        "items":[{"metadata":{"name":"a","namespace":"shop","uid":"u1","resourceVersion":"7"},"data":{"k":"dg=="}},
                 {"metadata":{"name":"b","namespace":"shop","uid":"u2","resourceVersion":"8"}}]})",
        {});

    QVERIFY(page);
    QCOMPARE(page->resourceVersion, ResourceVersion(u"42"_s));
    QCOMPARE(page->continueToken, u"abc"_s);
    QCOMPARE(page->items.size(), 2u);
    QCOMPARE(page->items[0].uid, Uid(u"u1"_s));
    QCOMPARE(page->items[0].nameSpace, u"shop"_s);
    QCOMPARE(page->items[1].name, u"b"_s);
    QCOMPARE(page->items[1].resourceVersion, ResourceVersion(u"8"_s));
}

void TestObjectReader::readsFieldsInAnyOrder() {
    const auto page = readListPage(
        R"({"items":[{"data":{"metadata":{"name":"no"}},"metadata":{"uid":"u1","name":"a"}}],"metadata":{"resourceVersion":"1"},"kind":"List"})",
        {});

    QVERIFY(page);
    QCOMPARE(page->items.at(0).name, u"a"_s);
    QCOMPARE(page->resourceVersion.value(), u"1"_s);
}

void TestObjectReader::readsAnEmptyPageThatGoesOn() {
    const auto page = readListPage(R"({"kind":"PodList","metadata":{"continue":"x"},"items":[]})", {});

    QVERIFY(page);
    QVERIFY(page->items.empty());
    QCOMPARE(page->continueToken, u"x"_s);
}

void TestObjectReader::itemsMayBeNull() {
    const auto page = readListPage(R"({"kind":"PodList","metadata":{"resourceVersion":"9"},"items":null})", {});

    QVERIFY(page);
    QVERIFY(page->items.empty());
}

void TestObjectReader::keepsTheItemsJson() {
    const auto page = readListPage(
        "{\"kind\":\"L\",\"items\":[ {\"a\":[1,{\"b\":\"}\"}],\"metadata\":{\"name\":\"x\"}} \n, {\"z\":1} ]}", {});

    QVERIFY(page);
    QCOMPARE(page->items.at(0).json, QByteArray(R"({"a":[1,{"b":"}"}],"metadata":{"name":"x"}})"));
    QCOMPARE(page->items.at(1).json, QByteArray(R"({"z":1})"));
}

void TestObjectReader::AP3_somethingElseThanAListIsProtocol() {
    const auto page = readListPage(R"({"kind":"Pod","metadata":{"name":"x"}})", u"list pods"_s);

    QVERIFY(!page);
    QCOMPARE(page.error().code, ErrorCode::Protocol);
    QCOMPARE(page.error().subject, u"list pods"_s);
}

void TestObjectReader::AP4_brokenListsAreParseErrors_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("html") << QByteArray("<html></html>");
    QTest::newRow("cut") << QByteArray(R"({"kind":"PodList","items":[{"metadata":{"name":"a")");
    QTest::newRow("invalid UTF-8") << QByteArray(
        "{\"kind\":\"PodList\",\"items\":[{\"metadata\":{\"name\":\"\xff\xfe\"}}]}");
    QTest::newRow("array") << QByteArray("[1,2");
    QTest::newRow("nul") << QByteArray("\0\0\0", 3);
}

void TestObjectReader::AP4_brokenListsAreParseErrors() {
    QFETCH(QByteArray, text);

    const auto page = readListPage(text, {});

    QVERIFY(!page);
    QCOMPARE(page.error().code, ErrorCode::Parse);
}

void TestObjectReader::AP4_everyCutIsAnErrorAndNoCrash() {
    const QByteArray whole
        = R"({"kind":"PodList","metadata":{"resourceVersion":"1"},"items":[{"metadata":{"name":"ä\u00e4","uid":"u"}}]})";
    for (qsizetype length = 0; length < whole.size(); ++length) {
        QVERIFY2(!readListPage(whole.first(length), {}), qPrintable(QString::number(length)));
    }
    QVERIFY(readListPage(whole, {}));
}

void TestObjectReader::AP4_depthBombDoesNotCrash() {
    constexpr int kDepth = 100'000;
    const QByteArray bomb = QByteArray(kDepth, '[') + QByteArray(kDepth, ']');

    // Skipping it is fine: nobody recursed. What reads the item itself refuses it.
    const auto page = readListPage(R"({"kind":"PodList","items":[{"metadata":{"name":"a"},"x":)" + bomb + "}]}", {});
    if (page) {
        QVERIFY(QJsonDocument::fromJson(page->items.at(0).json).isNull());
    } else {
        QCOMPARE(page.error().code, ErrorCode::Parse);
    }
    (void)readListPage(R"({"kind":"PodList","metadata":)" + bomb + R"(,"items":[]})", {});
    (void)readListPage(bomb, {});
    (void)readListPage(QByteArray(kDepth, '{'), {});
}

void TestObjectReader::AP4_duplicateKeysAndHugeNumbersDoNotCrash() {
    const auto page
        = readListPage(R"({"kind":"L","items":[{"metadata":{"name":"a","name":"b","uid":12345678901234567890123,
        "resourceVersion":NaN}}]})",
            {});

    if (page) {
        QCOMPARE(page->items.size(), 1u);
    }
}

void TestObjectReader::AP8_objectsWithoutMetadataAreKept() {
    const auto page = readListPage(
        R"({"kind":"L","items":[{},{"metadata":null},{"metadata":{"name":"x","namespace":"n"}},7]})", {});

    QVERIFY(page);
    QCOMPARE(page->items.size(), 3u);
    QCOMPARE(page->items[0].uid, Uid(u"/"_s));
    QCOMPARE(page->items[2].uid, Uid(u"n/x"_s));
}

void TestObjectReader::AP8_wrongTypesInMetadataCountAsMissing() {
    const auto page = readListPage(
        R"({"kind":"L","items":[{"metadata":{"name":"x","uid":{"a":1},"resourceVersion":7,"namespace":null}}]})", {});

    QVERIFY(page);
    QCOMPARE(page->items.at(0).name, u"x"_s);
    QCOMPARE(page->items.at(0).uid, Uid(u"/x"_s));
    QVERIFY(page->items.at(0).resourceVersion.isEmpty());
}

void TestObjectReader::readsEvents() {
    const auto event = readWatchEvent(eventFrame("MODIFIED", u"web"_s, u"12"_s), {});

    QVERIFY(event);
    QCOMPARE(event->type, WatchEvent::Type::Modified);
    QCOMPARE(event->object.name, u"web"_s);
    QCOMPARE(event->object.resourceVersion.value(), u"12"_s);
    QVERIFY(event->object.json.startsWith('{'));
}

void TestObjectReader::WA3_bookmarkCarriesItsVersion() {
    const auto event = readWatchEvent(
        R"({"type":"BOOKMARK","object":{"kind":"Pod","apiVersion":"v1","metadata":{"resourceVersion":"99","creationTimestamp":null},"spec":{"containers":null},"status":{}}})",
        {});

    QVERIFY(event);
    QCOMPARE(event->type, WatchEvent::Type::Bookmark);
    QCOMPARE(event->object.resourceVersion.value(), u"99"_s);
}

void TestObjectReader::WA10_unknownTypeIsUnknown() {
    const auto event = readWatchEvent(eventFrame("REWOUND", u"a"_s, u"1"_s), {});

    QVERIFY(event);
    QCOMPARE(event->type, WatchEvent::Type::Unknown);
}

void TestObjectReader::errorEventCarriesTheStatus() {
    const auto event = readWatchEvent(errorFrame(410, "Expired"), u"watch pods"_s);

    QVERIFY(event && event->error);
    QCOMPARE(event->error->code, ErrorCode::Gone);
    QCOMPARE(event->error->reason, u"Expired"_s);
    QCOMPARE(event->error->subject, u"watch pods"_s);
}

void TestObjectReader::eventWithoutTypeIsProtocol() {
    const auto event = readWatchEvent(R"({"object":{}})", {});

    QVERIFY(!event);
    QCOMPARE(event.error().code, ErrorCode::Protocol);
}

void TestObjectReader::readsTenThousandItems() {
    QByteArray text = R"({"kind":"PartialObjectMetadataList","metadata":{"resourceVersion":"1"},"items":[)";
    for (int i = 0; i < 10'000; ++i) {
        const QByteArray number = QByteArray::number(i);
        text += (i ? "," : "") + QByteArray(R"({"metadata":{"name":"sh.helm.release.v1.web.v)") + number
            + R"(","namespace":"shop","uid":"9a7f6f0e-0000-4000-8000-)" + number.rightJustified(12, '0')
            + R"(","resourceVersion":")" + number
            + R"(","creationTimestamp":"2026-11-01T00:00:00Z","labels":{"name":"web","owner":"helm","status":"superseded","version":"1"},)"
            + R"("managedFields":[{"manager":"helm","operation":"Update","apiVersion":"v1","time":"2026-11-01T00:00:00Z","fieldsType":"FieldsV1","fieldsV1":{"f:data":{".":{},"f:release":{}},"f:metadata":{"f:labels":{".":{},"f:name":{}}}}}]}})";
    }
    text += "]}";
    qint64 best = std::numeric_limits<qint64>::max();
    Result<ListPage> page;
    for (int round = 0; round < 5; ++round) {
        QElapsedTimer timer;
        timer.start();
        page = readListPage(text, {});
        best = qMin(best, timer.nsecsElapsed() / 1000);
    }

    qInfo("%lld bytes in %lld µs at best", static_cast<long long>(text.size()), static_cast<long long>(best));
    QVERIFY(page);
    QCOMPARE(page->items.size(), 10'000u);
    QCOMPARE(page->items.back().name, u"sh.helm.release.v1.web.v9999"_s);
}

} // namespace pilothouse

QTEST_GUILESS_MAIN(pilothouse::TestObjectReader)
#include "test_object_reader.moc"
