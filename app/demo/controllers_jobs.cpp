// SPDX-License-Identifier: Apache-2.0
#include "app/demo/desk.h"

#include <algorithm>
#include <format>

namespace pilothouse::demo {

namespace {

json::object jobCondition(const char* type, const std::string& reason, const std::string& message) {
    json::object out{{"type", type}, {"status", "True"}, {"lastProbeTime", formatTime(now())},
        {"lastTransitionTime", formatTime(now())}};
    if (!reason.empty()) {
        out["reason"] = reason;
        out["message"] = message;
    }
    return out;
}

bool hasCondition(const json::object& job, std::string_view type) {
    return std::ranges::any_of(arrayAt(job, "status.conditions"),
        [&](const json::value& one) { return stringAt(one.as_object(), "type") == type; });
}

/// What a Job's pods say.
struct Tally {
    std::vector<ObjectPtr> active;
    int ready = 0;
    int succeeded = 0;
    int failed = 0;
    int restarts = 0;
};

Tally countPods(const Desk& desk, const ObjectPtr& job) {
    Tally out;
    for (const ObjectPtr& pod : desk.children(*job, "v1", "Pod")) {
        const std::string phase = stringAt(pod->value, "status.phase");
        if (phase == "Succeeded")
            ++out.succeeded;
        else if (phase == "Failed")
            ++out.failed;
        else if (!isTerminating(pod->value))
            out.active.push_back(pod);
        out.ready += phase == "Running" ? 1 : 0;
        for (const json::value& status : arrayAt(pod->value, "status.containerStatuses"))
            out.restarts += static_cast<int>(intAt(status.as_object(), "restartCount"));
    }
    return out;
}

void addPod(Desk& desk, const ObjectPtr& job) {
    const std::string name = job->name + '-' + desk.cluster.store.newUid().substr(0, 5);
    const std::string uid = job->uid();
    desk.create(podFromTemplate(job->value, name,
        {{"batch.kubernetes.io/controller-uid", uid}, {"batch.kubernetes.io/job-name", job->name},
            {"controller-uid", uid}, {"job-name", job->name}}));
    desk.event(job->value, "Normal", "SuccessfulCreate", "Created pod: " + name, "job-controller");
}

json::object statusOf(const ObjectPtr& job, const Tally& tally) {
    json::object out;
    if (const json::object* before = objectAt(job->value, "status"))
        out = *before;
    if (!out.contains("startTime"))
        out["startTime"] = formatTime(now());
    for (const char* name : {"active", "succeeded", "failed"})
        out.erase(name);
    out["ready"] = tally.ready;
    out["terminating"] = 0;
    out["uncountedTerminatedPods"] = json::object();
    if (!tally.active.empty())
        out["active"] = tally.active.size();
    if (tally.succeeded > 0)
        out["succeeded"] = tally.succeeded;
    if (tally.failed > 0)
        out["failed"] = tally.failed;
    return out;
}

void finish(Desk& desk, const ObjectPtr& job, Tally& tally, const std::string& reason, const std::string& message) {
    for (const ObjectPtr& pod : tally.active)
        desk.remove(pod);
    tally.active.clear();
    tally.ready = 0;
    json::object status = statusOf(job, tally);
    const bool good = reason.empty();
    if (good) {
        status["completionTime"] = formatTime(now());
        status["conditions"] = json::array{
            jobCondition("SuccessCriteriaMet", "CompletionsReached", "Reached expected number of succeeded pods"),
            jobCondition("Complete", "CompletionsReached", "Reached expected number of succeeded pods")};
        desk.event(job->value, "Normal", "Completed", "Job completed", "job-controller");
    } else {
        status["conditions"]
            = json::array{jobCondition("FailureTarget", reason, message), jobCondition("Failed", reason, message)};
        desk.event(job->value, "Warning", reason, message, "job-controller");
    }
    desk.setStatus(*job, std::move(status));
    desk.since["ended/" + job->uid()] = now();
}

/// ttlSecondsAfterFinished. @return whether it still waits for that
bool expire(Desk& desk, const ObjectPtr& job) {
    const json::object* spec = objectAt(job->value, "spec");
    const json::value* limit = spec ? spec->if_contains("ttlSecondsAfterFinished") : nullptr;
    if (!limit || !limit->is_int64())
        return false;
    if (now() - desk.begun("ended/" + job->uid()) < std::chrono::seconds(limit->get_int64()))
        return true;
    desk.remove(job);
    return false;
}

} // namespace

bool reconcileJob(Desk& desk, const ObjectPtr& object) {
    if (hasCondition(object->value, "Complete") || hasCondition(object->value, "Failed"))
        return expire(desk, object);
    const json::object* spec = objectAt(object->value, "spec");
    if (!spec || (spec->contains("suspend") && spec->at("suspend") == true))
        return false;
    const auto wanted = intAt(object->value, "spec.completions", 1);
    const auto parallel = intAt(object->value, "spec.parallelism", 1);
    const auto retries = intAt(object->value, "spec.backoffLimit", 6);
    const auto deadline = intAt(object->value, "spec.activeDeadlineSeconds");
    const Time begun = desk.begun("job/" + object->uid());
    Tally tally = countPods(desk, object);
    if (tally.succeeded >= wanted) {
        finish(desk, object, tally, {}, {});
        return true;
    }
    if (tally.failed > retries || tally.restarts > retries) {
        finish(desk, object, tally, "BackoffLimitExceeded", "Job has reached the specified backoff limit");
        return true;
    }
    if (deadline > 0 && now() - begun > std::chrono::seconds(deadline)) {
        finish(desk, object, tally, "DeadlineExceeded", "Job was active longer than specified deadline");
        return true;
    }
    const auto needed
        = std::min<std::int64_t>(parallel, wanted - tally.succeeded) - static_cast<std::int64_t>(tally.active.size());
    for (std::int64_t i = 0; i < needed; ++i)
        addPod(desk, object);
    desk.setStatus(*object, statusOf(object, countPods(desk, object)));
    return deadline > 0;
}

} // namespace pilothouse::demo
