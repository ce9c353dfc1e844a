// SPDX-License-Identifier: Apache-2.0
// What a drain relies on: preconditions, dry runs and refusals of pods/eviction, on the demo cluster and, unchanged, on
// a real one.
#include "core/kube/pod_eviction.h"
#include "core/session/workspace.h"
#include "tests/contract/contract_server.h"
#include "tests/support/awaiting.h"

#include <QJsonArray>

using namespace pilothouse;
using namespace pilothouse::contract;
using namespace Qt::StringLiterals;

class TestContractChangeEvictions final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(m_server.problem().isEmpty(), qPrintable(m_server.problem()));
        EnvironmentRule rule;
        rule.contextPattern = u'=' + m_server.context();
        rule.kind = EnvironmentKind::Staging;
        rule.label = u"stg"_s;
        m_workspace = std::make_unique<Workspace>(
            Workspace::Options{.source = KubeconfigSource::fromEnvironment(m_server.kubeconfig()),
                .trustFile = m_folder.filePath(u"trust.json"_s),
                .trace = std::make_shared<HttpTrace>(),
                .watchFiles = false,
                .feed = ClusterSession::Feed::OnDemand,
                .rules = EnvironmentRules({rule})},
            std::make_shared<SystemClock>());
        const auto session = m_workspace->session(ContextId(m_server.context()));
        QVERIFY(session);
        QVERIFY((*session)->modes().choose({}, Mode::ChangesOpen, u"contract"_s, std::chrono::minutes(30)));
        m_client = &(*session)->client();
        m_space = QString::fromUtf8(m_server.makeNamespace());
    }
    void cleanupTestCase() { m_workspace.reset(); }

    void aDryRunEvictsNothing() {
        const Uid uid = makePod("dry");
        QVERIFY(evict(u"dry"_s, uid, Effect::DryRun));
        QCOMPARE(m_server.get(path("dry")).status, 200);
    }

    void AP10_anotherPodOfTheNameIsNotMeant() {
        makePod("other");
        const auto refused = evict(u"other"_s, Uid(u"00000000-0000-0000-0000-000000000000"_s), Effect::Real);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Conflict);
        QCOMPARE(m_server.get(path("other")).status, 200);
    }

    void anEvictedPodGoes() {
        const Uid uid = makePod("goes");
        const auto done = evict(u"goes"_s, uid, Effect::Real);
        QVERIFY2(done, qPrintable(done ? QString() : describe(done.error())));
        QTRY_COMPARE_WITH_TIMEOUT(m_server.get(path("goes")).status, 404, 20'000);
        const auto again = evict(u"goes"_s, uid, Effect::Real);
        QVERIFY(!again);
        QCOMPARE(again.error().code, ErrorCode::NotFound);
    }

private:
    [[nodiscard]] QByteArray path(const QByteArray& name) const {
        return "/api/v1/namespaces/" + m_space.toUtf8() + "/pods/" + name;
    }
    /// No node has the label it asks for: it is never scheduled, and nothing has to be pulled.
    Uid makePod(const QByteArray& name) const {
        const QJsonObject container{
            {u"name"_s, u"one"_s}, {u"image"_s, u"registry.invalid/missing:1"_s}, {u"imagePullPolicy"_s, u"Never"_s}};
        const Answer made = m_server.create("/api/v1/namespaces/" + m_space.toUtf8() + "/pods",
            {{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"Pod"_s},
                {u"metadata"_s, QJsonObject{{u"name"_s, QString::fromUtf8(name)}}},
                {u"spec"_s,
                    QJsonObject{{u"terminationGracePeriodSeconds"_s, 0}, {u"automountServiceAccountToken"_s, false},
                        {u"nodeSelector"_s, QJsonObject{{u"pilothouse.test/nowhere"_s, u"true"_s}}},
                        {u"containers"_s, QJsonArray{container}}}}});
        return Uid(made.json().value("metadata"_L1).toObject().value("uid"_L1).toString());
    }
    [[nodiscard]] Result<void> evict(const QString& name, const Uid& uid, Effect effect) {
        return runToEnd(evictPod(*m_client, {.nameSpace = m_space, .name = name, .uid = uid, .effect = effect}));
    }

    ContractServer m_server;
    QTemporaryDir m_folder;
    QString m_space;
    std::unique_ptr<Workspace> m_workspace;
    ApiClient* m_client = nullptr;
};

QTEST_GUILESS_MAIN(TestContractChangeEvictions)
#include "test_contract_change_evictions.moc"
