// SPDX-License-Identifier: Apache-2.0
// Hooks and `helm test` through the desk: their pods' logs, their outcome, and the gate, which a test's pods need too.
#include "tests/contract/helm_rounds.h"

using namespace pilothouse;
using namespace pilothouse::contract;
using namespace Qt::StringLiterals;
using Outcome = RunStatus::Outcome;

namespace {

QByteArray testPod(const char* command) {
    return QByteArray("apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}-test\n  annotations:\n"
                      "    helm.sh/hook: test\nspec:\n  hostNetwork: true\n  restartPolicy: Never\n  containers:\n"
                      "  - {name: check, image: \"localhost/busybox:1\", imagePullPolicy: Never, command: ")
        + command + "}\n";
}

const QByteArray kMigration
    = "apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: {{ .Release.Name }}-migrate\n  annotations:\n"
      "    helm.sh/hook: pre-upgrade\nspec:\n  backoffLimit: 0\n  template:\n    spec:\n      hostNetwork: true\n"
      "      restartPolicy: Never\n      containers:\n      - {name: migrate, image: \"localhost/busybox:1\", "
      "imagePullPolicy: Never, command: [sh, -c, \"echo migrating; sleep 2\"]}\n";

} // namespace

class TestContractChangeHooks final : public TwinRounds {
    Q_OBJECT
private Q_SLOTS:
    void aTestThatPassesSucceedsAndMakesNoRevision();
    void aTestThatFailsSaysWhatItsPodSaid();
    void PS1_aTestNeedsOpenChanges();
    void aMigrationsLogIsReadWhileItRuns();
};

void TestContractChangeHooks::aTestThatPassesSucceedsAndMakesNoRevision() {
    m_chart.write(u"templates/test.yaml"_s, testPod("[sh, -c, \"echo all is well; sleep 2\"]"));
    QCOMPARE(m_console->carryOut(m_twins->request(ChangeKind::Install, {}))->outcome, Outcome::Succeeded);

    const auto run = m_console->carryOut(m_twins->request(ChangeKind::Test));

    QCOMPARE(run->outcome, Outcome::Succeeded);
    QCOMPARE(run->from, Revision{1});
    QCOMPARE(run->record->revision, Revision{1});
    QCOMPARE(
        outcomesIn(m_console->audit(), m_twins->ours()), (QStringList{u"test Succeeded"_s, u"install Succeeded"_s}));
    QCOMPARE(run->hookLogs.size(), 1U);
    QCOMPARE(run->hookLogs[0].pod, u"web-test"_s);
    QCOMPARE(run->hookLogs[0].container, u"check"_s);
    QCOMPARE(run->hookLogs[0].phase, u"Succeeded"_s);
    QVERIFY2(run->hookLogs[0].problem.isEmpty(), qPrintable(run->hookLogs[0].problem)); // what it says is its own
}

void TestContractChangeHooks::aTestThatFailsSaysWhatItsPodSaid() {
    m_chart.write(u"templates/test.yaml"_s, testPod("[sh, -c, \"echo no answer on port 80; sleep 2; exit 3\"]"));
    QCOMPARE(m_console->carryOut(m_twins->request(ChangeKind::Install, {}))->outcome, Outcome::Succeeded);

    const auto run = m_console->carryOut(m_twins->request(ChangeKind::Test));

    QCOMPARE(run->outcome, Outcome::Failed);
    QVERIFY(run->error.has_value());
    QCOMPARE(run->hookLogs.size(), 1U);
    QCOMPARE(run->hookLogs[0].phase, u"Failed"_s);
    QVERIFY2(!run->hookLogs[0].text.isEmpty(), qPrintable(run->hookLogs[0].problem));
    QCOMPARE(outcomesIn(m_console->audit(), m_twins->ours()).first(), u"test Failed"_s);
}

void TestContractChangeHooks::PS1_aTestNeedsOpenChanges() {
    m_chart.write(u"templates/test.yaml"_s, testPod("[sh, -c, \"echo x\"]"));
    QCOMPARE(m_console->carryOut(m_twins->request(ChangeKind::Install, {}))->outcome, Outcome::Succeeded);
    const auto locked = consoleIn(EnvironmentKind::Production);

    const ChangePlanPtr plan = locked->plan(m_twins->request(ChangeKind::Test));
    const auto begun = locked->begin(plan, plan->confirmation);

    QVERIFY(!begun);
    QCOMPARE(begun.error().code, ErrorCode::Forbidden);
    const auto pod = m_server.get("/api/v1/namespaces/" + m_twins->ours() + "/pods/web-test");
    QCOMPARE(pod.status, 404);
}

void TestContractChangeHooks::aMigrationsLogIsReadWhileItRuns() {
    m_chart.write(u"templates/test.yaml"_s, "");
    QCOMPARE(m_console->carryOut(m_twins->request(ChangeKind::Install, {}))->outcome, Outcome::Succeeded);
    m_chart.write(u"templates/migrate.yaml"_s, kMigration);

    const auto run = m_console->carryOut(m_twins->request(ChangeKind::Upgrade, "greeting: two\n"));

    m_chart.write(u"templates/migrate.yaml"_s, "");
    QCOMPARE(run->outcome, Outcome::Succeeded);
    QVERIFY(!run->hookLogs.empty());
    QVERIFY(run->hookLogs[0].pod.startsWith(u"web-migrate-"_s));
    QCOMPARE(run->hookLogs[0].hook, u"web-migrate"_s);
}

QTEST_GUILESS_MAIN(TestContractChangeHooks)
#include "test_contract_change_hooks.moc"
