// SPDX-License-Identifier: Apache-2.0
#include "app/demo/ephemeral_patch.h"

#include <set>

namespace pilothouse::demo {

namespace {

constexpr const char* kField = "spec.ephemeralContainers";

const json::object* named(const json::array& list, const std::string& name) {
    for (const json::value& value : list)
        if (value.is_object() && stringAt(value.get_object(), "name") == name)
            return &value.get_object();
    return nullptr;
}

/// protocol: pkg/apis/core/v1 defaults
void fillContainer(json::object& container) {
    const std::pair<const char*, const char*> defaults[] = {{"terminationMessagePath", "/dev/termination-log"},
        {"terminationMessagePolicy", "File"}, {"imagePullPolicy", "IfNotPresent"}};
    for (const auto& [name, value] : defaults)
        if (!container.contains(name))
            container[name] = value;
    if (!container.contains("resources"))
        container["resources"] = json::object();
}

} // namespace

ApiResult<json::object> withEphemeralContainers(const json::object& before, const json::object& wanted) {
    const std::string pod = stringAt(before, "metadata.name");
    const json::array& was = arrayAt(before, kField);
    json::array list = arrayAt(wanted, kField);
    std::set<std::string> names;
    for (const char* other : {"spec.containers", "spec.initContainers"})
        for (const json::value& value : arrayAt(before, other))
            names.insert(stringAt(value.as_object(), "name"));
    for (json::value& value : list) {
        if (!value.is_object())
            return std::unexpected(badRequest("an ephemeral container must be an object"));
        json::object& container = value.get_object();
        const std::string name = stringAt(container, "name");
        fillContainer(container);
        if (name.empty() || stringAt(container, "image").empty())
            return std::unexpected(invalid("", "Pod", pod, kField, "Required value: name and image"));
        if (!names.insert(name).second)
            return std::unexpected(invalid("", "Pod", pod, kField, "Duplicate value: \"" + name + '"'));
        const std::string target = stringAt(container, "targetContainerName");
        if (!target.empty() && !named(arrayAt(before, "spec.containers"), target))
            return std::unexpected(
                invalid("", "Pod", pod, std::string(kField) + ".targetContainerName", "Not found: \"" + target + '"'));
        if (const json::object* old = named(was, name); old && *old != container)
            return std::unexpected(invalid("", "Pod", pod, kField,
                "Forbidden: existing ephemeral containers \"" + name + "\" may not be changed"));
    }
    for (const json::value& old : was)
        if (!named(list, stringAt(old.as_object(), "name")))
            return std::unexpected(invalid("", "Pod", pod, kField,
                "Forbidden: existing ephemeral containers \"" + stringAt(old.as_object(), "name")
                    + "\" may not be removed"));
    json::object out = before;
    makeObjectAt(out, "spec")["ephemeralContainers"] = std::move(list);
    return out;
}

} // namespace pilothouse::demo
