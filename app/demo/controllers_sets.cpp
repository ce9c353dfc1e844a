// SPDX-License-Identifier: Apache-2.0
#include "app/demo/desk.h"
#include "app/demo/workloads.h"

#include <algorithm>
#include <format>

namespace pilothouse::demo {

namespace {

constexpr const char* kHashLabel = "controller-revision-hash";

json::value formOf(const ObjectPtr& object) {
    const json::object* form = objectAt(object->value, "spec.template");
    return form ? json::value(*form) : json::value(nullptr);
}

std::string firstImage(const json::object& object, const char* list) {
    const json::array& containers = arrayAt(object, list);
    return containers.empty() ? std::string() : stringAt(containers.front().as_object(), "image");
}

/// Whether a pod was made from the current template. The world's own pods carry no hash: their image tells.
bool isCurrent(const ObjectPtr& pod, const ObjectPtr& owner, const std::string& hash) {
    const json::object* labels = objectAt(pod->value, "metadata.labels");
    const json::value* carried = labels ? labels->if_contains(kHashLabel) : nullptr;
    if (!carried)
        return firstImage(pod->value, "spec.containers") == firstImage(owner->value, "spec.template.spec.containers");
    return *carried == json::value(hash);
}

int ordinalOf(const ObjectPtr& pod) {
    return std::atoi(pod->name.c_str() + pod->name.rfind('-') + 1);
}

void makeClaims(Desk& desk, const ObjectPtr& set, int ordinal) {
    for (const json::value& value : arrayAt(set->value, "spec.volumeClaimTemplates")) {
        const json::object& form = value.as_object();
        const std::string name = std::format("{}-{}-{}", stringAt(form, "metadata.name"), set->name, ordinal);
        if (desk.find("v1", "PersistentVolumeClaim", set->namespaceName, name))
            continue;
        json::object metadata{{"name", name}, {"namespace", set->namespaceName}};
        if (const json::object* labels = objectAt(set->value, "spec.selector.matchLabels"))
            metadata["labels"] = *labels;
        json::object claim{{"kind", "PersistentVolumeClaim"}, {"apiVersion", "v1"}, {"metadata", std::move(metadata)}};
        if (const json::object* spec = objectAt(form, "spec"))
            claim["spec"] = *spec;
        claim["status"] = json::object{{"phase", "Pending"}};
        desk.create(std::move(claim));
        if (const ObjectPtr made = desk.find("v1", "PersistentVolumeClaim", set->namespaceName, name))
            static_cast<void>(reconcileOther(desk, made)); // what mounts it waits for it
    }
}

/// One StatefulSet while it is brought to its template, pod by pod.
class SetRollout {
public:
    SetRollout(Desk& desk, const ObjectPtr& object)
        : m_desk(desk)
        , m_object(object)
        , m_wanted(static_cast<int>(intAt(object->value, "spec.replicas", 1)))
        , m_hash(templateHash(formOf(object)))
        , m_pods(desk.children(*object, "v1", "Pod")) {
        std::ranges::sort(m_pods, {}, ordinalOf);
    }

    bool run() {
        if (!scale() && ordered())
            update();
        return writeStatus();
    }

private:
    bool scale();
    bool ordered() const;
    void update();
    bool writeStatus();
    void make(int ordinal);

    Desk& m_desk;
    ObjectPtr m_object;
    int m_wanted;
    std::string m_hash;
    std::vector<ObjectPtr> m_pods;
};

void SetRollout::make(int ordinal) {
    makeClaims(m_desk, m_object, ordinal);
    const std::string name = std::format("{}-{}", m_object->name, ordinal);
    m_desk.create(podFromTemplate(m_object->value, name,
        {{"statefulset.kubernetes.io/pod-name", name}, {kHashLabel, m_object->name + '-' + m_hash},
            {"apps.kubernetes.io/pod-index", std::to_string(ordinal)}}));
    m_desk.event(m_object->value, "Normal", "SuccessfulCreate",
        std::format("create Pod {} in StatefulSet {} successful", name, m_object->name), "statefulset-controller");
}

/// Makes the first missing pod, removes the last superfluous one. @return whether it did something or waits
bool SetRollout::scale() {
    const bool parallel = stringAt(m_object->value, "spec.podManagementPolicy") == "Parallel";
    for (int ordinal = 0; ordinal < m_wanted; ++ordinal) {
        const auto found = std::ranges::find(m_pods, ordinal, ordinalOf);
        if (found == m_pods.end()) {
            make(ordinal);
            if (!parallel)
                return true;
        } else if (!parallel && !isPodReady((*found)->value)) {
            return true; // the next one waits for this one
        }
    }
    if (!m_pods.empty() && ordinalOf(m_pods.back()) >= m_wanted) {
        m_desk.remove(m_pods.back());
        return true;
    }
    return false;
}

bool SetRollout::ordered() const {
    return std::ranges::none_of(m_pods, [](const ObjectPtr& pod) { return isTerminating(pod->value); });
}

/// protocol: the update goes from the last pod to the first and waits for every one to be ready
void SetRollout::update() {
    if (stringAt(m_object->value, "spec.updateStrategy.type") == "OnDelete")
        return;
    const auto partition = intAt(m_object->value, "spec.updateStrategy.rollingUpdate.partition");
    for (auto pod = m_pods.rbegin(); pod != m_pods.rend(); ++pod) {
        if (ordinalOf(*pod) < partition)
            return;
        if (!isCurrent(*pod, m_object, m_object->name + '-' + m_hash)) {
            m_desk.remove(*pod);
            return;
        }
        if (!isPodReady((*pod)->value))
            return;
    }
}

bool SetRollout::writeStatus() {
    const std::string update = m_object->name + '-' + m_hash;
    std::string current = stringAt(m_object->value, "status.currentRevision");
    int replicas = 0;
    int ready = 0;
    int updated = 0;
    for (const ObjectPtr& pod : m_desk.children(*m_object, "v1", "Pod")) {
        ++replicas;
        ready += isPodReady(pod->value) && !isTerminating(pod->value) ? 1 : 0;
        updated += isCurrent(pod, m_object, update) && !isTerminating(pod->value) ? 1 : 0;
    }
    const bool complete = replicas == m_wanted && ready == m_wanted && updated == m_wanted;
    if (current.empty() || complete)
        current = update;
    json::object status{{"observedGeneration", intAt(m_object->value, "metadata.generation", 1)},
        {"replicas", replicas}, {"availableReplicas", ready}, {"currentRevision", current}, {"updateRevision", update},
        {"collisionCount", 0}};
    if (ready > 0)
        status["readyReplicas"] = ready;
    const int old = current == update ? updated : replicas - updated;
    if (old > 0)
        status["currentReplicas"] = old;
    if (updated > 0)
        status["updatedReplicas"] = updated;
    m_desk.setStatus(*m_object, std::move(status));
    return false; // everything it waits for is a pod, and those report
}

} // namespace

bool reconcileStatefulSet(Desk& desk, const ObjectPtr& object) {
    return SetRollout(desk, object).run();
}

bool reconcileDaemonSet(Desk& desk, const ObjectPtr& object) {
    const std::string hash = templateHash(formOf(object));
    std::vector<ObjectPtr> pods = desk.children(*object, "v1", "Pod");
    int updated = 0;
    int ready = 0;
    bool replaced = false;
    for (const std::string& node : nodeNames()) {
        const auto on = [&](const ObjectPtr& pod) { return stringAt(pod->value, "spec.nodeName") == node; };
        const auto found = std::ranges::find_if(pods, on);
        if (found == pods.end()) {
            const std::string name = object->name + '-' + desk.cluster.store.newUid().substr(0, 5);
            json::object pod = podFromTemplate(object->value, name, {{kHashLabel, hash}});
            makeObjectAt(pod, "spec")["nodeName"] = node;
            desk.create(std::move(pod));
            desk.event(object->value, "Normal", "SuccessfulCreate", "Created pod: " + name, "daemonset-controller");
            continue;
        }
        const bool current = isCurrent(*found, object, hash);
        updated += current ? 1 : 0;
        ready += isPodReady((*found)->value) && !isTerminating((*found)->value) ? 1 : 0;
        replaced = replaced || isTerminating((*found)->value) || (current && !isPodReady((*found)->value));
    }
    const auto old = std::ranges::find_if(
        pods, [&](const ObjectPtr& pod) { return !isCurrent(pod, object, hash) && !isTerminating(pod->value); });
    if (old != pods.end() && !replaced && stringAt(object->value, "spec.updateStrategy.type") != "OnDelete")
        desk.remove(*old); // maxUnavailable 1, as the default
    const int nodes = static_cast<int>(nodeNames().size());
    json::object status{{"observedGeneration", intAt(object->value, "metadata.generation", 1)},
        {"currentNumberScheduled", nodes}, {"desiredNumberScheduled", nodes}, {"numberMisscheduled", 0},
        {"numberReady", ready}};
    if (updated > 0)
        status["updatedNumberScheduled"] = updated;
    if (ready > 0)
        status["numberAvailable"] = ready;
    if (ready < nodes)
        status["numberUnavailable"] = nodes - ready;
    desk.setStatus(*object, std::move(status));
    return false;
}

} // namespace pilothouse::demo
