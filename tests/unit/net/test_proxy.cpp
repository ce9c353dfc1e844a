// SPDX-License-Identifier: Apache-2.0
#include "core/net/proxy_environment.h"

#include "core/net/http_engine.h"
#include "tests/support/awaiting.h"
#include "tests/support/scripted_server.h"

#include <QTest>

namespace pilothouse {

using namespace Qt::StringLiterals;

class TestProxy final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void environmentFollowsGo_data();
    void environmentFollowsGo();
    void proxyOfTheContextIsAskedForATunnelWithoutCredentials();
    void refusingProxyIsNamed();
    void unknownKindOfProxyIsRefused();
};

void TestProxy::environmentFollowsGo_data() {
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("noProxy");
    QTest::addColumn<bool>("isProxied");
    const QString url = u"https://api.example.com:6443/"_s;
    QTest::addRow("no exception") << url << QString() << true;
    QTest::addRow("plain http uses the other variable") << u"http://api.example.com/"_s << QString() << false;
    QTest::addRow("loopback address") << u"https://127.0.0.1:6443/"_s << QString() << false;
    QTest::addRow("loopback v6") << u"https://[::1]:6443/"_s << QString() << false;
    QTest::addRow("localhost") << u"https://localhost/"_s << QString() << false;
    QTest::addRow("star") << url << u"*"_s << false;
    QTest::addRow("exact") << url << u"other, API.example.com"_s << false;
    QTest::addRow("parent") << url << u"example.com"_s << false;
    QTest::addRow("parent with dot") << url << u".example.com"_s << false;
    QTest::addRow("dot is for subdomains only") << u"https://example.com/"_s << u".example.com"_s << true;
    QTest::addRow("not a part of a word") << url << u"ample.com"_s << true;
    QTest::addRow("port fits") << url << u"example.com:6443"_s << false;
    QTest::addRow("port does not fit") << url << u"example.com:443"_s << true;
    QTest::addRow("address") << u"https://10.1.2.3/"_s << u"10.1.2.3"_s << false;
    QTest::addRow("range") << u"https://10.1.2.3/"_s << u"10.0.0.0/8"_s << false;
    QTest::addRow("other range") << u"https://11.1.2.3/"_s << u"10.0.0.0/8"_s << true;
    QTest::addRow("range v6") << u"https://[fd00::5]/"_s << u"fd00::/8"_s << false;
    QTest::addRow("broken range") << u"https://10.1.2.3/"_s << u"10.0.0.0/99"_s << true;
}

void TestProxy::environmentFollowsGo() {
    QFETCH(const QString, url);
    QFETCH(const QString, noProxy);
    QFETCH(const bool, isProxied);
    QProcessEnvironment environment;
    environment.insert(u"HTTPS_PROXY"_s, u"http://proxy:3128"_s);
    environment.insert(u"no_proxy"_s, noProxy);

    const QString proxy = proxyFromEnvironment(QUrl(url), environment);

    QCOMPARE(proxy, isProxied ? u"http://proxy:3128"_s : QString());
}

namespace {
Result<HttpResponse> askThrough(const QString& proxy) {
    static SystemClock clock;
    HttpEngine engine(clock, nullptr);
    HttpRequest request;
    request.url = QUrl(u"https://api.invalid:6443/version"_s);
    request.headers = {{"Authorization", "Bearer canary"}};
    TransportSettings transport;
    transport.proxyUrl = proxy;
    request.transport = std::make_shared<const TransportSettings>(std::move(transport));
    return runToEnd(engine.send(request));
}
} // namespace

void TestProxy::proxyOfTheContextIsAskedForATunnelWithoutCredentials() {
    ScriptedServer proxy(ScriptedServer::always(ScriptedServer::answer(502, {})));

    (void)askThrough(u"http://127.0.0.1:%1"_s.arg(proxy.port()));

    QVERIFY(!proxy.requests().isEmpty());
    QCOMPARE(proxy.requests().first().method, "CONNECT");
    QCOMPARE(proxy.requests().first().target, "api.invalid:6443");
    QVERIFY(proxy.requests().first().header("authorization").isEmpty());
}

void TestProxy::refusingProxyIsNamed() {
    ScriptedServer proxy(ScriptedServer::always(ScriptedServer::answer(407, {})));

    const auto answer = askThrough(u"http://127.0.0.1:%1"_s.arg(proxy.port()));

    QCOMPARE(answer.error().code, ErrorCode::Unreachable);
    QCOMPARE(answer.error().reason, u"ProxyRefused"_s);
    QVERIFY(answer.error().detail.contains("407"_L1));
}

void TestProxy::unknownKindOfProxyIsRefused() {
    const auto answer = askThrough(u"quic://127.0.0.1:1"_s);

    QCOMPARE(answer.error().code, ErrorCode::Invalid);
    QCOMPARE(answer.error().reason, u"ProxyUnsupported"_s);
}

} // namespace pilothouse

QTEST_GUILESS_MAIN(pilothouse::TestProxy)
#include "test_proxy.moc"
