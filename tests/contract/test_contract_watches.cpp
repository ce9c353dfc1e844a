// SPDX-License-Identifier: Apache-2.0
#include "tests/contract/contract_server.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace pilothouse::contract;

namespace {

constexpr std::chrono::seconds kShort{1};
constexpr const char* kMetadata = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json";

QStringList types(const QList<QJsonObject>& events) {
    QStringList out;
    for (const QJsonObject& event : events) {
        if (event["type"_L1] != "BOOKMARK"_L1) {
            out.append(event["type"_L1].toString());
        }
    }
    return out;
}

} // namespace

class TestContractWatches final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void resumesFromAListsVersion();
    void unchangedWriteIsNoEvent();
    void withoutVersionEverythingIsAdded();
    void leavingTheSelectionIsADeletion();
    void metadataWatchHasNoData();
    void ancientVersionIsGone();
    void watchListEndsInitialEventsWithABookmark();
    void deletionHonoursItsPrecondition();
    void staleUpdateIsAConflict();
    void dryRunChangesNothing();

private:
    QByteArray path(const QByteArray& name = {}) const {
        return "/api/v1/namespaces/" + m_space + "/configmaps" + (name.isEmpty() ? QByteArray() : '/' + name);
    }
    Answer label(const QByteArray& name, const QString& value) const {
        const QJsonObject labels{{u"parity"_s, value}};
        return m_server.send("PATCH", path(name), {{u"metadata"_s, QJsonObject{{u"labels"_s, labels}}}},
            {"Content-Type: application/merge-patch+json"});
    }
    QByteArray version() const {
        return m_server.get(path()).json()["metadata"_L1]["resourceVersion"_L1].toString().toLatin1();
    }

    ContractServer m_server;
    QByteArray m_space;
};

void TestContractWatches::initTestCase() {
    QVERIFY2(m_server.problem().isEmpty(), qPrintable(m_server.problem()));
}

void TestContractWatches::init() {
    m_space = m_server.makeNamespace();
    QVERIFY(m_server.makeConfigMaps(m_space, 3));
}

void TestContractWatches::resumesFromAListsVersion() {
    const QByteArray from = version();
    label("cm-0000", u"changed"_s);
    m_server.create(path(), {{u"metadata"_s, QJsonObject{{u"name"_s, u"new"_s}}}});
    m_server.send("DELETE", path("cm-0001"));

    const QList<QJsonObject> events = m_server.watch(path() + "?resourceVersion=" + from, kShort);

    QCOMPARE(types(events), (QStringList{u"MODIFIED"_s, u"ADDED"_s, u"DELETED"_s}));
    QCOMPARE(events[2]["object"_L1]["metadata"_L1]["name"_L1].toString(), u"cm-0001"_s);
    const QByteArray middle = events[0]["object"_L1]["metadata"_L1]["resourceVersion"_L1].toString().toLatin1();
    QCOMPARE(
        types(m_server.watch(path() + "?resourceVersion=" + middle, kShort)), (QStringList{u"ADDED"_s, u"DELETED"_s}));
}

void TestContractWatches::unchangedWriteIsNoEvent() {
    const QByteArray from = version();
    QCOMPARE(label("cm-0000", u"even"_s).status, 200);

    QVERIFY(types(m_server.watch(path() + "?resourceVersion=" + from, kShort)).isEmpty());
}

void TestContractWatches::withoutVersionEverythingIsAdded() {
    const QList<QJsonObject> events = m_server.watch(path() + "?labelSelector=parity", kShort);

    QCOMPARE(types(events), QStringList(3, u"ADDED"_s));
}

void TestContractWatches::leavingTheSelectionIsADeletion() {
    const QByteArray from = version();
    label("cm-0000", u"odd"_s);

    QCOMPARE(types(m_server.watch(path() + "?labelSelector=parity%3Deven&resourceVersion=" + from, kShort)),
        QStringList{u"DELETED"_s});
    QCOMPARE(types(m_server.watch(path() + "?labelSelector=parity%3Dodd&resourceVersion=" + from, kShort)),
        QStringList{u"ADDED"_s});
}

void TestContractWatches::metadataWatchHasNoData() {
    const QByteArray from = version();
    label("cm-0000", u"odd"_s);

    const QList<QJsonObject> events = m_server.watch(path() + "?resourceVersion=" + from, kShort, kMetadata);

    QCOMPARE(types(events), QStringList{u"MODIFIED"_s});
    QCOMPARE(events[0]["object"_L1]["kind"_L1].toString(), u"PartialObjectMetadata"_s);
    QVERIFY(!events[0]["object"_L1].toObject().contains("data"_L1));
}

void TestContractWatches::ancientVersionIsGone() {
    const Answer answer = m_server.get(path() + "?watch=true&resourceVersion=1&timeoutSeconds=2");

    // both are allowed: the status before the stream begins, or an ERROR event in it
    const QJsonObject said = QJsonDocument::fromJson(answer.body.split('\n').first()).object();
    if (answer.status == 200 && said["type"_L1] != "ERROR"_L1) {
        QSKIP("this server is so young that it still remembers its first version");
    }
    const QJsonValue status = answer.status == 410 ? QJsonValue(said) : said["object"_L1];
    QCOMPARE(status["code"_L1].toInt(), 410);
    QCOMPARE(status["reason"_L1].toString(), u"Expired"_s);
}

void TestContractWatches::watchListEndsInitialEventsWithABookmark() {
    const QByteArray query
        = "?sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&labelSelector=parity";
    const Answer probe = m_server.get(path() + query + "&watch=true&timeoutSeconds=1");
    if (probe.status == 422) {
        QSKIP("this server has WatchList off");
    }

    const QList<QJsonObject> events = m_server.watch(path() + query, kShort);

    QCOMPARE(types(events).size(), 3);
    QCOMPARE(events[3]["type"_L1].toString(), u"BOOKMARK"_s);
    QCOMPARE(
        events[3]["object"_L1]["metadata"_L1]["annotations"_L1]["k8s.io/initial-events-end"_L1].toString(), u"true"_s);
}

void TestContractWatches::deletionHonoursItsPrecondition() {
    const QJsonObject wrong{{u"preconditions"_s, QJsonObject{{u"uid"_s, u"00000000-0000-0000-0000-000000000000"_s}}}};

    QCOMPARE(m_server.send("DELETE", path("cm-0000"), wrong).status, 409);
    QCOMPARE(m_server.get(path("cm-0000")).status, 200);
}

void TestContractWatches::staleUpdateIsAConflict() {
    QJsonObject object = m_server.get(path("cm-0000")).json();
    label("cm-0000", u"changed"_s);
    object[u"data"_s] = QJsonObject{{u"n"_s, u"mine"_s}};

    const Answer answer = m_server.send("PUT", path("cm-0000"), object);

    QCOMPARE(answer.status, 409);
    QCOMPARE(answer.json()["reason"_L1].toString(), u"Conflict"_s);
}

void TestContractWatches::dryRunChangesNothing() {
    const QByteArray from = version();
    QCOMPARE(m_server.send("DELETE", path("cm-0000") + "?dryRun=All").status, 200);
    QCOMPARE(
        m_server.create(path() + "?dryRun=All", {{u"metadata"_s, QJsonObject{{u"name"_s, u"dry"_s}}}}).status, 201);

    QCOMPARE(m_server.get(path("cm-0000")).status, 200);
    QCOMPARE(m_server.get(path("dry")).status, 404);
    QVERIFY(types(m_server.watch(path() + "?resourceVersion=" + from, kShort)).isEmpty());
}

QTEST_GUILESS_MAIN(TestContractWatches)
#include "test_contract_watches.moc"
