// SPDX-License-Identifier: Apache-2.0
#include "core/net/http_engine.h"

#include "core/async/parallel.h"
#include "core/net/transfer_error.h"
#include "tests/support/awaiting.h"
#include "tests/support/scripted_server.h"

#include <QElapsedTimer>
#include <QTest>
#include <QTimer>

#include <cerrno>

#include <zlib.h>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

HttpRequest get(const QUrl& url) {
    HttpRequest request;
    request.url = url;
    request.transport = std::make_shared<TransportSettings>();
    return request;
}

QByteArray gzip(const QByteArray& plain) {
    z_stream stream{};
    deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    QByteArray out(static_cast<qsizetype>(deflateBound(&stream, static_cast<uLong>(plain.size()))), Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
    stream.avail_in = static_cast<uInt>(plain.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.truncate(static_cast<qsizetype>(stream.total_out));
    deflateEnd(&stream);
    return out;
}

QByteArray chunked(const QByteArray& body) {
    return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + QByteArray::number(body.size(), 16) + "\r\n" + body
        + "\r\n0\r\n\r\n";
}

} // namespace

class TestHttpEngine final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sendsMethodHeadersAndBody();
    void anyStatusIsAResponse_data();
    void anyStatusIsAResponse();
    void TL5_redirectIsReturnedAndNotFollowed();
    void TL6_cookiesAreForgotten();
    void TL8_bodyOverTheCapIsRefused();
    void TL8_gzipBombIsRefusedByItsDecodedSize();
    void TL8_tooManyHeadersAreRefused_data();
    void TL8_tooManyHeadersAreRefused();
    void TL8_brokenContentLengthIsRefused_data();
    void TL8_brokenContentLengthIsRefused();
    void AU8_lineBreakInAHeaderIsRefused();
    void AP1_refusedConnectionIsUnreachable();
    void AP1_failedConnectionsAreToldApart_data();
    void AP1_failedConnectionsAreToldApart();
    void AP1_cancellingDoesNotWaitForTheNameServer();
    void AP6_slowBodyIsATimeout();
    void silentServerIsATimeout();
    void bodySplitAtEveryByteIsWhole();
    void gzipBodyIsDecoded();
    void connectionIsReused();
    void closingIdleConnectionsMakesANewOne();
    void bigBodyIsUploadedWhole();
    void destroyingTheTaskAbortsItsTransfer();
    void destroyingTheEngineWithWaitingTasksIsClean();
    void manyRequestsAtOnceAllEnd();

private:
    SystemClock m_clock;
};

void TestHttpEngine::sendsMethodHeadersAndBody() {
    ScriptedServer server(ScriptedServer::always(ScriptedServer::answer(201, "made", "X-One: 1\r\n")));
    HttpEngine engine(m_clock, nullptr);
    HttpRequest request = get(server.url(u"/api/v1/pods?limit=5&fieldSelector=a%3Db"_s));
    request.method = "POST";
    request.body = R"({"a":1})";
    request.headers = {{"Authorization", "Bearer t"}, {"Content-Type", "application/json"}, {"X-Empty", ""}};

    const auto answer = runToEnd(engine.send(request));

    QVERIFY(answer.has_value());
    QCOMPARE(answer->status, 201);
    QCOMPARE(answer->body, "made");
    QCOMPARE(headerValue(answer->headers, "x-one"), "1");
    const ScriptedRequest& seen = server.requests().first();
    QCOMPARE(seen.method, "POST");
    QCOMPARE(seen.target, "/api/v1/pods?limit=5&fieldSelector=a%3Db");
    QCOMPARE(seen.body, R"({"a":1})");
    QCOMPARE(seen.header("authorization"), "Bearer t");
    QCOMPARE(seen.header("content-type"), "application/json");
    QVERIFY(seen.header("user-agent").startsWith("pilothouse/"));
    QCOMPARE(engine.totals().requests, 1);
    QVERIFY(engine.totals().bytesReceived > 4);
}

void TestHttpEngine::anyStatusIsAResponse_data() {
    QTest::addColumn<int>("status");
    for (const int status : {200, 301, 401, 404, 410, 429, 500, 503}) {
        QTest::addRow("%d", status) << status;
    }
}

void TestHttpEngine::anyStatusIsAResponse() {
    QFETCH(const int, status);
    ScriptedServer server(ScriptedServer::always(ScriptedServer::answer(status, "why")));
    HttpEngine engine(m_clock, nullptr);

    const auto answer = runToEnd(engine.send(get(server.url())));

    QVERIFY(answer.has_value());
    QCOMPARE(answer->status, status);
    QCOMPARE(answer->body, "why");
    QCOMPARE(server.requests().size(), 1);
}

void TestHttpEngine::TL5_redirectIsReturnedAndNotFollowed() {
    ScriptedServer other(ScriptedServer::always(ScriptedServer::answer(200, "stolen")));
    const QByteArray location = "Location: " + other.url(u"/x"_s).toEncoded() + "\r\n";
    ScriptedServer server(ScriptedServer::always(ScriptedServer::answer(307, {}, location)));
    HttpEngine engine(m_clock, nullptr);
    HttpRequest request = get(server.url());
    request.headers = {{"Authorization", "Bearer canary"}};

    const auto answer = runToEnd(engine.send(request));

    QCOMPARE(answer->status, 307);
    QCOMPARE(other.connections(), 0);
}

void TestHttpEngine::TL6_cookiesAreForgotten() {
    ScriptedServer server(ScriptedServer::always(ScriptedServer::answer(200, {}, "Set-Cookie: a=b; Path=/\r\n")));
    HttpEngine engine(m_clock, nullptr);

    (void)runToEnd(engine.send(get(server.url())));
    (void)runToEnd(engine.send(get(server.url())));

    QCOMPARE(server.requests().size(), 2);
    QVERIFY(server.requests().last().header("cookie").isEmpty());
}

void TestHttpEngine::TL8_bodyOverTheCapIsRefused() {
    ScriptedServer server(ScriptedServer::always(ScriptedServer::answer(200, QByteArray(5000, 'x'))));
    HttpEngine engine(m_clock, nullptr);
    HttpRequest request = get(server.url());
    request.maxBody = 4_KiB;

    const auto answer = runToEnd(engine.send(request));

    QCOMPARE(answer.error().code, ErrorCode::Invalid);
    QCOMPARE(answer.error().reason, u"TooLarge"_s);
    QCOMPARE(server.requests().size(), 1);
}

void TestHttpEngine::TL8_gzipBombIsRefusedByItsDecodedSize() {
    const QByteArray bomb = gzip(QByteArray(64 * 1024 * 1024, 'x'));
    ScriptedServer server(ScriptedServer::always(ScriptedServer::answer(200, bomb, "Content-Encoding: gzip\r\n")));
    HttpEngine engine(m_clock, nullptr);
    HttpRequest request = get(server.url());
    request.maxBody = 1_MiB;

    const auto answer = runToEnd(engine.send(request));

    QVERIFY(bomb.size() < 1024 * 1024);
    QCOMPARE(answer.error().reason, u"TooLarge"_s);
}

void TestHttpEngine::TL8_tooManyHeadersAreRefused_data() {
    QTest::addColumn<QByteArray>("lines");
    QByteArray many;
    for (int i = 0; i < 100'000; ++i) {
        many += "a:b\r\n";
    }
    QTest::addRow("100,000 of them") << many;
    QTest::addRow("1 MB in all") << QByteArray("X-Long: " + QByteArray(64 * 1024, 'x') + "\r\n").repeated(16);
}

void TestHttpEngine::TL8_tooManyHeadersAreRefused() {
    QFETCH(const QByteArray, lines);
    ScriptedServer server(ScriptedServer::always(ScriptedServer::answer(200, "x", lines)));
    HttpEngine engine(m_clock, nullptr);

    const auto answer = runToEnd(engine.send(get(server.url())));

    QVERIFY(!answer.has_value());
    QCOMPARE(answer.error().code, ErrorCode::Invalid);
    QCOMPARE(answer.error().reason, u"TooLarge"_s);
}

void TestHttpEngine::TL8_brokenContentLengthIsRefused_data() {
    QTest::addColumn<QByteArray>("lines");
    QTest::addRow("negative") << QByteArray("Content-Length: -5\r\n");
    QTest::addRow("too large for a number") << QByteArray("Content-Length: 99999999999999999999999\r\n");
}

void TestHttpEngine::TL8_brokenContentLengthIsRefused() {
    QFETCH(const QByteArray, lines);
    ScriptedServer server([lines](const ScriptedRequest&, const QPointer<QTcpSocket>& socket) {
        socket->write("HTTP/1.1 200 OK\r\n" + lines + "\r\nbody");
        socket->disconnectFromHost();
    });
    HttpEngine engine(m_clock, nullptr);
    HttpRequest request = get(server.url());
    request.maxBody = 1_MiB;

    const auto answer = runToEnd(engine.send(request));

    // Refused, or read as far as the connection goes; never waited for and never reserved.
    QVERIFY(!answer.has_value() || answer->body == "body");
}

void TestHttpEngine::AU8_lineBreakInAHeaderIsRefused() {
    ScriptedServer server(ScriptedServer::always(ScriptedServer::answer(200, "x")));
    HttpEngine engine(m_clock, nullptr);
    HttpRequest request = get(server.url());
    request.headers = {{"Authorization", "Bearer a\r\nX-Admin: yes"}};

    const auto answer = runToEnd(engine.send(request));

    QCOMPARE(answer.error().code, ErrorCode::Invalid);
    QCOMPARE(answer.error().reason, u"BadHeader"_s);
    QVERIFY(!answer.error().detail.contains("Admin"_L1));
    QCOMPARE(server.connections(), 0);
}

void TestHttpEngine::AP1_refusedConnectionIsUnreachable() {
    QUrl url;
    {
        ScriptedServer gone(ScriptedServer::always({}));
        url = gone.url();
    }
    HttpEngine engine(m_clock, nullptr);

    const auto answer = runToEnd(engine.send(get(url)));

    QCOMPARE(answer.error().code, ErrorCode::Unreachable);
    QCOMPARE(answer.error().reason, u"ConnectionRefused"_s);
    QVERIFY(answer.error().subject.startsWith("http://127.0.0.1"_L1));
}

void TestHttpEngine::AP1_failedConnectionsAreToldApart_data() {
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("osError");
    QTest::addColumn<QString>("reason");
    QTest::addRow("unknown name") << int(CURLE_COULDNT_RESOLVE_HOST) << 0 << u"NameNotFound"_s;
    QTest::addRow("unknown proxy") << int(CURLE_COULDNT_RESOLVE_PROXY) << 0 << u"ProxyNotFound"_s;
    QTest::addRow("blackhole") << int(CURLE_OPERATION_TIMEDOUT) << 0 << u"ConnectTimeout"_s;
    QTest::addRow("no route") << int(CURLE_COULDNT_CONNECT) << EHOSTUNREACH << u"NoRoute"_s;
    QTest::addRow("refused") << int(CURLE_COULDNT_CONNECT) << ECONNREFUSED << u"ConnectionRefused"_s;
}

void TestHttpEngine::AP1_failedConnectionsAreToldApart() {
    QFETCH(const int, code);
    QFETCH(const int, osError);
    QFETCH(const QString, reason);

    const Error error = curlError(CURLcode(code), osError, {}, {}, {}, {});

    QCOMPARE(error.code, ErrorCode::Unreachable);
    QCOMPARE(error.reason, reason);
}

/// Where no name server answers, curl would wait for it even in a cancelled transfer.
void TestHttpEngine::AP1_cancellingDoesNotWaitForTheNameServer() {
    HttpEngine engine(m_clock, nullptr);
    auto scope = std::make_unique<TaskScope>();
    scope->launch<Result<HttpResponse>>(engine.send(get(QUrl(u"http://name.invalid/"_s))), {});
    QTest::qWait(20);
    QElapsedTimer timer;
    timer.start();

    scope.reset();

    QVERIFY(timer.elapsed() < 2000);
}

void TestHttpEngine::AP6_slowBodyIsATimeout() {
    ManualClock clock;
    ScriptedServer server(ScriptedServer::always("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nx"));
    HttpEngine engine(clock, nullptr);
    HttpRequest request = get(server.url());
    request.deadline = std::chrono::hours(1);
    std::optional<Result<HttpResponse>> answer;
    TaskScope scope;
    scope.launch<Result<HttpResponse>>(engine.send(request), [&](auto result) { answer = std::move(result); });
    QTRY_COMPARE(server.requests().size(), 1);
    QTRY_VERIFY(engine.totals().requests == 1);

    for (int i = 0; i < 5 && !answer; ++i) {
        QTest::qWait(20);
        clock.advance(std::chrono::seconds(10));
    }
    QTRY_VERIFY(answer.has_value());

    QCOMPARE(answer->error().code, ErrorCode::Timeout);
    QCOMPARE(answer->error().reason, u"TooSlow"_s);
    QTRY_COMPARE(server.openConnections(), 0);
}

void TestHttpEngine::silentServerIsATimeout() {
    ManualClock clock;
    ScriptedServer server([](const ScriptedRequest&, const QPointer<QTcpSocket>&) { });
    HttpEngine engine(clock, nullptr);
    std::optional<Result<HttpResponse>> answer;
    TaskScope scope;
    scope.launch<Result<HttpResponse>>(
        engine.send(get(server.url())), [&](auto result) { answer = std::move(result); });
    QTRY_COMPARE(server.requests().size(), 1);

    clock.advance(std::chrono::seconds(31));
    QVERIFY(!answer.has_value());
    clock.advance(std::chrono::seconds(2));
    QTRY_VERIFY(answer.has_value());

    QCOMPARE(answer->error().code, ErrorCode::Timeout);
    QCOMPARE(answer->error().reason, u"Deadline"_s);
    QCOMPARE(server.requests().size(), 1);
}

void TestHttpEngine::bodySplitAtEveryByteIsWhole() {
    const QByteArray whole = chunked(R"({"kind":"PodList","items":[]})");
    qsizetype cut = 0;
    ScriptedServer server([&](const ScriptedRequest&, const QPointer<QTcpSocket>& socket) {
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        socket->write(whole.first(cut));
        socket->flush();
        QTimer::singleShot(1, socket, [socket, rest = whole.sliced(cut)] { socket->write(rest); });
    });
    HttpEngine engine(m_clock, nullptr);

    for (cut = 0; cut < whole.size(); ++cut) {
        const auto answer = runToEnd(engine.send(get(server.url())));
        QVERIFY2(answer.has_value(), qPrintable(QString::number(cut)));
        QCOMPARE(answer->body, R"({"kind":"PodList","items":[]})");
    }
}

void TestHttpEngine::gzipBodyIsDecoded() {
    ScriptedServer server(
        ScriptedServer::always(ScriptedServer::answer(200, gzip("plain text"), "Content-Encoding: gzip\r\n")));
    HttpEngine engine(m_clock, nullptr);
    HttpRequest plain = get(server.url());
    auto settings = std::make_shared<TransportSettings>();
    settings->disableCompression = true;
    plain.transport = settings;

    QCOMPARE(runToEnd(engine.send(get(server.url())))->body, "plain text");
    (void)runToEnd(engine.send(plain));

    QCOMPARE(server.requests().first().header("accept-encoding"), "gzip");
    QVERIFY(server.requests().last().header("accept-encoding").isEmpty());
}

void TestHttpEngine::connectionIsReused() {
    ScriptedServer server(ScriptedServer::always(ScriptedServer::answer(200, "x")));
    HttpEngine engine(m_clock, nullptr);

    for (int i = 0; i < 5; ++i) {
        QVERIFY(runToEnd(engine.send(get(server.url()))).has_value());
    }

    QCOMPARE(server.connections(), 1);
}

void TestHttpEngine::closingIdleConnectionsMakesANewOne() {
    ScriptedServer server(ScriptedServer::always(ScriptedServer::answer(200, "x")));
    HttpEngine engine(m_clock, nullptr);
    (void)runToEnd(engine.send(get(server.url())));

    engine.closeIdleConnections();

    QTRY_COMPARE(server.openConnections(), 0);
    QVERIFY(runToEnd(engine.send(get(server.url()))).has_value());
    QCOMPARE(server.connections(), 2);
}

void TestHttpEngine::bigBodyIsUploadedWhole() {
    ScriptedServer server(ScriptedServer::always(ScriptedServer::answer(200, "x")));
    HttpEngine engine(m_clock, nullptr);
    HttpRequest request = get(server.url());
    request.method = "PUT";
    request.body = QByteArray(4 * 1024 * 1024, 'b');

    QVERIFY(runToEnd(engine.send(request)).has_value());

    QCOMPARE(server.requests().first().body, request.body);
    QVERIFY(server.requests().first().header("expect").isEmpty());
}

void TestHttpEngine::destroyingTheTaskAbortsItsTransfer() {
    ScriptedServer server([](const ScriptedRequest&, const QPointer<QTcpSocket>&) { });
    HttpEngine engine(m_clock, nullptr);
    auto scope = std::make_unique<TaskScope>();
    bool isDone = false;
    scope->launch<Result<HttpResponse>>(engine.send(get(server.url())), [&](auto) { isDone = true; });
    QTRY_COMPARE(server.requests().size(), 1);

    scope.reset();

    QTRY_COMPARE(server.openConnections(), 0);
    QVERIFY(!isDone);
}

void TestHttpEngine::destroyingTheEngineWithWaitingTasksIsClean() {
    ManualClock clock;
    ScriptedServer server([](const ScriptedRequest& request, const QPointer<QTcpSocket>& socket) {
        if (request.target == "/wait") {
            socket->write(ScriptedServer::answer(429, "x", "Retry-After: 5\r\n"));
        }
    });
    auto engine = std::make_unique<HttpEngine>(clock, nullptr);
    TaskScope scope;
    int ended = 0;
    for (int i = 0; i < 20; ++i) {
        HttpRequest request = get(server.url(i % 2 ? u"/wait"_s : u"/"_s));
        scope.launch<Result<HttpResponse>>(engine->send(request), [&](auto) { ++ended; });
    }
    QTRY_COMPARE(server.requests().size(), 20);
    QTest::qWait(20);

    engine.reset();

    QTRY_COMPARE(server.openConnections(), 0);
    clock.advance(std::chrono::seconds(20)); // those who slept between two attempts are told
    QCOMPARE(ended, 10);
    scope.cancelAll();
}

void TestHttpEngine::manyRequestsAtOnceAllEnd() {
    ScriptedServer server(ScriptedServer::always(ScriptedServer::answer(200, QByteArray(3000, 'x'))));
    HttpEngine engine(m_clock, nullptr);
    const auto one = [&](size_t) { return engine.send(get(server.url())); };

    const auto answers = runToEnd(inParallel<Result<HttpResponse>>(300, 64, one));

    QCOMPARE(answers.size(), 300U);
    QVERIFY(std::ranges::all_of(answers, [](const auto& answer) { return answer && answer->body.size() == 3000; }));
    QVERIFY(server.connections() <= 64);
}

} // namespace pilothouse

QTEST_GUILESS_MAIN(pilothouse::TestHttpEngine)
#include "test_http_engine.moc"
