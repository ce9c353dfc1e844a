// SPDX-License-Identifier: Apache-2.0
// Two consoles and a plain helm on the same releases, with faults, at random. PILOTHOUSE_SEEDS (a list) and
// PILOTHOUSE_OPERATIONS say how long; ./dev soak plays 50 seeds of 200.
#include "tests/contract/change_scene.h"

#include "core/change/change_call.h"
#include "core/change/release_reading.h"
#include "core/change/run_outcome.h"
#include "core/helm/release_decoder.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTest>

#include <algorithm>
#include <map>
#include <random>

using namespace pilothouse;
using namespace pilothouse::contract;
using namespace Qt::StringLiterals;
using Outcome = RunStatus::Outcome;

namespace {

constexpr int kHelmBound = 60'000;

/// A record as the cluster has it.
struct Found {
    RecordMeta meta;
    QString description;
};

/// What one console tried in one round.
struct Attempt {
    Console* console = nullptr;
    ChangePlanPtr plan;
    QString id; ///< empty: it was refused
    std::optional<Error> refusal;
    RunStatusPtr run;
};

} // namespace

class TestContractChangeOperators final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(m_server.problem().isEmpty(), qPrintable(m_server.problem()));
        if (qEnvironmentVariable("PILOTHOUSE_HELM3").isEmpty() || qEnvironmentVariable("PILOTHOUSE_HELM4").isEmpty()) {
            QSKIP("needs PILOTHOUSE_HELM3 and PILOTHOUSE_HELM4");
        }
    }
    void RC1_RC2_RC3_nobodyWritesOverAnUnseenRevision_data() {
        QTest::addColumn<int>("seed");
        const QStringList seeds = qEnvironmentVariable("PILOTHOUSE_SEEDS", u"1,2,3"_s).split(u',');
        for (const QString& seed : seeds) {
            QTest::newRow(qPrintable(u"seed "_s + seed)) << seed.toInt();
        }
    }
    void RC1_RC2_RC3_nobodyWritesOverAnUnseenRevision();

private:
    void setUp(int seed);
    void playRound();
    [[nodiscard]] int oneOf(int count) { return std::uniform_int_distribution(0, count - 1)(m_random); }
    [[nodiscard]] bool chance(int percent) { return oneOf(100) < percent; }
    [[nodiscard]] QString chartOf(int which) const { return m_charts.at(static_cast<size_t>(which)).path(); }

    [[nodiscard]] std::vector<Found> records(const QString& release) const;
    [[nodiscard]] ChangeRequest choose(const QString& release);
    [[nodiscard]] std::optional<Attempt> prepare(Console& console, const QString& release);
    void begin(Attempt& attempt);
    [[nodiscard]] std::unique_ptr<QProcess> startByHand(const QString& release);
    void disturb();
    void waitFor(QProcess& process) const;
    void check(const Attempt& attempt, const std::vector<Found>& now);
    void checkAudit(const Attempt& attempt) const;
    void checkMarks(const std::vector<Found>& now) const;

    ContractServer m_server;
    std::array<TestChart, 2> m_charts;
    QByteArray m_space;
    std::vector<std::unique_ptr<Console>> m_consoles;
    std::mt19937 m_random;
    std::map<QString, int> m_expected; ///< by mark: the revision an upgrade's plan was made for
    std::map<QString, int> m_outcomes; ///< how often what came out, for the log
    int m_operations = 0;
};

void TestContractChangeOperators::setUp(int seed) {
    m_random.seed(static_cast<unsigned>(seed));
    m_space = m_server.makeNamespace();
    m_charts[1].setVersion(u"0.2.0"_s);
    m_consoles.clear();
    m_expected.clear();
    m_outcomes.clear();
    m_operations = 0;
    for (const char* helm : {"PILOTHOUSE_HELM3", "PILOTHOUSE_HELM4"}) {
        m_consoles.push_back(std::make_unique<Console>(Console::Options{.kubeconfig = m_server.kubeconfig(),
            .helm = qEnvironmentVariable(helm),
            .rules = rulesHere(m_server.context(), EnvironmentKind::Staging),
            .environment = {}}));
    }
}

std::vector<Found> TestContractChangeOperators::records(const QString& release) const {
    const QByteArray path = "/api/v1/namespaces/" + m_space + "/secrets?labelSelector=owner%3Dhelm%2Cname%3D";
    const QJsonArray items = m_server.get(path + release.toUtf8()).json().value("items"_L1).toArray();
    std::vector<Found> found;
    for (const QJsonValue& item : items) {
        const QByteArray json = QJsonDocument(item.toObject()).toJson(QJsonDocument::Compact);
        if (const auto meta = recordMetaFromJson(json, StorageDriver::Secret)) {
            const auto body = decodeReleaseObject(json, *meta);
            found.push_back({*meta, body ? (*body)->description : QString()});
        }
    }
    std::ranges::sort(found, std::ranges::greater(), [](const Found& one) { return number(one.meta.revision); });
    return found;
}

// --- What they do

ChangeRequest TestContractChangeOperators::choose(const QString& release) {
    const std::vector<Found> known = records(release);
    ChangeRequest request;
    request.context = ContextId(m_server.context());
    request.release = {.nameSpace = QString::fromUtf8(m_space), .name = release};
    request.chart.location = chartOf(oneOf(2));
    request.values = "greeting: g" + QByteArray::number(oneOf(1000)) + '\n';
    request.options.wait = WaitKind::HooksOnly;
    const bool isGone = known.empty() || known.front().meta.status == ReleaseStatus::Uninstalled;
    const int die = oneOf(100);
    if (isGone) {
        request.kind = ChangeKind::Install;
    } else if (die < 60) {
        request.kind = ChangeKind::Upgrade;
    } else if (die < 70) { // one that fails
        request.kind = ChangeKind::Upgrade;
        request.values += "replicas: 1\nimage: registry.invalid/missing:9\n";
        request.options.wait = WaitKind::Watcher;
        request.options.timeout = std::chrono::seconds(1);
    } else if (die < 90) {
        request.kind = ChangeKind::Rollback;
        request.target = known.at(static_cast<size_t>(oneOf(static_cast<int>(known.size())))).meta.revision;
    } else {
        request.kind = ChangeKind::Uninstall;
    }
    return request;
}

/// @return nothing where the cluster did not answer: nothing was tried then
std::optional<Attempt> TestContractChangeOperators::prepare(Console& console, const QString& release) {
    const auto rendering = runToEnd(console.desk().render(choose(release)), std::chrono::seconds(30));
    if (!rendering) {
        return {};
    }
    const auto plan = runToEnd(console.desk().plan(*rendering), std::chrono::seconds(30));
    if (!plan) {
        return {};
    }
    return Attempt{.console = &console, .plan = *plan, .id = {}, .refusal = {}, .run = {}};
}

void TestContractChangeOperators::begin(Attempt& attempt) {
    ++m_operations;
    if (attempt.plan->request().kind == ChangeKind::Upgrade) {
        m_expected[operationMark(attempt.plan->id)] = number(attempt.plan->fingerprint.newest) + 1;
    }
    const auto begun = attempt.console->begin(attempt.plan);
    if (begun) {
        attempt.id = *begun;
    } else {
        attempt.refusal = begun.error();
    }
}

std::unique_ptr<QProcess> TestContractChangeOperators::startByHand(const QString& release) {
    ++m_operations;
    const bool isGone = records(release).empty();
    QStringList arguments = isGone ? QStringList{u"install"_s, release, chartOf(0)}
        : chance(85)
        ? QStringList{u"upgrade"_s, release, chartOf(oneOf(2)), u"--set"_s, u"greeting=hand%1"_s.arg(oneOf(1000))}
        : QStringList{u"uninstall"_s, release};
    arguments += {u"-n"_s, QString::fromUtf8(m_space), u"--kubeconfig"_s, m_server.kubeconfig(), u"--kube-context"_s,
        m_server.context()};
    auto process = std::make_unique<QProcess>();
    process->setStandardOutputFile(QProcess::nullDevice());
    process->setStandardErrorFile(QProcess::nullDevice());
    process->start(qEnvironmentVariable(chance(50) ? "PILOTHOUSE_HELM3" : "PILOTHOUSE_HELM4"), arguments);
    return process;
}

/// The server has a bad moment (the demo cluster only).
void TestContractChangeOperators::disturb() {
    static const std::array kFaults = {
        QJsonObject{{u"status"_s, 500}, {u"path"_s, u"secrets"_s}, {u"method"_s, u"GET"_s}, {u"count"_s, 1}},
        QJsonObject{{u"latencyMs"_s, 300}, {u"path"_s, u"secrets"_s}, {u"count"_s, 4}},
        QJsonObject{{u"status"_s, 429}, {u"path"_s, u"configmaps"_s}, {u"count"_s, 2},
            {u"headers"_s, QJsonObject{{u"Retry-After"_s, u"1"_s}}}},
        QJsonObject{{u"cutAfterBytes"_s, 40}, {u"reset"_s, true}, {u"path"_s, u"secrets"_s}, {u"method"_s, u"GET"_s},
            {u"count"_s, 1}},
        QJsonObject{{u"status"_s, 500}, {u"path"_s, u"secrets"_s}, {u"method"_s, u"PUT"_s}, {u"count"_s, 1}},
    };
    m_server.control("POST", "/_demo/faults", kFaults.at(static_cast<size_t>(oneOf(static_cast<int>(kFaults.size())))));
}

void TestContractChangeOperators::waitFor(QProcess& process) const {
    const bool isOver = QTest::qWaitFor([&process] { return process.state() == QProcess::NotRunning; }, kHelmBound);
    if (!isOver) {
        process.kill();
        process.waitForFinished(5000);
    }
    QVERIFY2(isOver, "a helm run by hand did not end");
}

void TestContractChangeOperators::playRound() {
    const QString release = chance(60) ? u"web"_s : u"api"_s;
    std::vector<Attempt> attempts;
    for (const auto& console : m_consoles) {
        if (chance(80)) {
            if (auto attempt = prepare(*console, release)) {
                attempts.push_back(std::move(*attempt));
            }
        }
    }
    if (m_server.isDemo() && chance(30)) {
        disturb();
    }
    std::unique_ptr<QProcess> hand;
    if (chance(40)) {
        hand = startByHand(release);
        if (chance(50)) {
            waitFor(*hand); // it is over before they press Apply
        }
    }
    for (Attempt& attempt : attempts) {
        begin(attempt);
        if (!attempt.id.isEmpty() && chance(8)) {
            (void)attempt.console->desk().cancel(attempt.id);
        }
        if (!attempt.id.isEmpty() && chance(8)) {
            attempt.console->restart();
            attempt.console->desk().adopt();
        }
    }
    if (hand) {
        waitFor(*hand);
    }
    for (Attempt& attempt : attempts) {
        if (!attempt.id.isEmpty()) {
            attempt.run = attempt.console->end(attempt.id);
        }
    }
    m_server.control("DELETE", "/_demo/faults", {});
    const std::vector<Found> now = records(release);
    checkMarks(now);
    for (const Attempt& attempt : attempts) {
        check(attempt, now);
        checkAudit(attempt);
    }
}

// --- What must hold

/// Every record that carries the mark of a console's upgrade is the revision its plan was made for.
void TestContractChangeOperators::checkMarks(const std::vector<Found>& now) const {
    for (const Found& found : now) {
        for (const auto& [mark, revision] : m_expected) {
            if (found.description.contains(mark)) {
                QVERIFY2(number(found.meta.revision) == revision,
                    qPrintable(u"%1 was planned as revision %2 and is %3"_s.arg(mark).arg(revision).arg(
                        number(found.meta.revision))));
            }
        }
    }
}

void TestContractChangeOperators::check(const Attempt& attempt, const std::vector<Found>& now) {
    if (attempt.id.isEmpty()) {
        ++m_outcomes[u"refused "_s + attempt.refusal->reason];
        return;
    }
    QVERIFY(attempt.run);
    const Outcome outcome = attempt.run->outcome;
    ++m_outcomes[changeWord(attempt.run->kind) + u' ' + outcomeWord(outcome)];
    QVERIFY2(outcome != Outcome::None && outcome != Outcome::Unknown, "how it ended was not found out");
    const int wanted = number(attempt.plan->fingerprint.newest) + 1;
    const bool makesRevision = attempt.run->kind != ChangeKind::Uninstall;
    if (makesRevision && attempt.run->reached != Revision::None) {
        // Only an upgrade can be tied to its revision in helm itself (revision_guard.h); whatever else went over one
        // that was not seen says so.
        QVERIFY(number(attempt.run->reached) == wanted
            || (attempt.run->kind != ChangeKind::Upgrade && outcome == Outcome::Overtaken));
    }
    const auto at = std::ranges::find(now, attempt.run->reached, [](const Found& one) { return one.meta.revision; });
    if (!makesRevision || attempt.run->reached == Revision::None || at == now.end()) {
        return; // uninstalled or pruned by somebody since
    }
    const ReleaseStatus status = at->meta.status;
    if (outcome == Outcome::Succeeded) {
        QVERIFY2(status == ReleaseStatus::Deployed || status == ReleaseStatus::Superseded
                || status == ReleaseStatus::Uninstalling,
            qPrintable(releaseStatusWord(status)));
    } else if (outcome == Outcome::Failed || outcome == Outcome::Cancelled) {
        QVERIFY2(status == ReleaseStatus::Failed || status == ReleaseStatus::Superseded,
            qPrintable(releaseStatusWord(status)));
    }
}

void TestContractChangeOperators::checkAudit(const Attempt& attempt) const {
    const auto reading = attempt.console->desk().audit().read(10'000);
    QVERIFY(reading.has_value());
    QCOMPARE(reading->brokenAt, 0);
    QStringList steps;
    for (const AuditEntry& entry : reading->entries) {
        if (entry.operation == attempt.plan->id) {
            steps.prepend(entry.step == AuditEntry::Step::Intent ? u"intent"_s
                    : entry.step == AuditEntry::Step::Outcome    ? entry.outcome
                                                                 : u"refused"_s);
        }
    }
    QCOMPARE(steps,
        attempt.id.isEmpty() ? QStringList{u"refused"_s}
                             : (QStringList{u"intent"_s, outcomeWord(attempt.run->outcome)}));
}

void TestContractChangeOperators::RC1_RC2_RC3_nobodyWritesOverAnUnseenRevision() {
    QFETCH(int, seed);
    const int wanted = qEnvironmentVariable("PILOTHOUSE_OPERATIONS", u"60"_s).toInt();
    setUp(seed);
    for (int round = 0; m_operations < wanted; ++round) {
        playRound();
        if (QTest::currentTestFailed()) {
            QFAIL(qPrintable(u"seed %1, round %2"_s.arg(seed).arg(round)));
        }
    }
    for (const auto& console : m_consoles) {
        const QString folder = console->stateFolder() + u"/operations"_s;
        QVERIFY2(
            QDir(folder).isEmpty(), qPrintable(QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot).join(u' ')));
    }
    QStringList counts;
    for (const auto& [what, count] : m_outcomes) {
        counts += u"%1 %2"_s.arg(count).arg(what);
    }
    qInfo("%d operations: %s", m_operations, qPrintable(counts.join(u", "_s)));
    m_consoles.clear();
}

int main(int argc, char** argv) {
    qputenv("QTEST_FUNCTION_TIMEOUT", "7200000"); // a soak plays 200 operations
    QCoreApplication app(argc, argv);
    TestContractChangeOperators test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_contract_change_operators.moc"
