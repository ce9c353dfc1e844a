// SPDX-License-Identifier: Apache-2.0
// Ending the program in the middle of everything: what the sanitizers say of it is the point.
#include "core/async/core_thread.h"
#include "core/kube/reflector.h"
#include "core/session/workspace.h"

#include "tests/support/demo_process.h"

#include <QTest>

#include <atomic>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

constexpr int kWatches = 50;

/// What the core thread holds, made and destroyed there, in the order the window does.
struct Core {
    explicit Core(const QString& kubeconfig, const QString& trustFile)
        : workspace({.source = KubeconfigSource::fromEnvironment(kubeconfig),
                        .trustFile = trustFile,
                        .trace = std::make_shared<HttpTrace>(),
                        .watchFiles = true},
              std::make_shared<SystemClock>()) { }

    void watchEverything(std::atomic_int& live) {
        const auto session = workspace.session(ContextId(u"eks_stg-app"_s));
        const std::array resources
            = {builtin::pods(), builtin::configMaps(), builtin::secrets(), builtin::events(), builtin::deployments()};
        for (int i = 0; i < kWatches; ++i) {
            auto reflector = std::make_unique<Reflector>((*session)->client(),
                Reflector::Target{.resource = resources.at(static_cast<size_t>(i) % resources.size()),
                    .nameSpace = {},
                    .labelSelector = {},
                    .fieldSelector = {},
                    .content = i % 2 ? Reflector::Content::Full : Reflector::Content::MetadataOnly});
            QObject::connect(reflector.get(), &Reflector::stateChanged, reflector.get(),
                [&live](Reflector::State state) { live += state == Reflector::State::Live ? 1 : 0; });
            reflector->start();
            reflectors.push_back(std::move(reflector));
        }
    }
    Workspace workspace;
    std::vector<std::unique_ptr<Reflector>> reflectors; // after what they use: go first
};

} // namespace

class TestQuitting final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        m_facts = m_demo.start();
        QVERIFY2(m_facts.contains(u"kubeconfig"_s), "the demo clusters did not start");
    }
    void withFiftyOpenWatches() { quitAfter(kWatches); }
    void whileWatchesAreBeingOpened() { quitAfter(1); }
    void beforeAnythingWasAnswered() { quitAfter(0); }

private:
    void quitAfter(int wanted) {
        std::atomic_int live = 0;
        std::unique_ptr<Core> core;
        {
            CoreThread thread;
            thread.setTeardown([&core] { core.reset(); });
            thread.runAndWait([&] {
                core = std::make_unique<Core>(m_facts.value(u"kubeconfig"_s), m_demo.folder() + u"/trust.json"_s);
                for (const auto* name : {"eks_prd-app", "eks_edge-app", "eks_lab-app"}) {
                    (void)core->workspace.session(ContextId(QString::fromLatin1(name)));
                }
                core->watchEverything(live);
            });
            QTRY_VERIFY_WITH_TIMEOUT(live >= wanted, 20'000);
        }
        QVERIFY(!core);
    }

    DemoProcess m_demo;
    QHash<QString, QString> m_facts;
};

QTEST_GUILESS_MAIN(TestQuitting)
#include "test_quitting.moc"
