// SPDX-License-Identifier: Apache-2.0
#include "core/change/batch.h"

#include "core/async/parallel.h"

#include <QMap>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t kLookedAtOnce = 4; ///< a helm and a few dozen requests each
constexpr size_t kMostSteps = 200; ///< nobody reads a longer list, and it must be read

using Progress = BatchStep::Progress;

Task<BatchStep> lookAt(std::shared_ptr<BatchDesk> desk, BatchChoice choice, DiffBase base) {
    BatchStep step;
    step.request = choice.request;
    step.isHidden = choice.isHidden;
    const auto rendering = co_await desk->render(std::move(choice.request));
    if (!rendering) {
        step.error = rendering.error();
        co_return step;
    }
    auto diff = co_await desk->compare(*rendering, base);
    if (!diff) {
        step.error = std::move(diff.error());
        co_return step;
    }
    step.diff = std::move(*diff);
    auto plan = co_await desk->plan(*rendering);
    if (!plan) {
        step.error = std::move(plan.error());
        co_return step;
    }
    step.plan = std::move(*plan);
    co_return step;
}

Task<BatchStep> lookAndTell(std::shared_ptr<BatchDesk> desk, BatchChoice choice, DiffBase base,
    std::shared_ptr<int> done, std::function<void(int)> looked) {
    BatchStep step = co_await lookAt(std::move(desk), std::move(choice), base);
    ++*done;
    if (looked) {
        looked(*done);
    }
    co_return step;
}

ManifestDiff sumOf(const std::vector<BatchStep>& steps) {
    ManifestDiff sum;
    for (const BatchStep& step : steps) {
        if (!step.diff) {
            continue;
        }
        const ManifestDiff& diff = step.diff->diff;
        sum.objects.insert(sum.objects.end(), diff.objects.begin(), diff.objects.end());
        sum.unchanged += diff.unchanged;
        sum.labelsOnlyCount += diff.labelsOnlyCount;
        sum.problems += diff.problems;
        for (HeadlineMove move : diff.headline) {
            move.service = step.request.release.name + u'/' + move.service;
            sum.headline.push_back(std::move(move));
        }
    }
    return sum;
}

std::optional<Error> faultOf(const std::vector<BatchChoice>& choices) {
    const auto invalid = [](const QString& subject, const QString& why, const QString& reason) {
        return Result<void>(fail(ErrorCode::Invalid, subject, why, reason)).error();
    };
    if (choices.empty()) {
        return invalid(u"plan of several releases"_s, u"it has none"_s, u"Empty"_s);
    }
    if (choices.size() > kMostSteps) {
        return invalid(u"plan of %1 releases"_s.arg(choices.size()),
            u"at most %1 can be changed in one plan"_s.arg(kMostSteps), u"TooMany"_s);
    }
    for (auto one = choices.begin(); one != choices.end(); ++one) {
        const auto isSame = [&one](const BatchChoice& other) {
            return other.request.context == one->request.context && other.request.release == one->request.release;
        };
        if (std::find_if(std::next(one), choices.end(), isSame) != choices.end()) {
            return invalid(u"%1 %2/%3"_s.arg(
                               one->request.context.value(), one->request.release.nameSpace, one->request.release.name),
                u"it is in the plan twice"_s, u"Twice"_s);
        }
    }
    return std::nullopt;
}

/// A plan that is being carried out: tells a copy after every change.
struct Running {
    BatchPlan plan;
    std::function<void(BatchPlanPtr)> told;

    void tell() const {
        if (told) {
            told(std::make_shared<const BatchPlan>(plan));
        }
    }
};

Task<void> runStep(std::shared_ptr<BatchDesk> desk, std::shared_ptr<Running> running, size_t index) {
    // By index: the steps stay where they are, but nothing holds a reference over a wait.
    running->plan.steps[index].progress = Progress::Running;
    running->tell();
    const ChangePlanPtr plan = running->plan.steps[index].plan;
    auto id = co_await desk->begin(plan, plan->confirmation);
    if (!id) {
        running->plan.steps[index].progress = Progress::Failed;
        running->plan.steps[index].error = std::move(id.error());
        co_return;
    }
    const auto onRun = [running, index](RunStatusPtr run) {
        running->plan.steps[index].run = std::move(run);
        running->tell();
    };
    RunStatusPtr run = co_await desk->end(std::move(*id), onRun);
    const bool isGood = run && run->outcome == RunStatus::Outcome::Succeeded;
    running->plan.steps[index].run = std::move(run);
    running->plan.steps[index].progress = isGood ? Progress::Succeeded : Progress::Failed;
}

} // namespace

QString batchProgressWord(Progress progress) {
    switch (progress) {
    case Progress::Waiting:
        return u"Waiting"_s;
    case Progress::Running:
        return u"Running"_s;
    case Progress::Succeeded:
        return u"Succeeded"_s;
    case Progress::Failed:
        return u"Failed"_s;
    case Progress::NotBegun:
        break;
    }
    return u"NotBegun"_s;
}

bool BatchPlan::isBlocked() const {
    return steps.empty() || std::ranges::any_of(steps, [](const BatchStep& step) {
        return step.error.has_value() || !step.plan || step.plan->isBlocked();
    });
}

std::vector<const BatchStep*> BatchPlan::listed() const {
    std::vector<const BatchStep*> list;
    for (const BatchStep& step : steps) {
        list.push_back(&step);
    }
    std::ranges::stable_partition(list, [](const BatchStep* step) { return step->isHidden; });
    return list;
}

QString BatchPlan::confirmation() const {
    if (steps.size() == 1) {
        return steps.front().plan ? steps.front().plan->confirmation : QString();
    }
    QMap<QString, int> counts; ///< all changes of a context count, also those of its open places
    QStringList protectedContexts;
    for (const BatchStep& step : steps) {
        const QString context = step.request.context.value();
        ++counts[context];
        if (step.plan && !step.plan->confirmation.isEmpty() && !protectedContexts.contains(context)) {
            protectedContexts += context;
        }
    }
    QStringList parts;
    for (const QString& context : protectedContexts) {
        parts += u"%1/%2"_s.arg(context).arg(counts.value(context));
    }
    return parts.join(u' ');
}

bool BatchPlan::hasSucceeded() const {
    return !steps.empty()
        && std::ranges::all_of(steps, [](const BatchStep& step) { return step.progress == Progress::Succeeded; });
}

BatchPlanPtr arranged(const BatchPlan& plan, const std::vector<ReleaseKey>& order) {
    auto made = std::make_shared<BatchPlan>();
    for (const ReleaseKey& key : order) {
        const auto found
            = std::ranges::find_if(plan.steps, [&key](const BatchStep& step) { return step.request.release == key; });
        if (found != plan.steps.end()) {
            made->steps.push_back(*found);
        }
    }
    made->sum = sumOf(made->steps);
    return made;
}

Task<Result<BatchPlanPtr>> planBatch(
    std::shared_ptr<BatchDesk> desk, std::vector<BatchChoice> choices, DiffBase base, std::function<void(int)> looked) {
    if (auto fault = faultOf(choices)) {
        co_return std::unexpected(std::move(*fault));
    }
    const auto shared = std::make_shared<const std::vector<BatchChoice>>(std::move(choices));
    auto plan = std::make_shared<BatchPlan>();
    plan->steps = co_await inParallel<BatchStep>(shared->size(), kLookedAtOnce,
        [desk, shared, base, done = std::make_shared<int>(0), looked = std::move(looked)](
            size_t index) { return lookAndTell(desk, (*shared)[index], base, done, looked); });
    plan->sum = sumOf(plan->steps);
    co_return BatchPlanPtr(std::move(plan));
}

Task<Result<BatchPlanPtr>> runBatch(std::shared_ptr<BatchDesk> desk, BatchPlanPtr plan, QString typed,
    std::function<void(BatchPlanPtr)> told, std::shared_ptr<const BatchStop> stop) {
    const QString subject = u"plan of %1 releases"_s.arg(plan->steps.size());
    if (plan->isBlocked()) {
        co_return fail(
            ErrorCode::Invalid, subject, u"a check of one of them says no; nothing was done"_s, u"Blocked"_s);
    }
    if (plan->confirmation() != typed) {
        co_return fail(
            ErrorCode::Invalid, subject, u"type %1; nothing was done"_s.arg(plan->confirmation()), u"NotConfirmed"_s);
    }
    auto running = std::make_shared<Running>(Running{*plan, std::move(told)});
    bool hasFailed = false;
    for (size_t index = 0; index < running->plan.steps.size(); ++index) {
        if (hasFailed || (stop && stop->isAsked())) {
            running->plan.steps[index].progress = Progress::NotBegun;
            continue;
        }
        co_await runStep(desk, running, index);
        hasFailed = running->plan.steps[index].progress != Progress::Succeeded;
        running->tell();
    }
    running->tell();
    co_return std::make_shared<const BatchPlan>(running->plan);
}

} // namespace pilothouse
