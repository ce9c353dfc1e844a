// SPDX-License-Identifier: Apache-2.0
#include "core/kube/known_objects.h"

#include "tests/unit/kube/object_builders.h"

#include <QTest>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

WatchEvent told(WatchEvent::Type type, RawObject object) {
    return {.type = type, .object = std::move(object), .error = {}};
}

std::vector<WatchEvent> events(std::initializer_list<WatchEvent> list) {
    return list;
}

using enum WatchEvent::Type;

} // namespace

class TestKnownObjects final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void knownVersionsAreNoNews();
    void unlistedObjectsAreRemoved();
    void WA7_repeatsAndUnknownDeletionsChangeNothing();
    void everyUidOncePerChange();
    void bornAndGoneInOneBatchIsNothing();
    void goneAndBackIsAnUpsert();
    void AP10_sameNameWithAnotherUidReplaces();
    void AP10_lateDeletionOfTheFormerOneDoesNoHarm();
    void WA11_distrustedVersionsAreNewsAgain();
    void objectsWithoutVersionAreAlwaysNews();
};

void TestKnownObjects::knownVersionsAreNoNews() {
    KnownObjects known;
    known.beginList();
    (void)known.put(known.news({object(u"a"_s, u"1"_s), object(u"b"_s, u"2"_s)}));

    const auto news = known.news({object(u"a"_s, u"1"_s), object(u"b"_s, u"3"_s), object(u"c"_s, u"4"_s)});

    QCOMPARE(news.size(), 2u);
    QCOMPARE(news[0].name, u"b"_s);
    QCOMPARE(news[1].name, u"c"_s);
}

void TestKnownObjects::unlistedObjectsAreRemoved() {
    KnownObjects known;
    known.beginList();
    (void)known.put({object(u"a"_s, u"1"_s), object(u"b"_s, u"2"_s)});

    known.beginList();
    (void)known.news({object(u"b"_s, u"2"_s)});

    QCOMPARE(known.takeUnlisted(), std::vector{Uid(u"uid-a"_s)});
    QCOMPARE(known.size(), 1);
}

void TestKnownObjects::WA7_repeatsAndUnknownDeletionsChangeNothing() {
    KnownObjects known;
    QCOMPARE(known.apply(events({told(Modified, object(u"a"_s, u"1"_s))})).upserted.size(), 1u);

    const auto change
        = known.apply(events({told(Added, object(u"a"_s, u"1"_s)), told(Deleted, object(u"zz"_s, u"9"_s))}));

    QVERIFY(change.isEmpty());
}

void TestKnownObjects::everyUidOncePerChange() {
    KnownObjects known;

    const auto change = known.apply(events({told(Added, object(u"a"_s, u"1"_s)), told(Modified, object(u"a"_s, u"2"_s)),
        told(Modified, object(u"a"_s, u"3"_s))}));

    QCOMPARE(change.upserted.size(), 1u);
    QCOMPARE(change.upserted[0].resourceVersion.value(), u"3"_s);
}

void TestKnownObjects::bornAndGoneInOneBatchIsNothing() {
    KnownObjects known;

    const auto change
        = known.apply(events({told(Added, object(u"a"_s, u"1"_s)), told(Deleted, object(u"a"_s, u"2"_s))}));

    QVERIFY(change.isEmpty());
    QCOMPARE(known.size(), 0);
}

void TestKnownObjects::goneAndBackIsAnUpsert() {
    KnownObjects known;
    (void)known.put({object(u"a"_s, u"1"_s)});

    const auto change
        = known.apply(events({told(Deleted, object(u"a"_s, u"2"_s)), told(Added, object(u"a"_s, u"3"_s))}));

    QCOMPARE(change.upserted.size(), 1u);
    QVERIFY(change.removed.empty());
    QCOMPARE(known.apply(events({told(Deleted, object(u"a"_s, u"4"_s))})).removed.size(), 1u);
}

void TestKnownObjects::AP10_sameNameWithAnotherUidReplaces() {
    KnownObjects known;
    (void)known.put({object(u"a"_s, u"1"_s, u"old"_s)});

    const auto change = known.put({object(u"a"_s, u"2"_s, u"new"_s)});

    QCOMPARE(change.removed, std::vector{Uid(u"old"_s)});
    QCOMPARE(change.upserted.size(), 1u);
    QCOMPARE(change.upserted[0].uid, Uid(u"new"_s));
    QCOMPARE(known.size(), 1);
}

void TestKnownObjects::AP10_lateDeletionOfTheFormerOneDoesNoHarm() {
    KnownObjects known;
    (void)known.put({object(u"a"_s, u"1"_s, u"old"_s)});
    (void)known.put({object(u"a"_s, u"2"_s, u"new"_s)});

    QVERIFY(known.apply(events({told(Deleted, object(u"a"_s, u"3"_s, u"old"_s))})).isEmpty());

    QCOMPARE(known.size(), 1);
}

void TestKnownObjects::WA11_distrustedVersionsAreNewsAgain() {
    KnownObjects known;
    (void)known.put({object(u"a"_s, u"1"_s)});

    known.distrustVersions();

    QCOMPARE(known.news({object(u"a"_s, u"1"_s)}).size(), 1u);
}

void TestKnownObjects::objectsWithoutVersionAreAlwaysNews() {
    KnownObjects known;
    (void)known.put({object(u"a"_s, {})});

    QCOMPARE(known.news({object(u"a"_s, {})}).size(), 1u);
    QCOMPARE(known.put({object(u"a"_s, {})}).upserted.size(), 1u);
}

} // namespace pilothouse

QTEST_GUILESS_MAIN(pilothouse::TestKnownObjects)
#include "test_known_objects.moc"
