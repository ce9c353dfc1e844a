// SPDX-License-Identifier: Apache-2.0
#include "app/demo/admission.h"

#include "app/demo/release_plan.h"

#include <format>
#include <set>

namespace pilothouse::demo {

namespace {

constexpr int kFirstNodePort = 30000; // protocol: service-node-port-range
constexpr int kLastNodePort = 32767;

struct Allocated {
    std::set<std::string> addresses;
    std::set<std::int64_t> nodePorts;
};

/// What other services hold.
Allocated allocated(
    const Cluster& cluster, const ResourceType& type, const std::string& space, const std::string& name) {
    Allocated out;
    for (const ObjectPtr& one : cluster.store.list(type.storageKey(), {}, cluster.store.version())) {
        if (one->namespaceName == space && one->name == name)
            continue;
        out.addresses.insert(stringAt(one->value, "spec.clusterIP"));
        for (const json::value& port : arrayAt(one->value, "spec.ports"))
            if (port.is_object())
                out.nodePorts.insert(intAt(port.get_object(), "nodePort"));
    }
    return out;
}

ApiError serviceError(const std::string& name, const std::string& field, const std::string& why) {
    return invalid("", "Service", name, field, why);
}

void giveAddress(const Allocated& taken, const json::object& before, const std::string& key, json::object& spec) {
    if (stringAt(spec, "type") == "ExternalName") {
        spec.erase("clusterIP");
        spec.erase("clusterIPs");
        return;
    }
    if (stringAt(spec, "clusterIP").empty()) {
        std::string address = stringAt(before, "spec.clusterIP");
        for (std::uint64_t round = 0; address.empty() || (taken.addresses.contains(address) && address != "None");
            ++round) {
            const std::uint64_t dice = mixed(47, key, round);
            address = std::format("10.100.{}.{}", dice % 250, 1 + dice / 250 % 250);
        }
        spec["clusterIP"] = address;
    }
    spec["clusterIPs"] = json::array{spec.at("clusterIP")};
}

/// The node port this port had before: an apply without it keeps it.
std::int64_t portBefore(const json::object& before, const json::object& port) {
    for (const json::value& one : arrayAt(before, "spec.ports"))
        if (one.is_object() && intAt(one.get_object(), "port") == intAt(port, "port")
            && stringAt(one.get_object(), "protocol") == stringAt(port, "protocol"))
            return intAt(one.get_object(), "nodePort");
    return 0;
}

ApiResult<void> givePort(
    const std::string& name, std::size_t index, Allocated& taken, const json::object& before, json::object& port) {
    std::int64_t wanted = intAt(port, "nodePort");
    const std::string field = std::format("spec.ports[{}].nodePort", index);
    if (wanted == 0)
        wanted = portBefore(before, port);
    if (wanted != 0 && (wanted < kFirstNodePort || wanted > kLastNodePort))
        return std::unexpected(serviceError(name, field,
            std::format("Invalid value: {}: provided port is not in the valid range. The range of valid ports is "
                        "30000-32767",
                wanted)));
    if (wanted != 0 && taken.nodePorts.contains(wanted))
        return std::unexpected(
            serviceError(name, field, std::format("Invalid value: {}: provided port is already allocated", wanted)));
    for (std::uint64_t round = 0; wanted == 0 || taken.nodePorts.contains(wanted); ++round)
        wanted
            = kFirstNodePort + static_cast<std::int64_t>(mixed(53, name, round) % (kLastNodePort - kFirstNodePort + 1));
    taken.nodePorts.insert(wanted);
    port["nodePort"] = wanted;
    return {};
}

ApiResult<void> admitService(
    const Cluster& cluster, const ResourceType& type, const json::object& before, json::object& object) {
    const std::string space = stringAt(object, "metadata.namespace");
    const std::string name = stringAt(object, "metadata.name");
    Allocated taken = allocated(cluster, type, space, name);
    json::object& spec = makeObjectAt(object, "spec");
    const std::string given = stringAt(spec, "clusterIP");
    if (!given.empty() && given != "None" && taken.addresses.contains(given))
        return std::unexpected(serviceError(name, "spec.clusterIPs",
            "Invalid value: [\"" + given + "\"]: failed to allocate IP " + given
                + ": provided IP is already allocated"));
    giveAddress(taken, before, space + '/' + name, spec);
    const std::string kind = stringAt(spec, "type");
    json::value* ports = spec.if_contains("ports");
    if (!ports || !ports->is_array())
        return {};
    for (std::size_t i = 0; i < ports->get_array().size(); ++i) {
        json::object* port = ports->get_array()[i].if_object();
        if (!port)
            continue;
        if (kind != "NodePort" && kind != "LoadBalancer")
            port->erase("nodePort");
        else if (const auto done = givePort(name, i, taken, before, *port); !done)
            return done;
    }
    return {};
}

void admitJob(json::object& object) {
    json::object& spec = makeObjectAt(object, "spec");
    if (spec.contains("selector"))
        return;
    const std::string uid = stringAt(object, "metadata.uid");
    const std::string name = stringAt(object, "metadata.name");
    spec["selector"] = json::object{{"matchLabels", {{"batch.kubernetes.io/controller-uid", uid}}}};
    json::object& labels = makeObjectAt(spec, "template.metadata.labels");
    labels["batch.kubernetes.io/controller-uid"] = uid;
    labels["batch.kubernetes.io/job-name"] = name;
    labels["controller-uid"] = uid;
    labels["job-name"] = name;
}

ApiResult<void> admitIntoNamespace(const Cluster& cluster, const ResourceType& type, const json::object& object) {
    const std::string space = stringAt(object, "metadata.namespace");
    const ObjectPtr found = cluster.store.find("/namespaces", "", space);
    if (!found)
        return std::unexpected(notFound("", "namespaces", space));
    if (stringAt(found->value, "status.phase") != "Terminating")
        return {};
    const std::string name = stringAt(object, "metadata.name");
    ApiError error{403, "Forbidden",
        qualifiedResource(type.group, type.plural) + " \"" + name
            + "\" is forbidden: unable to create new content in namespace " + space + " because it is being terminated",
        {{"name", name}, {"kind", type.plural}}};
    error.details["causes"] = json::array{json::object{{"reason", "NamespaceTerminating"},
        {"message", "namespace " + space + " is being terminated"}, {"field", "metadata.namespace"}}};
    return std::unexpected(std::move(error));
}

} // namespace

ApiResult<void> admit(
    const Cluster& cluster, const ResourceType& type, const json::object& before, json::object& object) {
    const bool isNew = before.empty();
    if (isNew && type.namespaced)
        if (const auto allowed = admitIntoNamespace(cluster, type, object); !allowed)
            return allowed;
    if (type.kind == "Namespace")
        makeObjectAt(object, "metadata.labels")["kubernetes.io/metadata.name"] = stringAt(object, "metadata.name");
    if (type.kind == "Service" && type.group.empty())
        return admitService(cluster, type, before, object);
    if (isNew && type.kind == "Job" && type.group == "batch")
        admitJob(object);
    return {};
}

} // namespace pilothouse::demo
