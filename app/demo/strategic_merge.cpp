// SPDX-License-Identifier: Apache-2.0
#include "app/demo/list_shapes.h"
#include "app/demo/patch.h"

#include <algorithm>
#include <limits>

namespace pilothouse::demo {

namespace {

constexpr std::string_view kDeleteFromList = "$deleteFromPrimitiveList/";
constexpr std::string_view kElementOrder = "$setElementOrder/";

bool asksFor(const json::value& value, std::string_view directive) {
    const json::object* object = value.if_object();
    return object && stringAt(*object, "$patch") == directive;
}

bool sameKey(const json::value& item, const std::string& key, const json::value& wanted) {
    const json::value* value = item.is_object() ? item.get_object().if_contains(key) : nullptr;
    return value && *value == wanted;
}

/// A strategic merge into an object of one kind.
class Merge {
public:
    explicit Merge(std::string kind)
        : m_kind(std::move(kind)) { }

    void object(json::object& target, const json::object& patch, std::string_view parent) const;

private:
    void field(json::object& target, std::string_view name, const json::value& value, std::string_view parent) const;
    void list(json::array& target, const json::array& patch, const ListShape& shape, std::string_view name) const;
    static void retain(json::object& target, const json::array& keys);
    static void dropPlain(json::object& target, std::string_view name, const json::array& values);
    static void order(json::array& target, const json::array& wanted, const ListShape& shape);

    std::string m_kind;
};

void Merge::object(json::object& target, const json::object& patch, std::string_view parent) const {
    if (const json::value* directive = patch.if_contains("$patch"); directive && *directive == "replace")
        target.clear();
    for (const auto& [name, value] : patch)
        if (name == "$retainKeys" && value.is_array())
            retain(target, value.get_array());
    for (const auto& [name, value] : patch)
        if (!name.starts_with("$"))
            field(target, name, value, parent);
    for (const auto& [name, value] : patch) {
        const std::string_view directive = name;
        if (!value.is_array())
            continue;
        if (directive.starts_with(kDeleteFromList)) {
            dropPlain(target, directive.substr(kDeleteFromList.size()), value.get_array());
        } else if (directive.starts_with(kElementOrder)) {
            const std::string_view field = directive.substr(kElementOrder.size());
            if (json::value* items = target.if_contains(field); items && items->is_array())
                order(items->get_array(), value.get_array(), listShape(m_kind, false, parent, field));
        }
    }
}

void Merge::field(
    json::object& target, std::string_view name, const json::value& value, std::string_view parent) const {
    if (value.is_null() || asksFor(value, "delete")) {
        target.erase(name);
        return;
    }
    json::value& child = target[name];
    if (value.is_object()) {
        if (!child.is_object())
            child = json::object();
        object(child.get_object(), value.get_object(), name);
        return;
    }
    const ListShape shape = value.is_array() ? listShape(m_kind, false, parent, name) : ListShape{};
    if (shape.mergeKey.empty() && !shape.isSet) {
        child = value;
        return;
    }
    if (!child.is_array())
        child = json::array();
    list(child.get_array(), value.get_array(), shape, name);
}

void Merge::list(json::array& target, const json::array& patch, const ListShape& shape, std::string_view name) const {
    if (std::ranges::any_of(patch, [](const json::value& item) { return asksFor(item, "replace"); }))
        target.clear();
    for (const json::value& item : patch) {
        if (shape.isSet) {
            if (std::ranges::find(target, item) == target.end())
                target.push_back(item);
            continue;
        }
        const json::object* given = item.if_object();
        if (!given || asksFor(item, "replace"))
            continue;
        const json::value* key = given->if_contains(shape.mergeKey);
        const auto found = key
            ? std::ranges::find_if(target, [&](const json::value& one) { return sameKey(one, shape.mergeKey, *key); })
            : target.end();
        if (asksFor(item, "delete")) {
            if (found != target.end())
                target.erase(found);
        } else if (found != target.end()) {
            object(found->get_object(), *given, name);
        } else {
            json::object added;
            object(added, *given, name);
            target.push_back(std::move(added));
        }
    }
}

/// Keeps only those keys: how a union (a volume's source) changes its member.
void Merge::retain(json::object& target, const json::array& keys) {
    json::object kept;
    for (const auto& [name, value] : target)
        if (std::ranges::any_of(
                keys, [&](const json::value& key) { return key.is_string() && key.get_string() == name; }))
            kept[name] = value;
    target = std::move(kept);
}

void Merge::dropPlain(json::object& target, std::string_view name, const json::array& values) {
    json::value* list = target.if_contains(name);
    if (!list || !list->is_array())
        return;
    json::array kept;
    for (const json::value& item : list->get_array())
        if (std::ranges::find(values, item) == values.end())
            kept.push_back(item);
    *list = std::move(kept);
}

/// Items the patch orders stand as it says; the others keep their place between them.
void Merge::order(json::array& target, const json::array& wanted, const ListShape& shape) {
    const auto rankOf = [&](const json::value& item) {
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            const json::object* entry = wanted[i].if_object();
            const json::value* key = entry ? entry->if_contains(shape.mergeKey) : nullptr;
            if (key ? sameKey(item, shape.mergeKey, *key) : item == wanted[i])
                return i;
        }
        return std::numeric_limits<std::size_t>::max();
    };
    struct Placed {
        std::size_t rank;
        std::size_t index;
    };
    std::vector<Placed> ordered;
    std::vector<Placed> others;
    for (std::size_t i = 0; i < target.size(); ++i) {
        const std::size_t rank = rankOf(target[i]);
        (rank == std::numeric_limits<std::size_t>::max() ? others : ordered).push_back({rank, i});
    }
    std::ranges::sort(ordered, {}, &Placed::rank);
    json::array out;
    auto other = others.begin();
    for (const Placed& one : ordered) {
        for (; other != others.end() && other->index < one.index; ++other)
            out.push_back(target[other->index]);
        out.push_back(target[one.index]);
    }
    for (; other != others.end(); ++other)
        out.push_back(target[other->index]);
    target = std::move(out);
}

} // namespace

void applyStrategicMergePatch(json::object& target, const json::object& patch) {
    Merge(stringAt(target, "kind")).object(target, patch, {});
}

} // namespace pilothouse::demo
