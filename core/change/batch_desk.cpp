// SPDX-License-Identifier: Apache-2.0
#include "core/async/completion.h"
#include "core/change/batch.h"
#include "core/change/change_desk.h"

#include <algorithm>

namespace pilothouse {

namespace {

Task<RunStatusPtr> endOf(ChangeDesk* desk, QString id, std::function<void(RunStatusPtr)> told) {
    Completion<RunStatusPtr> ended;
    auto completer = std::make_shared<Completion<RunStatusPtr>::Completer>(ended.completer());
    QObject receiver;
    const auto onRun = [completer, id, told = std::move(told)](const RunStatusPtr& run) {
        if (run->id != id) {
            return;
        }
        if (run->phase == RunStatus::Phase::Ended) {
            completer->complete(run);
        } else if (told) {
            told(run);
        }
    };
    // Queued: who waits must not go on from inside the desk's own signal.
    QObject::connect(desk, &ChangeDesk::runChanged, &receiver, onRun, Qt::QueuedConnection);
    const auto runs = desk->runs();
    const auto known = std::ranges::find(runs, id, &RunStatus::id);
    if (known != runs.end() && (*known)->phase == RunStatus::Phase::Ended) {
        co_return *known; // before anybody could listen
    }
    co_return co_await std::move(ended);
}

class DeskOfBatch final : public BatchDesk {
public:
    explicit DeskOfBatch(ChangeDesk& desk)
        : m_desk(desk) { }

    Task<Result<RenderingPtr>> render(ChangeRequest request) override { return m_desk.render(std::move(request)); }
    Task<Result<ChangeDiffPtr>> compare(RenderingPtr rendering, DiffBase base) override {
        return m_desk.compare(std::move(rendering), base);
    }
    Task<Result<ChangePlanPtr>> plan(RenderingPtr rendering) override { return m_desk.plan(std::move(rendering)); }
    Task<Result<QString>> begin(ChangePlanPtr plan, QString typed) override {
        return m_desk.begin(std::move(plan), std::move(typed));
    }
    Task<RunStatusPtr> end(QString id, std::function<void(RunStatusPtr)> told) override {
        return endOf(&m_desk, std::move(id), std::move(told));
    }

private:
    ChangeDesk& m_desk;
};

} // namespace

std::shared_ptr<BatchDesk> batchDesk(ChangeDesk& desk) {
    return std::make_shared<DeskOfBatch>(desk);
}

} // namespace pilothouse
