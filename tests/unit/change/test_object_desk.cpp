// SPDX-License-Identifier: Apache-2.0
// Single objects against the demo cluster: dry runs, preconditions and access rules are the server's.
#include "core/change/object_desk.h"

#include "core/kube/objects.h"

#include "tests/support/awaiting.h"
#include "tests/support/demo_process.h"
#include "tests/support/workspace_options.h"

#include <QFile>
#include <QJsonDocument>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using StepEffect = ObjectStep::Effect;
using Outcome = ObjectReport::Outcome;

namespace {

const ContextId kStaging{u"eks_stg-app"_s};
const ContextId kProduction{u"eks_prd-app"_s};
constexpr auto kCanary = "Y2FuYXJ5LW9iamVjdA==";

ObjectRef refOf(const ApiResource& resource, const QString& nameSpace, const QString& name) {
    return {.kind = resource.kind, .nameSpace = nameSpace, .name = name};
}

std::shared_ptr<ObjectRequest> applyRequest(const ContextId& context, const QByteArray& text) {
    auto request = std::make_shared<ObjectRequest>();
    request->context = context;
    request->verb = ObjectVerb::Apply;
    request->nameSpace = u"objects"_s;
    request->text = text;
    return request;
}

QByteArray configMap(const QByteArray& name, const QByteArray& value) {
    return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: " + name + ", namespace: objects}\ndata: {key: \"" + value
        + "\"}\n";
}

bool hasCheck(const ObjectPlan& plan, const QString& word) {
    return std::ranges::contains(plan.checks, word, &ObjectCheck::word);
}

} // namespace

class TestObjectDesk final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        m_facts = m_demo.start();
        QVERIFY2(m_facts.contains(u"kubeconfig"_s), "the demo clusters did not start");
    }
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_workspace = std::make_unique<Workspace>(
            workspaceOptions(m_facts.value(u"kubeconfig"_s), m_folder->path()), std::make_shared<SystemClock>());
        m_audit = std::make_unique<AuditLog>(m_folder->filePath(u"audit.jsonl"_s));
        m_desk = std::make_unique<ObjectDesk>(*m_workspace, *m_audit, m_folder->filePath(u"identities.json"_s));
        open(kStaging);
        apply("apiVersion: v1\nkind: Namespace\nmetadata: {name: objects}\n");
    }
    void cleanup() {
        m_desk.reset();
        m_workspace.reset();
    }

    void newObjectsAreTriedShownAndMade() {
        const auto plan = planOf(applyRequest(kStaging, configMap("new", "a") + "---\n" + configMap("second", "b")));
        QVERIFY(plan);
        QCOMPARE(plan->steps.size(), 2U);
        QVERIFY(plan->steps[0].wasTried && plan->steps[0].effect == StepEffect::Create);
        QCOMPARE(plan->diff.objects.size(), 2U);
        QVERIFY(!exists(u"new"_s)); // looking makes nothing

        const auto report = runToEnd(m_desk->carryOut(plan, {}));

        QVERIFY2(report, qPrintable(report ? QString() : describe(report.error())));
        QVERIFY(report->isDone());
        QVERIFY(exists(u"new"_s) && exists(u"second"_s));
        const auto reading = m_audit->read();
        QCOMPARE(reading->entries.front().verb, u"apply"_s);
        QCOMPARE(reading->entries.front().outcome, u"Succeeded"_s);
        QCOMPARE(reading->brokenAt, 0);
    }

    void theSameTwiceChangesNothing() {
        apply(configMap("same", "a"));
        const auto plan = planOf(applyRequest(kStaging, configMap("same", "a")));
        QVERIFY(plan);
        QCOMPARE(plan->steps.front().effect, StepEffect::Nothing);
        QVERIFY(!plan->changesSomething());
    }

    void anUnknownFieldIsRefusedBeforeAnythingIsSent() {
        const auto plan = planOf(applyRequest(kStaging,
            "apiVersion: v1\nkind: Service\nmetadata: {name: typo}\nspec: {ports: [{port: 80}], selectro: {a: b}}\n"));
        QVERIFY(plan);
        QCOMPARE(plan->steps.front().effect, StepEffect::Blocked);
        QVERIFY2(plan->steps.front().detail.contains(u"selectro"_s), qPrintable(plan->steps.front().detail));
        const auto report = runToEnd(m_desk->carryOut(plan, {}));
        QVERIFY(!report);
        QCOMPARE(report.error().reason, u"Blocked"_s);
        QCOMPARE(m_audit->read()->entries.front().step, AuditEntry::Step::Refused);
    }

    void anEditThatNobodyCrossedIsSaved() {
        apply(configMap("edited", "a"));
        const auto request = editRequest(u"edited"_s, "key: a", "key: mine");
        const auto plan = planOf(request);
        QVERIFY(plan);
        QCOMPARE(plan->steps.front().effect, StepEffect::Change);
        QCOMPARE(plan->diff.objects.size(), 1U);

        const auto report = runToEnd(m_desk->carryOut(plan, {}));

        QVERIFY(report && report->isDone());
        QCOMPARE(valueOf(u"edited"_s), u"mine"_s);
    }

    void aCrossedEditShowsTheOthersChange() {
        apply(configMap("crossed", "a"));
        const auto request = editRequest(u"crossed"_s, "key: a", "key: mine");
        apply(configMap("crossed", "theirs"));

        const auto plan = planOf(request);

        QVERIFY(plan);
        QCOMPARE(plan->steps.front().effect, StepEffect::Blocked);
        QCOMPARE(plan->steps.front().word, u"Conflict"_s);
        QCOMPARE(plan->others.objects.size(), 1U);
        QVERIFY(plan->others.objects.front().toText.contains("theirs"));
        QVERIFY(plan->request->text.contains("mine")); // nothing of it is lost
        QCOMPARE(valueOf(u"crossed"_s), u"theirs"_s);
    }

    void anEditCrossedAfterItsPlanIsRefused() {
        apply(configMap("late", "a"));
        const auto plan = planOf(editRequest(u"late"_s, "key: a", "key: mine"));
        QVERIFY(plan && !plan->isBlocked());
        apply(configMap("late", "theirs"));

        const auto report = runToEnd(m_desk->carryOut(plan, {}));

        QVERIFY(report && !report->isDone());
        QCOMPARE(report->lines.front().error->reason, u"PlanOutdated"_s);
        QCOMPARE(valueOf(u"late"_s), u"theirs"_s);
    }

    void AP10_anotherObjectOfTheNameIsNotDeleted() {
        apply(configMap("twin", "a"));
        const auto old = removal({refOf(builtin::configMaps(), u"objects"_s, u"twin"_s)});
        const auto plan = planOf(old);
        QVERIFY(plan && !plan->isBlocked());
        remove(u"twin"_s);
        apply(configMap("twin", "b"));

        const auto report = runToEnd(m_desk->carryOut(plan, {}));

        QVERIFY(report && !report->isDone());
        QVERIFY(exists(u"twin"_s));
        const auto again = planOf(old); // what was pointed at is gone for good
        QVERIFY(again);
        QCOMPARE(again->steps.front().word, u"OtherObject"_s);
    }

    void PS9_scalingToZeroIsCounted() {
        const ObjectRef ref = someDeployment();
        auto request = targeted(ObjectVerb::Scale, {ref});
        request->replicas = 0;

        const auto plan = planOf(request);

        QVERIFY(plan);
        QVERIFY2(!plan->isBlocked(), qPrintable(plan->steps.front().detail));
        QCOMPARE(plan->steps.front().after, u"0"_s);
        QVERIFY(plan->steps.front().wasTried);
        QVERIFY(hasCheck(*plan, u"ScaledToZero"_s));
        QVERIFY(hasCheck(*plan, u"HelmRelease"_s));
        QCOMPARE(plan->commands.size(), 1);
    }

    void scalingIsReadBack() {
        const ObjectRef ref = someDeployment();
        auto request = targeted(ObjectVerb::Scale, {ref});
        request->replicas = 5;
        const auto plan = planOf(request);
        QVERIFY(plan && !plan->isBlocked());

        const auto report = runToEnd(m_desk->carryOut(plan, {}));

        QVERIFY2(report && report->isDone(), "it was not scaled");
        const auto live = runToEnd(getObject(client(), builtin::deployments(), ref.nameSpace, ref.name));
        QCOMPARE(live->value("spec"_L1).toObject().value("replicas"_L1).toInt(), 5);
    }

    void aRestartMarksThePodTemplate() {
        const ObjectRef ref = someDeployment();
        const auto plan = planOf(targeted(ObjectVerb::Restart, {ref}));
        QVERIFY(plan && !plan->isBlocked());
        const auto report = runToEnd(m_desk->carryOut(plan, {}));
        QVERIFY(report && report->isDone());
        const auto live = runToEnd(readObject(client(), builtin::deployments(), ref.nameSpace, ref.name));
        QVERIFY(!live->at({u"spec", u"template", u"metadata", u"annotations"})[u"kubectl.kubernetes.io/restartedAt"]
                .text()
                .isEmpty());
    }

    void PS9_deletingAWorkloadCountsItsPods() {
        // An earlier case may have its pods made anew: they count once they run.
        auto plan = planOf(removal({someDeployment()}));
        QVERIFY(plan);
        QTRY_VERIFY((plan = planOf(removal({someDeployment()}))) && hasCheck(*plan, u"PodsGo"_s));
        QVERIFY(std::ranges::any_of(
            plan->dependents, [](const Dependent& one) { return one.ref.kind.kind == "ReplicaSet"_L1; }));
        QVERIFY(std::ranges::any_of(
            plan->dependents, [](const Dependent& one) { return one.ref.kind.kind == "Pod"_L1 && one.depth == 2; }));
    }

    void PS9_deletingANamespaceAsksForItsName() {
        const ObjectRef ref{.kind = builtin::namespaces().kind, .nameSpace = {}, .name = u"objects"_s};
        apply(configMap("inside", "a"));

        const auto plan = planOf(removal({ref}));

        QVERIFY(plan);
        QCOMPARE(plan->confirmation, u"eks_stg-app/objects"_s);
        QVERIFY(hasCheck(*plan, u"NamespaceGoes"_s));
        QVERIFY(plan->checks.front().count >= 1);
        const auto report = runToEnd(m_desk->carryOut(plan, {}));
        QVERIFY(!report);
        QCOMPARE(report.error().reason, u"NotConfirmed"_s);
    }

    void PS3_everyObjectOfABulkIsListed() {
        apply(configMap("one", "a"));
        apply(configMap("two", "a"));
        const auto plan = planOf(removal({refOf(builtin::configMaps(), u"objects"_s, u"one"_s),
            refOf(builtin::configMaps(), u"objects"_s, u"two"_s)}));
        QVERIFY(plan);
        QCOMPARE(plan->steps.size(), 2U);
        const auto report = runToEnd(m_desk->carryOut(plan, {}));
        QVERIFY(report && report->isDone());
        QVERIFY(!exists(u"one"_s) && !exists(u"two"_s));
    }

    void aCordonedNodeIsCounted() {
        ApiResource nodes = builtin::namespaces();
        nodes.kind.kind = u"Node"_s;
        nodes.plural = u"nodes"_s;
        const auto listed = runToEnd(listObjects(client(), nodes, {}));
        QVERIFY(listed && !listed->empty());
        const QString name = listed->front().value("metadata"_L1).toObject().value("name"_L1).toString();
        const auto plan = planOf(targeted(ObjectVerb::Cordon, {{.kind = nodes.kind, .nameSpace = {}, .name = name}}));
        QVERIFY(plan);
        QVERIFY2(!plan->isBlocked(), qPrintable(plan->steps.front().detail));
        QVERIFY(hasCheck(*plan, u"PodsOnNode"_s));
        const auto report = runToEnd(m_desk->carryOut(plan, {}));
        QVERIFY(report && report->isDone());
        const auto back = planOf(targeted(ObjectVerb::Uncordon, {{.kind = nodes.kind, .nameSpace = {}, .name = name}}));
        QVERIFY(back && back->changesSomething());
        QVERIFY(runToEnd(m_desk->carryOut(back, {}))->isDone());
    }

    void PS8_aLockedPlaceLetsNothingBy() {
        const auto request
            = applyRequest(kProduction, "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: locked}\ndata: {a: b}\n");
        request->nameSpace = u"default"_s;
        const auto plan = planOf(request);
        QVERIFY(plan);
        QVERIFY(plan->locked);
        QCOMPARE(plan->confirmation, u"eks_prd-app/default/locked"_s);
        const auto report = runToEnd(m_desk->carryOut(plan, plan->confirmation));
        QVERIFY(!report);
        QCOMPARE(report.error().code, ErrorCode::Forbidden);
    }

    void FS7_aSecretsValueIsNowhereButInTheRequest() {
        const auto plan = planOf(applyRequest(kStaging,
            QByteArray("apiVersion: v1\nkind: Secret\nmetadata: {name: canary}\ntype: kubernetes.io/tls\n"
                       "data: {tls.crt: \"")
                + kCanary + "\", tls.key: \"" + kCanary + "\"}\n"));
        QVERIFY(plan);
        for (const ObjectDiff& object : plan->diff.objects) {
            QVERIFY(!object.toText.contains(kCanary) && !object.fromText.contains(kCanary));
        }
        if (!plan->isBlocked()) { // a server may look into certificates
            QVERIFY(runToEnd(m_desk->carryOut(plan, {})));
        }
        QFile audit(m_audit->file());
        QVERIFY(audit.open(QIODevice::ReadOnly));
        QVERIFY(!audit.readAll().contains(kCanary));
    }

private:
    ApiClient& client() { return (*m_workspace->session(kStaging))->client(); }
    void open(const ContextId& context) {
        const auto session = m_workspace->session(context);
        QVERIFY(session);
        QVERIFY((*session)->modes().choose({}, Mode::ChangesOpen, u"tests"_s, std::chrono::minutes(30)));
    }
    ObjectPlanPtr planOf(const ObjectRequestPtr& request) {
        auto plan = runToEnd(m_desk->plan(request));
        if (!plan) {
            qWarning().noquote() << describe(plan.error());
        }
        return plan ? *plan : nullptr;
    }
    void apply(const QByteArray& text) {
        const auto plan = planOf(applyRequest(kStaging, text));
        QVERIFY(plan);
        QVERIFY2(!plan->isBlocked(), qPrintable(plan->steps.front().word + plan->steps.front().detail));
        const auto report = runToEnd(m_desk->carryOut(plan, {}));
        QVERIFY2(report && report->isDone(), "it could not be applied");
    }
    void remove(const QString& name) {
        const auto plan = planOf(removal({refOf(builtin::configMaps(), u"objects"_s, name)}));
        QVERIFY(plan);
        QVERIFY(runToEnd(m_desk->carryOut(plan, {}))->isDone());
    }
    /// With the uid that is there now.
    std::shared_ptr<ObjectRequest> targeted(ObjectVerb verb, const std::vector<ObjectRef>& refs) {
        auto request = std::make_shared<ObjectRequest>();
        request->context = kStaging;
        request->verb = verb;
        for (const ObjectRef& ref : refs) {
            const auto opened = runToEnd(m_desk->open(kStaging, ref));
            request->targets.push_back({.ref = ref, .uid = opened ? (*opened)->uid : Uid()});
        }
        return request;
    }
    std::shared_ptr<ObjectRequest> removal(const std::vector<ObjectRef>& refs) {
        return targeted(ObjectVerb::Delete, refs);
    }
    std::shared_ptr<ObjectRequest> editRequest(const QString& name, const QByteArray& before, const QByteArray& after) {
        const auto opened = runToEnd(m_desk->open(kStaging, refOf(builtin::configMaps(), u"objects"_s, name)));
        auto request
            = applyRequest(kStaging, opened ? QByteArray((*opened)->text).replace(before, after) : QByteArray());
        request->opened = opened ? *opened : nullptr;
        return request;
    }
    bool exists(const QString& name) {
        return runToEnd(getObject(client(), builtin::configMaps(), u"objects"_s, name)).has_value();
    }
    QString valueOf(const QString& name) {
        const auto object = runToEnd(getObject(client(), builtin::configMaps(), u"objects"_s, name));
        return object ? object->value("data"_L1).toObject().value("key"_L1).toString() : QString();
    }
    /// One that has pods.
    ObjectRef someDeployment() {
        const auto listed = runToEnd(listObjects(client(), builtin::deployments(), {}));
        for (const QJsonObject& deployment : listed ? *listed : std::vector<QJsonObject>()) {
            const QJsonObject metadata = deployment.value("metadata"_L1).toObject();
            if (deployment.value("status"_L1).toObject().value("readyReplicas"_L1).toInt() > 1) {
                return refOf(builtin::deployments(), metadata.value("namespace"_L1).toString(),
                    metadata.value("name"_L1).toString());
            }
        }
        return {};
    }

    DemoProcess m_demo;
    QHash<QString, QString> m_facts;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<AuditLog> m_audit;
    std::unique_ptr<ObjectDesk> m_desk;
};

QTEST_GUILESS_MAIN(TestObjectDesk)
#include "test_object_desk.moc"
