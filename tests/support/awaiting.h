// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task_scope.h"
#include "tests/support/manual_clock.h"

#include <QTest>

#include <source_location>

namespace pilothouse {

/// Runs @p task to its end on the event loop and returns its value: `const auto answer = runToEnd(engine.send(request));`
/// A task that has not ended after @p bound is a hang: the whole test program ends and says where.
template<typename T>
T runToEnd(Task<T> task, std::chrono::milliseconds bound = std::chrono::seconds(20),
    std::source_location where = std::source_location::current()) {
    std::optional<T> value;
    TaskScope scope;
    scope.launch<T>(std::move(task), [&value](T result) { value.emplace(std::move(result)); });
    if (!QTest::qWaitFor([&value] { return value.has_value(); }, QDeadlineTimer(bound))) {
        qFatal("%s:%u: the task did not end", where.file_name(), where.line());
    }
    return std::move(*value);
}

inline void runToEnd(Task<void> task, std::chrono::milliseconds bound = std::chrono::seconds(20),
    std::source_location where = std::source_location::current()) {
    bool isDone = false;
    TaskScope scope;
    scope.launch(std::move(task), [&isDone] { isDone = true; });
    if (!QTest::qWaitFor([&isDone] { return isDone; }, QDeadlineTimer(bound))) {
        qFatal("%s:%u: the task did not end", where.file_name(), where.line());
    }
}

/// The same on a manual clock: whenever the task waits for a timer, time jumps there. For tasks that wait for nothing but
/// timers and threads; with a server at the other end deadlines would fire too.
template<typename T>
T runToEnd(Task<T> task, ManualClock& clock, std::source_location where = std::source_location::current()) {
    std::optional<T> value;
    TaskScope scope;
    scope.launch<T>(std::move(task), [&value](T result) { value.emplace(std::move(result)); });
    const QDeadlineTimer bound(std::chrono::seconds(20));
    while (!value && !bound.hasExpired()) {
        QTest::qWait(0);
        if (!value) {
            clock.advanceToNext();
        }
    }
    if (!value) {
        qFatal("%s:%u: the task did not end", where.file_name(), where.line());
    }
    return std::move(*value);
}

} // namespace pilothouse
