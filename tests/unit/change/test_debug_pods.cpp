// SPDX-License-Identifier: Apache-2.0
// Debug pods and node shells against the demo cluster: confirmed, audited, and gone when nobody needs them any more.
#include "core/change/debug_pods.h"

#include "core/kube/objects.h"

#include "tests/support/awaiting.h"
#include "tests/support/demo_process.h"

#include <QTest>

#include <algorithm>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const ContextId kStaging{u"eks_stg-app"_s};
const ContextId kProduction{u"eks_prd-app"_s};
constexpr int kPatience = 20'000;

Task<Result<std::vector<QJsonObject>>> debugPodsOf(ApiClient* client) {
    co_return co_await listObjects(*client, builtin::pods(), {}, QString::fromLatin1(kDebugPodLabel));
}

bool isStaying(const QJsonObject& pod) {
    return !pod["metadata"_L1].toObject().contains("deletionTimestamp"_L1);
}

} // namespace

class TestDebugPods final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        m_facts = m_demo.start();
        QVERIFY2(m_facts.contains(u"kubeconfig"_s), "the demo clusters did not start");
    }
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_left.clear();
        EnvironmentRule production;
        production.contextPattern = u'=' + kProduction.value();
        production.kind = EnvironmentKind::Production;
        m_workspace = std::make_unique<Workspace>(
            Workspace::Options{.source = KubeconfigSource::fromEnvironment(m_facts.value(u"kubeconfig"_s)),
                .trustFile = m_folder->filePath(u"trust.json"_s),
                .trace = {},
                .watchFiles = false,
                .feed = ClusterSession::Feed::OnDemand,
                .rules = EnvironmentRules(std::vector{production})},
            std::make_shared<SystemClock>());
        m_log = std::make_unique<AuditLog>(m_folder->filePath(u"audit.jsonl"_s));
        m_audit = std::make_unique<ToolAudit>(*m_workspace, *m_log, m_folder->filePath(u"identities.json"_s));
        m_pods = std::make_unique<DebugPods>(*m_workspace, *m_audit,
            [this](const ContextId&, const DebugPlace& place, const Error&) { m_left.append(place.pod); });
    }
    void cleanup() {
        m_pods.reset();
        m_audit.reset();
        m_log.reset();
        m_workspace.reset();
    }

    void PS8_aPodInAProtectedPlaceIsConfirmedByItsName() {
        open(kProduction, Mode::ChangesOpen);
        DebugPods::Wish wish = besideAPod(kProduction);
        QVERIFY(!wish.use.target.isEmpty());

        const auto refused = runToEnd(m_pods->make(wish));
        QVERIFY(!refused);
        QCOMPARE(refused.error().reason, u"NotConfirmed"_s);
        wish.typed = wish.use.target;
        QVERIFY(!runToEnd(m_pods->make(wish)));
        QCOMPARE(there(kProduction), 0);

        wish.typed = kProduction.value() + u'/' + wish.use.target;
        const auto place = runToEnd(m_pods->make(wish));
        QVERIFY2(place, qPrintable(place ? QString() : describe(place.error())));
        QCOMPARE(there(kProduction), 1);
        m_pods->remove(kProduction, *place);
        QTRY_COMPARE_WITH_TIMEOUT(there(kProduction), 0, kPatience);
    }

    void PS8_aNodeTakesTheContextsOwnMode() {
        DebugPods::Wish wish = onANode(kProduction);
        wish.typed = debugConfirmation(wish.use);
        QVERIFY(m_workspace->session(kProduction)
                .value()
                ->modes()
                .choose(wish.use.nameSpace, Mode::ChangesOpen, u"OPS-7"_s, std::chrono::minutes(5)));

        const auto refused = runToEnd(m_pods->make(wish));

        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Forbidden);
        QCOMPARE(there(kProduction), 0);
    }

    void whatWasMadeIsRemovedAfterThePlaceHasLockedItself() {
        open(kStaging, Mode::ChangesOpen);
        const auto place = runToEnd(m_pods->make(onANode(kStaging)));
        QVERIFY2(place, qPrintable(place ? QString() : describe(place.error())));
        QCOMPARE(there(kStaging), 1);

        open(kStaging, Mode::ReadOnly);
        m_pods->remove(kStaging, *place);

        QTRY_COMPARE_WITH_TIMEOUT(there(kStaging), 0, kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(outcomes(), QStringList{u"node shell Removed"_s}, kPatience);
        QVERIFY(m_left.isEmpty());
    }

    void whatNobodyWaitsForAnyMoreIsRemoved() {
        open(kStaging, Mode::ChangesOpen);
        {
            TaskScope tab; // closed while the pod is being made
            tab.launch<Result<DebugPlace>>(
                m_pods->make(besideAPod(kStaging)), [](const Result<DebugPlace>&) { QFAIL("nobody waits for it"); });
        }

        QTRY_COMPARE_WITH_TIMEOUT(outcomes(), QStringList{u"debug pod Removed"_s}, kPatience);
        QCOMPARE(there(kStaging), 0);
    }

    void theEndOfTheProgramLeavesNothing() {
        open(kStaging, Mode::ChangesOpen);
        QVERIFY(runToEnd(m_pods->make(onANode(kStaging))));
        QVERIFY(runToEnd(m_pods->make(besideAPod(kStaging))));
        QCOMPARE(there(kStaging), 2);

        bool isOver = false;
        m_pods->finish([&isOver] { isOver = true; });

        QTRY_VERIFY_WITH_TIMEOUT(isOver, kPatience);
        QCOMPARE(there(kStaging), 0);
    }

    void anotherPodOfThatNameIsNotTouched() {
        open(kStaging, Mode::ChangesOpen);
        auto place = runToEnd(m_pods->make(besideAPod(kStaging)));
        QVERIFY(place);
        place->uid = Uid(u"00000000-0000-0000-0000-000000000000"_s);

        QVERIFY(runToEnd(removeDebugPod(m_workspace->session(kStaging).value()->client(), *place)));

        QCOMPARE(there(kStaging), 1);
        m_pods->remove(kStaging, *place);
        QTRY_COMPARE_WITH_TIMEOUT(there(kStaging), 0, kPatience);
    }

private:
    void open(const ContextId& context, Mode mode) {
        QVERIFY(m_workspace->session(context).value()->modes().choose({}, mode, u"OPS-7"_s, std::chrono::minutes(5)));
    }
    [[nodiscard]] DebugPods::Wish besideAPod(const ContextId& context) const {
        ApiClient& client = m_workspace->session(context).value()->client();
        const auto pods = runToEnd(listObjects(client, builtin::pods(), u"shop"_s));
        DebugPods::Wish wish;
        wish.use.kind = ToolUse::Kind::DebugPod;
        wish.use.context = context;
        wish.use.nameSpace = u"shop"_s;
        wish.use.target = pods && !pods->empty() ? pods->front()["metadata"_L1]["name"_L1].toString() : QString();
        wish.request.nameSpace = u"shop"_s;
        wish.request.pod = wish.use.target;
        return wish;
    }
    [[nodiscard]] DebugPods::Wish onANode(const ContextId& context) const {
        DebugPods::Wish wish;
        wish.use.kind = ToolUse::Kind::NodeShell;
        wish.use.context = context;
        wish.use.nameSpace = u"default"_s;
        wish.use.target = u"node/ip-10-0-11-24"_s;
        wish.request.nameSpace = u"default"_s;
        wish.request.node = u"ip-10-0-11-24"_s;
        return wish;
    }
    /// Those that nobody has told to go.
    [[nodiscard]] std::ptrdiff_t there(const ContextId& context) const {
        const auto pods = runToEnd(debugPodsOf(&m_workspace->session(context).value()->client()));
        return pods ? std::ranges::count_if(*pods, isStaying) : -1;
    }
    [[nodiscard]] QStringList outcomes() const {
        QStringList found;
        const auto reading = m_log->read();
        for (const AuditEntry& entry : reading ? reading->entries : std::vector<AuditEntry>()) {
            if (entry.step == AuditEntry::Step::Outcome) {
                found += entry.verb + u' ' + entry.outcome;
            }
        }
        return found;
    }

    DemoProcess m_demo;
    QHash<QString, QString> m_facts;
    std::unique_ptr<QTemporaryDir> m_folder;
    QStringList m_left;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<AuditLog> m_log;
    std::unique_ptr<ToolAudit> m_audit;
    std::unique_ptr<DebugPods> m_pods;
};

QTEST_GUILESS_MAIN(TestDebugPods)
#include "test_debug_pods.moc"
