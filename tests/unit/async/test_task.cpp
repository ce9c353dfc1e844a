// SPDX-License-Identifier: Apache-2.0
#include "core/async/completion.h"
#include "core/async/core_thread.h"
#include "core/async/parallel.h"
#include "core/async/sleep.h"
#include "core/async/task.h"
#include "core/async/task_scope.h"
#include "core/async/worker_pool.h"
#include "core/base/clock.h"

#include <QTest>

using namespace pilothouse;

namespace {

Task<int> immediate(int value) {
    co_return value;
}

Task<qint64> sumOfImmediates(int count) {
    qint64 sum = 0;
    for (int i = 0; i < count; ++i) {
        sum += co_await immediate(1);
    }
    co_return sum;
}

Task<int> awaitCompletion(std::shared_ptr<Completion<int>> completion) {
    co_return co_await std::move(*completion);
}

Task<int> doubled(std::shared_ptr<Completion<int>> completion) {
    const int value = co_await awaitCompletion(std::move(completion));
    co_return value * 2;
}

Task<int> sleepThen(Clock* clock, int value) {
    co_await sleepFor(*clock, std::chrono::milliseconds(1));
    co_return value;
}

Task<int> onPool(WorkerPool* pool, int value) {
    const QThread* before = QThread::currentThread();
    const int result = co_await pool->run([value] { return value + 1; });
    co_return QThread::currentThread() == before ? result : -1;
}

Task<int> onPoolHolding(WorkerPool* pool, std::shared_ptr<int> kept) {
    co_return co_await pool->run([kept] {
        QThread::msleep(20);
        return *kept;
    });
}

class Counter {
public:
    explicit Counter(int& alive)
        : m_alive(alive) {
        ++m_alive;
    }
    ~Counter() { --m_alive; }
    Q_DISABLE_COPY_MOVE(Counter)

private:
    int& m_alive;
};

Task<int> holdCounter(int* alive, std::shared_ptr<Completion<int>> completion) {
    const Counter counter(*alive);
    co_return co_await std::move(*completion);
}

} // namespace

class TestTask final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void millionImmediateAwaitsDoNotGrowTheStack() {
        TaskScope scope;
        qint64 sum = 0;

        scope.launch<qint64>(sumOfImmediates(1'000'000), [&](qint64 value) { sum = value; });

        QCOMPARE(sum, 1'000'000);
        QVERIFY(scope.isIdle());
    }

    void resultTravelsThroughNestedTasks() {
        TaskScope scope;
        auto completion = std::make_shared<Completion<int>>();
        auto completer = completion->completer();
        int result = 0;
        scope.launch<int>(doubled(completion), [&](int value) { result = value; });
        QCOMPARE(result, 0);

        completer.complete(21);

        QCOMPARE(result, 42);
        QVERIFY(scope.isIdle());
    }

    void destroyingTheScopeDestroysFramesAndTellsTheProducer() {
        int alive = 0;
        bool abandoned = false;
        auto completion = std::make_shared<Completion<int>>([&] { abandoned = true; });
        auto completer = completion->completer();
        bool called = false;
        {
            TaskScope scope;
            scope.launch<int>(holdCounter(&alive, std::move(completion)), [&](int) { called = true; });
            QCOMPARE(alive, 1);
        }

        QCOMPARE(alive, 0);
        QVERIFY(abandoned);
        completer.complete(1);
        QVERIFY(!called);
    }

    void callbackMayDestroyTheScope() {
        auto scope = std::make_unique<TaskScope>();
        auto completion = std::make_shared<Completion<int>>();
        auto completer = completion->completer();
        scope->launch<int>(awaitCompletion(completion), [&](int) { scope.reset(); });

        completer.complete(1);

        QVERIFY(!scope);
    }

    void cancelledTaskNeverCallsBack() {
        TaskScope scope;
        SystemClock clock;
        bool called = false;
        const TaskId id = scope.launch<int>(sleepThen(&clock, 1), [&](int) { called = true; });

        scope.cancel(id);

        QTest::qWait(10);
        QVERIFY(!called);
        QVERIFY(scope.isIdle());
    }

    void poolRunsElsewhereAndComesBack() {
        WorkerPool pool(2);
        TaskScope scope;
        int result = 0;

        scope.launch<int>(onPool(&pool, 41), [&](int value) { result = value; });

        QTRY_COMPARE(result, 42);
    }

    void poolJobOfADeadTaskIsNotHeard() {
        WorkerPool pool(2);
        auto kept = std::make_shared<int>(7);
        {
            TaskScope scope;
            scope.launch<int>(onPoolHolding(&pool, kept), [](int) { QFAIL("heard"); });
            QTest::qWait(5);
        }

        QTest::qWait(40);
        QTRY_COMPARE(kept.use_count(), 1L);
    }

    void parallelKeepsOrderAndLimit() {
        SystemClock clock;
        TaskScope scope;
        std::vector<int> results;

        scope.launch<std::vector<int>>(
            inParallel<int>(10, 3, [&](size_t i) { return sleepThen(&clock, static_cast<int>(i)); }),
            [&](std::vector<int> values) { results = std::move(values); });

        QTRY_COMPARE(results.size(), size_t(10));
        for (int i = 0; i < 10; ++i) {
            QCOMPARE(results[static_cast<size_t>(i)], i);
        }
    }

    void parallelOfNothingEndsAtOnce() {
        TaskScope scope;
        bool done = false;
        scope.launch<std::vector<int>>(
            inParallel<int>(0, 3, [](size_t) { return immediate(1); }), [&](auto) { done = true; });
        QVERIFY(done);
    }

    void coreThreadCallAnswersInTheCallersThread() {
        CoreThread core;
        SystemClock clock;
        int result = 0;
        const QThread* answeredIn = nullptr;

        const auto handle = core.call<int>([&] { return sleepThen(&clock, 5); },
            [&](int value) {
                result = value;
                answeredIn = QThread::currentThread();
            });

        QTRY_COMPARE(result, 5);
        QCOMPARE(answeredIn, QThread::currentThread());
        QVERIFY(!handle.isActive());
    }

    void droppedCoreCallIsNeverAnswered() {
        CoreThread core;
        SystemClock clock;
        bool called = false;
        {
            const auto handle = core.call<int>([&] { return sleepThen(&clock, 5); }, [&](int) { called = true; });
        }
        QTest::qWait(30);
        QVERIFY(!called);
    }

    void callHandleMayBeReplacedInsideItsOwnCallback() {
        CoreThread core;
        CallHandle handle;
        int rounds = 0;
        std::function<void(int)> again = [&](int) {
            if (++rounds < 3) {
                handle = core.call<int>([] { return immediate(1); }, again);
            }
        };
        handle = core.call<int>([] { return immediate(1); }, again);
        QTRY_COMPARE(rounds, 3);
    }
};

QTEST_GUILESS_MAIN(TestTask)
#include "test_task.moc"
