// SPDX-License-Identifier: Apache-2.0
#include "app/demo/patch.h"

#include <algorithm>
#include <map>

namespace pilothouse::demo {

void applyMergePatch(json::object& target, const json::object& patch) {
    for (const auto& [key, value] : patch) {
        if (value.is_null()) {
            target.erase(key);
        } else if (value.is_object()) {
            json::value& child = target[key];
            if (!child.is_object())
                child = json::object();
            applyMergePatch(child.get_object(), value.get_object());
        } else {
            target[key] = value;
        }
    }
}

namespace {

/// patchMergeKey of the built-in types' lists, by field name. Fields that mean two things are told apart by their
/// items.
std::string mergeKey(const std::string& field, const json::array& items) {
    static const std::map<std::string, std::string> kKeys{{"containers", "name"}, {"initContainers", "name"},
        {"ephemeralContainers", "name"}, {"env", "name"}, {"volumes", "name"}, {"imagePullSecrets", "name"},
        {"volumeMounts", "mountPath"}, {"volumeDevices", "devicePath"}, {"hostAliases", "ip"},
        {"ownerReferences", "uid"}, {"secrets", "name"}, {"conditions", "type"}, {"taints", "key"},
        {"topologySpreadConstraints", "topologyKey"}};
    if (field == "ports") {
        const bool container
            = !items.empty() && items.front().is_object() && items.front().get_object().contains("containerPort");
        return container ? "containerPort" : "port";
    }
    const auto found = kKeys.find(field);
    return found == kKeys.end() ? std::string() : found->second;
}

bool sameKey(const json::value& item, const std::string& key, const json::value& wanted) {
    const json::value* value = item.is_object() ? item.get_object().if_contains(key) : nullptr;
    return value && *value == wanted;
}

void mergeList(json::array& target, const json::array& patch, const std::string& key, bool strategic);

void mergeObject(json::object& target, const json::object& patch, bool strategic) {
    for (const auto& [name, value] : patch) {
        if (strategic && name.starts_with("$"))
            continue; // $patch is looked at by the parent; element order does not matter to anything here
        if (value.is_null()) {
            target.erase(name);
        } else if (value.is_object()) {
            const json::value* directive = strategic ? value.get_object().if_contains("$patch") : nullptr;
            if (directive && *directive == "delete") {
                target.erase(name);
                continue;
            }
            json::value& child = target[name];
            if (!child.is_object() || (directive && *directive == "replace"))
                child = json::object();
            mergeObject(child.get_object(), value.get_object(), strategic);
        } else if (value.is_array()) {
            const std::string key = mergeKey(std::string(name), value.get_array());
            json::value& child = target[name];
            if (key.empty() || !child.is_array())
                child = json::array();
            if (key.empty())
                child = value;
            else
                mergeList(child.get_array(), value.get_array(), key, strategic);
        } else {
            target[name] = value;
        }
    }
}

void mergeList(json::array& target, const json::array& patch, const std::string& key, bool strategic) {
    for (const json::value& item : patch) {
        if (!item.is_object())
            continue;
        const json::object& object = item.get_object();
        const json::value* directive = strategic ? object.if_contains("$patch") : nullptr;
        if (directive && *directive == "replace") {
            target.clear();
            continue;
        }
        const json::value* wanted = object.if_contains(key);
        const auto found = wanted
            ? std::ranges::find_if(target, [&](const json::value& one) { return sameKey(one, key, *wanted); })
            : target.end();
        if (directive && *directive == "delete") {
            if (found != target.end())
                target.erase(found);
        } else if (found != target.end()) {
            mergeObject(found->get_object(), object, strategic);
        } else {
            json::object added;
            mergeObject(added, object, strategic);
            target.push_back(std::move(added));
        }
    }
}

void removeFromPrimitiveLists(json::object& target, const json::object& patch) {
    constexpr std::string_view kPrefix = "$deleteFromPrimitiveList/";
    for (const auto& [name, value] : patch) {
        const std::string_view field = name;
        if (value.is_array() && field.starts_with(kPrefix)) {
            json::value* list = target.if_contains(field.substr(kPrefix.size()));
            if (!list || !list->is_array())
                continue;
            json::array kept;
            for (const json::value& item : list->get_array())
                if (std::ranges::find(value.get_array(), item) == value.get_array().end())
                    kept.push_back(item);
            *list = std::move(kept);
        } else if (value.is_object()) {
            if (json::value* child = target.if_contains(name); child && child->is_object())
                removeFromPrimitiveLists(child->get_object(), value.get_object());
        }
    }
}

ApiError patchFailed(const std::string& why) {
    return {422, "Invalid", "the server rejected our request due to an error in our request: " + why};
}

/// Removes what the pointer names. Errors: there is nothing.
ApiResult<json::value> take(json::value& target, const std::string& pointer) {
    const auto slash = pointer.find_last_of('/');
    boost::system::error_code error;
    json::value* parent = slash == std::string::npos ? nullptr : target.find_pointer(pointer.substr(0, slash), error);
    json::value* found = target.find_pointer(pointer, error);
    if (!parent || !found)
        return std::unexpected(patchFailed("jsonpatch: unable to remove nonexistent key: " + pointer));
    json::value out = *found;
    if (parent->is_object()) {
        auto& object = parent->get_object();
        object.erase(std::ranges::find_if(object, [&](const auto& pair) { return &pair.value() == found; }));
    } else {
        parent->get_array().erase(parent->get_array().begin() + (found - parent->get_array().data()));
    }
    return out;
}

ApiResult<void> put(json::value& target, const std::string& pointer, const json::value& value) {
    const auto slash = pointer.find_last_of('/');
    boost::system::error_code error;
    json::value* parent = slash == std::string::npos ? nullptr : target.find_pointer(pointer.substr(0, slash), error);
    if (parent && parent->is_array()) {
        json::array& list = parent->get_array();
        const std::string index = pointer.substr(slash + 1);
        const std::size_t at = index == "-" ? list.size() : static_cast<std::size_t>(std::atoi(index.c_str()));
        if (at > list.size())
            return std::unexpected(patchFailed("jsonpatch: index out of bounds"));
        list.insert(list.begin() + static_cast<std::ptrdiff_t>(at), value);
        return {};
    }
    if (!parent || !parent->is_object())
        return std::unexpected(patchFailed("jsonpatch: add operation does not apply: doc is missing path: " + pointer));
    target.set_at_pointer(pointer, value, error);
    return {};
}

} // namespace

ApiResult<void> applyJsonPatch(json::value& target, const json::array& operations) {
    for (const json::value& operation : operations) {
        if (!operation.is_object())
            return std::unexpected(badRequest("a JSON patch is a list of objects"));
        const json::object& step = operation.get_object();
        const std::string op = stringAt(step, "op");
        const std::string path = stringAt(step, "path");
        const json::value* given = step.if_contains("value");
        json::value value = given ? *given : json::value();
        boost::system::error_code error;
        if (op == "test") {
            const json::value* found = target.find_pointer(path, error);
            if (!found || *found != value)
                return std::unexpected(patchFailed("testing value " + path + " failed"));
            continue;
        }
        if (op == "move" || op == "copy") {
            const std::string from = stringAt(step, "from");
            const json::value* source = target.find_pointer(from, error);
            if (!source)
                return std::unexpected(patchFailed("jsonpatch: missing path: " + from));
            value = *source;
            if (op == "move")
                if (const auto taken = take(target, from); !taken)
                    return std::unexpected(taken.error());
        }
        if (op == "remove" || op == "replace")
            if (const auto taken = take(target, path); !taken)
                return std::unexpected(taken.error());
        if (op != "remove")
            if (const auto placed = put(target, path, value); !placed)
                return placed;
    }
    return {};
}

void applyStrategicMergePatch(json::object& target, const json::object& patch) {
    removeFromPrimitiveLists(target, patch);
    mergeObject(target, patch, true);
}

void applyServerSide(json::object& target, const json::object& applied) {
    mergeObject(target, applied, false);
}

} // namespace pilothouse::demo
