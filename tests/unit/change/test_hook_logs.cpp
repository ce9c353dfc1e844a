// SPDX-License-Identifier: Apache-2.0
#include "core/change/hook_logs.h"

#include "tests/unit/kube/api_scene.h"

#include <QTest>
#include <QTimeZone>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const QDateTime kStarted(QDate(2026, 11, 21), QTime(12, 0), QTimeZone::UTC);
constexpr auto kPods = "/api/v1/namespaces/shop/pods";

Hook hookOf(const QString& name, const QString& kind, const QStringList& events) {
    Hook hook;
    hook.name = name;
    hook.kind = kind;
    hook.events = events;
    hook.manifest = u"apiVersion: v1\nkind: %1\nmetadata: {name: %2}\n"_s.arg(kind, name).toUtf8();
    return hook;
}

QByteArray podOf(const char* name, const char* phase, const char* created = "2026-11-21T12:00:03Z") {
    return QByteArray(R"({"kind":"Pod","metadata":{"name":")") + name + R"(","creationTimestamp":")" + created
        + R"("},"spec":{"containers":[{"name":"main"}]},"status":{"phase":")" + phase + R"("}})";
}

/// A release with one test Pod and one migration Job.
struct HookStage {
    ApiScene api;
    std::shared_ptr<ReleaseRecord> record = std::make_shared<ReleaseRecord>();

    HookStage() {
        record->nameSpace = u"shop"_s;
        record->hooks
            = {hookOf(u"web-test"_s, u"Pod"_s, {u"test"_s}), hookOf(u"web-migrate"_s, u"Job"_s, {u"pre-upgrade"_s}),
                hookOf(u"web-after"_s, u"ConfigMap"_s, {u"post-upgrade"_s})};
    }
    std::vector<HookLog> read(ChangeKind kind, SecretMask mask = {}) {
        return runToEnd(readHookLogs(&api.client, record, kind, kStarted, std::move(mask)));
    }
    void serveLog(const char* path, const QByteArray& text, int status = 200) {
        api.answers.insert(path, ScriptedServer::answer(status, text, "Content-Type: text/plain\r\n"));
    }
};

HookLog logOf(const QString& pod, const QString& phase, const QString& text, const QString& problem = {}) {
    HookLog log;
    log.pod = pod;
    log.container = u"main"_s;
    log.phase = phase;
    log.text = text;
    log.problem = problem;
    return log;
}

} // namespace

class TestHookLogs final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsWhatATestWrote();
    void findsAJobsPodsByLabel();
    void asksForABoundedTail();
    void onlyHooksOfThisVerbAreAsked();
    void podsOfAnEarlierRunAreLeftOut();
    void saysWhyALogCannotBeRead();
    void whatIsNotThereIsNoError();
    void HE12_secretsAreMasked();
    void HE6_escapeSequencesAreTakenOut();
    void goneKeepsWhatItSaid();
    void aWorseAnswerDoesNotReplaceALog();
    void newPodsJoinUpToABound();
};

void TestHookLogs::readsWhatATestWrote() {
    HookStage stage;
    stage.api.serve("/api/v1/namespaces/shop/pods/web-test", podOf("web-test", "Succeeded"));
    stage.serveLog("/api/v1/namespaces/shop/pods/web-test/log", "one\ntwo\n");

    const auto logs = stage.read(ChangeKind::Test);

    QCOMPARE(logs.size(), 1U);
    QCOMPARE(logs[0].hook, u"web-test"_s);
    QCOMPARE(logs[0].pod, u"web-test"_s);
    QCOMPARE(logs[0].container, u"main"_s);
    QCOMPARE(logs[0].phase, u"Succeeded"_s);
    QCOMPARE(logs[0].text, u"one\ntwo\n"_s);
    QVERIFY(logs[0].problem.isEmpty());
}

void TestHookLogs::findsAJobsPodsByLabel() {
    HookStage stage;
    stage.api.serve(kPods, "{\"kind\":\"PodList\",\"items\":[" + podOf("web-migrate-x1", "Failed") + "]}");
    stage.serveLog("/api/v1/namespaces/shop/pods/web-migrate-x1/log", "no such table\n");

    const auto logs = stage.read(ChangeKind::Upgrade);

    QCOMPARE(logs.size(), 1U);
    QCOMPARE(logs[0].hook, u"web-migrate"_s);
    QCOMPARE(logs[0].text, u"no such table\n"_s);
    QVERIFY(stage.api.targets().first().contains("job-name%3Dweb-migrate")
        || stage.api.targets().first().contains("job-name=web-migrate"));
}

void TestHookLogs::asksForABoundedTail() {
    HookStage stage;
    stage.api.serve("/api/v1/namespaces/shop/pods/web-test", podOf("web-test", "Running"));
    stage.serveLog("/api/v1/namespaces/shop/pods/web-test/log", QByteArray(200'000, 'x'));

    const auto logs = stage.read(ChangeKind::Test);

    const QByteArray target = stage.api.targets().last();
    QVERIFY(target.contains("tailLines=200"));
    QVERIFY(target.contains("limitBytes=65536"));
    QVERIFY(logs.at(0).text.size() <= HookLogBounds::kBytes); // also where a server ignores it
}

void TestHookLogs::onlyHooksOfThisVerbAreAsked() {
    HookStage stage;

    const auto logs = stage.read(ChangeKind::Uninstall);

    QVERIFY(logs.empty());
    QVERIFY(stage.api.server.requests().isEmpty());
}

void TestHookLogs::podsOfAnEarlierRunAreLeftOut() {
    HookStage stage;
    stage.api.serve("/api/v1/namespaces/shop/pods/web-test", podOf("web-test", "Succeeded", "2026-11-21T11:40:00Z"));

    QVERIFY(stage.read(ChangeKind::Test).empty());
}

void TestHookLogs::saysWhyALogCannotBeRead() {
    HookStage stage;
    stage.api.serve("/api/v1/namespaces/shop/pods/web-test", podOf("web-test", "Pending"));
    stage.api.serve("/api/v1/namespaces/shop/pods/web-test/log",
        R"({"kind":"Status","code":403,"reason":"Forbidden","message":"cannot get pods/log"})", 403);

    const auto logs = stage.read(ChangeKind::Test);

    QCOMPARE(logs.size(), 1U);
    QVERIFY(logs[0].text.isEmpty());
    QVERIFY(logs[0].problem.contains(u"pods/log"_s));
}

void TestHookLogs::whatIsNotThereIsNoError() {
    HookStage stage; // 404 for all

    QVERIFY(stage.read(ChangeKind::Test).empty());
    QVERIFY(runToEnd(readHookLogs(&stage.api.client, nullptr, ChangeKind::Test, kStarted, {})).empty());
}

void TestHookLogs::HE12_secretsAreMasked() {
    HookStage stage;
    stage.api.serve("/api/v1/namespaces/shop/pods/web-test", podOf("web-test", "Failed"));
    stage.serveLog("/api/v1/namespaces/shop/pods/web-test/log", "login with canary-4711 refused\n");

    const auto logs
        = stage.read(ChangeKind::Test, [](QString text) { return text.replace(u"canary-4711"_s, u"•••"_s); });

    QVERIFY(!logs.at(0).text.contains(u"canary-4711"_s));
    QVERIFY(logs.at(0).text.contains(u"refused"_s));
}

void TestHookLogs::HE6_escapeSequencesAreTakenOut() {
    HookStage stage;
    stage.api.serve("/api/v1/namespaces/shop/pods/web-test", podOf("web-test", "Running"));
    stage.serveLog("/api/v1/namespaces/shop/pods/web-test/log", "\x1b[31mred\x1b[0m\x1b]0;title\x07 plain\n");

    QVERIFY(!stage.read(ChangeKind::Test).at(0).text.contains(QChar(0x1b)));
}

void TestHookLogs::goneKeepsWhatItSaid() {
    std::vector<HookLog> known = {logOf(u"a"_s, u"Running"_s, u"done\n"_s), logOf(u"b"_s, u"Failed"_s, u"no\n"_s)};

    mergeHookLogs(known, {});

    QCOMPARE(known.size(), 2U);
    QCOMPARE(known[0].phase, u"Gone"_s);
    QCOMPARE(known[0].text, u"done\n"_s);
    QCOMPARE(known[1].phase, u"Failed"_s); // how it ended is known
}

void TestHookLogs::aWorseAnswerDoesNotReplaceALog() {
    std::vector<HookLog> known = {logOf(u"a"_s, u"Running"_s, u"one\n"_s)};

    mergeHookLogs(known, {logOf(u"a"_s, u"Succeeded"_s, {}, u"unable to retrieve container logs"_s)});

    QCOMPARE(known[0].text, u"one\n"_s);
    QCOMPARE(known[0].phase, u"Succeeded"_s);
    QVERIFY(known[0].problem.isEmpty());
}

void TestHookLogs::newPodsJoinUpToABound() {
    std::vector<HookLog> known = {logOf(u"a"_s, u"Running"_s, u"one\n"_s)};
    std::vector<HookLog> seen = {logOf(u"a"_s, u"Running"_s, u"one\ntwo\n"_s)};
    for (size_t i = 0; i < HookLogBounds::kLogs + 5; ++i) {
        seen.push_back(logOf(u"p%1"_s.arg(i), u"Running"_s, u"x"_s));
    }

    mergeHookLogs(known, std::move(seen));

    QCOMPARE(known.size(), HookLogBounds::kLogs);
    QCOMPARE(known[0].text, u"one\ntwo\n"_s);
    QCOMPARE(known[1].pod, u"p0"_s);
}

} // namespace pilothouse

QTEST_GUILESS_MAIN(pilothouse::TestHookLogs)
#include "test_hook_logs.moc"
