// SPDX-License-Identifier: Apache-2.0
// Single objects by the one way in, on the demo cluster and, unchanged, on a real one: what the server says of dry
// runs, preconditions, strict fields and owners is what is relied on.
#include "core/change/object_desk.h"
#include "tests/contract/change_scene.h"
#include "tests/support/workspace_options.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace pilothouse;
using namespace pilothouse::contract;
using namespace Qt::StringLiterals;
using StepEffect = ObjectStep::Effect;

namespace {

// No pod of it can start: nothing has to be pulled.
constexpr auto kDeployment = R"(apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      terminationGracePeriodSeconds: 0
      containers: [{name: web, image: "registry.invalid/missing:1", imagePullPolicy: Never}]
)";

QByteArray configMap(const QByteArray& value) {
    return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {key: \"" + value + "\"}\n";
}

const GroupVersionKind kConfigMaps{.group = {}, .version = u"v1"_s, .kind = u"ConfigMap"_s};
const GroupVersionKind kDeployments{.group = u"apps"_s, .version = u"v1"_s, .kind = u"Deployment"_s};

} // namespace

class TestContractChangeObjects final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_server.problem().isEmpty(), qPrintable(m_server.problem())); }
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        auto options = workspaceOptions(m_server.kubeconfig(), m_folder->path());
        options.rules = EnvironmentRules(rulesHere(m_server.context(), EnvironmentKind::Staging));
        m_workspace = std::make_unique<Workspace>(std::move(options), std::make_shared<SystemClock>());
        m_context = ContextId(m_server.context());
        m_audit = std::make_unique<AuditLog>(m_folder->filePath(u"audit.jsonl"_s));
        m_desk = std::make_unique<ObjectDesk>(*m_workspace, *m_audit, m_folder->filePath(u"identities.json"_s));
        const auto session = m_workspace->session(m_context);
        QVERIFY(session);
        QVERIFY((*session)->modes().choose({}, Mode::ChangesOpen, u"contract"_s, std::chrono::minutes(30)));
        m_space = m_server.makeNamespace();
    }
    void cleanup() {
        m_desk.reset();
        m_workspace.reset();
    }

    void whatIsTriedIsNotThere() {
        const auto plan = planOf(applied(configMap("a")));
        QVERIFY(plan);
        QCOMPARE(plan->steps.front().effect, StepEffect::Create);
        QVERIFY(plan->steps.front().wasTried);
        QCOMPARE(m_server.get(pathOf("configmaps/settings")).status, 404);

        carryOut(plan);

        QCOMPARE(valueOf(), u"a"_s);
        QCOMPARE(planOf(applied(configMap("a")))->steps.front().effect, StepEffect::Nothing);
    }

    void anUnknownFieldIsRefused() {
        const auto plan = planOf(applied("apiVersion: v1\nkind: Service\nmetadata: {name: typo}\n"
                                         "spec: {ports: [{port: 80}], selectro: {a: b}}\n"));
        QVERIFY(plan);
        QCOMPARE(plan->steps.front().effect, StepEffect::Blocked);
        QVERIFY2(plan->steps.front().detail.contains(u"selectro"_s), qPrintable(plan->steps.front().detail));
    }

    void anEditCrossedByAnotherIsRefused() {
        carryOut(planOf(applied(configMap("a"))));
        const auto opened = runToEnd(m_desk->open(m_context, ref(kConfigMaps, u"settings"_s)));
        QVERIFY2(opened, qPrintable(opened ? QString() : describe(opened.error())));
        auto edit = applied(QByteArray((*opened)->text).replace("key: a", "key: mine"));
        edit->opened = *opened;
        const auto first = planOf(edit);
        QVERIFY(first && !first->isBlocked());

        carryOut(planOf(applied(configMap("theirs"))));

        const auto late = runToEnd(m_desk->carryOut(first, {}));
        QVERIFY(late && !late->isDone());
        const auto again = planOf(edit);
        QCOMPARE(again->steps.front().word, u"Conflict"_s);
        QCOMPARE(again->others.objects.size(), 1U);
        QCOMPARE(valueOf(), u"theirs"_s);
    }

    void anEditIsSaved() {
        carryOut(planOf(applied(configMap("a"))));
        const auto opened = runToEnd(m_desk->open(m_context, ref(kConfigMaps, u"settings"_s)));
        QVERIFY(opened);
        auto edit = applied(QByteArray((*opened)->text).replace("key: a", "key: mine"));
        edit->opened = *opened;
        carryOut(planOf(edit));
        QCOMPARE(valueOf(), u"mine"_s);
    }

    void scaleRestartAndDeleteOfADeployment() {
        carryOut(planOf(applied(kDeployment)));
        QTRY_VERIFY_WITH_TIMEOUT(countOf("pods") == 2, 20'000);

        auto scale = targeted(ObjectVerb::Scale, ref(kDeployments, u"web"_s));
        scale->replicas = 1;
        carryOut(planOf(scale));
        QCOMPARE(deployment().value("spec"_L1).toObject().value("replicas"_L1).toInt(), 1);
        QTRY_VERIFY_WITH_TIMEOUT(countOf("pods") == 1, 20'000);

        carryOut(planOf(targeted(ObjectVerb::Restart, ref(kDeployments, u"web"_s))));
        QVERIFY(QJsonDocument(deployment()).toJson().contains("kubectl.kubernetes.io/restartedAt"));

        const auto removal = planOf(targeted(ObjectVerb::Delete, ref(kDeployments, u"web"_s)));
        QVERIFY(removal);
        QVERIFY(std::ranges::any_of(
            removal->dependents, [](const Dependent& one) { return one.ref.kind.kind == "ReplicaSet"_L1; }));
        QVERIFY(std::ranges::any_of(
            removal->dependents, [](const Dependent& one) { return one.ref.kind.kind == "Pod"_L1; }));
        QCOMPARE(m_server.get(pathOf("deployments/web", "/apis/apps/v1")).status, 200); // a dry run deletes nothing
        carryOut(removal);
        QTRY_VERIFY_WITH_TIMEOUT(countOf("pods") == 0, 30'000);
    }

    void AP10_anotherObjectOfTheNameStays() {
        carryOut(planOf(applied(configMap("a"))));
        const auto removal = planOf(targeted(ObjectVerb::Delete, ref(kConfigMaps, u"settings"_s)));
        QVERIFY(removal && !removal->isBlocked());
        QCOMPARE(m_server.send("DELETE", pathOf("configmaps/settings")).status, 200);
        carryOut(planOf(applied(configMap("b"))));

        const auto report = runToEnd(m_desk->carryOut(removal, {}));

        QVERIFY(report && !report->isDone());
        QCOMPARE(valueOf(), u"b"_s);
    }

private:
    [[nodiscard]] ObjectRef ref(const GroupVersionKind& kind, const QString& name) const {
        return {.kind = kind, .nameSpace = QString::fromLatin1(m_space), .name = name};
    }
    [[nodiscard]] std::shared_ptr<ObjectRequest> applied(const QByteArray& text) const {
        auto request = std::make_shared<ObjectRequest>();
        request->context = m_context;
        request->verb = ObjectVerb::Apply;
        request->nameSpace = QString::fromLatin1(m_space);
        request->text = text;
        return request;
    }
    std::shared_ptr<ObjectRequest> targeted(ObjectVerb verb, const ObjectRef& target) {
        auto request = std::make_shared<ObjectRequest>();
        request->context = m_context;
        request->verb = verb;
        const auto opened = runToEnd(m_desk->open(m_context, target));
        request->targets.push_back({.ref = target, .uid = opened ? (*opened)->uid : Uid()});
        return request;
    }
    ObjectPlanPtr planOf(const ObjectRequestPtr& request) {
        auto plan = runToEnd(m_desk->plan(request));
        if (!plan) {
            qWarning().noquote() << describe(plan.error());
        }
        return plan ? *plan : nullptr;
    }
    void carryOut(const ObjectPlanPtr& plan) {
        QVERIFY(plan);
        QVERIFY2(!plan->isBlocked(), qPrintable(plan->steps.front().word + u' ' + plan->steps.front().detail));
        const auto report = runToEnd(m_desk->carryOut(plan, plan->confirmation));
        QVERIFY2(report, qPrintable(report ? QString() : describe(report.error())));
        QVERIFY2(report->isDone(),
            qPrintable(report->lines.front().error ? describe(*report->lines.front().error) : QString()));
    }
    [[nodiscard]] QByteArray pathOf(const QByteArray& what, const QByteArray& group = "/api/v1") const {
        return group + "/namespaces/" + m_space + '/' + what;
    }
    [[nodiscard]] QString valueOf() const {
        return m_server.get(pathOf("configmaps/settings"))
            .json()
            .value("data"_L1)
            .toObject()
            .value("key"_L1)
            .toString();
    }
    [[nodiscard]] QJsonObject deployment() const {
        return m_server.get(pathOf("deployments/web", "/apis/apps/v1")).json();
    }
    [[nodiscard]] qsizetype countOf(const QByteArray& what) const {
        return m_server.get(pathOf(what)).json().value("items"_L1).toArray().size();
    }

    ContractServer m_server;
    ContextId m_context;
    QByteArray m_space;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<AuditLog> m_audit;
    std::unique_ptr<ObjectDesk> m_desk;
};

QTEST_GUILESS_MAIN(TestContractChangeObjects)
#include "test_contract_change_objects.moc"
