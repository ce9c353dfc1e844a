// SPDX-License-Identifier: Apache-2.0
// Scenario U3 against the demo cluster: dry runs, preconditions and access rules are the server's.
#include "core/change/preparer.h"

#include "core/kube/objects.h"

#include "tests/support/awaiting.h"
#include "tests/support/demo_process.h"
#include "tests/support/workspace_options.h"

#include <QFile>
#include <QJsonDocument>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using Effect = PrepareStep::Effect;
using Outcome = PrepareReport::Outcome;

namespace {

const ContextId kStaging{u"eks_stg-app"_s};
const ContextId kProduction{u"eks_prd-app"_s};
const ContextId kConfined{u"eks_edge-app"_s};
constexpr auto kCanary = "canary-pull-token-51c0";

std::shared_ptr<PrepareRequest> wholeRequest(const ContextId& context, const QString& nameSpace) {
    auto request = std::make_shared<PrepareRequest>();
    request->context = context;
    request->nameSpace = nameSpace;
    request->createNamespace = true;
    request->pullSecret = u"registry-corp"_s;
    request->serviceAccount = u"default"_s;
    request->logins.push_back(
        {.registry = u"registry.example.com"_s, .user = u"deployer"_s, .token = Secret(QByteArray(kCanary))});
    return request;
}

std::vector<Effect> effectsOf(const PreparePlan& plan) {
    std::vector<Effect> effects;
    for (const PrepareStep& step : plan.steps) {
        effects.push_back(step.effect);
    }
    return effects;
}

std::vector<Outcome> outcomesOf(const PrepareReport& report) {
    std::vector<Outcome> outcomes;
    for (const auto& line : report.lines) {
        outcomes.push_back(line.outcome);
    }
    return outcomes;
}

ApiResource accounts() {
    ApiResource resource = builtin::secrets();
    resource.kind.kind = u"ServiceAccount"_s;
    resource.plural = u"serviceaccounts"_s;
    return resource;
}

} // namespace

class TestPreparer final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        m_facts = m_demo.start();
        QVERIFY2(m_facts.contains(u"kubeconfig"_s), "the demo clusters did not start");
    }
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_trace = std::make_shared<HttpTrace>();
        m_trace->setBodiesRecorded(true);
        m_workspace
            = std::make_unique<Workspace>(workspaceOptions(m_facts.value(u"kubeconfig"_s), m_folder->path(), m_trace),
                std::make_shared<SystemClock>());
        m_audit = std::make_unique<AuditLog>(m_folder->filePath(u"audit.jsonl"_s));
        m_preparer = std::make_unique<Preparer>(*m_workspace, *m_audit, m_folder->filePath(u"identities.json"_s));
    }
    void cleanup() {
        m_preparer.reset();
        m_workspace.reset();
    }

    void aNewNamespaceIsPrepared() {
        const auto request = wholeRequest(kStaging, u"team-a"_s);
        const auto plan = runToEnd(m_preparer->plan(request));
        QVERIFY2(plan, qPrintable(plan ? QString() : describe(plan.error())));
        QCOMPARE(effectsOf(**plan), (std::vector{Effect::Create, Effect::Create, Effect::Change}));
        QVERIFY((*plan)->steps[0].wasTried);
        QVERIFY(!(*plan)->steps[1].wasTried); // nothing can be tried in a namespace that is not there
        QVERIFY(!exists(u"team-a"_s)); // looking makes nothing

        const auto report = runToEnd(m_preparer->carryOut(*plan, {}));

        QVERIFY2(report, qPrintable(report ? QString() : describe(report.error())));
        QCOMPARE(outcomesOf(*report), (std::vector{Outcome::Done, Outcome::Done, Outcome::Done}));
        QVERIFY(pullSecretsOf(u"team-a"_s).contains(u"registry-corp"_s));
        const auto secret = runToEnd(getObject(client(), builtin::secrets(), u"team-a"_s, u"registry-corp"_s));
        QVERIFY(secret);
        QCOMPARE(secret->value("type"_L1).toString(), u"kubernetes.io/dockerconfigjson"_s);
        const QByteArray text = QByteArray::fromBase64(
            secret->value("data"_L1).toObject().value(".dockerconfigjson"_L1).toString().toLatin1());
        QVERIFY(text.contains("registry.example.com") && text.contains(kCanary));
    }

    void doneTwiceItChangesNothing() {
        prepare(u"team-twice"_s);

        const auto plan = runToEnd(m_preparer->plan(wholeRequest(kStaging, u"team-twice"_s)));
        QVERIFY(plan);
        QCOMPARE(effectsOf(**plan), (std::vector{Effect::Nothing, Effect::Nothing, Effect::Nothing}));
        QVERIFY(!(*plan)->changesSomething());
        const auto linesBefore = m_audit->read()->lines;
        const auto report = runToEnd(m_preparer->carryOut(*plan, {}));
        QVERIFY(report && report->isDone());
        QCOMPARE(outcomesOf(*report), (std::vector{Outcome::Already, Outcome::Already, Outcome::Already}));
        QCOMPARE(m_audit->read()->lines, linesBefore);
    }

    void everyStepIsAuditedBeforeAndAfter() {
        prepare(u"team-audit"_s);

        const auto reading = m_audit->read();
        QVERIFY(reading);
        QCOMPARE(reading->entries.size(), 6U);
        QCOMPARE(reading->brokenAt, 0);
        for (size_t i = 0; i < reading->entries.size(); ++i) { // newest first
            const bool isOutcome = i % 2 == 0;
            QCOMPARE(reading->entries[i].step, isOutcome ? AuditEntry::Step::Outcome : AuditEntry::Step::Intent);
            QCOMPARE(reading->entries[i].outcome, isOutcome ? u"Succeeded"_s : QString());
            QCOMPARE(reading->entries[i].nameSpace, u"team-audit"_s);
            QVERIFY(!reading->entries[i].clusterUid.isEmpty());
        }
        QCOMPARE(reading->entries.back().verb, u"create namespace"_s);
    }

    void FS7_theTokenIsNowhereButInTheSecret() {
        prepare(u"team-canary"_s);

        QFile audit(m_audit->file());
        QVERIFY(audit.open(QIODevice::ReadOnly));
        const QByteArray written = audit.readAll();
        QVERIFY(!written.isEmpty() && !written.contains(kCanary));
        QCOMPARE(audit.permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
            QFile::Permissions());
        const QByteArray encoded = QByteArray(QByteArray("deployer:") + kCanary).toBase64();
        for (const TraceEntry& entry : m_trace->changesSince(0).entries) {
            for (const QString& body : {entry.requestBody, entry.responseBody}) {
                QVERIFY(!body.contains(QLatin1StringView(kCanary)));
                QVERIFY(!body.contains(QLatin1StringView(encoded)));
                QVERIFY(!body.contains(QLatin1StringView(QByteArray(kCanary).toBase64().first(20))));
            }
        }
        const auto plan = runToEnd(m_preparer->plan(wholeRequest(kStaging, u"team-canary"_s)));
        QVERIFY(plan);
        for (const PrepareStep& step : (*plan)->steps) {
            QVERIFY(!(step.before + step.after).join(u' ').contains(QLatin1StringView(kCanary)));
        }
    }

    void otherLoginsAreShownFromBothSidesAndNotReplacedUnasked() {
        prepare(u"team-differs"_s);
        auto request = wholeRequest(kStaging, u"team-differs"_s);
        request->logins.front().user = u"somebody"_s;

        const auto plan = runToEnd(m_preparer->plan(request));

        QVERIFY(plan);
        const PrepareStep& step = (*plan)->steps.at(1);
        QCOMPARE(step.effect, Effect::Blocked);
        QCOMPARE(step.word, u"Differs"_s);
        QVERIFY(step.before.join(u' ').contains(u"deployer"_s));
        QVERIFY(step.after.join(u' ').contains(u"somebody"_s));
        const auto refused = runToEnd(m_preparer->carryOut(*plan, {}));
        QVERIFY(!refused);
        QCOMPARE(refused.error().reason, u"Blocked"_s);
        QCOMPARE(m_audit->read()->entries.front().step, AuditEntry::Step::Refused);

        auto agreed = wholeRequest(kStaging, u"team-differs"_s);
        agreed->logins.front().user = u"somebody"_s;
        agreed->replaceLogins = true;
        const auto second = runToEnd(m_preparer->plan(agreed));
        QVERIFY(second);
        QCOMPARE((*second)->steps.at(1).effect, Effect::Change);
        const auto report = runToEnd(m_preparer->carryOut(*second, {}));
        QVERIFY(report && report->isDone());
    }

    void whatOthersAttachMeanwhileStays() {
        prepare(u"team-others"_s);
        auto request = wholeRequest(kStaging, u"team-others"_s);
        request->pullSecret = u"second"_s;
        const auto plan = runToEnd(m_preparer->plan(request));
        QVERIFY(plan);
        attach(u"team-others"_s, u"from-elsewhere"_s);

        const auto report = runToEnd(m_preparer->carryOut(*plan, {}));

        QVERIFY(report && report->isDone());
        const QStringList names = pullSecretsOf(u"team-others"_s);
        for (const auto* name : {"registry-corp", "second", "from-elsewhere"}) {
            QVERIFY2(names.contains(QString::fromLatin1(name)), name);
        }
    }

    void aSecretChangedSinceThePlanIsNotOverwritten() {
        prepare(u"team-moved"_s);
        auto request = wholeRequest(kStaging, u"team-moved"_s);
        request->logins.front().user = u"mine"_s;
        request->replaceLogins = true;
        const auto plan = runToEnd(m_preparer->plan(request));
        QVERIFY(plan);
        send("PATCH", builtin::secrets().path(u"team-moved", u"registry-corp"), R"({"metadata":{"labels":{"a":"b"}}})");

        const auto report = runToEnd(m_preparer->carryOut(*plan, {}));

        QVERIFY(report);
        QCOMPARE(outcomesOf(*report), (std::vector{Outcome::Already, Outcome::Failed, Outcome::NotBegun}));
        QCOMPARE(report->lines.at(1).error->reason, u"PlanOutdated"_s);
    }

    void aConflictWhileWritingIsLookedAtAgain() {
        prepare(u"team-race"_s);
        auto request = wholeRequest(kStaging, u"team-race"_s);
        request->pullSecret = u"second"_s;
        const auto plan = runToEnd(m_preparer->plan(request));
        QVERIFY(plan);
        fault(R"({"method":"PATCH","path":"default\\?fieldManager=pilothouse$","status":409,"count":2})");
        fault(R"({"method":"PATCH","path":"default.*dryRun=All","status":409})");

        const auto report = runToEnd(m_preparer->carryOut(*plan, {}));

        QVERIFY(report && report->isDone());
        QVERIFY(pullSecretsOf(u"team-race"_s).contains(u"second"_s));
    }

    void aWriteWithoutAnAnswerIsJudgedByWhatIsThere() {
        const auto plan = runToEnd(m_preparer->plan(wholeRequest(kStaging, u"team-lost"_s)));
        QVERIFY(plan);
        fault(R"({"method":"POST","path":"team-lost/secrets\\?fieldManager=pilothouse$","cutAfterBytes":3})");

        const auto report = runToEnd(m_preparer->carryOut(*plan, {}));

        QVERIFY2(report && report->isDone(), "the secret was made though the answer was lost");
    }

    void anotherTypeCanNotBeMadeOne() {
        prepare(u"team-type"_s);
        send("POST", builtin::secrets().path(u"team-type"),
            R"({"apiVersion":"v1","kind":"Secret","metadata":{"name":"plain"},"type":"Opaque"})");
        auto request = wholeRequest(kStaging, u"team-type"_s);
        request->pullSecret = u"plain"_s;

        const auto plan = runToEnd(m_preparer->plan(request));

        QVERIFY(plan);
        QCOMPARE((*plan)->steps.at(1).word, u"WrongType"_s);
        QVERIFY((*plan)->isBlocked());
    }

    void PS8_aReadOnlyPlaceIsPlannedAndNotTouched() {
        auto request = wholeRequest(kProduction, u"team-prd"_s);
        const auto plan = runToEnd(m_preparer->plan(request));
        QVERIFY(plan);
        QVERIFY((*plan)->locked);
        QCOMPARE((*plan)->confirmation, u"eks_prd-app/team-prd"_s);

        const auto refused = runToEnd(m_preparer->carryOut(*plan, (*plan)->confirmation));

        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Forbidden);
        QVERIFY(sentForReal().isEmpty());
    }

    void aProtectedPlaceAsksForTheNameTyped() {
        auto request = wholeRequest(kProduction, u"team-typed"_s);
        request->reason = u"new team"_s;
        ModeKeeper& modes = (*m_workspace->session(kProduction))->modes();
        QVERIFY(modes.choose({}, Mode::ChangesOpen, u"new team"_s, std::chrono::minutes(5)));
        QVERIFY(modes.choose(u"team-typed"_s, Mode::ChangesOpen, u"new team"_s, std::chrono::minutes(5)));
        const auto plan = runToEnd(m_preparer->plan(request));
        QVERIFY(plan && !(*plan)->locked);

        const auto unconfirmed = runToEnd(m_preparer->carryOut(*plan, u"team-typed"_s));

        QVERIFY(!unconfirmed);
        QCOMPARE(unconfirmed.error().reason, u"NotConfirmed"_s);
        QVERIFY(sentForReal().isEmpty());
    }

    void missingRightsAreNamed() {
        auto request = wholeRequest(kConfined, u"team-confined"_s);
        const auto plan = runToEnd(m_preparer->plan(request));
        QVERIFY2(plan, qPrintable(plan ? QString() : describe(plan.error())));

        QCOMPARE((*plan)->steps.front().effect, Effect::Blocked);
        QCOMPARE((*plan)->steps.front().word, u"Refused"_s);
        QVERIFY((*plan)->steps.front().detail.contains(u"create namespaces"_s));
    }

    void badWishesAreRefusedBeforeAnythingIsAsked() {
        for (const auto* name : {"", "Team", "a/b", "-a", "a_b", "../x"}) {
            auto request = wholeRequest(kStaging, QString::fromLatin1(name));
            QVERIFY2(!checkPrepareRequest(*request), name);
        }
        auto nameless = wholeRequest(kStaging, u"team"_s);
        nameless->pullSecret.clear();
        QVERIFY(!checkPrepareRequest(*nameless));
    }

private:
    ApiClient& client() { return (*m_workspace->session(kStaging))->client(); }
    bool exists(const QString& nameSpace) {
        return runToEnd(getObject(client(), builtin::namespaces(), {}, nameSpace)).has_value();
    }
    void prepare(const QString& nameSpace) {
        const auto plan = runToEnd(m_preparer->plan(wholeRequest(kStaging, nameSpace)));
        QVERIFY(plan);
        const auto report = runToEnd(m_preparer->carryOut(*plan, {}));
        QVERIFY(report && report->isDone());
    }
    QStringList pullSecretsOf(const QString& nameSpace) {
        QStringList names;
        const auto account = runToEnd(getObject(client(), accounts(), nameSpace, u"default"_s));
        for (const QJsonValue& value : account.value_or(QJsonObject()).value("imagePullSecrets"_L1).toArray()) {
            names += value.toObject().value("name"_L1).toString();
        }
        return names;
    }
    void send(const QByteArray& method, const QString& path, const QByteArray& body) {
        ApiClient::Call call;
        call.method = method;
        call.path = path;
        call.contentType = method == "POST" ? "application/json" : "application/strategic-merge-patch+json";
        call.body = body;
        const auto answer = runToEnd(client().send(std::move(call)));
        QVERIFY2(answer, qPrintable(answer ? QString() : describe(answer.error())));
    }
    void attach(const QString& nameSpace, const QString& secret) {
        send("PATCH", accounts().path(nameSpace, u"default"),
            R"({"imagePullSecrets":[{"name":")" + secret.toUtf8() + R"("}]})");
    }
    /// Tells the demo what goes wrong next.
    void fault(const QByteArray& body) {
        auto transport = std::make_shared<TransportSettings>();
        transport->skipTlsVerify = true;
        HttpRequest request;
        request.method = "POST";
        request.url = client().server();
        request.url.setPath(u"/_demo/faults"_s);
        request.headers.push_back({"X-Demo-Control", m_facts.value(u"control"_s).toLatin1()});
        request.headers.push_back({"Content-Type", "application/json"});
        request.body = body;
        request.transport = transport;
        const auto answer = runToEnd(m_workspace->http().send(std::move(request)));
        QVERIFY(answer && answer->status < 300);
    }
    /// Writes that left without dryRun.
    QStringList sentForReal() {
        QStringList sent;
        for (const TraceEntry& entry : m_trace->changesSince(0).entries) {
            const bool isWrite = entry.method != "GET"_L1 && !entry.url.contains(u"/self"_s);
            if (isWrite && !entry.url.contains(u"dryRun=All"_s)) {
                sent += entry.url;
            }
        }
        return sent;
    }

    DemoProcess m_demo;
    QHash<QString, QString> m_facts;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<HttpTrace> m_trace;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<AuditLog> m_audit;
    std::unique_ptr<Preparer> m_preparer;
};

QTEST_GUILESS_MAIN(TestPreparer)
#include "test_preparer.moc"
