// SPDX-License-Identifier: Apache-2.0
#include "core/net/http_engine.h"
#include "core/net/http_trace.h"
#include "tests/support/awaiting.h"
#include "tests/support/scripted_server.h"

#include <QTest>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

HttpRequest requestTo(const QUrl& url, const QByteArray& method = "GET", RetryPolicy retry = RetryPolicy::AsClientGo) {
    HttpRequest request;
    request.method = method;
    request.url = url;
    request.retry = retry;
    request.deadline = std::chrono::hours(1);
    request.transport = std::make_shared<TransportSettings>();
    return request;
}

} // namespace

/// Time is the test's: waits take no time, and the server is real.
class TestHttpRetry final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void AP2_retryAfterIsHonoured_data();
    void AP2_retryAfterIsHonoured();
    void AP2_longRetryAfterIsCapped();
    void AP2_garbageRetryAfterIsNotRetried_data();
    void AP2_garbageRetryAfterIsNotRetried();
    void AP2_givesUpAfterTenRetries();
    void waitLongerThanTheDeadlineReturnsTheAnswer();
    void neverPolicyIsNotRetried();
    void TL7_getIsAskedOnceMoreAfterAReset();
    void TL7_getGivesUpAfterTheSecondReset();
    void TL7_mutationIsNotSentAgainAfterAReset();
    void TL7_mutationOnADeadKeptConnectionGoesOutOnce();
    void attemptsAreCountedInTheTrace();

private:
    Result<HttpResponse> run(HttpEngine& engine, HttpRequest request);

    ManualClock m_clock;
};

/// Lets time run until the task ends: a wait is taken as soon as the server has nothing to say.
Result<HttpResponse> TestHttpRetry::run(HttpEngine& engine, HttpRequest request) {
    std::optional<Result<HttpResponse>> answer;
    TaskScope scope;
    scope.launch<Result<HttpResponse>>(
        engine.send(std::move(request)), [&](auto result) { answer = std::move(result); });
    const QDeadlineTimer bound(std::chrono::seconds(20));
    while (!answer && !bound.hasExpired()) {
        QTest::qWait(2);
        m_clock.advance(std::chrono::milliseconds(500));
    }
    return answer ? std::move(*answer) : fail(ErrorCode::Timeout, {}, u"the test hangs"_s, u"Hang"_s);
}

void TestHttpRetry::AP2_retryAfterIsHonoured_data() {
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("method");
    QTest::addRow("429") << 429 << QByteArray("GET");
    QTest::addRow("429 of a POST") << 429 << QByteArray("POST");
    QTest::addRow("500") << 500 << QByteArray("GET");
    QTest::addRow("503") << 503 << QByteArray("GET");
    QTest::addRow("504") << 504 << QByteArray("GET");
}

void TestHttpRetry::AP2_retryAfterIsHonoured() {
    QFETCH(const int, status);
    QFETCH(const QByteArray, method);
    std::vector<Clock::Steady> times;
    ScriptedServer server([&](const ScriptedRequest&, const QPointer<QTcpSocket>& socket) {
        times.push_back(m_clock.steadyNow());
        socket->write(times.size() < 3 ? ScriptedServer::answer(status, "later", "Retry-After: 2\r\n")
                                       : ScriptedServer::answer(200, "now"));
    });
    HttpEngine engine(m_clock, nullptr);

    const auto answer = run(engine, requestTo(server.url(), method));

    QVERIFY(answer.has_value());
    QCOMPARE(answer->body, "now");
    QCOMPARE(times.size(), 3U);
    QVERIFY(times[1] - times[0] >= std::chrono::seconds(2));
}

void TestHttpRetry::AP2_longRetryAfterIsCapped() {
    std::vector<Clock::Steady> times;
    ScriptedServer server([&](const ScriptedRequest&, const QPointer<QTcpSocket>& socket) {
        times.push_back(m_clock.steadyNow());
        socket->write(times.size() < 2 ? ScriptedServer::answer(429, "later", "Retry-After: 3600\r\n")
                                       : ScriptedServer::answer(200, "now"));
    });
    HttpEngine engine(m_clock, nullptr);

    const auto answer = run(engine, requestTo(server.url()));

    QCOMPARE(answer->body, "now");
    QVERIFY(times[1] - times[0] >= std::chrono::seconds(30));
    QVERIFY(times[1] - times[0] <= std::chrono::seconds(40));
}

void TestHttpRetry::AP2_garbageRetryAfterIsNotRetried_data() {
    QTest::addColumn<QByteArray>("header");
    QTest::addRow("none") << QByteArray();
    QTest::addRow("date") << QByteArray("Retry-After: Fri, 31 Dec 2027 23:59:59 GMT\r\n");
    QTest::addRow("word") << QByteArray("Retry-After: soon\r\n");
    QTest::addRow("negative") << QByteArray("Retry-After: -1\r\n");
    QTest::addRow("overflow") << QByteArray("Retry-After: 99999999999999\r\n");
}

void TestHttpRetry::AP2_garbageRetryAfterIsNotRetried() {
    QFETCH(const QByteArray, header);
    ScriptedServer server(ScriptedServer::always(ScriptedServer::answer(429, "no", header)));
    HttpEngine engine(m_clock, nullptr);

    const auto answer = run(engine, requestTo(server.url()));

    QCOMPARE(answer->status, 429);
    QCOMPARE(server.requests().size(), 1);
}

void TestHttpRetry::AP2_givesUpAfterTenRetries() {
    ScriptedServer server(ScriptedServer::always(ScriptedServer::answer(503, "no", "Retry-After: 1\r\n")));
    HttpEngine engine(m_clock, nullptr);

    const auto answer = run(engine, requestTo(server.url()));

    QCOMPARE(answer->status, 503);
    QCOMPARE(server.requests().size(), 11);
}

void TestHttpRetry::waitLongerThanTheDeadlineReturnsTheAnswer() {
    ScriptedServer server(ScriptedServer::always(ScriptedServer::answer(429, "no", "Retry-After: 20\r\n")));
    HttpEngine engine(m_clock, nullptr);
    HttpRequest request = requestTo(server.url());
    request.deadline = std::chrono::seconds(15);

    const auto answer = runToEnd(engine.send(request));

    QCOMPARE(answer->status, 429);
    QCOMPARE(server.requests().size(), 1);
}

void TestHttpRetry::neverPolicyIsNotRetried() {
    ScriptedServer server(ScriptedServer::always(ScriptedServer::answer(429, "no", "Retry-After: 1\r\n")));
    HttpEngine engine(m_clock, nullptr);

    const auto answer = run(engine, requestTo(server.url(), "POST", RetryPolicy::Never));

    QCOMPARE(answer->status, 429);
    QCOMPARE(server.requests().size(), 1);
}

void TestHttpRetry::TL7_getIsAskedOnceMoreAfterAReset() {
    int count = 0;
    ScriptedServer server([&](const ScriptedRequest&, const QPointer<QTcpSocket>& socket) {
        if (++count == 1) {
            ScriptedServer::reset(socket);
        } else {
            socket->write(ScriptedServer::answer(200, "now"));
        }
    });
    HttpEngine engine(m_clock, nullptr);

    const auto answer = runToEnd(engine.send(requestTo(server.url())));

    QVERIFY(answer.has_value());
    QCOMPARE(answer->body, "now");
    QCOMPARE(count, 2);
}

void TestHttpRetry::TL7_getGivesUpAfterTheSecondReset() {
    ScriptedServer server(
        [](const ScriptedRequest&, const QPointer<QTcpSocket>& socket) { ScriptedServer::reset(socket); });
    HttpEngine engine(m_clock, nullptr);

    const auto answer = runToEnd(engine.send(requestTo(server.url())));

    QCOMPARE(answer.error().code, ErrorCode::Unreachable);
    QCOMPARE(answer.error().reason, u"ConnectionLost"_s);
    QCOMPARE(server.requests().size(), 2);
}

void TestHttpRetry::TL7_mutationIsNotSentAgainAfterAReset() {
    ScriptedServer server(
        [](const ScriptedRequest&, const QPointer<QTcpSocket>& socket) { ScriptedServer::reset(socket); });
    HttpEngine engine(m_clock, nullptr);

    const auto answer = runToEnd(engine.send(requestTo(server.url(), "PATCH")));

    QCOMPARE(answer.error().reason, u"ConnectionLost"_s);
    QCOMPARE(server.requests().size(), 1);
}

/// curl would send it again by itself: the connection was kept from an earlier request.
void TestHttpRetry::TL7_mutationOnADeadKeptConnectionGoesOutOnce() {
    ScriptedServer server([](const ScriptedRequest& request, const QPointer<QTcpSocket>& socket) {
        if (request.method == "GET") {
            socket->write(ScriptedServer::answer(200, "x"));
        } else {
            ScriptedServer::reset(socket);
        }
    });
    HttpEngine engine(m_clock, nullptr);

    for (const RetryPolicy policy : {RetryPolicy::Never, RetryPolicy::AsClientGo}) {
        const qsizetype before = server.requests().size();
        (void)runToEnd(engine.send(requestTo(server.url())));
        const auto answer = runToEnd(engine.send(requestTo(server.url(), "POST", policy)));

        QCOMPARE(answer.error().reason, u"ConnectionLost"_s);
        QCOMPARE(server.requests().size() - before, 2);
    }
}

void TestHttpRetry::attemptsAreCountedInTheTrace() {
    int count = 0;
    ScriptedServer server([&](const ScriptedRequest&, const QPointer<QTcpSocket>& socket) {
        socket->write(
            ++count < 3 ? ScriptedServer::answer(429, {}, "Retry-After: 1\r\n") : ScriptedServer::answer(200, {}));
    });
    const auto trace = std::make_shared<HttpTrace>();
    HttpEngine engine(m_clock, trace);

    (void)run(engine, requestTo(server.url()));

    const auto entries = trace->changesSince(0).entries;
    QCOMPARE(entries.size(), 3U);
    QCOMPARE(entries[0].attempt, 1);
    QCOMPARE(entries[0].status, 429);
    QCOMPARE(entries[2].attempt, 3);
    QCOMPARE(entries[2].status, 200);
}

} // namespace pilothouse

QTEST_GUILESS_MAIN(pilothouse::TestHttpRetry)
#include "test_http_retry.moc"
