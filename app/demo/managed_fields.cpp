// SPDX-License-Identifier: Apache-2.0
#include "app/demo/managed_fields.h"

#include "app/demo/clock.h"
#include "app/demo/field_set.h"

#include <algorithm>
#include <format>
#include <map>
#include <vector>

namespace pilothouse::demo {

namespace {

struct Entry {
    std::string manager;
    std::string operation;
    std::string apiVersion;
    std::string subresource;
    std::string time;
    FieldSet fields;

    bool is(const FieldManager& who, std::string_view how) const {
        return manager == who.name && operation == how && subresource == who.subresource;
    }
};
using Entries = std::vector<Entry>;

Entries readEntries(const json::object& object) {
    Entries out;
    for (const json::value& value : arrayAt(object, "metadata.managedFields")) {
        if (!value.is_object() || value.get_object().empty())
            continue;
        const json::object& entry = value.get_object();
        Entry read{stringAt(entry, "manager"), stringAt(entry, "operation"), stringAt(entry, "apiVersion"),
            stringAt(entry, "subresource"), stringAt(entry, "time"), {}};
        if (const json::object* fields = objectAt(entry, "fieldsV1"))
            read.fields = fromFieldsV1(*fields);
        out.push_back(std::move(read));
    }
    return out;
}

json::object toJson(const Entry& entry) {
    json::object out{{"manager", entry.manager}, {"operation", entry.operation}, {"apiVersion", entry.apiVersion},
        {"time", entry.time}, {"fieldsType", "FieldsV1"}, {"fieldsV1", toFieldsV1(entry.fields)}};
    if (!entry.subresource.empty())
        out["subresource"] = entry.subresource;
    return out;
}

void writeEntries(json::object& object, const Entries& entries) {
    json::array list;
    for (const Entry& entry : entries)
        if (!entry.fields.empty())
            list.push_back(toJson(entry));
    json::object& metadata = makeObjectAt(object, "metadata");
    metadata.erase("managedFields");
    if (!list.empty())
        metadata["managedFields"] = std::move(list);
}

Entry& entryOf(Entries& entries, const FieldManager& who, const char* operation) {
    const auto found = std::ranges::find_if(entries, [&](const Entry& one) { return one.is(who, operation); });
    if (found != entries.end())
        return *found;
    entries.push_back({who.name, operation, who.apiVersion, who.subresource, formatTime(now()), {}});
    return entries.back();
}

void setFields(Entry& entry, FieldSet fields, const FieldManager& who) {
    if (entry.fields == fields)
        return; // the time is that of the last change
    entry.fields = std::move(fields);
    entry.apiVersion = who.apiVersion;
    entry.time = formatTime(now());
}

bool sameValue(const json::value* a, const json::value* b) {
    return a && b ? *a == *b : a == b;
}

/// "web" with subresource "scale" using apps/v1 at 2026-11-21T12:00:00Z
std::string printed(const Entry& entry) {
    std::string out = '"' + entry.manager + '"';
    if (!entry.subresource.empty())
        out += " with subresource \"" + entry.subresource + '"';
    if (entry.operation == "Update")
        out += " using " + entry.apiVersion + (entry.time.empty() ? std::string() : " at " + entry.time);
    return out;
}

struct Conflict {
    std::string manager; ///< printed
    std::string path;
};

ApiError conflictError(const std::vector<Conflict>& conflicts) {
    json::array causes;
    std::map<std::string, std::vector<std::string>> byManager;
    for (const Conflict& one : conflicts) {
        causes.push_back(json::object{
            {"reason", "FieldManagerConflict"}, {"message", "conflict with " + one.manager}, {"field", one.path}});
        byManager[one.manager].push_back(one.path);
    }
    std::string message
        = std::format("Apply failed with 1 conflict: conflict with {}: {}", conflicts[0].manager, conflicts[0].path);
    if (conflicts.size() > 1) {
        message = std::format("Apply failed with {} conflicts: ", conflicts.size());
        for (const char* gap = ""; const auto& [manager, paths] : byManager) {
            message += std::format("{}conflicts with {}:", gap, manager);
            for (const std::string& path : paths)
                message += "\n- " + path;
            gap = "\n";
        }
    }
    return {409, "Conflict", message, {{"causes", std::move(causes)}}};
}

/// Fields of @p wanted that others hold at another value; with @p force they are taken from them.
std::vector<Conflict> takeOver(Entries& entries, const Entry& own, const FieldSet& wanted, const json::object& live,
    const json::object& merged, bool force) {
    std::vector<Conflict> out;
    for (Entry& other : entries) {
        if (&other == &own)
            continue;
        for (const std::string& path : wanted) {
            if (!other.fields.contains(path) || isListItem(path))
                continue;
            if (sameValue(fieldAt(live, path), fieldAt(merged, path)))
                continue;
            if (force)
                other.fields.erase(path);
            else
                out.push_back({printed(other), readablePath(path)});
        }
    }
    return out;
}

bool heldByOthers(const Entries& entries, const Entry& own, const std::string& path) {
    return std::ranges::any_of(entries, [&](const Entry& other) {
        if (&other == &own)
            return false;
        const auto found = other.fields.lower_bound(path);
        return found != other.fields.end() && found->starts_with(path);
    });
}

/// What the manager applied before and does not any more goes when nobody else holds it.
void dropAbandoned(Entries& entries, const Entry& own, const FieldSet& wanted, json::object& merged) {
    for (const std::string& path : own.fields)
        if (!wanted.contains(path) && !heldByOthers(entries, own, path)) {
            const auto below = wanted.lower_bound(path);
            if (below == wanted.end() || !below->starts_with(path))
                pruneField(merged, path);
        }
}

} // namespace

void trackUpdate(const json::object& before, json::object& value, const FieldManager& manager) {
    const bool given = arrayAt(value, "metadata.managedFields") != arrayAt(before, "metadata.managedFields");
    const bool cleared = given && !arrayAt(value, "metadata.managedFields").empty()
        && arrayAt(value, "metadata.managedFields")[0] == json::value(json::object());
    Entries entries = readEntries(given && !arrayAt(value, "metadata.managedFields").empty() ? value : before);
    if (cleared)
        entries.clear();
    const bool withStatus = manager.subresource == "status";
    const FieldSet was = fieldsOf(before, manager.custom, withStatus);
    const FieldSet is = fieldsOf(value, manager.custom, withStatus);
    FieldSet changed;
    for (const std::string& path : is)
        if (!was.contains(path) || !sameValue(fieldAt(before, path), fieldAt(value, path)))
            changed.insert(path);
    FieldSet gone;
    std::ranges::set_difference(was, is, std::inserter(gone, gone.end()));
    if (!changed.empty())
        entryOf(entries, manager, "Update");
    for (Entry& entry : entries) {
        const bool own = entry.is(manager, "Update");
        FieldSet fields = entry.fields;
        for (const std::string& path : gone)
            fields.erase(path);
        for (const std::string& path : changed) {
            if (own)
                fields.insert(path);
            else if (!isListItem(path))
                fields.erase(path);
        }
        if (own)
            setFields(entry, std::move(fields), manager);
        else
            entry.fields = std::move(fields);
    }
    writeEntries(value, entries);
}

ApiResult<json::object> applyServerSide(
    const json::object& live, const json::object& config, const FieldManager& manager, bool force) {
    Entries entries = readEntries(live);
    const FieldSet wanted = fieldsOf(config, manager.custom, manager.subresource == "status");
    json::object merged = live;
    mergeApplied(merged, config, manager.custom);
    Entry& own = entryOf(entries, manager, "Apply");
    const std::vector<Conflict> conflicts = takeOver(entries, own, wanted, live, merged, force);
    if (!conflicts.empty())
        return std::unexpected(conflictError(conflicts));
    dropAbandoned(entries, own, wanted, merged);
    setFields(own, wanted, manager);
    writeEntries(merged, entries);
    return merged;
}

json::object managedEntry(
    const json::object& object, const FieldManager& manager, const char* operation, const std::string& time) {
    return toJson({manager.name, operation, manager.apiVersion, manager.subresource, time,
        fieldsOf(object, manager.custom, false)});
}

} // namespace pilothouse::demo
