// SPDX-License-Identifier: Apache-2.0
#include "tests/contract/contract_server.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace pilothouse::contract;

namespace {

constexpr const char* kMetadataList
    = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json";
constexpr const char* kTable = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";

QStringList names(const QJsonObject& list) {
    QStringList out;
    for (const QJsonValue& item : list.value("items"_L1).toArray()) {
        out.append(item["metadata"_L1]["name"_L1].toString());
    }
    return out;
}

} // namespace

class TestContractReads final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void pagesShowOneState();
    void metadataListHasNoData();
    void tableHasColumnsAndPartialObjects();
    void labelSelectorsSelect_data();
    void labelSelectorsSelect();
    void unknownFieldSelectorIsRefused();
    void futureVersionIsTooLarge();
    void brokenContinueIsRefused();
    void missingObjectIsAStatus();
    void wrongTokenIsUnauthorized();
    void discoveryIsAggregated();
    void discoveryFallsBack();
    void accessReviewAnswers();
    void releaseRecordsAreFoundByTypeAndLabels();

private:
    ContractServer m_server;
    QByteArray m_space;
};

void TestContractReads::initTestCase() {
    QVERIFY2(m_server.problem().isEmpty(), qPrintable(m_server.problem()));
    m_space = m_server.makeNamespace();
    QVERIFY(m_server.makeConfigMaps(m_space, 10));
}

void TestContractReads::pagesShowOneState() {
    const QByteArray path = "/api/v1/namespaces/" + m_space + "/configmaps?labelSelector=parity&limit=4";
    const QJsonObject first = m_server.get(path).json();
    QCOMPARE(names(first).size(), 4);
    QVERIFY(m_server
                .create("/api/v1/namespaces/" + m_space + "/configmaps",
                    {{u"metadata"_s,
                        QJsonObject{{u"name"_s, u"cm-0005a"_s}, {u"labels"_s, QJsonObject{{u"parity"_s, u"none"_s}}}}}})
                .status
        == 201);

    QStringList seen = names(first);
    QJsonObject page = first;
    while (!page["metadata"_L1]["continue"_L1].toString().isEmpty()) {
        const QByteArray token = page["metadata"_L1]["continue"_L1].toString().toUtf8().toPercentEncoding();
        page = m_server.get(path + "&continue=" + token).json();
        QCOMPARE(page["metadata"_L1]["resourceVersion"_L1], first["metadata"_L1]["resourceVersion"_L1]);
        seen += names(page);
    }

    QCOMPARE(seen.size(), 10); // the one made between the pages is not in this state
    m_server.send("DELETE", "/api/v1/namespaces/" + m_space + "/configmaps/cm-0005a");
}

void TestContractReads::metadataListHasNoData() {
    const QJsonObject list = m_server.get("/api/v1/namespaces/" + m_space + "/configmaps", kMetadataList).json();

    QCOMPARE(list["kind"_L1].toString(), u"PartialObjectMetadataList"_s);
    const QJsonObject item = list["items"_L1].toArray().last().toObject();
    QCOMPARE(item["kind"_L1].toString(), u"PartialObjectMetadata"_s);
    QVERIFY(!item.contains("data"_L1));
    QVERIFY(!item["metadata"_L1]["uid"_L1].toString().isEmpty());
}

void TestContractReads::tableHasColumnsAndPartialObjects() {
    const QJsonObject table
        = m_server.get("/api/v1/namespaces/" + m_space + "/configmaps?labelSelector=parity", kTable).json();

    QCOMPARE(table["kind"_L1].toString(), u"Table"_s);
    QStringList columns;
    for (const QJsonValue& column : table["columnDefinitions"_L1].toArray()) {
        columns.append(column["name"_L1].toString());
    }
    QCOMPARE(columns, (QStringList{u"Name"_s, u"Data"_s, u"Age"_s}));
    const QJsonValue row = table["rows"_L1].toArray().first();
    QCOMPARE(row["cells"_L1][0].toString(), u"cm-0000"_s);
    QCOMPARE(row["cells"_L1][1].toInt(), 1);
    QCOMPARE(row["object"_L1]["kind"_L1].toString(), u"PartialObjectMetadata"_s);
}

void TestContractReads::labelSelectorsSelect_data() {
    QTest::addColumn<QByteArray>("selector");
    QTest::addColumn<int>("count");
    QTest::newRow("equal") << QByteArray("parity=even") << 5;
    QTest::newRow("unequal and exists") << QByteArray("parity,parity!=even") << 5;
    QTest::newRow("in") << QByteArray("parity in (even,odd)") << 10;
    QTest::newRow("notin and exists") << QByteArray("parity,parity notin (odd)") << 5;
    QTest::newRow("nothing") << QByteArray("parity=none") << 0;
}

void TestContractReads::labelSelectorsSelect() {
    QFETCH(QByteArray, selector);
    QFETCH(int, count);

    const Answer answer
        = m_server.get("/api/v1/namespaces/" + m_space + "/configmaps?labelSelector=" + selector.toPercentEncoding());

    QCOMPARE(answer.status, 200);
    QCOMPARE(names(answer.json()).size(), count);
}

void TestContractReads::unknownFieldSelectorIsRefused() {
    const Answer answer = m_server.get("/api/v1/namespaces/" + m_space + "/configmaps?fieldSelector=data.n%3D1");

    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.json()["reason"_L1].toString(), u"BadRequest"_s);
}

void TestContractReads::futureVersionIsTooLarge() {
    const Answer answer = m_server.get("/api/v1/namespaces/" + m_space
        + "/configmaps?resourceVersion=999999999999&resourceVersionMatch=NotOlderThan&limit=1");

    QCOMPARE(answer.status, 504);
    QCOMPARE(answer.json()["details"_L1]["causes"_L1][0]["reason"_L1].toString(), u"ResourceVersionTooLarge"_s);
}

void TestContractReads::brokenContinueIsRefused() {
    QCOMPARE(m_server.get("/api/v1/namespaces/" + m_space + "/configmaps?limit=2&continue=nonsense").status, 400);
}

void TestContractReads::missingObjectIsAStatus() {
    const Answer answer = m_server.get("/apis/apps/v1/namespaces/" + m_space + "/deployments/nobody");

    QCOMPARE(answer.status, 404);
    const QJsonObject status = answer.json();
    QCOMPARE(status["kind"_L1].toString(), u"Status"_s);
    QCOMPARE(status["reason"_L1].toString(), u"NotFound"_s);
    QCOMPARE(status["message"_L1].toString(), u"deployments.apps \"nobody\" not found"_s);
    QCOMPARE(status["details"_L1].toObject(),
        (QJsonObject{{u"name"_s, u"nobody"_s}, {u"group"_s, u"apps"_s}, {u"kind"_s, u"deployments"_s}}));
}

void TestContractReads::wrongTokenIsUnauthorized() {
    const Answer answer = m_server.send("GET", "/api/v1/namespaces", {}, {"Authorization: Bearer wrong"});

    QCOMPARE(answer.status, 401);
    QCOMPARE(answer.json()["reason"_L1].toString(), u"Unauthorized"_s);
}

void TestContractReads::discoveryIsAggregated() {
    const Answer answer = m_server.get(
        "/apis", "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json");

    QVERIFY2(answer.contentType.contains("as=APIGroupDiscoveryList"), answer.contentType.constData());
    bool found = false;
    for (const QJsonValue& group : answer.json()["items"_L1].toArray()) {
        if (group["metadata"_L1]["name"_L1].toString() == "apps"_L1) {
            for (const QJsonValue& resource : group["versions"_L1][0]["resources"_L1].toArray()) {
                found
                    = found || (resource["resource"_L1] == "deployments"_L1 && resource["scope"_L1] == "Namespaced"_L1);
            }
        }
    }
    QVERIFY(found);
}

void TestContractReads::discoveryFallsBack() {
    QCOMPARE(m_server.get("/apis").json()["kind"_L1].toString(), u"APIGroupList"_s);
    const QJsonObject list = m_server.get("/apis/apps/v1").json();

    QCOMPARE(list["kind"_L1].toString(), u"APIResourceList"_s);
    bool found = false;
    for (const QJsonValue& resource : list["resources"_L1].toArray()) {
        found = found || (resource["name"_L1] == "deployments"_L1 && resource["kind"_L1] == "Deployment"_L1);
    }
    QVERIFY(found);
}

void TestContractReads::accessReviewAnswers() {
    const QJsonObject wanted{
        {u"verb"_s, u"list"_s}, {u"resource"_s, u"secrets"_s}, {u"namespace"_s, QString::fromLatin1(m_space)}};
    const Answer answer = m_server.create("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
        {{u"kind"_s, u"SelfSubjectAccessReview"_s}, {u"apiVersion"_s, u"authorization.k8s.io/v1"_s},
            {u"spec"_s, QJsonObject{{u"resourceAttributes"_s, wanted}}}});

    QCOMPARE(answer.status, 201);
    QVERIFY(answer.json()["status"_L1]["allowed"_L1].toBool());
}

void TestContractReads::releaseRecordsAreFoundByTypeAndLabels() {
    const QString text = QString::fromLatin1(QByteArray("H4sIdGVzdA==").toBase64());
    const QJsonObject labels{
        {u"owner"_s, u"helm"_s}, {u"name"_s, u"a.b"_s}, {u"status"_s, u"deployed"_s}, {u"version"_s, u"3"_s}};
    const QByteArray path = "/api/v1/namespaces/" + m_space + "/secrets";
    QCOMPARE(m_server
                 .create(path,
                     {{u"metadata"_s, QJsonObject{{u"name"_s, u"sh.helm.release.v1.a.b.v3"_s}, {u"labels"_s, labels}}},
                         {u"type"_s, u"helm.sh/release.v1"_s}, {u"data"_s, QJsonObject{{u"release"_s, text}}}})
                 .status,
        201);

    const QJsonObject byType = m_server.get(path + "?fieldSelector=type%3Dhelm.sh%2Frelease.v1").json();
    const QJsonObject byLabel = m_server.get(path + "?labelSelector=owner%3Dhelm,status%3Ddeployed").json();

    QCOMPARE(names(byType), QStringList{u"sh.helm.release.v1.a.b.v3"_s});
    QCOMPARE(names(byLabel), names(byType));
    QCOMPARE(byType["items"_L1][0]["data"_L1]["release"_L1].toString(), text);
    QVERIFY(!byType["items"_L1][0].toObject().contains("kind"_L1));
}

QTEST_GUILESS_MAIN(TestContractReads)
#include "test_contract_reads.moc"
