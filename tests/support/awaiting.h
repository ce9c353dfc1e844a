// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task_scope.h"
#include "tests/support/manual_clock.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTest>
#include <QTimer>

#include <source_location>

namespace pilothouse {

namespace detail {
/// Runs the event loop until @p isDone; unlike QTest::qWaitFor() it never sleeps between events.
inline void spinUntil(
    const std::function<bool()>& isDone, std::chrono::milliseconds bound, const std::source_location& where) {
    QDeadlineTimer deadline(bound);
    QTimer alarm; // wakes the loop up when nothing else does
    alarm.start(std::chrono::milliseconds(50));
    while (!isDone()) {
        if (deadline.hasExpired()) {
            qFatal("%s:%u: the task did not end", where.file_name(), where.line());
        }
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
}
} // namespace detail

/// Runs @p task to its end on the event loop and returns its value: `const auto answer =
/// runToEnd(engine.send(request));` A task that has not ended after @p bound is a hang: the whole test program ends and
/// says where.
template <typename T>
T runToEnd(Task<T> task, std::chrono::milliseconds bound = std::chrono::seconds(20),
    std::source_location where = std::source_location::current()) {
    std::optional<T> value;
    TaskScope scope;
    scope.launch<T>(std::move(task), [&value](T result) { value.emplace(std::move(result)); });
    detail::spinUntil([&value] { return value.has_value(); }, bound, where);
    return std::move(*value);
}

inline void runToEnd(Task<void> task, std::chrono::milliseconds bound = std::chrono::seconds(20),
    std::source_location where = std::source_location::current()) {
    bool isDone = false;
    TaskScope scope;
    scope.launch(std::move(task), [&isDone] { isDone = true; });
    detail::spinUntil([&isDone] { return isDone; }, bound, where);
}

/// The same on a manual clock: whenever the task waits for a timer, time jumps there. For tasks that wait for nothing
/// but timers and threads; with a server at the other end deadlines would fire too.
template <typename T>
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
