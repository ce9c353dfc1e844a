// SPDX-License-Identifier: Apache-2.0
#include "core/async/parallel.h"
#include "core/kube/reflector.h"
#include "core/kube/resource.h"

#include "tests/unit/kube/api_scene.h"
#include "tests/unit/kube/object_builders.h"

#include <QSignalSpy>
#include <QTest>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

class OpenGate final : public ModeGate {
public:
    [[nodiscard]] Mode modeOf(QStringView) const override { return Mode::ChangesOpen; }
};

} // namespace

class TestApiClient final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sendsCredentialsAgentAndAccept();
    void keepsTheServersBasePath();
    void encodesQueriesForGo();
    void errorsNameWhatWasAsked();
    void AU1_fiftyRequestsRefreshOnce();
    void AU1_aSecond401IsTheAnswer();
    void AU1_unchangedCredentialsAreNotReplayed();
    void TL5_redirectsAreNotFollowed();
    void AP3_webPageIsNoKubernetes();
    void AP9_warningsAreToldOnceAndBounded();
    void PS8_readOnlySendsNothing();
    void PS8_readOnlyLetsDryRunsPass();
    void streamsCarryCredentials();
    void WA12_noWatchListIsAsked();
};

void TestApiClient::sendsCredentialsAgentAndAccept() {
    ApiScene scene;
    scene.serve("/version", "{}");
    QSignalSpy answered(&scene.client, &ApiClient::answered);

    const auto body = runToEnd(scene.client.get(u"/version"_s));

    QVERIFY(body);
    QCOMPARE(*body, QByteArray("{}"));
    const auto& request = scene.server.requests().at(0);
    QCOMPARE(request.header("authorization"), QByteArray("Bearer t1"));
    QCOMPARE(request.header("accept"), QByteArray("application/json"));
    QVERIFY(request.header("user-agent").startsWith("pilothouse/"));
    QCOMPARE(answered.size(), 1);
}

void TestApiClient::keepsTheServersBasePath() {
    ApiScene scene(u"/k8s/clusters/c-x%2Fy/"_s);
    scene.serve("/k8s/clusters/c-x%2Fy/api/v1/namespaces/a%3Fb/pods", "{}");

    QVERIFY(runToEnd(scene.client.get(builtin::pods().path(u"a?b"))));
}

void TestApiClient::encodesQueriesForGo() {
    ApiScene scene;
    scene.serve("/api/v1/pods", "{}");
    QUrlQuery query;
    query.addQueryItem(u"labelSelector"_s, u"a in (b, c),d=e+f&g"_s);

    QVERIFY(runToEnd(scene.client.get(u"/api/v1/pods"_s, query)));

    QCOMPARE(scene.targets().first(), QByteArray("/api/v1/pods?labelSelector=a%20in%20%28b%2C%20c%29%2Cd%3De%2Bf%26g"));
}

void TestApiClient::errorsNameWhatWasAsked() {
    ApiScene scene;
    scene.serve("/api/v1/namespaces/shop/secrets", statusBody(403, "Forbidden", "secrets is forbidden"), 403);

    const auto body = runToEnd(scene.client.get(builtin::secrets().path(u"shop")));

    QVERIFY(!body);
    QCOMPARE(body.error().code, ErrorCode::Forbidden);
    QCOMPARE(body.error().subject, u"list secrets in namespace shop"_s);
    QCOMPARE(body.error().detail, u"secrets is forbidden"_s);
}

void TestApiClient::AU1_fiftyRequestsRefreshOnce() {
    ApiScene scene;
    int refused = 0;
    scene.decide = [&refused](const ScriptedRequest& request) {
        if (request.header("authorization") == "Bearer t2") {
            return ApiScene::json("{}");
        }
        ++refused;
        return ApiScene::json(statusBody(401, "Unauthorized"), 401);
    };

    const auto answers = runToEnd(inParallel<Result<QByteArray>>(
        50, 50, [&scene](size_t i) { return scene.client.get(u"/api/v1/namespaces/n%1"_s.arg(i)); }));

    for (const auto& answer : answers) {
        QVERIFY(answer);
    }
    QCOMPARE(scene.credentials->refreshes, 1);
    QCOMPARE(scene.server.requests().size(), 50 + refused); // each replayed at most once
    QVERIFY(refused >= 1 && refused <= 50);
}

void TestApiClient::AU1_aSecond401IsTheAnswer() {
    ApiScene scene;
    scene.serve("/api", statusBody(401, "Unauthorized", "go away"), 401);

    const auto body = runToEnd(scene.client.get(u"/api"_s));

    QCOMPARE(body.error().code, ErrorCode::Unauthorized);
    QCOMPARE(scene.server.requests().size(), 2);
    QCOMPARE(scene.credentials->refreshes, 1);
}

void TestApiClient::AU1_unchangedCredentialsAreNotReplayed() {
    ApiScene scene;
    scene.credentials->canRefresh = false;
    scene.serve("/api", statusBody(401, "Unauthorized"), 401);

    QVERIFY(!runToEnd(scene.client.get(u"/api"_s)));

    QCOMPARE(scene.server.requests().size(), 1);
}

void TestApiClient::TL5_redirectsAreNotFollowed() {
    ApiScene scene;
    scene.answers.insert("/api", ScriptedServer::answer(302, {}, "Location: http://login.example.org/\r\n"));

    const auto body = runToEnd(scene.client.get(u"/api"_s));

    QCOMPARE(body.error().code, ErrorCode::Protocol);
    QVERIFY2(body.error().detail.contains(u"login.example.org"_s), qPrintable(body.error().detail));
    QCOMPARE(scene.server.requests().size(), 1);
}

void TestApiClient::AP3_webPageIsNoKubernetes() {
    ApiScene scene;
    scene.answers.insert("/api", ScriptedServer::answer(200, "<html>Log in</html>", "Content-Type: text/html\r\n"));

    const auto body = runToEnd(scene.client.get(u"/api"_s));

    QCOMPARE(body.error().code, ErrorCode::Protocol);
    QCOMPARE(body.error().reason, u"NotKubernetes"_s);
}

void TestApiClient::AP9_warningsAreToldOnceAndBounded() {
    ApiScene scene;
    int number = 0;
    scene.decide = [&number](const ScriptedRequest&) {
        QByteArray lines = "Content-Type: application/json\r\nWarning: 299 - \"old\"\r\n";
        for (int i = 0; i < 20; ++i) {
            lines += "Warning: 299 - \"w" + QByteArray::number(number++) + "\"\r\n";
        }
        return ScriptedServer::answer(200, "{}", lines);
    };
    QSignalSpy warned(&scene.client, &ApiClient::warned);

    for (int i = 0; i < 20; ++i) {
        QVERIFY(runToEnd(scene.client.get(u"/api"_s)));
    }

    QCOMPARE(warned.size(), 256);
    QCOMPARE(warned.first().first().toString(), u"old"_s);
}

void TestApiClient::PS8_readOnlySendsNothing() {
    ApiScene scene;
    ApiClient::Call call;
    call.method = "DELETE";
    call.path = builtin::pods().path(u"shop", u"web");

    const auto answer = runToEnd(scene.client.send(call));
    ApiClient::Call exec;
    exec.path = builtin::pods().path(u"shop", u"web", u"exec");
    const auto stream = runToEnd(scene.client.open(exec));

    QCOMPARE(answer.error().code, ErrorCode::Forbidden);
    QCOMPARE(answer.error().reason, u"ReadOnly"_s);
    QCOMPARE(stream.error().reason, u"ReadOnly"_s);
    QVERIFY(scene.server.requests().isEmpty());

    const OpenGate open;
    scene.client.setGate(&open);
    (void)runToEnd(scene.client.send(call));
    QCOMPARE(scene.server.requests().size(), 1);
}

void TestApiClient::PS8_readOnlyLetsDryRunsPass() {
    ApiScene scene;
    scene.serve("/api/v1/namespaces/shop/configmaps/c", "{}");
    ApiClient::Call call;
    call.method = "PATCH";
    call.path = builtin::configMaps().path(u"shop", u"c");
    call.query.addQueryItem(u"dryRun"_s, u"All"_s);
    call.contentType = "application/merge-patch+json";
    call.body = "{}";

    QVERIFY(runToEnd(scene.client.send(call)));

    QCOMPARE(scene.server.requests().at(0).header("content-type"), QByteArray("application/merge-patch+json"));
    QCOMPARE(scene.server.requests().at(0).body, QByteArray("{}"));
}

void TestApiClient::streamsCarryCredentials() {
    ApiScene scene;
    scene.serve("/api/v1/pods", eventFrame("ADDED", u"a"_s, u"1"_s));
    ApiClient::Call call;
    call.path = u"/api/v1/pods"_s;
    call.query.addQueryItem(u"watch"_s, u"true"_s);

    const auto opened = runToEnd(scene.client.open(call));
    QVERIFY(opened);
    QByteArray bytes;
    connect(opened->stream.get(), &HttpStream::data, this, [&bytes](const QByteArray& more) { bytes += more; });
    QSignalSpy finished(opened->stream.get(), &HttpStream::finished);
    opened->stream->start();

    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(bytes, eventFrame("ADDED", u"a"_s, u"1"_s));
    QCOMPARE(opened->generation, 1u);
    QCOMPARE(scene.server.requests().at(0).header("authorization"), QByteArray("Bearer t1"));
}

/// A server that refuses sendInitialEvents (Invalid) never has to: lists are asked for by pages, watches from their
/// version.
void TestApiClient::WA12_noWatchListIsAsked() {
    ApiScene scene;
    scene.serve("/api/v1/pods", R"({"metadata":{"resourceVersion":"7"},"items":[]})");
    Reflector reflector(
        scene.client, {.resource = builtin::pods(), .nameSpace = {}, .labelSelector = {}, .fieldSelector = {}});

    reflector.start();

    QTRY_VERIFY(scene.server.requests().size() >= 2);
    for (const auto& request : scene.server.requests()) {
        QVERIFY2(!request.target.contains("sendInitialEvents"), request.target.constData());
    }
    QVERIFY(scene.server.requests().at(1).target.contains("watch=true"));
    QVERIFY(scene.server.requests().at(1).target.contains("resourceVersion=7"));
    reflector.stop();
}

} // namespace pilothouse

QTEST_GUILESS_MAIN(pilothouse::TestApiClient)
#include "test_api_client.moc"
