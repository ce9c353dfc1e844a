// SPDX-License-Identifier: Apache-2.0
// One run of the program's core on the demo clusters: healthy contexts beside a dead and a forbidden one.
#include "core/session/workspace.h"

#include "core/async/task_scope.h"
#include "tests/support/demo_process.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

/// The control endpoint of the demo, asked through the engine under test's own neighbour: a plain request of its own.
Task<Result<HttpResponse>> control(
    HttpEngine* http, QUrl url, QString token, QByteArray body, std::shared_ptr<const TransportSettings> transport) {
    HttpRequest request;
    request.method = "POST";
    request.url = url;
    request.headers = {{"X-Demo-Control", token.toUtf8()}, {"Content-Type", "application/json"}};
    request.body = std::move(body);
    request.transport = std::move(transport);
    request.retry = RetryPolicy::Never;
    co_return co_await http->send(std::move(request));
}

} // namespace

class TestWorkspace final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        m_facts = m_demo.start();
        QVERIFY2(m_facts.contains(u"kubeconfig"_s), "the demo clusters did not start");
    }

    void init() {
        m_workspace = std::make_unique<Workspace>(
            Workspace::Options{.source = KubeconfigSource::fromEnvironment(m_facts.value(u"kubeconfig"_s)),
                .trustFile = m_demo.folder() + u"/trust.json"_s,
                .trace = {},
                .watchFiles = true},
            std::make_shared<SystemClock>());
    }
    void cleanup() {
        m_scope.cancelAll();
        m_workspace.reset();
    }

    void AP1_AU3_brokenContextsSayWhyAndSlowNobody() {
        for (const auto* name : {"eks_lab-app", "eks_edge-app", "eks_stg-app", "eks_prd-app"}) {
            QVERIFY(m_workspace->session(ContextId(QString::fromLatin1(name))).has_value());
        }
        const auto status = [this](const char* name) {
            return m_workspace->findSession(ContextId(QString::fromLatin1(name)))->status();
        };
        const auto feed = [this](const char* name) {
            return m_workspace->findSession(ContextId(QString::fromLatin1(name)))->releases().state();
        };

        QTRY_VERIFY_WITH_TIMEOUT(feed("eks_stg-app").isComplete && feed("eks_prd-app").isComplete, 20'000);

        QCOMPARE(status("eks_prd-app").state, ConnectionStatus::State::Live);
        QCOMPARE(status("eks_prd-app").user, u"ops@corp"_s);
        QCOMPARE(status("eks_lab-app").state, ConnectionStatus::State::Failed);
        QCOMPARE(status("eks_lab-app").error->code, ErrorCode::Unreachable);
        // The account without cluster-wide rights is served in its own namespace.
        QTRY_COMPARE_WITH_TIMEOUT(feed("eks_edge-app").phase, FeedState::Phase::Live, 10'000);
        QCOMPARE(feed("eks_edge-app").namespaces, QStringList{u"edge"_s});
        QVERIFY(feed("eks_edge-app").rows > 0);
    }

    void staleAndLiveAgainWhenTheServerComesBack() {
        const ContextId id(u"eks_stg-app"_s);
        ClusterSession* session = *m_workspace->session(id);
        QTRY_VERIFY_WITH_TIMEOUT(session->releases().state().isComplete, 20'000);
        const auto before = session->releases().snapshot().size();
        std::vector<ConnectionStatus::State> seen;
        connect(session, &ClusterSession::statusChanged, this, [&](const ConnectionStatus& status) {
            if (seen.empty() || seen.back() != status.state) {
                seen.push_back(status.state);
            }
        });

        auto transport = std::make_shared<TransportSettings>();
        QFile ca(m_demo.folder() + u"/ca.crt"_s);
        QVERIFY(ca.open(QIODevice::ReadOnly));
        transport->caPem = ca.readAll();
        const QUrl url(m_facts.value(u"stg"_s) + u"/_demo/restart"_s);
        m_scope.launch<Result<HttpResponse>>(
            control(&m_workspace->http(), url, m_facts.value(u"control"_s), R"({"refuseForMs":1500})", transport), {});

        QTRY_VERIFY_WITH_TIMEOUT(std::ranges::find(seen, ConnectionStatus::State::Stale) != seen.end(), 10'000);
        QTRY_COMPARE_WITH_TIMEOUT(session->status().state, ConnectionStatus::State::Live, 15'000);
        QTRY_COMPARE_WITH_TIMEOUT(session->releases().state().phase, FeedState::Phase::Live, 15'000);
        QCOMPARE(session->releases().snapshot().size(), before);
    }

    void KC10_rewrittenFileKeepsWhatDidNotChange() {
        const ContextId stg(u"eks_stg-app"_s);
        const ContextId prd(u"eks_prd-app"_s);
        QVERIFY(m_workspace->session(stg).has_value());
        QVERIFY(m_workspace->session(prd).has_value());
        QSignalSpy closed(m_workspace.get(), &Workspace::sessionClosed);
        QSignalSpy reread(m_workspace.get(), &Workspace::kubeconfigChanged);
        QFile file(m_facts.value(u"kubeconfig"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray original = file.readAll();
        file.close();
        QByteArray changed = original;
        changed.replace("namespace: shop", "namespace: cart"); // stg's and prd's context both name shop

        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(changed);
        file.close();

        QTRY_VERIFY_WITH_TIMEOUT(!reread.isEmpty(), 10'000);
        QCOMPARE(closed.count(), 2);
        QVERIFY(!m_workspace->findSession(stg));

        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write("{ not yaml");
        file.close();
        QTRY_VERIFY_WITH_TIMEOUT(reread.count() >= 2, 10'000);
        QCOMPARE(m_workspace->kubeconfig().contexts.size(), size_t(4)); // what was read before stays in force
        QVERIFY(!m_workspace->kubeconfig().problems.empty());

        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(original);
    }

    void missingContextIsNamed() {
        const auto session = m_workspace->session(ContextId(u"nowhere"_s));
        QVERIFY(!session.has_value());
        QCOMPARE(session.error().code, ErrorCode::NotFound);
        QVERIFY(session.error().subject.contains(u"nowhere"_s));
    }

    void quittingWithOpenWatchesIsClean() {
        for (const auto* name : {"eks_stg-app", "eks_prd-app"}) {
            ClusterSession* session = *m_workspace->session(ContextId(QString::fromLatin1(name)));
            QTRY_VERIFY_WITH_TIMEOUT(session->releases().state().phase == FeedState::Phase::Live, 20'000);
        }
        m_workspace.reset(); // under LeakSanitizer: nothing is left, nothing is touched after
        QTest::qWait(50);
    }

private:
    DemoProcess m_demo;
    QHash<QString, QString> m_facts;
    std::unique_ptr<Workspace> m_workspace;
    TaskScope m_scope;
};

QTEST_GUILESS_MAIN(TestWorkspace)
#include "test_workspace.moc"
