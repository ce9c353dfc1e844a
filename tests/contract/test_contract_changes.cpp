// SPDX-License-Identifier: Apache-2.0
// Every operation through the desk leaves in the cluster what helm alone leaves in a twin of the release.
#include "tests/contract/helm_rounds.h"

#include <QDirIterator>

using namespace pilothouse;
using namespace pilothouse::contract;
using namespace Qt::StringLiterals;
using Outcome = RunStatus::Outcome;

namespace {

const QByteArray kCanary = "canary-7c1f90aa";

} // namespace

class TestContractChanges final : public TwinRounds {
    Q_OBJECT
private Q_SLOTS:
    void installUpgradeRollbackUninstallLeaveWhatHelmLeaves() {
        auto run = m_console->carryOut(m_twins->request(ChangeKind::Install, "greeting: one\n"));
        QCOMPARE(run->outcome, Outcome::Succeeded);
        QCOMPARE(run->reached, Revision{1});
        QCOMPARE(m_twins->byHelm(u"install"_s, "greeting: one\n"), 0);
        QCOMPARE(m_twins->difference(), QString());

        m_chart.setVersion(u"0.2.0"_s);
        run = m_console->carryOut(m_twins->request(ChangeKind::Upgrade, "greeting: two\nextra: more\n"));
        QCOMPARE(run->outcome, Outcome::Succeeded);
        QCOMPARE(run->reached, Revision{2});
        QCOMPARE(run->wayBack, Revision{1});
        QCOMPARE(run->exitCode, 0);
        QCOMPARE(m_twins->byHelm(u"upgrade"_s, "greeting: two\nextra: more\n"), 0);
        QCOMPARE(m_twins->difference(), QString());

        ChangeRequest back = m_twins->request(ChangeKind::Rollback);
        back.target = Revision{1};
        run = m_console->carryOut(back);
        QCOMPARE(run->outcome, Outcome::Succeeded);
        QCOMPARE(run->reached, Revision{3});
        QCOMPARE(m_twins->byHand({u"rollback"_s, Twins::kRelease, u"1"_s}), 0);
        QCOMPARE(m_twins->difference(), QString());

        run = m_console->carryOut(m_twins->request(ChangeKind::Uninstall));
        QCOMPARE(run->outcome, Outcome::Succeeded);
        QCOMPARE(m_twins->byHand({u"uninstall"_s, Twins::kRelease}), 0);
        QCOMPARE(m_twins->difference(), QString());
        QCOMPARE(remainsOf(m_server, m_twins->ours(), Twins::kRelease).objects.size(), 1); // what its keep policy keeps

        QCOMPARE(outcomesIn(m_console->audit(), m_twins->ours()),
            (QStringList{
                u"uninstall Succeeded"_s, u"rollback Succeeded"_s, u"upgrade Succeeded"_s, u"install Succeeded"_s}));
    }

    void secretsAreNowhereAndNoFileIsLeft() {
        const QByteArray values = "password: " + kCanary + '\n';
        m_chart.write(u"templates/NOTES.txt"_s, "the password is {{ .Values.password }}\n");

        const auto run = m_console->carryOut(m_twins->request(ChangeKind::Install, values));

        m_chart.write(u"templates/NOTES.txt"_s, "installed\n");
        QCOMPARE(run->outcome, Outcome::Succeeded);
        QVERIFY(run->output.contains(u"the password is"_s)); // helm printed it: it is masked, not left out (HE12)
        QVERIFY(!run->output.contains(QString::fromUtf8(kCanary)));
        QStringList left;
        QDirIterator it(m_console->stateFolder(), QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            QFile file(it.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!file.readAll().contains(kCanary), qPrintable(file.fileName()));
            left += QFileInfo(file).fileName();
            QVERIFY(!(file.permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteOther)));
        }
        QVERIFY2(!left.contains(u"values.yaml"_s) && !left.contains(u"kubeconfig"_s), qPrintable(left.join(u' ')));
        QVERIFY(QDir(m_console->stateFolder() + u"/operations"_s).isEmpty());
    }

    void valuesAloneCanBeChangedWithTheRecordsOwnChart() {
        setUpBoth();
        ChangeRequest again = m_twins->request(ChangeKind::Upgrade, "greeting: again\n");
        again.chart = {.kind = ChartSource::Kind::Record, .location = {}, .repositoryUrl = {}, .version = {}};

        const auto run = m_console->carryOut(again);

        QCOMPARE(run->outcome, Outcome::Succeeded);
        QCOMPARE(m_twins->byHelm(u"upgrade"_s, "greeting: again\n"), 0);
        QCOMPARE(m_twins->difference(), QString());
    }

    void nothingChangedDiffersInNothing() {
        setUpBoth();

        const auto plan = m_console->plan(m_twins->request(ChangeKind::Upgrade, "greeting: one\n"));

        QCOMPARE(plan->againstRecord->diff.objects.size(), size_t(0));
        QCOMPARE(plan->againstRecord->diff.unchanged, 4);
        QCOMPARE(plan->rendering->manifest, plan->rendering->newest->manifest);
    }

private:
    void setUpBoth() {
        QCOMPARE(
            m_console->carryOut(m_twins->request(ChangeKind::Install, "greeting: one\n"))->outcome, Outcome::Succeeded);
        QCOMPARE(m_twins->byHelm(u"install"_s, "greeting: one\n"), 0);
    }
};

QTEST_GUILESS_MAIN(TestContractChanges)
#include "test_contract_changes.moc"
