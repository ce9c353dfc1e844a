// SPDX-License-Identifier: Apache-2.0
#include "app/demo/pod_metrics.h"

#include "app/demo/pod_containers.h"
#include "app/demo/release_plan.h"

#include <algorithm>
#include <cmath>
#include <format>
#include <numbers>

namespace pilothouse::demo {

using namespace std::chrono;

namespace {

constexpr seconds kWindow{15};
constexpr std::int64_t kMebibyte = 1024LL * 1024;

struct Usage {
    std::int64_t nanoCores = 0;
    std::int64_t kibibytes = 0;
};

Time windowEnd() {
    return Time(floor<seconds>(now()) - seconds(floor<seconds>(now()).time_since_epoch().count() % kWindow.count()));
}

/// "768Mi", "1Gi" or a number of bytes, in MiB.
std::int64_t mebibytes(const std::string& quantity) {
    const double number = std::strtod(quantity.c_str(), nullptr);
    if (quantity.ends_with("Gi"))
        return std::llround(number * 1024);
    if (quantity.ends_with("Mi"))
        return std::llround(number);
    return std::llround(number) / kMebibyte;
}

/// A wave of some minutes with a flutter on it: what a service under load looks like.
Usage usageOf(const std::string& pod, const json::object& container) {
    const std::string key = pod + '/' + stringAt(container, "name");
    const std::uint64_t dice = mixed(47, key);
    const double time = static_cast<double>(windowEnd().time_since_epoch() / seconds(1));
    const double period = 240 + static_cast<double>(dice % 600);
    const double wave
        = 0.5 + 0.5 * std::sin(time / period * 2 * std::numbers::pi + static_cast<double>(dice % 628) / 100);
    const double flutter = static_cast<double>(scattered(dice, static_cast<std::uint64_t>(time)) % 1000) / 1000;
    const double cores = 0.004 + static_cast<double>(dice >> 8U & 0x7fU) / 1000 * (0.3 + wave + 0.25 * flutter);
    const std::int64_t limit = mebibytes(stringAt(container, "resources.limits.memory"));
    const double share = 0.35 + static_cast<double>(dice >> 16U & 0x1fU) / 100 + 0.08 * wave + 0.01 * flutter;
    const double memory = share * static_cast<double>(limit > 0 ? limit : 96);
    return {std::llround(cores * 1e9), std::llround(memory * 1024)};
}

json::object usageText(const Usage& usage) {
    return {{"cpu", std::format("{}n", usage.nanoCores)}, {"memory", std::format("{}Ki", usage.kibibytes)}};
}

template <typename Visit> void eachRunning(const json::object& pod, Visit visit) {
    for (const json::value& value : arrayAt(pod, "spec.containers")) {
        const ApiResult<PodContainer> container = findContainer(pod, stringAt(value.as_object(), "name"));
        if (container && isRunning(*container))
            visit(*container->spec);
    }
}

ObjectPtr made(const ObjectPtr& about, const char* kind, json::object rest) {
    auto out = std::make_shared<StoredObject>();
    out->namespaceName = about->namespaceName;
    out->name = about->name;
    json::object metadata{{"name", about->name}, {"creationTimestamp", formatTime(now())}};
    if (!about->namespaceName.empty())
        metadata["namespace"] = about->namespaceName;
    if (const json::object* labels = objectAt(about->value, "metadata.labels"))
        metadata["labels"] = *labels;
    out->value = {{"kind", kind}, {"apiVersion", "metrics.k8s.io/v1beta1"}, {"metadata", std::move(metadata)},
        {"timestamp", formatTime(windowEnd())}, {"window", std::format("{}s", kWindow.count())}};
    for (auto& field : rest)
        out->value[field.key()] = std::move(field.value());
    return out;
}

} // namespace

ObjectPtr podMetrics(const ObjectPtr& pod) {
    json::array containers;
    eachRunning(pod->value, [&](const json::object& container) {
        containers.push_back(
            json::object{{"name", stringAt(container, "name")}, {"usage", usageText(usageOf(pod->name, container))}});
    });
    if (containers.empty())
        return nullptr;
    return made(pod, "PodMetrics", {{"containers", std::move(containers)}});
}

ObjectPtr nodeMetrics(const Cluster& cluster, const ObjectPtr& node) {
    Usage sum{180'000'000, 1'400'000}; // the system's own
    const ResourceType* type = cluster.types.byKind("v1", "Pod");
    for (const ObjectPtr& pod : cluster.store.list(type->storageKey(), {}, cluster.store.version()))
        if (stringAt(pod->value, "spec.nodeName") == node->name)
            eachRunning(pod->value, [&](const json::object& container) {
                const Usage usage = usageOf(pod->name, container);
                sum.nanoCores += usage.nanoCores;
                sum.kibibytes += usage.kibibytes;
            });
    // a crowd on four nodes would need more than there is
    sum.nanoCores = std::min<std::int64_t>(sum.nanoCores, 6'400'000'000 + sum.nanoCores % 700'000'000);
    sum.kibibytes = std::min<std::int64_t>(sum.kibibytes, 24LL * 1024 * 1024 + sum.kibibytes % 900'000);
    return made(node, "NodeMetrics", {{"usage", usageText(sum)}});
}

} // namespace pilothouse::demo
