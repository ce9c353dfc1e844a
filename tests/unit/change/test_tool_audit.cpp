// SPDX-License-Identifier: Apache-2.0
#include "core/change/tool_audit.h"
#include "core/kube/exec_session.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

constexpr auto kKubeconfig = "apiVersion: v1\n"
                             "kind: Config\n"
                             "clusters: [{name: c, cluster: {server: 'http://127.0.0.1:9'}}]\n"
                             "users: [{name: u, user: {token: t}}]\n"
                             "contexts: [{name: prd, context: {cluster: c, user: u, namespace: shop}}]\n";

struct Scene {
    Scene() {
        QFile file(folder.filePath(u"kubeconfig"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(kKubeconfig) <= 0) {
            qFatal("cannot write the kubeconfig");
        }
        file.close();
        workspace = std::make_unique<Workspace>(
            Workspace::Options{.source = KubeconfigSource::fromEnvironment(file.fileName()),
                .trustFile = folder.filePath(u"trust.json"_s),
                .trace = {},
                .watchFiles = false,
                .feed = ClusterSession::Feed::OnDemand},
            std::make_shared<SystemClock>());
        audit = std::make_unique<AuditLog>(folder.filePath(u"audit.jsonl"_s));
        tools = std::make_unique<ToolAudit>(*workspace, *audit, folder.filePath(u"identities.json"_s));
    }
    [[nodiscard]] std::vector<AuditEntry> entries() const { return audit->read().value().entries; }
    [[nodiscard]] static ToolUse exec() {
        ToolUse use;
        use.context = ContextId(u"prd"_s);
        use.nameSpace = u"shop"_s;
        use.target = u"web-1"_s;
        use.container = u"web"_s;
        use.command = {u"mysql"_s, u"--password=hunter2"_s};
        use.reason = u"OPS-7"_s;
        return use;
    }
    [[nodiscard]] Result<void> open(Mode mode) const {
        return workspace->session(ContextId(u"prd"_s))
            .value()
            ->modes()
            .choose(u"shop"_s, mode, u"OPS-7"_s, std::chrono::minutes(5));
    }

    QTemporaryDir folder;
    std::unique_ptr<Workspace> workspace;
    std::unique_ptr<AuditLog> audit;
    std::unique_ptr<ToolAudit> tools;
};

} // namespace

class TestToolAudit final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void PS8_readOnlyIsRefusedAndAudited();
    void troubleshootingMayEnterButMakeNoPods();
    void intentStandsBeforeAndOutcomeAfter();
    void endsAreWrittenDown_data();
    void endsAreWrittenDown();
    void lostRecordIsUnknown();
    void secretsOfCommandsAreMasked_data();
    void secretsOfCommandsAreMasked();
};

void TestToolAudit::PS8_readOnlyIsRefusedAndAudited() {
    const Scene scene;
    QVERIFY(!scene.tools->begin(Scene::exec())); // no session yet: nothing to judge by
    QVERIFY(scene.workspace->session(ContextId(u"prd"_s)));

    const auto begun = scene.tools->begin(Scene::exec());

    QVERIFY(!begun);
    QCOMPARE(begun.error().reason, u"ReadOnly"_s);
    QCOMPARE(scene.entries().size(), 1U);
    QCOMPARE(scene.entries().front().step, AuditEntry::Step::Refused);
}

void TestToolAudit::troubleshootingMayEnterButMakeNoPods() {
    const Scene scene;
    QVERIFY(scene.open(Mode::Troubleshooting));
    ToolUse use = Scene::exec();

    for (const auto kind :
        {ToolUse::Kind::Exec, ToolUse::Kind::Attach, ToolUse::Kind::PortForward, ToolUse::Kind::DebugContainer}) {
        use.kind = kind;
        QVERIFY2(scene.tools->begin(use), qPrintable(toolVerb(kind)));
    }
    use.kind = ToolUse::Kind::DebugPod;
    QCOMPARE(scene.tools->begin(use).error().reason, u"Troubleshooting"_s);
    use.kind = ToolUse::Kind::NodeShell;
    QVERIFY(scene.open(Mode::ChangesOpen));
    QVERIFY2(!scene.tools->begin(use), "a node was entered because one namespace is open");
    use.kind = ToolUse::Kind::DebugPod;
    QVERIFY(scene.tools->begin(use));

    QVERIFY(scene.workspace->session(use.context)
            .value()
            ->modes()
            .choose({}, Mode::ChangesOpen, u"OPS-7"_s, std::chrono::minutes(5)));
    use.kind = ToolUse::Kind::NodeShell;
    QVERIFY(scene.tools->begin(use));
}

void TestToolAudit::intentStandsBeforeAndOutcomeAfter() {
    const Scene scene;
    QVERIFY(scene.open(Mode::Troubleshooting));

    const auto record = scene.tools->begin(Scene::exec());

    QVERIFY(record);
    QCOMPARE(scene.entries().size(), 1U);
    const AuditEntry intent = scene.entries().front();
    QCOMPARE(intent.step, AuditEntry::Step::Intent);
    QCOMPARE(intent.verb, u"exec"_s);
    QCOMPARE(intent.nameSpace, u"shop"_s);
    QCOMPARE(intent.reason, u"OPS-7"_s);
    QCOMPARE(intent.more["target"_L1].toString(), u"web-1"_s);
    QVERIFY(!QString::fromUtf8(QJsonDocument(intent.more).toJson()).contains("hunter2"_L1));

    (*record)->close({.exitCode = 3, .error = {}});
    (*record)->close(u"Twice"_s);

    QCOMPARE(scene.entries().size(), 2U);
    QCOMPARE(scene.entries().front().step, AuditEntry::Step::Outcome);
    QCOMPARE(scene.entries().front().operation, intent.operation);
    QCOMPARE(scene.entries().front().more["exitCode"_L1].toInt(), 3);
}

void TestToolAudit::endsAreWrittenDown_data() {
    QTest::addColumn<bool>("hasError");
    QTest::addColumn<int>("code"); ///< -1: none
    QTest::addColumn<QString>("outcome");
    QTest::newRow("ended") << false << 0 << u"Ended"_s;
    QTest::newRow("detached") << false << -1 << u"Detached"_s;
    QTest::newRow("failed") << true << -1 << u"Failed"_s;
}

void TestToolAudit::endsAreWrittenDown() {
    QFETCH(const bool, hasError);
    QFETCH(const int, code);
    const Scene scene;
    QVERIFY(scene.open(Mode::Troubleshooting));
    ExecEnd end;
    if (hasError) {
        end.error = fail(ErrorCode::Unreachable, u"web-1"_s, u"gone"_s).error();
    }
    if (code >= 0) {
        end.exitCode = code;
    }

    scene.tools->begin(Scene::exec()).value()->close(end);

    QTEST(scene.entries().front().outcome, "outcome");
}

void TestToolAudit::lostRecordIsUnknown() {
    const Scene scene;
    QVERIFY(scene.open(Mode::Troubleshooting));

    scene.tools->begin(Scene::exec()).value().reset();

    QCOMPARE(scene.entries().front().outcome, u"Unknown"_s);
}

void TestToolAudit::secretsOfCommandsAreMasked_data() {
    QTest::addColumn<QStringList>("command");
    QTest::addColumn<QString>("secret");
    QTest::newRow("flag=value") << QStringList{u"mysql"_s, u"--password=hunter2"_s} << u"hunter2"_s;
    QTest::newRow("flag value") << QStringList{u"vault"_s, u"--token"_s, u"hunter2"_s} << u"hunter2"_s;
    QTest::newRow("variable") << QStringList{u"env"_s, u"DB_PASSWORD=hunter2"_s, u"app"_s} << u"hunter2"_s;
    QTest::newRow("in a script") << QStringList{u"sh"_s, u"-c"_s, u"DB_PASSWORD=hunter2 app --token hunter2 -v"_s}
                                 << u"hunter2"_s;
    QTest::newRow("address") << QStringList{u"psql"_s, u"postgres://me:hunter2@db/shop"_s} << u"hunter2"_s;
}

void TestToolAudit::secretsOfCommandsAreMasked() {
    QFETCH(const QStringList, command);
    QFETCH(const QString, secret);

    const QStringList masked = maskedCommand(command);

    QVERIFY2(!masked.join(u' ').contains(secret), qPrintable(masked.join(u' ')));
    QCOMPARE(masked.size(), command.size());
    QCOMPARE(masked.first(), command.first());
}

QTEST_GUILESS_MAIN(TestToolAudit)
#include "test_tool_audit.moc"
