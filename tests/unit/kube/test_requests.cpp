// SPDX-License-Identifier: Apache-2.0
#include "core/kube/api_client.h"
#include "core/kube/request_path.h"
#include "core/kube/resource.h"
#include "core/kube/status_error.h"
#include "core/kube/warning_header.h"

#include "tests/unit/kube/object_builders.h"

#include <QTest>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

HttpResponse answer(int status, QByteArray body, HttpHeaders headers = {{"Content-Type", "application/json"}}) {
    return {.status = status, .headers = std::move(headers), .body = std::move(body), .elapsed = {}};
}

} // namespace

/// What goes out and how refusals come back, without a server.
class TestRequests final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void buildsPaths();
    void namesCannotEscapeTheirSegment();
    void splitsApiVersions();
    void describesRequests_data();
    void describesRequests();
    void PS8_readOnly_data();
    void PS8_readOnly();
    void statusBecomesAnError_data();
    void statusBecomesAnError();
    void plainTextBecomesTheDetail();
    void retryAfterIsRead();
    void TL5_redirectNamesTheTarget();
    void AP3_webPages();
    void WA2_tooLargeVersionIsRecognised();
    void AP9_warnings();
};

void TestRequests::buildsPaths() {
    QCOMPARE(builtin::secrets().path(u"shop"), u"/api/v1/namespaces/shop/secrets"_s);
    QCOMPARE(builtin::secrets().path(), u"/api/v1/secrets"_s);
    QCOMPARE(builtin::deployments().path(u"shop", u"web"), u"/apis/apps/v1/namespaces/shop/deployments/web"_s);
    QCOMPARE(builtin::pods().path(u"shop", u"web", u"log"), u"/api/v1/namespaces/shop/pods/web/log"_s);
    QCOMPARE(builtin::namespaces().path(u"ignored", u"shop"), u"/api/v1/namespaces/shop"_s);
}

void TestRequests::namesCannotEscapeTheirSegment() {
    QCOMPARE(
        builtin::pods().path(u"shop", u"a/b?c#d%2e ä"), u"/api/v1/namespaces/shop/pods/a%2Fb%3Fc%23d%252e%20%C3%A4"_s);
    QVERIFY(builtin::pods().path(u"..", u"a").isEmpty());
    QVERIFY(builtin::pods().path(u"shop", u".").isEmpty());
    QVERIFY(!RequestPath::parse({}).isSafe);
    QVERIFY(!RequestPath::parse(u"/api/v1/%2e%2e/pods").isSafe);
    QVERIFY(!RequestPath::parse(u"/api/v1/namespaces/a%2Fb/pods").isSafe);
}

void TestRequests::splitsApiVersions() {
    QCOMPARE(GroupVersionKind::fromApiVersion(u"apps/v1", u"Deployment"_s).group, u"apps"_s);
    QCOMPARE(GroupVersionKind::fromApiVersion(u"v1", u"Pod"_s), builtin::pods().kind);
    QCOMPARE(builtin::deployments().kind.apiVersion(), u"apps/v1"_s);
}

void TestRequests::describesRequests_data() {
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* method, const QString& path, const QString& text, const QString& words) {
        QTest::newRow(qPrintable(words)) << QByteArray(method) << path << text << words;
    };
    row("GET", u"/api/v1/namespaces/shop/secrets"_s, {}, u"list secrets in namespace shop"_s);
    row("GET", u"/api/v1/secrets"_s, u"watch=true"_s, u"watch secrets in the whole cluster"_s);
    row("GET", u"/apis/apps/v1/namespaces/shop/deployments/web"_s, {}, u"get deployments.apps/web in namespace shop"_s);
    row("GET", u"/api/v1/namespaces"_s, {}, u"list namespaces in the whole cluster"_s);
    row("GET", u"/api/v1/namespaces/shop"_s, {}, u"get namespaces/shop"_s);
    row("PATCH", u"/api/v1/namespaces/shop/pods/p/status"_s, {}, u"patch pods/p/status in namespace shop"_s);
    row("GET", u"/version"_s, {}, u"GET /version"_s);
}

void TestRequests::describesRequests() {
    QFETCH(QByteArray, method);
    QFETCH(QString, path);
    QFETCH(QString, query);
    QFETCH(QString, words);

    QCOMPARE(describeRequest(method, path, QUrlQuery(query)), words);
}

void TestRequests::PS8_readOnly_data() {
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("query");
    QTest::addColumn<bool>("allowed");
    int number = 0;
    const auto row = [&number](const char* method, const char* path, const char* text, bool allowed) {
        QTest::newRow(qPrintable(u"%1 %2 %3 %4"_s.arg(++number).arg(
            QLatin1StringView(method), QLatin1StringView(path), QLatin1StringView(text))))
            << QByteArray(method) << QString::fromLatin1(path) << QString::fromLatin1(text) << allowed;
    };
    row("GET", "/api/v1/namespaces/shop/pods", "", true);
    row("HEAD", "/api/v1/namespaces/shop/pods", "", true);
    row("GET", "/api/v1/namespaces/shop/pods/p/log", "follow=true", true);
    row("GET", "/api/v1/namespaces/exec/pods/attach", "", true);
    row("GET", "/api/v1/namespaces/shop/pods/p/exec", "command=sh", false);
    row("GET", "/api/v1/namespaces/shop/pods/p/%65xec", "command=sh", false);
    row("GET", "/api/v1//namespaces/shop/pods/p//exec", "command=sh", false);
    row("GET", "/api/v1/namespaces/shop/pods/p/attach", "", false);
    row("GET", "/api/v1/namespaces/shop/pods/p/portforward", "ports=1", false);
    row("GET", "/api/v1/namespaces/shop/services/s/proxy/x", "", false);
    row("GET", "/api/v1/nodes/n/proxy/run", "", false);
    row("POST", "/api/v1/namespaces/shop/pods/p/exec", "dryRun=All", false);
    row("POST", "/api/v1/namespaces/shop/pods", "", false);
    row("POST", "/api/v1/namespaces/shop/pods", "dryRun=All", true);
    row("PATCH", "/apis/apps/v1/namespaces/shop/deployments/d", "dryRun=All&fieldManager=x", true);
    row("PATCH", "/apis/apps/v1/namespaces/shop/deployments/d", "dryRun=None", false);
    row("PATCH", "/apis/apps/v1/namespaces/shop/deployments/d", "dryRun=All&dryRun=", false);
    row("PATCH", "/apis/apps/v1/namespaces/shop/deployments/d", "dryrun=All", false);
    row("DELETE", "/api/v1/namespaces/shop/pods/p", "", false);
    row("PUT", "/api/v1/namespaces/shop/secrets/s", "", false);
    row("POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", "", true);
    row("POST", "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews", "", true);
    row("POST", "/apis/authentication.k8s.io/v1/selfsubjectreviews", "", true);
    row("POST", "/apis/authentication.k8s.io/v1/tokenreviews", "", false);
    row("POST", "/apis/evil.example/v1/selfsubjectreviews", "", false);
    row("POST", "/apis/authorization.k8s.io/v1/namespaces/shop/localsubjectaccessreviews", "", false);
    row("GET", "/api/v1/namespaces/../../x", "", false);
}

void TestRequests::PS8_readOnly() {
    QFETCH(QByteArray, method);
    QFETCH(QString, path);
    QFETCH(QString, query);
    QFETCH(bool, allowed);

    QCOMPARE(reachOf(method, path, QUrlQuery(query)) == Reach::Read, allowed);
}

void TestRequests::statusBecomesAnError_data() {
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("400") << 400 << QByteArray("BadRequest") << ErrorCode::Invalid;
    QTest::newRow("401") << 401 << QByteArray("Unauthorized") << ErrorCode::Unauthorized;
    QTest::newRow("403") << 403 << QByteArray("Forbidden") << ErrorCode::Forbidden;
    QTest::newRow("404") << 404 << QByteArray("NotFound") << ErrorCode::NotFound;
    QTest::newRow("409") << 409 << QByteArray("AlreadyExists") << ErrorCode::Conflict;
    QTest::newRow("410") << 410 << QByteArray("Expired") << ErrorCode::Gone;
    QTest::newRow("422") << 422 << QByteArray("Invalid") << ErrorCode::Invalid;
    QTest::newRow("429") << 429 << QByteArray("TooManyRequests") << ErrorCode::RateLimited;
    QTest::newRow("500") << 500 << QByteArray("InternalError") << ErrorCode::ServerError;
    QTest::newRow("504") << 504 << QByteArray("Timeout") << ErrorCode::ServerError;
}

void TestRequests::statusBecomesAnError() {
    QFETCH(int, status);
    QFETCH(QByteArray, reason);
    QFETCH(ErrorCode, code);

    const Error error
        = errorFromAnswer(answer(status, statusBody(status, reason.constData(), "because")), u"list pods"_s);

    QCOMPARE(error.code, code);
    QCOMPARE(error.reason, QString::fromLatin1(reason));
    QCOMPARE(error.detail, u"because"_s);
    QCOMPARE(error.httpStatus, status);
    QCOMPARE(error.subject, u"list pods"_s);
}

void TestRequests::plainTextBecomesTheDetail() {
    const Error error = errorFromAnswer(answer(404, "404 page not found\n", {{"Content-Type", "text/plain"}}), {});
    QCOMPARE(error.code, ErrorCode::NotFound);
    QCOMPARE(error.detail, u"404 page not found"_s);

    const Error huge = errorFromAnswer(answer(500, QByteArray(100'000, 'x'), {{"Content-Type", "text/plain"}}), {});
    QVERIFY(huge.detail.size() <= 2048);
    QCOMPARE(errorFromAnswer(answer(503, {}), {}).detail, u"HTTP 503"_s);
}

void TestRequests::retryAfterIsRead() {
    const auto with = [](const char* value) {
        return errorFromAnswer(answer(429, statusBody(429, "TooManyRequests"), {{"retry-after", value}}), {})
            .retryAfter;
    };
    QCOMPARE(with("7"), std::chrono::seconds(7));
    QVERIFY(!with("soon"));
    QVERIFY(!with("-1"));
}

void TestRequests::TL5_redirectNamesTheTarget() {
    const Error error
        = errorFromAnswer(answer(302, {}, {{"Location", "https://user:pw@login.example.org/x?token=1"}}), {});

    QCOMPARE(error.code, ErrorCode::Protocol);
    QVERIFY(error.detail.contains(u"login.example.org"_s));
    QVERIFY(!error.detail.contains(u"pw"_s) && !error.detail.contains(u"token"_s));
}

void TestRequests::AP3_webPages() {
    QVERIFY(isWebPage({{"content-type", "text/html; charset=utf-8"}}, "{}"));
    QVERIFY(isWebPage({}, "\n <!DOCTYPE html><html>"));
    QVERIFY(!isWebPage({{"Content-Type", "text/plain"}}, "<html>")); // a log line
    QCOMPARE(errorFromAnswer(answer(403, "<html>", {{"Content-Type", "text/html"}}), {}).reason, u"NotKubernetes"_s);
    QCOMPARE(errorFromAnswer(answer(503, "<html>", {{"Content-Type", "text/html"}}), {}).code, ErrorCode::ServerError);
}

void TestRequests::WA2_tooLargeVersionIsRecognised() {
    const Error error = errorFromAnswer(answer(504, statusBody(504, "Timeout", "x", "ResourceVersionTooLarge")), {});
    QVERIFY(isVersionTooLarge(error));
    QVERIFY(isVersionTooLarge(
        errorFromAnswer(answer(504, statusBody(504, "Timeout", "Too large resource version: 9")), {})));
    QVERIFY(!isVersionTooLarge(errorFromAnswer(answer(504, statusBody(504, "Timeout")), {})));
}

void TestRequests::AP9_warnings() {
    const QByteArray escaped = "299 - \"batch/v1beta1 is \\\"old\\\"\"";
    QCOMPARE(warningTexts({{"Warning", escaped}}), QStringList{u"batch/v1beta1 is \"old\""_s});
    const QByteArray several = "299 - \"a\", 299 - \"b\" \"Sat, 21 Nov 2026 00:00:00 GMT\", 199 - \"c\"";
    const QStringList texts = warningTexts({{"warning", several}, {"X", "299 - \"d\""}});
    QCOMPARE(texts, (QStringList{u"a"_s, u"b"_s}));
    QVERIFY(warningTexts({{"Warning", "299"}, {"Warning", ""}, {"Warning", "\""}}).isEmpty());
    HttpHeaders flood;
    for (int i = 0; i < 1000; ++i) {
        flood.push_back({"Warning", "299 - \"" + QByteArray::number(i) + QByteArray(5000, 'x') + "\""});
    }
    QCOMPARE(warningTexts(flood).size(), 32);
    QVERIFY(warningTexts(flood).first().size() <= 512);
}

} // namespace pilothouse

QTEST_GUILESS_MAIN(pilothouse::TestRequests)
#include "test_requests.moc"
