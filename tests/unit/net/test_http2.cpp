// SPDX-License-Identifier: Apache-2.0
#include "core/net/http_engine.h"
#include "tests/support/awaiting.h"
#include "tests/support/scripted_http2.h"

#include <QTest>

namespace pilothouse {

using namespace Qt::StringLiterals;
using Stream = ScriptedHttp2::Stream;

/// One HTTP/2 connection carries everything we ask of a server; these are its ends. A kube-apiserver says GOAWAY when
/// it shuts down, and to one request in a thousand or so where --goaway-chance is set.
class TestHttp2 final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void requestsShareAConnection();
    void goAwayLetsWhatWasBegunEnd();
    void requestsAboveGoAwayAreAskedAgainOnce();
    void aRefusedStreamIsAskedAgain();
    void TL7_aWriteThatMayHaveBeenDoneIsNotSentAgain();
    void TL7_aRefusedWriteIsNotSentAgainEither();
    void aStreamEndsWhenTheConnectionGoes();

private:
    HttpRequest request(const ScriptedHttp2& server, const QByteArray& method = "GET") const {
        HttpRequest request;
        request.method = method;
        request.url = server.url();
        request.transport = m_transport;
        if (method != "GET") {
            request.body = "{}";
        }
        return request;
    }
    /// Asks so many times at once, and waits for all answers.
    std::vector<Result<HttpResponse>> ask(HttpEngine& engine, const ScriptedHttp2& server, int count) const {
        std::vector<Result<HttpResponse>> answers;
        TaskScope scope;
        for (int i = 0; i < count; ++i) {
            scope.launch<Result<HttpResponse>>(
                engine.send(request(server)), [&answers](auto answer) { answers.push_back(std::move(answer)); });
        }
        (void)QTest::qWaitFor([&] { return static_cast<int>(answers.size()) == count; }, 10'000);
        return answers;
    }

    SystemClock m_clock;
    TestCertificate m_authority{{.commonName = "cluster-ca", .names = {}, .isCa = true}};
    TestCertificate m_certificate{{}, &m_authority};
    std::shared_ptr<const TransportSettings> m_transport = [this] {
        auto transport = std::make_shared<TransportSettings>();
        transport->caPem = m_authority.certificatePem();
        return transport;
    }();
};

void TestHttp2::requestsShareAConnection() {
    ScriptedHttp2 server([](const Stream& stream) { ScriptedHttp2::answer(stream, "ok"); }, m_certificate);
    HttpEngine engine(m_clock, nullptr);

    const auto answers = ask(engine, server, 20);

    QCOMPARE(answers.size(), 20U);
    for (const auto& answer : answers) {
        QVERIFY2(answer.has_value(), answer ? "" : qPrintable(describe(answer.error())));
        QCOMPARE(answer->body, "ok");
    }
    QCOMPARE(server.connections(), 1);
}

void TestHttp2::goAwayLetsWhatWasBegunEnd() {
    // Both requests are below the last stream: they are answered after GOAWAY, on the connection that goes.
    ScriptedHttp2 server(
        [&server](const Stream& stream) {
            if (server.requests().size() == 2) {
                ScriptedHttp2::goAway(stream, stream.id);
                ScriptedHttp2::answer(server.requests().at(0), "first");
                ScriptedHttp2::answer(stream, "second");
            } else if (server.requests().size() > 2) {
                ScriptedHttp2::answer(stream, "later");
            }
        },
        m_certificate);
    HttpEngine engine(m_clock, nullptr);

    const auto answers = ask(engine, server, 2);

    QCOMPARE(answers.size(), 2U);
    QVERIFY(answers[0] && answers[1]);
    QCOMPARE(server.requests().size(), 2);
    const auto later = ask(engine, server, 1); // the connection that goes takes nothing new
    QVERIFY(later.front());
    QCOMPARE(server.connections(), 2);
}

void TestHttp2::requestsAboveGoAwayAreAskedAgainOnce() {
    constexpr int kCount = 60;
    ScriptedHttp2 server(
        [&server](const Stream& stream) {
            const bool isGoing = stream.connection == 1;
            if (isGoing && server.requests().size() == kCount) {
                const Stream first = server.requests().at(0);
                ScriptedHttp2::goAway(first, first.id);
                ScriptedHttp2::answer(first, "ok");
            } else if (!isGoing) {
                ScriptedHttp2::answer(stream, "ok");
            }
        },
        m_certificate);
    HttpEngine engine(m_clock, nullptr);

    const auto answers = ask(engine, server, kCount);

    QCOMPARE(answers.size(), static_cast<size_t>(kCount));
    for (const auto& answer : answers) {
        QVERIFY2(answer.has_value(), answer ? "" : qPrintable(describe(answer.error())));
    }
    QCOMPARE(server.requests().size(), 2 * kCount - 1); // each of the others exactly once more
    QCOMPARE(server.connections(), 2);
}

void TestHttp2::aRefusedStreamIsAskedAgain() {
    ScriptedHttp2 server(
        [&server](const Stream& stream) {
            if (server.requests().size() == 1) {
                ScriptedHttp2::refuse(stream);
            } else {
                ScriptedHttp2::answer(stream, "ok");
            }
        },
        m_certificate);
    HttpEngine engine(m_clock, nullptr);

    const auto answer = runToEnd(engine.send(request(server)));

    QVERIFY2(answer.has_value(), answer ? "" : qPrintable(describe(answer.error())));
    QCOMPARE(server.requests().size(), 2);
}

void TestHttp2::TL7_aWriteThatMayHaveBeenDoneIsNotSentAgain() {
    ScriptedHttp2 server(
        [&server](const Stream& stream) {
            if (server.requests().size() == 1) {
                ScriptedHttp2::goAway(stream, stream.id);
                stream.socket->disconnectFromHost();
            } else {
                ScriptedHttp2::answer(stream, "ok");
            }
        },
        m_certificate);
    HttpEngine engine(m_clock, nullptr);

    const auto answer = runToEnd(engine.send(request(server, "POST")));

    QVERIFY(!answer);
    QCOMPARE(answer.error().reason, u"ConnectionLost"_s);
    QCOMPARE(server.requests().size(), 1);
}

/// It could be: nothing at all was looked at. But curl tells what was refused and what was lost by the same code, and
/// whoever writes looks at what is there before it is tried again.
void TestHttp2::TL7_aRefusedWriteIsNotSentAgainEither() {
    ScriptedHttp2 server(
        [&server](const Stream& stream) {
            if (server.requests().size() == 1) {
                ScriptedHttp2::goAway(stream, 0);
            } else {
                ScriptedHttp2::answer(stream, "ok");
            }
        },
        m_certificate);
    HttpEngine engine(m_clock, nullptr);

    const auto answer = runToEnd(engine.send(request(server, "POST")));

    QVERIFY(!answer);
    QCOMPARE(answer.error().reason, u"ConnectionLost"_s);
    QCOMPARE(server.requests().size(), 1);
}

void TestHttp2::aStreamEndsWhenTheConnectionGoes() {
    ScriptedHttp2 server(
        [](const Stream& stream) {
            ScriptedHttp2::head(stream);
            ScriptedHttp2::data(stream, "line\n", ScriptedHttp2::End::No);
            ScriptedHttp2::goAway(stream, stream.id);
        },
        m_certificate);
    HttpEngine engine(m_clock, nullptr);
    const auto stream = engine.stream(request(server));
    QByteArray bytes;
    std::optional<Error> error;
    bool isFinished = false;
    connect(stream.get(), &HttpStream::data, this, [&](const QByteArray& more) { bytes += more; });
    connect(stream.get(), &HttpStream::finished, this, [&](const std::optional<Error>& why) {
        isFinished = true;
        error = why;
    });

    stream->start();
    QTRY_COMPARE(bytes, "line\n");
    QVERIFY(!isFinished); // it was begun: it may go on
    server.requests().constFirst().socket->disconnectFromHost();

    QTRY_VERIFY(isFinished);
    QVERIFY(error);
    QCOMPARE(error->reason, u"ConnectionLost"_s);
}

} // namespace pilothouse

QTEST_GUILESS_MAIN(pilothouse::TestHttp2)
#include "test_http2.moc"
