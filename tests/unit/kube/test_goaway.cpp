// SPDX-License-Identifier: Apache-2.0
#include "core/kube/reflector.h"
#include "core/net/http_trace.h"
#include "tests/support/awaiting.h"
#include "tests/support/scripted_http2.h"

#include <QTest>
#include <QUrlQuery>

namespace pilothouse {

using namespace Qt::StringLiterals;
using Stream = ScriptedHttp2::Stream;
using State = Reflector::State;

namespace {

class TrustingCredentials final : public Credentials {
public:
    explicit TrustingCredentials(const QByteArray& caPem) {
        auto transport = std::make_shared<TransportSettings>();
        transport->caPem = caPem;
        m_transport = std::move(transport);
    }
    Task<Result<RequestCredentials>> current() override { co_return make(); }
    Task<Result<RequestCredentials>> refresh(quint64 /*after*/) override { co_return make(); }
    void resumeAfterFailures() override { }
    [[nodiscard]] std::optional<ExecIdentity> plugin() const override { return {}; }

private:
    [[nodiscard]] RequestCredentials make() const {
        RequestCredentials credentials;
        credentials.transport = m_transport;
        credentials.generation = 1;
        return credentials;
    }
    std::shared_ptr<const TransportSettings> m_transport;
};

QByteArray emptyList() {
    return R"({"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"7"},"items":[]})";
}

QByteArray addedEvent() {
    return R"({"type":"ADDED","object":{"kind":"Pod","apiVersion":"v1","metadata":{"name":"a","namespace":"n","uid":"u",)"
           R"("resourceVersion":"8"}}})"
           "\n";
}

} // namespace

/// Watches over one HTTP/2 connection whose server shuts down (GOAWAY): they go on from where they were, and nothing is
/// listed again. Order alone tells the server what it is asked: lists come first, then watches.
class TestGoaway final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aWatchGoesOnWithoutAnotherList();
    void manyWatchesMoveWithoutAListStorm();
    void aListThatIsRefusedInTheMiddleIsWhole();

private:
    struct Scene {
        Scene(ScriptedHttp2& server, const QByteArray& caPem)
            : http(clock, trace)
            , client({.http = http, .pool = pool, .clock = clock}, server.url(u""_s),
                  std::make_unique<TrustingCredentials>(caPem)) { }
        /// Watches let go of their streams with deleteLater: those still use the engine and the clock.
        ~Scene() { QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); }
        Q_DISABLE_COPY_MOVE(Scene)

        std::unique_ptr<Reflector> watchPods(const QString& nameSpace) {
            auto reflector = std::make_unique<Reflector>(client,
                Reflector::Target{
                    .resource = builtin::pods(), .nameSpace = nameSpace, .labelSelector = {}, .fieldSelector = {}});
            reflector->start();
            return reflector;
        }
        /// Of all requests that were made: their resourceVersion where they watch, `list` where they list.
        [[nodiscard]] QStringList asked() const {
            QStringList words;
            for (const TraceEntry& entry : trace->changesSince(0).entries) {
                const QUrlQuery query(QUrl(entry.url).query());
                words += query.hasQueryItem(u"watch"_s) ? query.queryItemValue(u"resourceVersion"_s) : u"list"_s;
            }
            return words;
        }

        SystemClock clock;
        WorkerPool pool{1};
        std::shared_ptr<HttpTrace> trace = std::make_shared<HttpTrace>();
        HttpEngine http;
        ApiClient client;
    };

    TestCertificate m_authority{{.commonName = "cluster-ca", .names = {}, .isCa = true}};
    TestCertificate m_certificate{{}, &m_authority};
};

void TestGoaway::aWatchGoesOnWithoutAnotherList() {
    ScriptedHttp2 server(
        [&server](const Stream& stream) {
            if (server.requests().size() == 1) {
                ScriptedHttp2::answer(stream, emptyList());
                return;
            }
            ScriptedHttp2::head(stream);
            if (server.requests().size() == 2) {
                ScriptedHttp2::data(stream, addedEvent(), ScriptedHttp2::End::No);
            }
        },
        m_certificate);
    Scene scene(server, m_authority.certificatePem());
    int told = 0;
    const auto reflector = scene.watchPods({});
    connect(reflector.get(), &Reflector::upserted, this, [&told] { ++told; });
    QTRY_COMPARE_WITH_TIMEOUT(told, 1, 10'000);

    const Stream watch = server.requests().at(1);
    ScriptedHttp2::goAway(watch, watch.id);
    watch.socket->disconnectFromHost();

    QTRY_COMPARE_WITH_TIMEOUT(server.requests().size(), 3, 10'000);
    QTRY_COMPARE_WITH_TIMEOUT(reflector->state(), State::Live, 10'000);
    QCOMPARE(scene.asked(), (QStringList{u"list"_s, u"7"_s, u"8"_s}));
    QCOMPARE(server.connections(), 2);
}

void TestGoaway::manyWatchesMoveWithoutAListStorm() {
    constexpr int kWatches = 30;
    ScriptedHttp2 server(
        [&server](const Stream& stream) {
            if (server.requests().size() <= kWatches) {
                ScriptedHttp2::answer(stream, emptyList());
            } else {
                ScriptedHttp2::head(stream);
            }
        },
        m_certificate);
    Scene scene(server, m_authority.certificatePem());
    std::vector<std::unique_ptr<Reflector>> reflectors;
    for (int i = 0; i < kWatches; ++i) {
        reflectors.push_back(scene.watchPods(u"n%1"_s.arg(i)));
    }
    const auto areLive = [&reflectors] {
        return std::ranges::all_of(reflectors, [](const auto& one) { return one->state() == State::Live; });
    };
    QTRY_VERIFY_WITH_TIMEOUT(server.requests().size() == 2 * kWatches && areLive(), 10'000);

    const Stream last = server.requests().constLast();
    ScriptedHttp2::goAway(last, last.id);
    last.socket->disconnectFromHost();

    QTRY_COMPARE_WITH_TIMEOUT(server.requests().size(), 3 * kWatches, 15'000);
    QTRY_VERIFY_WITH_TIMEOUT(areLive(), 10'000);
    QCOMPARE(scene.asked().count(u"list"_s), kWatches); // each listed once, before
    QCOMPARE(server.connections(), 2);
}

void TestGoaway::aListThatIsRefusedInTheMiddleIsWhole() {
    ScriptedHttp2 server(
        [&server](const Stream& stream) {
            if (server.requests().size() == 1) {
                ScriptedHttp2::goAway(stream, 0);
            } else if (server.requests().size() == 2) {
                ScriptedHttp2::answer(stream, emptyList());
            } else {
                ScriptedHttp2::head(stream);
            }
        },
        m_certificate);
    Scene scene(server, m_authority.certificatePem());
    const auto reflector = scene.watchPods({});

    QTRY_COMPARE_WITH_TIMEOUT(reflector->state(), State::Live, 10'000);
    QVERIFY(!reflector->lastError());
    QCOMPARE(server.requests().size(), 3);
    QCOMPARE(server.connections(), 2);
}

} // namespace pilothouse

QTEST_GUILESS_MAIN(pilothouse::TestGoaway)
#include "test_goaway.moc"
