// SPDX-License-Identifier: Apache-2.0
#include "ui/frame/core_access.h"

#include "tests/support/workspace_options.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>

using namespace pilothouse;
using namespace pilothouse::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatience = 5'000;

Task<Result<qsizetype>> countContexts(Workspace* workspace) {
    co_return workspace->kubeconfig().contexts.size();
}

} // namespace

class TestCoreAccess final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_core = std::make_unique<CoreAccess>(m_thread,
            workspaceOptions(m_folder.filePath(u"no-kubeconfig"_s), m_folder.path()), std::make_shared<SystemClock>());
    }
    void cleanup() { m_core.reset(); }

    void whatIsPostedBeforeTheStartRunsAfterItInOrder() {
        const auto seen = std::make_shared<QList<int>>(); // core thread only, until `count` says so
        const auto count = std::make_shared<std::atomic_int>(0);
        const auto post = [&](int number) {
            m_core->post([seen, count, number](Workspace&) {
                seen->append(number);
                ++*count;
            });
        };
        post(1);
        post(2);
        m_thread.runAndWait([] { }); // both have arrived, and wait
        QCOMPARE(count->load(), 0);

        m_core->start();
        post(3);

        QTRY_COMPARE_WITH_TIMEOUT(count->load(), 3, kPatience);
        QCOMPARE(*seen, (QList<int>{1, 2, 3}));
    }

    void whatIsCalledBeforeTheStartSaysSo() {
        std::optional<Result<qsizetype>> answer;
        const CallHandle call = m_core->call<qsizetype>([](Workspace& workspace) { return countContexts(&workspace); },
            [&answer](Result<qsizetype> told) { answer.emplace(std::move(told)); });

        QTRY_VERIFY_WITH_TIMEOUT(answer.has_value(), kPatience);
        QVERIFY(!*answer);
        QCOMPARE(answer->error().reason, u"NotStarted"_s);
    }

    void whatStillWaitsGoesWithTheWindow() {
        auto held = std::make_shared<int>(0);
        const std::weak_ptr<int> watched = held;
        m_core->post([held = std::move(held)](Workspace&) { ++*held; });
        m_thread.runAndWait([] { });
        QVERIFY(!watched.expired());

        m_core.reset();

        QVERIFY(watched.expired());
    }

private:
    QTemporaryDir m_folder;
    CoreThread m_thread;
    std::unique_ptr<CoreAccess> m_core;
};

QTEST_GUILESS_MAIN(TestCoreAccess)
#include "test_core_access.moc"
