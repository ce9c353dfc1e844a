// SPDX-License-Identifier: Apache-2.0
#include "core/async/task_scope.h"

namespace pilothouse {

struct TaskScope::Node {
    Root root;
    std::function<void()> done;
};

TaskScope::TaskScope() = default;

TaskScope::~TaskScope() {
    cancelAll();
}

TaskScope::Root TaskScope::driveVoid(Task<void> task) {
    co_await std::move(task);
}

TaskId TaskScope::launch(Task<void> task, std::function<void()> done) {
    return start(driveVoid(std::move(task)), std::move(done));
}

TaskId TaskScope::start(Root root, std::function<void()> done) {
    const auto id = TaskId{++m_lastId};
    const auto handle = root.handle();
    handle.promise().scope = this;
    handle.promise().id = id;
    m_running.emplace(m_lastId, std::make_unique<Node>(std::move(root), std::move(done)));
    handle.resume(); // may end the task and, through its callback, this scope
    return id;
}

void TaskScope::finished(TaskId id) {
    const auto found = m_running.extract(static_cast<quint64>(id));
    Q_ASSERT(!found.empty());
    if (const auto done = std::move(found.mapped()->done)) {
        done();
    }
}

void TaskScope::cancel(TaskId id) {
    const auto found = m_running.extract(static_cast<quint64>(id));
    // `found` destroys the frame when it goes out of scope, after the map no longer knows it.
}

void TaskScope::cancelAll() {
    while (!m_running.empty()) {
        const auto node = m_running.extract(m_running.begin());
    }
}

} // namespace pilothouse
