// SPDX-License-Identifier: Apache-2.0
#include "core/helm/repository_client.h"
#include "core/net/http_trace.h"

#include "tests/support/awaiting.h"
#include "tests/support/scripted_server.h"
#include "tests/unit/config/kubeconfig_files.h"

#include <QTest>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const QByteArray kPassword = "canary-password-77ab";
const QByteArray kBasic = "Basic " + QByteArray("deployer:" + kPassword).toBase64();
const QByteArray kIndex = "entries:\n  web:\n  - {name: web, version: 1.2.0}\n  - {name: web, version: 1.10.0}\n";

/// A repository with a CA of its own, which wants a login; and another host beside it.
struct RepositoryScene {
    TestCertificate ca{{.commonName = "corp CA", .isCa = true}};
    TestCertificate certificate{{.commonName = "charts"}, &ca};
    std::function<QByteArray(const ScriptedRequest&)> decide;
    ScriptedServer server{
        [this](const ScriptedRequest& request, const QPointer<QTcpSocket>& socket) { socket->write(decide(request)); },
        {.certificate = certificate}};
    std::function<QByteArray(const ScriptedRequest&)> elsewhere;
    ScriptedServer other{[this](const ScriptedRequest& request, const QPointer<QTcpSocket>& socket) {
                             socket->write(elsewhere(request));
                         },
        {.certificate = certificate}};
    SystemClock clock;
    WorkerPool pool{1};
    std::shared_ptr<HttpTrace> trace = std::make_shared<HttpTrace>();
    HttpEngine http{clock, trace};
    RepositoryClient client{http, pool};
    TestFolder folder;
    std::shared_ptr<RepositoryLogin> login = std::make_shared<RepositoryLogin>();

    RepositoryScene() {
        login->url = server.url(u"/charts"_s).toString();
        login->user = u"deployer"_s;
        login->password = std::make_shared<const Secret>(QByteArray(kPassword));
        login->caFile = folder.write(u"ca.pem"_s, ca.certificatePem());
        decide = [](const ScriptedRequest& request) {
            const bool isIn = request.header("authorization") == kBasic;
            return isIn ? ScriptedServer::answer(200, kIndex)
                        : ScriptedServer::answer(401, "no", "WWW-Authenticate: Basic realm=\"charts\"\r\n");
        };
        elsewhere = [](const ScriptedRequest&) { return ScriptedServer::answer(200, kIndex); };
    }
    /// The same host as an OCI registry.
    void becomeRegistry(const QString& path = {}) {
        login->url = u"oci://127.0.0.1:%1%2"_s.arg(server.port()).arg(path);
    }
};

} // namespace

class TestRepositoryClient final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsAnIndexWithLoginAndOwnCa();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void anUnknownCaIsNotTrusted();
    void CH6_aLoginStaysWithItsHost();
    void CH6_neverToUnencrypted();
    void CH6_redirectsEnd();
    void aRegistryThatTakesTheLogin();
    void aRegistryWithTokens();
    void CH6_tokensElsewhereAreAskedWithoutTheLogin();
    void listsVersionsOfAChart();
    void secretsAreInNoTrace();
};

void TestRepositoryClient::readsAnIndexWithLoginAndOwnCa() {
    RepositoryScene scene;

    const auto index = runToEnd(scene.client.index(scene.login));
    const auto finding = runToEnd(scene.client.test(scene.login));

    QVERIFY2(index, index ? "" : qPrintable(describe(index.error())));
    QCOMPARE((*index)->find(u"web")->versions.front().version, u"1.10.0"_s);
    QVERIFY(finding);
    QCOMPARE(finding->charts, 1);
    QCOMPARE(finding->versions, 2);
    QCOMPARE(scene.server.requests().front().target, "/charts/index.yaml");
}

void TestRepositoryClient::saysWhatIsWrong_data() {
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("reason");
    QTest::newRow("login refused") << ScriptedServer::answer(401, "no") << ErrorCode::Unauthorized << QString();
    QTest::newRow("no right") << ScriptedServer::answer(403, "no") << ErrorCode::Forbidden << QString();
    QTest::newRow("CH6 gone") << ScriptedServer::answer(404, "no") << ErrorCode::NotFound << u"NoIndex"_s;
    QTest::newRow("a page") << ScriptedServer::answer(200, "<html>Log in</html>") << ErrorCode::Parse << u"NoIndex"_s;
    QTest::newRow("broken") << ScriptedServer::answer(500, "oh") << ErrorCode::ServerError << QString();
}

void TestRepositoryClient::saysWhatIsWrong() {
    QFETCH(QByteArray, answer);
    QFETCH(ErrorCode, code);
    QFETCH(QString, reason);
    RepositoryScene scene;
    scene.decide = [answer](const ScriptedRequest&) { return answer; };

    const auto index = runToEnd(scene.client.index(scene.login));

    QVERIFY(!index);
    QCOMPARE(index.error().code, code);
    QCOMPARE(index.error().reason, reason);
    QVERIFY(index.error().subject.endsWith(u"/charts/index.yaml"_s));
}

void TestRepositoryClient::anUnknownCaIsNotTrusted() {
    RepositoryScene scene;
    scene.login->caFile.clear();

    const auto index = runToEnd(scene.client.index(scene.login));

    QVERIFY(!index);
    QCOMPARE(index.error().code, ErrorCode::TlsUntrusted);
    QVERIFY(scene.server.requests().isEmpty());
}

void TestRepositoryClient::CH6_aLoginStaysWithItsHost() {
    RepositoryScene scene;
    scene.decide = [&scene](const ScriptedRequest&) {
        return ScriptedServer::answer(
            302, "", "Location: " + scene.other.url(u"/new/index.yaml"_s).toEncoded() + "\r\n");
    };

    const auto finding = runToEnd(scene.client.test(scene.login));

    QVERIFY2(finding, finding ? "" : qPrintable(describe(finding.error())));
    QCOMPARE(finding->movedTo, scene.other.url().host());
    QCOMPARE(scene.server.requests().front().header("authorization"), kBasic);
    QCOMPARE(scene.other.requests().size(), 1);
    QVERIFY(scene.other.requests().front().header("authorization").isEmpty());
}

void TestRepositoryClient::CH6_neverToUnencrypted() {
    RepositoryScene scene;
    scene.decide = [](const ScriptedRequest&) {
        return ScriptedServer::answer(301, "", "Location: http://127.0.0.1:1/index.yaml\r\n");
    };

    const auto index = runToEnd(scene.client.index(scene.login));

    QVERIFY(!index);
    QCOMPARE(index.error().reason, u"InsecureRedirect"_s);
}

void TestRepositoryClient::CH6_redirectsEnd() {
    RepositoryScene scene;
    scene.decide
        = [](const ScriptedRequest&) { return ScriptedServer::answer(302, "", "Location: /charts/index.yaml\r\n"); };

    const auto index = runToEnd(scene.client.index(scene.login));

    QVERIFY(!index);
    QCOMPARE(index.error().reason, u"TooManyRedirects"_s);
}

void TestRepositoryClient::aRegistryThatTakesTheLogin() {
    RepositoryScene scene;
    scene.becomeRegistry();
    scene.decide = [](const ScriptedRequest& request) {
        const bool isIn = request.target == "/v2/" && request.header("authorization") == kBasic;
        return isIn ? ScriptedServer::answer(200, "{}")
                    : ScriptedServer::answer(401, "{}", "WWW-Authenticate: Basic realm=\"r\"\r\n");
    };

    const auto taken = runToEnd(scene.client.test(scene.login));
    scene.login->password = std::make_shared<const Secret>(QByteArray("wrong"));
    const auto refused = runToEnd(scene.client.test(scene.login));

    QVERIFY2(taken, taken ? "" : qPrintable(describe(taken.error())));
    QVERIFY(taken->isRegistry);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Unauthorized);
}

void TestRepositoryClient::aRegistryWithTokens() {
    RepositoryScene scene;
    scene.becomeRegistry();
    scene.decide = [&scene](const ScriptedRequest& request) {
        if (request.target.startsWith("/token?")) {
            const bool isIn = request.header("authorization") == kBasic && request.target.contains("service=reg");
            return isIn ? ScriptedServer::answer(200, R"({"token":"t-1"})") : ScriptedServer::answer(401, "{}");
        }
        return request.header("authorization") == "Bearer t-1"
            ? ScriptedServer::answer(200, "{}")
            : ScriptedServer::answer(401, "{}",
                  "WWW-Authenticate: Bearer realm=\"" + scene.server.url(u"/token"_s).toEncoded()
                      + "\",service=\"reg\"\r\n");
    };

    const auto finding = runToEnd(scene.client.test(scene.login));

    QVERIFY2(finding, finding ? "" : qPrintable(describe(finding.error())));
    QVERIFY(finding->loginHost.isEmpty());
}

void TestRepositoryClient::CH6_tokensElsewhereAreAskedWithoutTheLogin() {
    RepositoryScene scene;
    scene.becomeRegistry();
    scene.elsewhere = [](const ScriptedRequest&) { return ScriptedServer::answer(200, R"({"token":"anybody"})"); };
    scene.decide = [&scene](const ScriptedRequest&) {
        return ScriptedServer::answer(401, "{}",
            "WWW-Authenticate: Bearer realm=\"" + scene.other.url(u"/token"_s).toEncoded() + "\",service=\"reg\"\r\n");
    };

    const auto finding = runToEnd(scene.client.test(scene.login));

    QVERIFY2(finding, finding ? "" : qPrintable(describe(finding.error())));
    QCOMPARE(finding->loginHost, scene.other.url().host());
    QCOMPARE(scene.other.requests().size(), 1);
    QVERIFY(scene.other.requests().front().header("authorization").isEmpty());
}

void TestRepositoryClient::listsVersionsOfAChart() {
    RepositoryScene scene;
    scene.becomeRegistry(u"/team"_s);
    scene.decide = [](const ScriptedRequest& request) {
        if (request.header("authorization") != kBasic) {
            return ScriptedServer::answer(401, "{}");
        }
        return request.target == "/v2/team/web/tags/list"
            ? ScriptedServer::answer(200, R"({"tags":["1.2.0","1.10.0_build.1"]})",
                  "Link: </v2/team/web/tags/list?last=x>; rel=\"next\"\r\n")
            : ScriptedServer::answer(200, R"({"tags":["0.1.0"]})");
    };
    const QString chart = scene.login->url + u"/web"_s;

    const auto versions = runToEnd(scene.client.versions(scene.login, chart));
    const auto foreign = runToEnd(scene.client.versions(scene.login, u"oci://other.invalid/web"_s));

    QVERIFY2(versions, versions ? "" : qPrintable(describe(versions.error())));
    QCOMPARE(*versions, (QStringList{u"1.10.0+build.1"_s, u"1.2.0"_s, u"0.1.0"_s}));
    QVERIFY(!foreign);
}

void TestRepositoryClient::secretsAreInNoTrace() {
    RepositoryScene scene;
    scene.trace->setBodiesRecorded(true);
    const auto index = runToEnd(scene.client.index(scene.login));
    scene.becomeRegistry();
    scene.decide = [&scene](const ScriptedRequest& request) {
        return request.target.startsWith("/token?")
            ? ScriptedServer::answer(200, R"({"token":"canary-token-1"})", "Content-Type: application/json\r\n")
            : ScriptedServer::answer(401, "{}",
                  "WWW-Authenticate: Bearer realm=\"" + scene.server.url(u"/token"_s).toEncoded() + "\"\r\n");
    };
    const auto refused = runToEnd(scene.client.test(scene.login));
    QVERIFY(index);
    QVERIFY(!refused);

    QString all;
    for (const TraceEntry& entry : scene.trace->changesSince(0).entries) {
        all += entry.url + entry.error + entry.requestBody + entry.responseBody + entry.requestHeaders.join(u'\n')
            + entry.responseHeaders.join(u'\n');
    }

    QVERIFY(all.contains(u"index.yaml"_s));
    QVERIFY(!all.contains(QString::fromUtf8(kPassword)));
    QVERIFY(!all.contains(QString::fromUtf8(kBasic).section(u' ', 1)));
    QVERIFY(!all.contains(u"canary-token"_s));
}

} // namespace pilothouse

QTEST_GUILESS_MAIN(pilothouse::TestRepositoryClient)
#include "test_repository_client.moc"
