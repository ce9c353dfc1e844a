// SPDX-License-Identifier: Apache-2.0
#include "core/net/http_trace.h"

#include "core/base/redaction.h"
#include "core/net/body_masking.h"
#include "core/net/curl_command.h"
#include "core/net/http_engine.h"
#include "tests/support/awaiting.h"
#include "tests/support/scripted_server.h"

#include <QTest>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// Stands wherever a secret may stand; no entry may hold it.
const QByteArray kCanary = "c4n4ry-5ecret";

QString everythingIn(const TraceEntry& entry) {
    return QStringList(
        {entry.label, entry.method, entry.url, entry.error, entry.requestHeaders.join(u'\n'),
            entry.responseHeaders.join(u'\n'), entry.requestBody, entry.responseBody, curlCommand(entry)})
        .join(u'\n');
}

TraceEntry entryNamed(quint64 id, const QString& method) {
    TraceEntry entry;
    entry.id = id;
    entry.method = method;
    return entry;
}

} // namespace

class TestHttpTrace final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void changesAreGivenOnceInOrder();
    void changedEntryComesAgain();
    void oldestEntriesAreDropped();
    void clearedTraceGoesOn();
    void bodiesAreRecordedOnlyWhenAsked();
    void secretsReachNoEntry_data();
    void secretsReachNoEntry();
    void whatIsNoSecretStaysReadable();
    void unreadableBodyShowsOnlyItsSize_data();
    void unreadableBodyShowsOnlyItsSize();
    void longBodyIsCut();
    void curlCommandIsQuoted();

private:
    SystemClock m_clock;
};

void TestHttpTrace::changesAreGivenOnceInOrder() {
    HttpTrace trace;
    trace.record(entryNamed(1, u"GET"_s));
    trace.record(entryNamed(2, u"PUT"_s));

    const auto first = trace.changesSince(0);
    trace.record(entryNamed(3, u"POST"_s));
    const auto second = trace.changesSince(first.sequence);

    QCOMPARE(first.entries.size(), 2U);
    QCOMPARE(first.entries[0].id, 1U);
    QCOMPARE(second.entries.size(), 1U);
    QCOMPARE(second.entries[0].id, 3U);
    QVERIFY(trace.changesSince(second.sequence).entries.empty());
}

void TestHttpTrace::changedEntryComesAgain() {
    HttpTrace trace;
    trace.record(entryNamed(1, u"GET"_s));
    trace.record(entryNamed(2, u"GET"_s));
    const auto seen = trace.changesSince(0);
    TraceEntry changed = entryNamed(1, u"GET"_s);
    changed.status = 200;

    trace.record(changed);

    const auto changes = trace.changesSince(seen.sequence);
    QCOMPARE(changes.entries.size(), 1U);
    QCOMPARE(changes.entries[0].status, 200);
    QCOMPARE(trace.changesSince(0).entries.size(), 2U);
}

void TestHttpTrace::oldestEntriesAreDropped() {
    HttpTrace trace(3);
    for (quint64 id = 1; id <= 10; ++id) {
        trace.record(entryNamed(id, u"GET"_s));
    }

    const auto entries = trace.changesSince(0).entries;

    QCOMPARE(entries.size(), 3U);
    QCOMPARE(entries.front().id, 8U);
}

void TestHttpTrace::clearedTraceGoesOn() {
    HttpTrace trace;
    trace.record(entryNamed(trace.nextId(), u"GET"_s));
    const auto seen = trace.changesSince(0);
    trace.clear();

    trace.record(entryNamed(trace.nextId(), u"PUT"_s));

    QCOMPARE(trace.changesSince(seen.sequence).entries.size(), 1U);
    QCOMPARE(trace.changesSince(0).entries.front().method, u"PUT"_s);
}

void TestHttpTrace::bodiesAreRecordedOnlyWhenAsked() {
    ScriptedServer server(ScriptedServer::always(ScriptedServer::answer(200, R"({"kind":"Pod"})")));
    const auto trace = std::make_shared<HttpTrace>();
    HttpEngine engine(m_clock, trace);
    HttpRequest request;
    request.url = server.url();

    (void)runToEnd(engine.send(request));
    trace->setBodiesRecorded(true);
    const auto answer = runToEnd(engine.send(request));

    const auto entries = trace->changesSince(0).entries;
    QVERIFY(entries[0].responseBody.isEmpty());
    QCOMPARE(entries[1].responseBody, uR"({"kind":"Pod"})"_s);
    QCOMPARE(answer->body, R"({"kind":"Pod"})");
    QVERIFY(entries[1].isFinished);
    QCOMPARE(entries[1].status, 200);
}

void TestHttpTrace::secretsReachNoEntry_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("requestBody");
    QTest::addColumn<QByteArray>("responseBody");
    const QByteArray c = kCanary;
    const QByteArray secret
        = R"({"apiVersion":"v1","kind":"Secret","metadata":{"name":"db","annotations":{)"
          R"("kubectl.kubernetes.io/last-applied-configuration":"{\"kind\":\"Secret\",\"stringData\":{\"a\":\")"
        + c + R"(\"}}"}},"data":{"x":")" + c + R"("},"stringData":{"y":")" + c + R"("}})";
    const QByteArray unnamed = R"({"metadata":{"name":"db"},"data":{"x":")" + c + R"("}})";
    QTest::addRow("secret") << u"/x"_s << secret << secret;
    QTest::addRow("secret list") << u"/x"_s << QByteArray() << R"({"kind":"SecretList","items":[)" + unnamed + "]}";
    QTest::addRow("list of secrets") << u"/x"_s << QByteArray() << R"({"kind":"List","items":[)" + secret + "]}";
    QTest::addRow("table of secrets") << u"/x"_s << QByteArray()
                                      << R"({"kind":"Table","rows":[{"cells":["db"],"object":)" + secret + "}]}";
    QTest::addRow("merge patch of a secret")
        << u"/api/v1/namespaces/a/secrets/db"_s << R"({"data":{"x":")" + c + R"("}})" << unnamed;
    QTest::addRow("json patch of a secret")
        << u"/api/v1/namespaces/a/secrets/db"_s << R"([{"op":"add","path":"/data/x","value":")" + c + R"("}])"
        << QByteArray();
    QTest::addRow("token review") << u"/x"_s << R"({"kind":"TokenReview","spec":{"token":")" + c + R"("}})"
                                  << QByteArray();
    QTest::addRow("token request") << u"/api/v1/namespaces/a/serviceaccounts/b/token"_s << QByteArray()
                                   << R"({"kind":"TokenRequest","status":{"token":")" + c + R"("}})";
    QTest::addRow("exec credential")
        << u"/x"_s << QByteArray()
        << R"({"kind":"ExecCredential","status":{"clientKeyData":"-----BEGIN PRIVATE KEY-----)" + c + R"(","token":")"
            + c + R"("}})";
    QTest::addRow("environment") << u"/x"_s << QByteArray()
                                 << R"({"kind":"Pod","spec":{"containers":[{"env":[{"name":"DB_PASSWORD","value":")" + c
            + R"("}]}]}})";
    QTest::addRow("values") << u"/x"_s << QByteArray()
                            << R"({"kind":"ConfigMap","data":{"db":"{\"auth\":{\"password\":[\")" + c + R"(\"]}}"}})";
    QTest::addRow("cut off") << u"/x"_s << QByteArray() << secret.first(secret.size() - 5);
    QTest::addRow("plain text") << u"/x"_s << QByteArray("password: " + c) << QByteArray("password: " + c);
}

void TestHttpTrace::secretsReachNoEntry() {
    QFETCH(const QString, path);
    QFETCH(const QByteArray, requestBody);
    QFETCH(const QByteArray, responseBody);
    const QByteArray header = "Set-Cookie: session=" + kCanary + "\r\nX-Auth-Token: " + kCanary + "\r\n";
    ScriptedServer server(ScriptedServer::always(ScriptedServer::answer(200, responseBody, header)));
    const auto trace = std::make_shared<HttpTrace>();
    trace->setBodiesRecorded(true);
    HttpEngine engine(m_clock, trace);
    HttpRequest request;
    request.method = "POST";
    request.url = server.url(path + u"?access_token=%1"_s.arg(QString::fromLatin1(kCanary)));
    request.headers = {{"Authorization", "Bearer " + kCanary}, {"Cookie", kCanary}};
    request.body = requestBody;

    QVERIFY(runToEnd(engine.send(request)).has_value());

    const auto entries = trace->changesSince(0).entries;
    QCOMPARE(entries.size(), 1U);
    const QString all = everythingIn(entries.front());
    QVERIFY2(!all.contains(QString::fromLatin1(kCanary)), qPrintable(all));
    QVERIFY(all.contains(kMask));
    QVERIFY(server.requests().first().header("authorization").contains(kCanary)); // the server got the real one
}

void TestHttpTrace::whatIsNoSecretStaysReadable() {
    const QByteArray pod
        = R"({"kind":"Pod","metadata":{"name":"web"},"spec":{"containers":[{"env":[{"name":"MODE","value":"fast"},)"
          R"({"name":"PASSWORD","valueFrom":{"secretKeyRef":{"key":"k","name":"db"}}}],"image":"web:1"}]}})";

    const QString shown = maskedBody(pod, QUrl(u"https://host/api/v1/pods"_s));

    for (const QString& word : {u"web:1"_s, u"fast"_s, u"\"db\""_s, u"MODE"_s}) {
        QVERIFY2(shown.contains(word), qPrintable(shown));
    }
    QVERIFY(!shown.contains(kMask));
}

void TestHttpTrace::unreadableBodyShowsOnlyItsSize_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addRow("text") << QByteArray("token=abc");
    QTest::addRow("truncated") << QByteArray(R"({"kind":"Pod")");
    QTest::addRow("binary") << QByteArray("k8s\0\x0a\x02v1", 8);
    QTest::addRow("too deep") << QByteArray(100'000, '[');
}

void TestHttpTrace::unreadableBodyShowsOnlyItsSize() {
    QFETCH(const QByteArray, body);

    const QString shown = maskedBody(body, QUrl(u"https://host/x"_s));

    QCOMPARE(shown, u"(%1 bytes, not shown)"_s.arg(body.size()));
}

void TestHttpTrace::longBodyIsCut() {
    const QByteArray body = R"({"kind":"ConfigMap","data":{"a":")" + QByteArray(100'000, 'x') + R"("}})";

    const QString shown = maskedBody(body, QUrl(u"https://host/x"_s));

    QVERIFY(shown.size() < 17'000);
    QVERIFY(shown.contains("bytes in all"_L1));
}

void TestHttpTrace::curlCommandIsQuoted() {
    TraceEntry entry = entryNamed(1, u"PATCH"_s);
    entry.url = u"https://host/x?a=$(reboot)"_s;
    entry.requestHeaders = {u"Authorization: Bearer "_s + kMask, u"X-It: it's\x1b[31m"_s};
    entry.requestBody = uR"({"a":1})"_s;

    const QString command = curlCommand(entry);

    QCOMPARE(command,
        u"curl -X 'PATCH' 'https://host/x?a=$(reboot)' -H 'Authorization: Bearer "_s + kMask
            + uR"(' -H 'X-It: it'\''s\x1b[31m' --data-raw '{"a":1}')"_s);
}

} // namespace pilothouse

QTEST_GUILESS_MAIN(pilothouse::TestHttpTrace)
#include "test_http_trace.moc"
