// SPDX-License-Identifier: Apache-2.0
#include "app/demo/list_shapes.h"

#include <algorithm>
#include <array>
#include <map>

namespace pilothouse::demo {

namespace {

bool oneOf(std::string_view text, std::initializer_list<std::string_view> texts) {
    return std::ranges::find(texts, text) != texts.end();
}

ListShape keyed(std::string key) {
    return {{key}, key};
}

ListShape portShape(std::string_view kind, std::string_view parent) {
    if (oneOf(parent, {"containers", "initContainers", "ephemeralContainers"}))
        return {{"containerPort", "protocol"}, "containerPort"};
    if (parent == "spec" && kind == "Service")
        return {{"port", "protocol"}, "port"};
    return {};
}

} // namespace

ListShape listShape(std::string_view kind, bool custom, std::string_view parent, std::string_view field) {
    static const std::map<std::string_view, const char*> keys{{"containers", "name"}, {"initContainers", "name"},
        {"ephemeralContainers", "name"}, {"env", "name"}, {"volumes", "name"}, {"volumeMounts", "mountPath"},
        {"volumeDevices", "devicePath"}, {"hostAliases", "ip"}, {"ownerReferences", "uid"}, {"podIPs", "ip"},
        {"webhooks", "name"}, {"schedulingGates", "name"}, {"resourceClaims", "name"}, {"claims", "name"}};
    if (parent == "metadata" && field == "finalizers")
        return {{}, {}, true};
    if (parent == "metadata" && field == "ownerReferences")
        return keyed("uid");
    if (custom)
        return {};
    if (field == "ports")
        return portShape(kind, parent);
    if (field == "conditions")
        return parent == "status" ? keyed("type") : ListShape{};
    if (field == "imagePullSecrets")
        return parent == "spec" ? keyed("name") : ListShape{{}, kind == "ServiceAccount" ? "name" : ""};
    if (field == "secrets")
        return kind == "ServiceAccount" ? keyed("name") : ListShape{};
    if (field == "topologySpreadConstraints")
        return {{"topologyKey", "whenUnsatisfiable"}, "topologyKey"};
    if (field == "taints")
        return {{}, "key"};
    const auto found = keys.find(field);
    return found == keys.end() ? ListShape{} : keyed(found->second);
}

bool isAtomicObject(bool custom, std::string_view field) {
    return !custom
        && oneOf(field,
            {"selector", "nodeSelector", "configMapKeyRef", "secretKeyRef", "fieldRef", "resourceFieldRef",
                "labelSelector", "podSelector", "namespaceSelector", "roleRef", "matchLabels"});
}

json::object itemKey(const json::object& item, const std::vector<std::string>& keys) {
    json::object out;
    for (const std::string& key : keys) {
        if (const json::value* value = item.if_contains(key))
            out[key] = *value;
        else if (key == "protocol")
            out[key] = "TCP";
    }
    return out;
}

} // namespace pilothouse::demo
