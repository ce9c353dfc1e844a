// SPDX-License-Identifier: Apache-2.0
#include "app/demo/field_set.h"

#include "app/demo/list_shapes.h"

#include <algorithm>

namespace pilothouse::demo {

namespace {

constexpr char kEnd = '\x1f';

std::string step(const std::string& path, std::string_view kind, std::string_view name) {
    std::string out = path;
    out.append(kind).append(name);
    return out += kEnd;
}

struct Walk {
    std::string_view kind;
    bool custom = false;
    FieldSet& out;

    void object(const json::object& value, const std::string& path, std::string_view parent) {
        for (const auto& [name, child] : value)
            field(child, step(path, "f:", name), parent, name);
    }

    void field(const json::value& value, const std::string& path, std::string_view parent, std::string_view name) {
        if (value.is_object() && !value.get_object().empty() && !isAtomicObject(custom, name))
            object(value.get_object(), path, name);
        else if (value.is_array())
            list(value.get_array(), path, listShape(kind, custom, parent, name), name);
        else
            out.insert(path);
    }

    void list(const json::array& items, const std::string& path, const ListShape& shape, std::string_view name) {
        if (shape.isAtomic()) {
            out.insert(path);
            return;
        }
        for (const json::value& item : items) {
            if (shape.isSet) {
                out.insert(step(path, "v:", json::serialize(item)));
                continue;
            }
            if (!item.is_object())
                continue;
            const std::string key = json::serialize(itemKey(item.get_object(), shape.applyKeys));
            const std::string itemPath = step(path, "k:", key);
            out.insert(itemPath);
            object(item.get_object(), itemPath, name);
        }
    }
};

bool matchesKey(const json::value& item, const json::object& key) {
    if (!item.is_object())
        return false;
    return std::ranges::all_of(key, [&](const auto& pair) {
        const json::value* value = item.get_object().if_contains(pair.key());
        return value ? *value == pair.value() : pair.key() == "protocol" && pair.value() == "TCP";
    });
}

json::object parseObject(std::string_view text) {
    boost::system::error_code error;
    json::value value = json::parse(json::string_view(text.data(), text.size()), error);
    return !error && value.is_object() ? std::move(value.get_object()) : json::object();
}

/// The value one element further, or nullptr.
json::value* descend(json::value& here, const std::string& element) {
    const std::string_view name = std::string_view(element).substr(2);
    if (element.starts_with("f:"))
        return here.is_object() ? here.get_object().if_contains(name) : nullptr;
    if (!here.is_array())
        return nullptr;
    json::array& items = here.get_array();
    const json::object key = element.starts_with("k:") ? parseObject(name) : json::object();
    const auto found = std::ranges::find_if(items, [&](const json::value& item) {
        return element.starts_with("k:") ? matchesKey(item, key) : json::serialize(item) == name;
    });
    return found == items.end() ? nullptr : &*found;
}

void erase(json::value& parent, const json::value* child, const std::string& element) {
    if (parent.is_object()) {
        parent.get_object().erase(std::string_view(element).substr(2));
    } else if (parent.is_array()) {
        json::array& items = parent.get_array();
        items.erase(items.begin() + (child - items.data()));
    }
}

/// Removes the rest of the path below @p here. @return whether @p here is empty then
bool prune(json::value& here, const std::vector<std::string>& elements, std::size_t at) {
    json::value* child = descend(here, elements[at]);
    if (!child)
        return false;
    const bool last = at + 1 == elements.size();
    if (!last && !prune(*child, elements, at + 1))
        return false;
    erase(here, child, elements[at]);
    return here.is_object() ? here.get_object().empty() : here.is_array() && here.get_array().empty();
}

void mergeObject(
    json::object& target, const json::object& applied, std::string_view kind, bool custom, std::string_view parent);

void mergeList(json::value& target, const json::array& applied, const ListShape& shape, std::string_view kind,
    std::string_view name) {
    if (!target.is_array())
        target = json::array();
    json::array& items = target.get_array();
    for (const json::value& item : applied) {
        if (shape.isSet) {
            if (std::ranges::find(items, item) == items.end())
                items.push_back(item);
            continue;
        }
        if (!item.is_object())
            continue;
        const json::object key = itemKey(item.get_object(), shape.applyKeys);
        auto found = std::ranges::find_if(items, [&](const json::value& one) { return matchesKey(one, key); });
        if (found == items.end())
            found = items.insert(items.end(), json::object());
        mergeObject(found->get_object(), item.get_object(), kind, false, name);
    }
}

void mergeObject(
    json::object& target, const json::object& applied, std::string_view kind, bool custom, std::string_view parent) {
    for (const auto& [name, value] : applied) {
        json::value& child = target[name];
        if (value.is_object() && !isAtomicObject(custom, name)) {
            if (!child.is_object())
                child = json::object();
            mergeObject(child.get_object(), value.get_object(), kind, custom, name);
            continue;
        }
        const ListShape shape = value.is_array() ? listShape(kind, custom, parent, name) : ListShape{};
        if (value.is_array() && !shape.isAtomic())
            mergeList(child, value.get_array(), shape, kind, name);
        else
            child = value;
    }
}

} // namespace

std::vector<std::string> pathElements(std::string_view path) {
    std::vector<std::string> out;
    while (!path.empty()) {
        const auto end = path.find(kEnd);
        out.emplace_back(path.substr(0, end));
        path.remove_prefix(end == std::string_view::npos ? path.size() : end + 1);
    }
    return out;
}

bool isListItem(std::string_view path) {
    if (path.size() < 2)
        return false;
    const auto before = path.rfind(kEnd, path.size() - 2);
    return path.substr(before == std::string_view::npos ? 0 : before + 1).starts_with("k:");
}

FieldSet fieldsOf(const json::object& object, bool custom, bool withStatus) {
    FieldSet out;
    const std::string kind = stringAt(object, "kind");
    Walk walk{kind, custom, out};
    for (const auto& [name, value] : object) {
        if (name == "apiVersion" || name == "kind" || (name == "status" && !withStatus))
            continue;
        if (name != "metadata") {
            walk.field(value, step({}, "f:", name), {}, name);
            continue;
        }
        for (const char* kept : {"labels", "annotations", "finalizers", "ownerReferences", "generateName"})
            if (const json::value* part = value.is_object() ? value.get_object().if_contains(kept) : nullptr)
                walk.field(*part, step(step({}, "f:", "metadata"), "f:", kept), "metadata", kept);
    }
    return out;
}

json::object toFieldsV1(const FieldSet& fields) {
    json::object out;
    for (const std::string& path : fields) {
        json::object* here = &out;
        const std::vector<std::string> elements = pathElements(path);
        for (std::size_t i = 0; i < elements.size(); ++i) {
            json::value& child = (*here)[elements[i]];
            if (!child.is_object())
                child = json::object();
            here = &child.get_object();
        }
        // an item of a list is a field itself; others are when nothing is below them
        const auto next = fields.upper_bound(path);
        const bool hasMore = next != fields.end() && next->starts_with(path);
        if (hasMore)
            (*here)["."] = json::object();
    }
    return out;
}

namespace {

void readFields(const json::object& fields, const std::string& path, int depth, FieldSet& out) {
    constexpr int kDeepest = 64;
    if (fields.empty() && !path.empty())
        out.insert(path);
    for (const auto& [element, value] : fields) {
        if (element == ".")
            out.insert(path);
        else if (value.is_object() && depth < kDeepest)
            readFields(value.get_object(), step(path, "", element), depth + 1, out);
    }
}

} // namespace

FieldSet fromFieldsV1(const json::object& fields) {
    FieldSet out;
    readFields(fields, {}, 0, out);
    return out;
}

const json::value* fieldAt(const json::object& object, std::string_view path) {
    const json::value* here = nullptr;
    for (const std::string& element : pathElements(path)) {
        if (!here)
            here = element.starts_with("f:") ? object.if_contains(std::string_view(element).substr(2)) : nullptr;
        else
            here = descend(const_cast<json::value&>(*here), element);
        if (!here)
            return nullptr;
    }
    return here;
}

void pruneField(json::object& object, std::string_view path) {
    const std::vector<std::string> elements = pathElements(path);
    if (elements.empty())
        return;
    json::value whole = std::move(object);
    prune(whole, elements, 0);
    object = std::move(whole.get_object());
}

std::string readablePath(std::string_view path) {
    std::string out;
    for (const std::string& element : pathElements(path)) {
        const std::string_view name = std::string_view(element).substr(2);
        if (element.starts_with("f:")) {
            out.append(".").append(name);
        } else if (element.starts_with("v:")) {
            out.append("[=").append(name).append("]");
        } else {
            out += '[';
            for (const char* comma = ""; const auto& [key, value] : parseObject(name)) {
                out.append(comma).append(key).append("=").append(json::serialize(value));
                comma = ",";
            }
            out += ']';
        }
    }
    return out;
}

void mergeApplied(json::object& target, const json::object& applied, bool custom) {
    const std::string kind = stringAt(applied, "kind");
    mergeObject(target, applied, kind, custom, {});
}

} // namespace pilothouse::demo
