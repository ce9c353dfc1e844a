// SPDX-License-Identifier: Apache-2.0
#include "ui/change/batch_diff.h"

#include "ui/change/change_comparison.h"

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

void add(ManifestDiff& sum, const ManifestDiff& part) {
    sum.objects.insert(sum.objects.end(), part.objects.begin(), part.objects.end());
    sum.unchanged += part.unchanged;
    sum.labelsOnlyCount += part.labelsOnlyCount;
    sum.problems += part.problems;
}

BatchDiffPtr joinedOver(const BatchPlan& plan, std::vector<ReleaseDiffPtr> each) {
    auto made = std::make_shared<BatchDiff>();
    auto all = std::make_shared<ReleaseDiff>();
    for (size_t i = 0; i < each.size(); ++i) {
        const ReleaseDiffPtr& diff = each[i];
        if (!diff) {
            continue;
        }
        add(all->manifest, diff->manifest);
        add(all->hooks, diff->hooks);
        if (!entriesOf(diff).empty()) {
            const ReleaseKey& key = plan.steps[i].request.release;
            all->parts.push_back({key.nameSpace + u'/' + key.name, diff});
        }
    }
    all->manifest.headline = plan.sum.headline;
    all->fromName = u"deployed"_s;
    all->toName = u"upgraded"_s;
    const bool isKnown = std::ranges::any_of(each, [](const ReleaseDiffPtr& diff) { return diff != nullptr; });
    made->all = isKnown ? ReleaseDiffPtr(all) : nullptr;
    made->each = std::move(each);
    return made;
}

} // namespace

BatchDiffPtr batchDiffOf(const BatchPlan& plan) {
    std::vector<ReleaseDiffPtr> each;
    each.reserve(plan.steps.size());
    for (const BatchStep& step : plan.steps) {
        each.push_back(step.diff && step.plan ? releaseDiffOf(*step.plan->rendering, *step.diff) : nullptr);
    }
    return joinedOver(plan, std::move(each));
}

BatchDiffPtr arranged(const BatchDiff& diff, const BatchPlan& before, const BatchPlan& plan) {
    std::vector<ReleaseDiffPtr> each;
    each.reserve(plan.steps.size());
    for (const BatchStep& step : plan.steps) {
        const auto known = std::ranges::find_if(
            before.steps, [&step](const BatchStep& other) { return other.request.release == step.request.release; });
        const auto index = static_cast<size_t>(std::distance(before.steps.begin(), known));
        each.push_back(index < diff.each.size() ? diff.each[index] : nullptr);
    }
    return joinedOver(plan, std::move(each));
}

} // namespace pilothouse::ui
