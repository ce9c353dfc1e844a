// SPDX-License-Identifier: Apache-2.0
// Draining a node of the demo cluster: budgets, pods nobody makes anew, and being stopped.
#include "core/change/object_desk.h"

#include "core/kube/objects.h"

#include "tests/support/awaiting.h"
#include "tests/support/demo_process.h"
#include "tests/support/workspace_options.h"

#include <QJsonArray>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using StepEffect = ObjectStep::Effect;
using Outcome = ObjectReport::Outcome;

namespace {

const ContextId kStaging{u"eks_stg-app"_s};
const GroupVersionKind kNodes{.group = {}, .version = u"v1"_s, .kind = u"Node"_s};

constexpr auto kHeld = R"(apiVersion: apps/v1
kind: Deployment
metadata: {name: held, namespace: drains}
spec:
  replicas: 2
  selector: {matchLabels: {app: held}}
  template:
    metadata: {labels: {app: held}}
    spec:
      terminationGracePeriodSeconds: 1
      containers: [{name: held, image: "registry.corp/held:1"}]
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent, namespace: drains}
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec: {containers: [{name: agent, image: "registry.corp/agent:1"}]}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: held, namespace: drains}
spec: {minAvailable: 2, selector: {matchLabels: {app: held}}}
)";

QByteArray lonePod(const QString& node) {
    return "apiVersion: v1\nkind: Pod\nmetadata: {name: lone, namespace: drains}\nspec:\n  nodeName: " + node.toUtf8()
        + "\n  terminationGracePeriodSeconds: 1\n  volumes: [{name: scratch, emptyDir: {}}]\n"
          "  containers: [{name: lone, image: \"registry.corp/lone:1\"}]\n";
}

const ObjectStep* stepOf(const ObjectPlan& plan, const QString& pod) {
    const auto found
        = std::ranges::find_if(plan.steps, [&pod](const ObjectStep& step) { return step.ref.name == pod; });
    return found == plan.steps.end() ? nullptr : &*found;
}

const ObjectReport::Line* lineOf(const ObjectReport& report, const Uid& uid) {
    const auto found
        = std::ranges::find_if(report.lines, [&uid](const ObjectReport::Line& line) { return line.step.uid == uid; });
    return found == report.lines.end() ? nullptr : &*found;
}

} // namespace

class TestObjectDrain final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        m_facts = m_demo.start();
        QVERIFY2(m_facts.contains(u"kubeconfig"_s), "the demo clusters did not start");
        m_workspace = std::make_unique<Workspace>(
            workspaceOptions(m_facts.value(u"kubeconfig"_s), m_folder.path()), std::make_shared<SystemClock>());
        m_audit = std::make_unique<AuditLog>(m_folder.filePath(u"audit.jsonl"_s));
        m_desk = std::make_unique<ObjectDesk>(*m_workspace, *m_audit, m_folder.filePath(u"identities.json"_s));
        const auto session = m_workspace->session(kStaging);
        QVERIFY(session);
        QVERIFY((*session)->modes().choose({}, Mode::ChangesOpen, u"tests"_s, std::chrono::minutes(30)));
        apply("apiVersion: v1\nkind: Namespace\nmetadata: {name: drains}\n");
        apply(kHeld);
        QTRY_VERIFY_WITH_TIMEOUT(readyPod().has_value(), 20'000);
        m_node = readyPod()->node;
    }
    void cleanup() {
        auto back = drain();
        back->verb = ObjectVerb::Uncordon;
        QVERIFY(runToEnd(m_desk->carryOut(planOf(back), {})));
    }
    void cleanupTestCase() {
        m_desk.reset();
        m_workspace.reset();
    }

    void whatIsLostForGoodIsAskedFor() {
        apply(lonePod(m_node));
        auto request = drain();
        request->drain = {};
        QCOMPARE(stepOf(*planOf(request), u"lone"_s)->word, u"Unmanaged"_s);
        request->drain.unmanaged = true;
        QCOMPARE(stepOf(*planOf(request), u"lone"_s)->word, u"LocalData"_s);
        request->drain.localData = true;

        const auto plan = planOf(request);

        QCOMPARE(stepOf(*plan, u"lone"_s)->effect, StepEffect::Evict);
        for (const QString& word : {u"NotMadeAnew"_s, u"LocalDataGoes"_s, u"PodsEvicted"_s}) {
            QVERIFY2(std::ranges::contains(plan->checks, word, &ObjectCheck::word), qPrintable(word));
        }
        QVERIFY(std::ranges::contains(plan->steps, u"DaemonSetPod"_s, &ObjectStep::word));
        QCOMPARE(plan->confirmation, kStaging.value() + u'/' + m_node);
        QVERIFY2(plan->commands.front().contains(u"drain "_s + m_node + u" --ignore-daemonsets --force"_s),
            qPrintable(plan->commands.front()));
    }

    void PS9_nothingIsEvictedWithoutItsName() {
        const auto plan = planOf(drain());
        const auto refused = runToEnd(m_desk->carryOut(plan, m_node));
        QVERIFY(!refused);
        QCOMPARE(refused.error().reason, u"NotConfirmed"_s);
        QVERIFY(readyPod().has_value());
    }

    void aStoppedDrainEvictsNothing() {
        const auto plan = planOf(drain());
        std::stop_source stop;
        stop.request_stop();

        const auto report
            = runToEnd(m_desk->carryOut(plan, plan->confirmation, {.progress = {}, .stop = stop.get_token()}));

        QVERIFY(report && !report->isDone());
        QCOMPARE(report->lines.front().outcome, Outcome::Done); // the node is cordoned
        const auto begun = std::ranges::count_if(report->lines, [](const ObjectReport::Line& line) {
            return line.step.effect == StepEffect::Evict && line.outcome != Outcome::NotBegun;
        });
        QCOMPARE(begun, 0);
    }

    void PS9_whatABudgetHoldsStaysAndIsNamed() {
        const auto pod = readyPod();
        const auto plan = planOf(drain());
        QCOMPARE(stepOf(*plan, pod->name)->word, u"Budget"_s);
        QVERIFY(std::ranges::contains(plan->checks, u"BudgetHolds"_s, &ObjectCheck::word));
        bool wasWaiting = false;

        const auto report = runToEnd(m_desk->carryOut(plan, plan->confirmation,
            {.progress =
                    [&](const ObjectReport& now) {
                        const auto* line = lineOf(now, pod->uid);
                        wasWaiting = wasWaiting || (line && line->outcome == Outcome::Waiting);
                    },
                .stop = {}}));

        QVERIFY2(report, qPrintable(report ? QString() : describe(report.error())));
        const auto* line = lineOf(*report, pod->uid);
        QVERIFY(line && wasWaiting);
        QCOMPARE(line->outcome, Outcome::Failed);
        QVERIFY2(line->error->detail.contains(u"disruption budget held"_s), qPrintable(line->error->detail));
        QVERIFY(std::ranges::any_of(
            report->lines, [](const ObjectReport::Line& one) { return one.outcome == Outcome::Done; }));
        const auto audit = m_audit->read();
        QVERIFY(std::ranges::any_of(audit->entries,
            [](const AuditEntry& entry) { return entry.verb == u"drain"_s && entry.outcome == u"Failed"_s; }));
        QCOMPARE(audit->brokenAt, 0);
    }

    void aBudgetThatLetsGoLetsTheDrainGoOn() {
        auto request = drain();
        request->drain.patience = std::chrono::seconds(30);
        const auto pod = readyPod();
        const auto plan = planOf(request);
        bool isRelaxed = false;
        std::stop_source stop;

        const auto report = runToEnd(m_desk->carryOut(plan, plan->confirmation,
            {.progress =
                    [&](const ObjectReport& now) {
                        const auto* line = lineOf(now, pod->uid);
                        if (!std::exchange(isRelaxed, true)) {
                            relax();
                        }
                        if (line && (line->outcome == Outcome::Ending || line->outcome == Outcome::Done)) {
                            stop.request_stop(); // the world's other pods take their time
                        }
                    },
                .stop = stop.get_token()}));

        QVERIFY(report);
        const auto* line = lineOf(*report, pod->uid);
        QVERIFY(line && (line->outcome == Outcome::Ending || line->outcome == Outcome::Done));
    }

private:
    struct ReadyPod {
        QString name;
        QString node;
        Uid uid;
    };
    /// Of the Deployment, while all of it is ready; on the node that is drained, once there is one.
    std::optional<ReadyPod> readyPod() {
        const auto pods = runToEnd(listObjects(client(), builtin::pods(), u"drains"_s));
        std::optional<ReadyPod> found;
        int ready = 0;
        for (const QJsonObject& pod : pods ? *pods : std::vector<QJsonObject>()) {
            const QJsonObject metadata = pod.value("metadata"_L1).toObject();
            const QString node = pod.value("spec"_L1).toObject().value("nodeName"_L1).toString();
            const QJsonArray statuses = pod.value("status"_L1).toObject().value("containerStatuses"_L1).toArray();
            if (!metadata.value("name"_L1).toString().startsWith("held"_L1) || !statuses.first()["ready"_L1].toBool()) {
                continue;
            }
            ++ready;
            if (m_node.isEmpty() || node == m_node) {
                found = ReadyPod{metadata.value("name"_L1).toString(), node, Uid(metadata.value("uid"_L1).toString())};
            }
        }
        return ready == 2 ? found : std::nullopt;
    }
    void relax() {
        ApiResource budgets{.kind = {.group = u"policy"_s, .version = u"v1"_s, .kind = u"PodDisruptionBudget"_s},
            .plural = u"poddisruptionbudgets"_s,
            .singular = {},
            .verbs = {},
            .shortNames = {},
            .categories = {}};
        m_removal.launch<Result<void>>(deleteObject(client(),
                                           {.resource = budgets,
                                               .nameSpace = u"drains"_s,
                                               .name = u"held"_s,
                                               .uid = {},
                                               .resourceVersion = {},
                                               .effect = Effect::Real}),
            [](const Result<void>&) { });
    }
    ApiClient& client() { return (*m_workspace->session(kStaging))->client(); }
    std::shared_ptr<ObjectRequest> drain() const {
        auto request = std::make_shared<ObjectRequest>();
        request->context = kStaging;
        request->verb = ObjectVerb::Drain;
        request->drain = {.unmanaged = true, .localData = true, .patience = std::chrono::seconds(3)};
        request->targets.push_back({.ref = {.kind = kNodes, .nameSpace = {}, .name = m_node}, .uid = {}});
        return request;
    }
    ObjectPlanPtr planOf(const ObjectRequestPtr& request) {
        auto plan = runToEnd(m_desk->plan(request));
        if (!plan) {
            qFatal("no plan: %s", qPrintable(describe(plan.error())));
        }
        return *plan;
    }
    void apply(const QByteArray& text) {
        auto request = std::make_shared<ObjectRequest>();
        request->context = kStaging;
        request->verb = ObjectVerb::Apply;
        request->nameSpace = u"drains"_s;
        request->text = text;
        const auto report = runToEnd(m_desk->carryOut(planOf(request), {}));
        QVERIFY2(report && report->isDone(), "it could not be applied");
    }

    DemoProcess m_demo;
    QHash<QString, QString> m_facts;
    QTemporaryDir m_folder;
    QString m_node;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<AuditLog> m_audit;
    std::unique_ptr<ObjectDesk> m_desk;
    TaskScope m_removal;
};

QTEST_GUILESS_MAIN(TestObjectDrain)
#include "test_object_drain.moc"
