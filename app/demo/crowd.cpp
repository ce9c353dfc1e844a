// SPDX-License-Identifier: Apache-2.0
#include "app/demo/crowd.h"

#include "app/demo/pod_builder.h"
#include "app/demo/workloads.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <format>

namespace pilothouse::demo {

using namespace std::chrono;

namespace {

constexpr int kSets = 50;
constexpr const char* kSpace = "crowd";

json::object setOf(int number) {
    const std::string name = std::format("crowd-{:02}", number % kSets);
    const json::object labels{{"app.kubernetes.io/name", name}, {"pod-template-hash", "7c9d5f6b88"}};
    const json::object container{{"name", "main"}, {"image", "registry.corp/crowd:1.0.0"},
        {"ports", json::array{json::object{{"name", "http"}, {"containerPort", 8080}, {"protocol", "TCP"}}}},
        {"resources", {{"limits", {{"cpu", "500m"}, {"memory", "256Mi"}}}}}};
    const json::object form{{"metadata", {{"labels", labels}}}, {"spec", {{"containers", json::array{container}}}}};
    return {{"kind", "ReplicaSet"}, {"apiVersion", "apps/v1"},
        {"metadata",
            {{"name", name + "-7c9d5f6b88"}, {"namespace", kSpace}, {"labels", labels},
                {"uid", std::format("0c0ffee0-0000-4000-8000-{:012}", number % kSets)}}},
        {"spec", {{"selector", {{"matchLabels", labels}}}, {"template", form}}}};
}

json::object crowdPod(Cluster& cluster, int number, int generation) {
    PodFacts facts;
    const json::object owner = setOf(number);
    facts.name = std::format("{}-{:05}", stringAt(owner, "metadata.name"), number);
    if (generation > 0)
        facts.name += std::format("-{}", generation);
    facts.image = "registry.corp/crowd:1.0.0";
    facts.uid = cluster.store.newUid();
    facts.dice = mixed(17, facts.name);
    facts.node = nodeNames()[facts.dice % nodeNames().size()];
    facts.created = now() - (generation > 0 ? seconds(0) : minutes(5 + facts.dice % 9000));
    json::object out = pod(owner, facts);
    makeObjectAt(out, "metadata").erase("ownerReferences"); // the sets are not there
    return out;
}

/// Goes round the pods, one change a step.
class Churner {
public:
    Churner(Cluster& cluster, int pods)
        : m_cluster(cluster)
        , m_type(*cluster.types.byKind("v1", "Pod")) {
        for (int i = 0; i < pods; ++i)
            m_names.push_back(stringAt(crowdPod(cluster, i, 0), "metadata.name"));
    }

    void step() {
        const std::size_t at = mixed(53, "step", m_step) % m_names.size();
        const auto kind = m_step++ % 10;
        const ObjectPtr pod = m_cluster.store.find(m_type.storageKey(), kSpace, m_names[at]);
        if (!pod)
            return; // somebody deleted it
        if (kind == 3 || kind == 8)
            replace(at, pod);
        else
            change(pod, kind == 5);
    }

private:
    void replace(std::size_t at, const ObjectPtr& pod) {
        static_cast<void>(m_cluster.store.remove(m_type, kSpace, pod->name));
        json::object made = crowdPod(m_cluster, static_cast<int>(at), ++m_generation);
        m_names[at] = stringAt(made, "metadata.name");
        static_cast<void>(m_cluster.store.create(m_type, std::move(made)));
    }

    void change(const ObjectPtr& pod, bool label) {
        json::object changed = pod->value;
        if (label) {
            makeObjectAt(changed, "metadata.labels")["wave"] = std::to_string(m_step % 7);
        } else {
            json::object& status = makeObjectAt(changed, "status");
            json::object& container = status["containerStatuses"].as_array().front().as_object();
            const bool ready = container["ready"] != true;
            container["ready"] = ready;
            if (!ready)
                container["restartCount"] = intAt(container, "restartCount") + 1;
            for (json::value& condition : status["conditions"].as_array())
                if (stringAt(condition.as_object(), "type").ends_with("Ready"))
                    condition.as_object()["status"] = ready ? "True" : "False";
        }
        static_cast<void>(m_cluster.store.update(m_type, std::move(changed)));
    }

    Cluster& m_cluster;
    const ResourceType& m_type;
    std::vector<std::string> m_names;
    std::uint64_t m_step = 0;
    int m_generation = 0;
};

} // namespace

void addCrowd(Cluster& cluster, int pods) {
    const ResourceType& type = *cluster.types.byKind("v1", "Pod");
    static_cast<void>(cluster.store.create(*cluster.types.byKind("v1", "Namespace"),
        {{"kind", "Namespace"}, {"apiVersion", "v1"},
            {"metadata", {{"name", kSpace}, {"labels", {{"kubernetes.io/metadata.name", kSpace}}}}},
            {"status", {{"phase", "Active"}}}}));
    for (int i = 0; i < pods; ++i)
        static_cast<void>(cluster.store.create(type, crowdPod(cluster, i, 0)));
    cluster.store.compact(); // they are older than any watch
}

boost::asio::awaitable<void> churn(Cluster& cluster, CrowdSize size) {
    constexpr milliseconds kTick{20};
    Churner churner(cluster, size.pods);
    boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor);
    const Time start = now();
    for (std::int64_t done = 0;;) {
        timer.expires_after(kTick);
        co_await timer.async_wait(boost::asio::use_awaitable);
        const auto due = size.changesPerSecond * ((now() - start) / milliseconds(1)) / 1000;
        for (; done < due; ++done)
            churner.step();
    }
}

} // namespace pilothouse::demo
