// SPDX-License-Identifier: Apache-2.0
#include "app/demo/json.h"

#include <boost/json/src.hpp> // Boost.JSON header-only: compiled here, once

namespace pilothouse::demo {

namespace {

const json::value* valueAt(const json::object& root, std::string_view path) {
    const json::object* here = &root;
    for (;;) {
        const auto dot = path.find('.');
        const json::value* found = here->if_contains(path.substr(0, dot));
        if (!found || dot == std::string_view::npos)
            return found;
        here = found->if_object();
        if (!here)
            return nullptr;
        path.remove_prefix(dot + 1);
    }
}

} // namespace

const json::object* objectAt(const json::object& root, std::string_view path) {
    const json::value* value = valueAt(root, path);
    return value ? value->if_object() : nullptr;
}

json::object* objectAt(json::object& root, std::string_view path) {
    return const_cast<json::object*>(objectAt(std::as_const(root), path));
}

std::string stringAt(const json::object& root, std::string_view path) {
    const json::value* value = valueAt(root, path);
    if (!value || !value->is_string())
        return {};
    return std::string(value->get_string());
}

std::int64_t intAt(const json::object& root, std::string_view path, std::int64_t fallback) {
    const json::value* value = valueAt(root, path);
    if (!value)
        return fallback;
    if (value->is_int64())
        return value->get_int64();
    return value->is_uint64() ? static_cast<std::int64_t>(value->get_uint64()) : fallback;
}

const json::array& arrayAt(const json::object& root, std::string_view path) {
    static const json::array empty;
    const json::value* value = valueAt(root, path);
    return value && value->is_array() ? value->get_array() : empty;
}

json::object& makeObjectAt(json::object& root, std::string_view path) {
    json::object* here = &root;
    for (;;) {
        const auto dot = path.find('.');
        json::value& child = (*here)[path.substr(0, dot)];
        if (!child.is_object())
            child = json::object();
        here = &child.get_object();
        if (dot == std::string_view::npos)
            return *here;
        path.remove_prefix(dot + 1);
    }
}

} // namespace pilothouse::demo
