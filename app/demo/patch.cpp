// SPDX-License-Identifier: Apache-2.0
#include "app/demo/patch.h"

#include <algorithm>

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

/// The server does not say which operation it was.
ApiError patchFailed() {
    return {422, "Invalid", "the server rejected our request due to an error in our request"};
}

/// Removes what the pointer names. Errors: there is nothing.
ApiResult<json::value> take(json::value& target, const std::string& pointer) {
    const auto slash = pointer.find_last_of('/');
    boost::system::error_code error;
    json::value* parent = slash == std::string::npos ? nullptr : target.find_pointer(pointer.substr(0, slash), error);
    json::value* found = target.find_pointer(pointer, error);
    if (!parent || !found)
        return std::unexpected(patchFailed());
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
            return std::unexpected(patchFailed());
        list.insert(list.begin() + static_cast<std::ptrdiff_t>(at), value);
        return {};
    }
    if (!parent || !parent->is_object())
        return std::unexpected(patchFailed());
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
                return std::unexpected(patchFailed());
            continue;
        }
        if (op == "move" || op == "copy") {
            const std::string from = stringAt(step, "from");
            const json::value* source = target.find_pointer(from, error);
            if (!source)
                return std::unexpected(patchFailed());
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

} // namespace pilothouse::demo
