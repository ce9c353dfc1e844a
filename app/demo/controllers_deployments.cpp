// SPDX-License-Identifier: Apache-2.0
#include "app/demo/desk.h"

#include <algorithm>
#include <format>

namespace pilothouse::demo {

namespace {

constexpr const char* kRevision = "deployment.kubernetes.io/revision";

json::object templateWithoutHash(const json::object& object) {
    const json::object* form = objectAt(object, "spec.template");
    json::object out = form ? *form : json::object();
    if (json::object* labels = objectAt(out, "metadata.labels"))
        labels->erase("pod-template-hash");
    return out;
}

int revisionNumber(const json::object& object) {
    const json::object* annotations = objectAt(object, "metadata.annotations");
    const json::value* value = annotations ? annotations->if_contains(kRevision) : nullptr;
    return value && value->is_string() ? std::atoi(value->get_string().c_str()) : 0;
}

/// A ReplicaSet with what its pods say.
struct Set {
    ObjectPtr object;
    int wanted = 0;
    int replicas = 0;
    int ready = 0;
};

Set countSet(const ObjectPtr& object) {
    Set out{object};
    out.wanted = static_cast<int>(intAt(object->value, "spec.replicas"));
    out.replicas = static_cast<int>(intAt(object->value, "status.replicas"));
    out.ready = static_cast<int>(intAt(object->value, "status.readyReplicas"));
    return out;
}

/// A Deployment and its ReplicaSets while it is rolled.
class Rollout {
public:
    Rollout(Desk& desk, const ObjectPtr& deployment)
        : m_desk(desk)
        , m_object(deployment)
        , m_wanted(static_cast<int>(intAt(deployment->value, "spec.replicas", 1)))
        , m_template(templateWithoutHash(deployment->value)) {
        for (const ObjectPtr& one : desk.children(*deployment, "apps/v1", "ReplicaSet")) {
            m_newest = std::max(m_newest, revisionNumber(one->value));
            if (!m_new.object && templateWithoutHash(one->value) == m_template)
                m_new = countSet(one);
            else
                m_old.push_back(countSet(one));
        }
    }

    bool run();

private:
    void makeNewSet();
    void reviseNewSet();
    void scale(Set& set, int replicas);
    void roll();
    void dropOld(int maxUnavailable);
    void prune();
    bool writeStatus();
    json::array conditions(int available, bool complete, bool& late);

    Desk& m_desk;
    ObjectPtr m_object;
    int m_wanted;
    json::object m_template;
    Set m_new;
    std::vector<Set> m_old;
    int m_newest = 0;
};

bool Rollout::run() {
    const json::object* spec = objectAt(m_object->value, "spec");
    const bool paused = spec->contains("paused") && spec->at("paused") == true;
    if (!m_new.object && !paused) {
        makeNewSet();
        return true;
    }
    if (m_new.object && !paused) {
        if (revisionNumber(m_new.object->value) < m_newest || revisionNumber(m_object->value) < m_newest) {
            reviseNewSet();
            return true;
        }
        roll();
        prune();
    } else if (m_new.object) {
        scale(m_new, m_wanted); // a paused one is still scaled
    }
    return writeStatus();
}

void Rollout::makeNewSet() {
    const std::string hash = templateHash(m_template);
    json::object form = m_template;
    makeObjectAt(form, "metadata.labels")["pod-template-hash"] = hash;
    json::object labels = *objectAt(form, "metadata.labels");
    json::object selector;
    if (const json::object* given = objectAt(m_object->value, "spec.selector"))
        selector = *given;
    makeObjectAt(selector, "matchLabels")["pod-template-hash"] = hash;
    const std::string revision = std::to_string(m_newest + 1);
    const std::string name = m_object->name + '-' + hash;
    m_desk.create({{"kind", "ReplicaSet"}, {"apiVersion", "apps/v1"},
        {"metadata",
            {{"name", name}, {"namespace", m_object->namespaceName}, {"labels", std::move(labels)},
                {"annotations", {{kRevision, revision}}}, {"ownerReferences", controlledBy(m_object->value)}}},
        {"spec", {{"replicas", 0}, {"selector", std::move(selector)}, {"template", std::move(form)}}},
        {"status", {{"replicas", 0}}}});
    json::object changed = m_object->value;
    makeObjectAt(changed, "metadata.annotations")[kRevision] = revision;
    m_desk.update(std::move(changed));
    m_desk.since["progress/" + m_object->uid()] = now();
}

/// A set of before is the new one again (a rollback): it gets the next revision.
void Rollout::reviseNewSet() {
    const int current = revisionNumber(m_new.object->value);
    const int next = current < m_newest ? m_newest + 1 : current;
    json::object set = m_new.object->value;
    makeObjectAt(set, "metadata.annotations")[kRevision] = std::to_string(next);
    m_desk.update(std::move(set));
    json::object changed = m_object->value;
    makeObjectAt(changed, "metadata.annotations")[kRevision] = std::to_string(next);
    m_desk.update(std::move(changed));
    m_desk.since["progress/" + m_object->uid()] = now();
}

void Rollout::scale(Set& set, int replicas) {
    if (set.wanted == replicas)
        return;
    m_desk.event(m_object->value, "Normal", "ScalingReplicaSet",
        std::format("Scaled {} replica set {} from {} to {}", replicas > set.wanted ? "up" : "down", set.object->name,
            set.wanted, replicas),
        "deployment-controller");
    json::object changed = set.object->value;
    makeObjectAt(changed, "spec")["replicas"] = replicas;
    m_desk.update(std::move(changed));
    set.wanted = replicas;
}

void Rollout::roll() {
    const bool recreate = stringAt(m_object->value, "spec.strategy.type") == "Recreate";
    const json::object* rolling = objectAt(m_object->value, "spec.strategy.rollingUpdate");
    int surge = portionOf(rolling ? rolling->if_contains("maxSurge") : nullptr, m_wanted, true, 1);
    int unavailable = portionOf(rolling ? rolling->if_contains("maxUnavailable") : nullptr, m_wanted, false, 0);
    if (surge == 0 && unavailable == 0)
        unavailable = 1;
    int total = m_new.wanted;
    int oldPods = 0;
    for (const Set& set : m_old) {
        total += set.wanted;
        oldPods += set.replicas;
    }
    if (recreate) {
        for (Set& set : m_old)
            scale(set, 0);
        if (oldPods == 0)
            scale(m_new, m_wanted);
        return;
    }
    if (m_new.wanted > m_wanted)
        scale(m_new, m_wanted);
    else if (m_new.wanted < m_wanted)
        scale(m_new, m_new.wanted + std::clamp(m_wanted + surge - total, 0, m_wanted - m_new.wanted));
    dropOld(unavailable);
}

/// protocol: deployment controller, reconcileOldReplicaSets: what is not healthy goes first, then as many as the
/// available pods allow.
void Rollout::dropOld(int maxUnavailable) {
    int total = m_new.wanted;
    int ready = m_new.ready;
    for (const Set& set : m_old) {
        total += set.wanted;
        ready += set.ready;
    }
    const int least = m_wanted - maxUnavailable;
    int room = total - least - (m_new.wanted - std::min(m_new.ready, m_new.wanted));
    for (Set& set : m_old) {
        const int sick = std::min({set.wanted - set.ready, std::max(room, 0), set.wanted});
        if (sick > 0) {
            scale(set, set.wanted - sick);
            room -= sick;
        }
    }
    int droppable = std::min(std::max(ready - least, 0), std::max(room, 0));
    for (Set& set : m_old) {
        const int healthy = std::min(set.wanted, droppable);
        if (healthy > 0) {
            scale(set, set.wanted - healthy);
            droppable -= healthy;
        }
    }
}

void Rollout::prune() {
    const auto limit = static_cast<std::size_t>(intAt(m_object->value, "spec.revisionHistoryLimit", 10));
    std::vector<Set> idle;
    std::ranges::copy_if(m_old, std::back_inserter(idle), [](const Set& set) {
        return set.wanted == 0 && set.replicas == 0
            && intAt(set.object->value, "metadata.generation") == intAt(set.object->value, "status.observedGeneration");
    });
    std::ranges::sort(idle, {}, [](const Set& set) { return revisionNumber(set.object->value); });
    for (std::size_t i = 0; i + limit < idle.size(); ++i)
        m_desk.remove(idle[i].object);
}

json::array Rollout::conditions(int available, bool complete, bool& late) {
    const std::string uid = m_object->uid();
    const json::object& deployment = m_object->value;
    const json::object* rolling = objectAt(deployment, "spec.strategy.rollingUpdate");
    const int least
        = m_wanted - portionOf(rolling ? rolling->if_contains("maxUnavailable") : nullptr, m_wanted, false, 0);
    json::array out;
    out.push_back(available >= least ? condition(deployment, "Available", true, "MinimumReplicasAvailable",
                                           "Deployment has minimum availability.")
                                     : condition(deployment, "Available", false, "MinimumReplicasUnavailable",
                                           "Deployment does not have minimum availability."));
    const std::string set = "ReplicaSet \"" + (m_new.object ? m_new.object->name : std::string()) + "\" ";
    const auto deadline = std::chrono::seconds(intAt(deployment, "spec.progressDeadlineSeconds", 600));
    late = !complete && now() - m_desk.begun("progress/" + uid) > deadline;
    if (complete)
        out.push_back(
            condition(deployment, "Progressing", true, "NewReplicaSetAvailable", set + "has successfully progressed."));
    else if (late)
        out.push_back(condition(
            deployment, "Progressing", false, "ProgressDeadlineExceeded", set + "has timed out progressing."));
    else
        out.push_back(condition(deployment, "Progressing", true, "ReplicaSetUpdated", set + "is progressing."));
    return out;
}

bool Rollout::writeStatus() {
    int replicas = m_new.replicas;
    int ready = m_new.ready;
    for (const Set& set : m_old) {
        replicas += set.replicas;
        ready += set.ready;
    }
    const bool complete = m_new.replicas == m_wanted && replicas == m_wanted && ready >= m_wanted;
    json::object status{
        {"observedGeneration", intAt(m_object->value, "metadata.generation", 1)}, {"replicas", replicas}};
    if (m_new.replicas > 0)
        status["updatedReplicas"] = m_new.replicas;
    if (ready > 0) {
        status["readyReplicas"] = ready;
        status["availableReplicas"] = ready;
    }
    const int missing = std::max(m_wanted, replicas) - ready;
    if (missing > 0)
        status["unavailableReplicas"] = missing;
    const bool moved = intAt(m_object->value, "status.updatedReplicas") != m_new.replicas
        || intAt(m_object->value, "status.readyReplicas") != ready;
    if (moved)
        m_desk.since["progress/" + m_object->uid()] = now();
    bool late = false;
    status["conditions"] = conditions(ready, complete, late);
    m_desk.setStatus(*m_object, std::move(status));
    return !complete && !late;
}

} // namespace

bool reconcileDeployment(Desk& desk, const ObjectPtr& object) {
    return Rollout(desk, object).run();
}

bool reconcileReplicaSet(Desk& desk, const ObjectPtr& object) {
    const int wanted = static_cast<int>(intAt(object->value, "spec.replicas", 1));
    std::vector<ObjectPtr> pods = desk.children(*object, "v1", "Pod");
    std::erase_if(pods, [](const ObjectPtr& pod) {
        const std::string phase = stringAt(pod->value, "status.phase");
        return isTerminating(pod->value) || phase == "Failed" || phase == "Succeeded";
    });
    for (auto missing = wanted - static_cast<int>(pods.size()); missing > 0; --missing) {
        const std::string name = object->name + '-' + desk.cluster.store.newUid().substr(0, 5);
        desk.create(podFromTemplate(object->value, name, {}));
        desk.event(object->value, "Normal", "SuccessfulCreate", "Created pod: " + name, "replicaset-controller");
    }
    // protocol: the ones that are not ready go first
    std::ranges::stable_sort(pods, {}, [](const ObjectPtr& pod) { return isPodReady(pod->value); });
    for (std::size_t i = 0; i + static_cast<std::size_t>(wanted) < pods.size(); ++i) {
        desk.remove(pods[i]);
        desk.event(
            object->value, "Normal", "SuccessfulDelete", "Deleted pod: " + pods[i]->name, "replicaset-controller");
    }
    int replicas = 0;
    int ready = 0;
    for (const ObjectPtr& pod : desk.children(*object, "v1", "Pod")) {
        const bool counts = !isTerminating(pod->value);
        replicas += counts ? 1 : 0;
        ready += counts && isPodReady(pod->value) ? 1 : 0;
    }
    json::object status{{"replicas", replicas}, {"observedGeneration", intAt(object->value, "metadata.generation", 1)}};
    if (replicas > 0)
        status["fullyLabeledReplicas"] = replicas;
    if (ready > 0) {
        status["readyReplicas"] = ready;
        status["availableReplicas"] = ready;
    }
    desk.setStatus(*object, std::move(status));
    return false;
}

} // namespace pilothouse::demo
