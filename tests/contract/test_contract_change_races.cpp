// SPDX-License-Identifier: Apache-2.0
// Two operators, a closing lock, another cluster behind the name: what must not be begun, and what must go on.
#include "tests/contract/change_scene.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace pilothouse;
using namespace pilothouse::contract;
using namespace Qt::StringLiterals;
using Outcome = RunStatus::Outcome;
using Level = PlanCheck::Level;

namespace {

const QString kRelease = u"web"_s;
const QByteArray kSlow = "replicas: 1\nimage: registry.invalid/missing:9\n";

bool hasBlocker(const ChangePlan& plan, PlanCheck::Topic topic) {
    return std::ranges::any_of(
        plan.checks, [topic](const PlanCheck& check) { return check.topic == topic && check.level == Level::Blocker; });
}

} // namespace

class TestContractChangeRaces final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(m_server.problem().isEmpty(), qPrintable(m_server.problem()));
        m_helm = qEnvironmentVariable("PILOTHOUSE_HELM4");
        if (m_helm.isEmpty()) {
            QSKIP("needs PILOTHOUSE_HELM4");
        }
    }
    void init() {
        m_space = m_server.makeNamespace();
        m_console = makeConsole(EnvironmentKind::Staging);
        QCOMPARE(m_console->carryOut(request(ChangeKind::Install, "greeting: one\n"))->outcome, Outcome::Succeeded);
    }
    void cleanup() { m_console.reset(); }

    void RC1_revisionThatCameSinceThePlanRefusesIt() {
        const auto plan = m_console->plan(request(ChangeKind::Upgrade, "greeting: two\n"));
        QVERIFY(!plan->isBlocked());
        QCOMPARE(byHand({u"upgrade"_s, kRelease, m_chart.path()}), 0);

        const auto begun = m_console->begin(plan);

        QVERIFY(!begun);
        QCOMPARE(begun.error().reason, u"PlanOutdated"_s);
        QVERIFY(begun.error().detail.contains(u"revision 2"_s));
        QCOMPARE(m_console->audit().front().step, AuditEntry::Step::Refused);
        QCOMPARE(remainsOf(m_server, m_space, kRelease).records.size(), 2);
    }

    void chartThatChangedSinceThePlanRefusesIt() {
        const auto plan = m_console->plan(request(ChangeKind::Upgrade, "greeting: two\n"));
        m_chart.write(u"templates/new.yaml"_s, "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: new\n");

        const auto begun = m_console->begin(plan);

        m_chart.write(u"templates/new.yaml"_s, "");
        QVERIFY(!begun);
        QCOMPARE(begun.error().reason, u"PlanOutdated"_s);
    }

    void RC2_ofTwoConsolesExactlyOneWins() {
        const auto other = makeConsole(EnvironmentKind::Staging);
        const auto ours = m_console->plan(request(ChangeKind::Upgrade, "greeting: ours\n"));
        const auto theirs = other->plan(request(ChangeKind::Upgrade, "greeting: theirs\n"));

        std::optional<Result<QString>> first;
        std::optional<Result<QString>> second;
        TaskScope scope;
        scope.launch<Result<QString>>(m_console->desk().begin(ours, {}), [&](Result<QString> id) { first = id; });
        scope.launch<Result<QString>>(other->desk().begin(theirs, {}), [&](Result<QString> id) { second = id; });
        QTRY_VERIFY_WITH_TIMEOUT(first && second, 20'000);

        int won = 0;
        int lost = 0;
        for (const auto& [console, id] : {std::pair(m_console.get(), *first), std::pair(other.get(), *second)}) {
            const auto outcome = id ? console->end(*id)->outcome : Outcome::Overtaken;
            won += outcome == Outcome::Succeeded ? 1 : 0;
            lost += outcome == Outcome::Overtaken || outcome == Outcome::Failed ? 1 : 0;
        }
        QCOMPARE(won, 1);
        QCOMPARE(lost, 1); // also where helm went on over the winner's: that is said (OverUnseen)
    }

    void RC3_uninstallDuringAnUpgradeIsOvertaken() {
        const QString id = beginSlow();
        QVERIFY(byHand({u"uninstall"_s, kRelease}) == 0);
        QVERIFY(m_console->desk().cancel(id).has_value());

        const auto run = m_console->end(id);

        // Helm writes its record back when it ends, or finds it gone: told as what it is, never as a success.
        QVERIFY(run->outcome != Outcome::Succeeded && run->outcome != Outcome::Unknown);
    }

    void RC5_onePlanBeginsOnce() {
        const auto plan = m_console->plan(request(ChangeKind::Upgrade, "greeting: two\n"));
        const auto first = m_console->begin(plan);
        QVERIFY(first.has_value());

        const auto second = m_console->begin(plan);

        QCOMPARE(second.error().reason, u"AlreadyRunning"_s);
        QCOMPARE(m_console->end(*first)->outcome, Outcome::Succeeded);
        QCOMPARE(remainsOf(m_server, m_space, kRelease).records.size(), 2);
    }

    void RC5_oneOperationARelease() {
        const auto plan = m_console->plan(request(ChangeKind::Rollback));
        const QString id = beginSlow();

        const auto begun = m_console->begin(plan);

        QCOMPARE(begun.error().reason, u"AlreadyRunning"_s);
        QVERIFY(m_console->desk().cancel(id).has_value());
        (void)m_console->end(id);
    }

    void PS1_PS8_lockedPlacesRefuseBeforeAnythingRuns() {
        const auto locked = makeConsole(EnvironmentKind::Production);
        const auto plan = locked->plan(request(ChangeKind::Upgrade, "greeting: two\n"));
        QVERIFY(hasBlocker(*plan, PlanCheck::Topic::Mode));
        QCOMPARE(plan->confirmation, m_server.context() + u"/web"_s);

        const auto begun = locked->begin(plan, plan->confirmation);

        QCOMPARE(begun.error().code, ErrorCode::Forbidden);
        QCOMPARE(locked->audit().front().outcome, u"ReadOnly"_s);
        QCOMPARE(remainsOf(m_server, m_space, kRelease).records.size(), 1);
    }

    void PS11_onlyContextAndReleaseTypedExactlyConfirm() {
        const auto protectedOne = makeConsole(EnvironmentKind::Production);
        openFor(*protectedOne, std::chrono::minutes(5));
        ChangeRequest asked = request(ChangeKind::Upgrade, "greeting: two\n");
        asked.reason = u"incident 4711"_s;
        const auto plan = protectedOne->plan(asked);
        const QStringList wrong{
            QString(), u"web"_s, m_server.context(), plan->confirmation.toUpper(), QString(plan->confirmation + u' ')};
        for (const QString& typed : wrong) {
            const auto begun = protectedOne->begin(plan, typed);
            QVERIFY(!begun);
            QCOMPARE(begun.error().reason, u"NotConfirmed"_s);
        }

        const auto begun = protectedOne->begin(plan, plan->confirmation);

        QVERIFY2(begun.has_value(), begun ? "" : qPrintable(describe(begun.error())));
        const auto run = protectedOne->end(*begun);
        QCOMPARE(run->outcome, Outcome::Succeeded);
        QVERIFY(run->record->description.startsWith(u"incident 4711 ("_s));
    }

    void theLockClosingLetsWhatRunsFinishAndStopsTheNext() {
        const auto console = makeConsole(EnvironmentKind::Production);
        openFor(*console, std::chrono::minutes(5));
        ChangeRequest slow = request(ChangeKind::Upgrade, kSlow);
        slow.reason = u"why"_s;
        slow.options.wait = WaitKind::Watcher;
        slow.options.timeout = std::chrono::seconds(3);
        const auto plan = console->plan(slow);
        const auto id = console->begin(plan, plan->confirmation);
        QVERIFY(id.has_value());
        QTRY_VERIFY_WITH_TIMEOUT(console->run(*id)->record && isPending(console->run(*id)->record->status), 20'000);

        (*console->workspace().session(ContextId(m_server.context())))->modes().reset({});

        QCOMPARE(console->end(*id)->outcome, Outcome::Failed); // by its own timeout, not by the lock
        const auto next = console->plan(slow);
        QCOMPARE(console->begin(next, next->confirmation).error().code, ErrorCode::Forbidden);
    }

    void HE5_PS1_hostileEnvironmentChangesNothing() {
        const auto console = makeConsole(EnvironmentKind::Staging,
            {{u"HELM_KUBEAPISERVER"_s, u"https://127.0.0.1:1"_s}, {u"HELM_KUBECONTEXT"_s, u"other"_s},
                {u"HELM_NAMESPACE"_s, u"other"_s}, {u"KUBECONFIG"_s, u"/nowhere"_s}, {u"HELM_DRIVER"_s, u"memory"_s}});

        const auto run = console->carryOut(request(ChangeKind::Upgrade, "greeting: two\n"));

        QCOMPARE(run->outcome, Outcome::Succeeded);
        QVERIFY(remainsOf(m_server, m_space, kRelease).records.last().startsWith(u"2 deployed"_s));
    }

    void KC10_contextThatMeansSomethingElseNowRefusesThePlan() {
        QTemporaryDir folder;
        const QString copy = folder.filePath(u"config"_s);
        QVERIFY(QFile::copy(m_server.kubeconfig(), copy));
        const auto console = makeConsole(EnvironmentKind::Staging, {}, copy);
        const auto plan = console->plan(request(ChangeKind::Upgrade, "greeting: two\n"));
        QFile file(copy);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QByteArray text = file.readAll();
        file.close();
        text.replace("https://127.0.0.1:", "https://localhost:");
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(text);
        file.close();
        QSignalSpy reread(&console->workspace(), &Workspace::kubeconfigChanged);
        console->workspace().setSource(KubeconfigSource::fromEnvironment(copy));
        QTRY_VERIFY_WITH_TIMEOUT(!reread.isEmpty(), 10'000);

        const auto begun = console->begin(plan);

        QVERIFY(!begun);
        QCOMPARE(begun.error().reason, u"PlanOutdated"_s);
        QCOMPARE(remainsOf(m_server, m_space, kRelease).records.size(), 1);
    }

    void NS3_anotherClusterBehindTheNameLocksChanges() {
        const auto plan = m_console->plan(request(ChangeKind::Upgrade, "greeting: two\n"));
        const QString file = m_console->stateFolder() + u"/identities.json"_s;
        QFile memory(file);
        QVERIFY(memory.open(QIODevice::ReadOnly));
        QByteArray text = memory.readAll();
        memory.close();
        QVERIFY(!plan->fingerprint.clusterUid.isEmpty());
        text.replace(plan->fingerprint.clusterUid.toUtf8(), "00000000-another-cluster");
        QVERIFY(memory.open(QIODevice::WriteOnly | QIODevice::Truncate));
        memory.write(text);
        memory.close();

        const auto begun = m_console->begin(plan);
        QCOMPARE(begun.error().reason, u"OtherCluster"_s);
        QVERIFY(hasBlocker(*m_console->plan(plan->request()), PlanCheck::Topic::Identity));

        const ContextId context(m_server.context());
        QVERIFY(runToEnd(m_console->desk().acceptIdentity(context)).has_value());
        QCOMPARE(m_console->carryOut(plan->request())->outcome, Outcome::Succeeded);
    }

    void PS6_uninstallPlanNamesWhatStays() {
        const auto plan = m_console->plan(request(ChangeKind::Uninstall));

        QVERIFY(std::ranges::contains(plan->checks, u"KeepPolicy"_s, &PlanCheck::word));
        QCOMPARE(plan->againstRecord->diff.unchanged, 1); // what stays is no deletion
        QVERIFY(std::ranges::all_of(plan->againstRecord->diff.objects,
            [](const ObjectDiff& object) { return object.change == ObjectChange::Removed; }));
    }

    void PS7_immutableFieldBlocksBeforeItIsTried() {
        m_chart.write(u"templates/immutable.yaml"_s,
            "apiVersion: v1\nkind: Secret\nmetadata:\n  name: fixed\ntype: {{ .Values.type | default \"Opaque\" }}\n");
        QCOMPARE(m_console->carryOut(request(ChangeKind::Upgrade, "greeting: one\n"))->outcome, Outcome::Succeeded);

        const auto plan = m_console->plan(request(ChangeKind::Upgrade, "type: example.com/other\n"));

        m_chart.write(u"templates/immutable.yaml"_s, "");
        if (!hasBlocker(*plan, PlanCheck::Topic::Immutable)) {
            QSKIP("this server takes it"); // the demo cluster, as long as it judges fewer fields than a real one
        }
        QCOMPARE(m_console->begin(plan).error().reason, u"Blocked"_s);
    }

private:
    [[nodiscard]] std::unique_ptr<Console> makeConsole(EnvironmentKind kind,
        std::vector<std::pair<QString, QString>> environment = {}, const QString& kubeconfig = {}) const {
        return std::make_unique<Console>(
            Console::Options{.kubeconfig = kubeconfig.isEmpty() ? m_server.kubeconfig() : kubeconfig,
                .helm = m_helm,
                .rules = rulesHere(m_server.context(), kind),
                .environment = std::move(environment)});
    }
    void openFor(const Console& console, std::chrono::minutes time) const {
        auto session = console.workspace().session(ContextId(m_server.context()));
        QVERIFY(session.has_value());
        QVERIFY((*session)->modes().choose({}, Mode::ChangesOpen, u"why"_s, time).has_value());
    }
    [[nodiscard]] ChangeRequest request(ChangeKind kind, const QByteArray& values = {}) const {
        ChangeRequest request;
        request.context = ContextId(m_server.context());
        request.release = {.nameSpace = QString::fromUtf8(m_space), .name = kRelease};
        request.kind = kind;
        request.chart.location = m_chart.path();
        request.values = values;
        request.target = kind == ChangeKind::Rollback ? Revision{1} : Revision::None;
        request.options.wait = WaitKind::HooksOnly;
        return request;
    }
    [[nodiscard]] QString beginSlow() const {
        ChangeRequest slow = request(ChangeKind::Upgrade, kSlow);
        slow.options.wait = WaitKind::Watcher;
        slow.options.timeout = std::chrono::seconds(60);
        const auto id = m_console->begin(m_console->plan(slow));
        if (!id) {
            qFatal("begin: %s", qPrintable(describe(id.error())));
        }
        detail::spinUntil(
            [&] {
                const auto run = m_console->run(*id);
                return run->record && isPending(run->record->status);
            },
            std::chrono::seconds(20), std::source_location::current());
        return *id;
    }
    [[nodiscard]] int byHand(const QStringList& arguments) const {
        return helmByHand(m_helm, m_server, arguments + QStringList{u"-n"_s, QString::fromUtf8(m_space)});
    }

    ContractServer m_server;
    TestChart m_chart;
    QString m_helm;
    QByteArray m_space;
    std::unique_ptr<Console> m_console;
};

QTEST_GUILESS_MAIN(TestContractChangeRaces)
#include "test_contract_change_races.moc"
