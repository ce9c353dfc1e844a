// SPDX-License-Identifier: Apache-2.0
#include "app/demo/validation.h"

#include <algorithm>
#include <format>

namespace pilothouse::demo {

namespace {

/// One field that is wrong, as field.Error prints it.
struct Wrong {
    std::string field;
    std::string reason; ///< FieldValueInvalid, FieldValueForbidden, FieldValueRequired, FieldValueTooLong
    std::string message;
};
using Findings = std::vector<Wrong>;

Wrong invalidValue(std::string field, const std::string& shown, const std::string& why) {
    return {std::move(field), "FieldValueInvalid", "Invalid value: " + shown + ": " + why};
}

Wrong forbidden(std::string field, const std::string& why) {
    return {std::move(field), "FieldValueForbidden", "Forbidden: " + why};
}

Wrong required(std::string field, const std::string& why = {}) {
    return {std::move(field), "FieldValueRequired", why.empty() ? "Required value" : "Required value: " + why};
}

ApiResult<void> verdict(const ResourceType& type, const json::object& object, const Findings& findings) {
    if (findings.empty())
        return {};
    const std::string name = stringAt(object, "metadata.name");
    ApiError out = invalid(type.group, type.kind, name, findings[0].field, findings[0].message);
    json::array causes;
    std::string all;
    for (const Wrong& one : findings) {
        causes.push_back(json::object{{"reason", one.reason}, {"message", one.message}, {"field", one.field}});
        all += (all.empty() ? "" : ", ") + one.field + ": " + one.message;
    }
    const std::string subject = qualifiedResource(type.group, type.kind) + " \"" + name + "\" is invalid: ";
    if (findings.size() > 1)
        out.message = subject + '[' + all + ']';
    out.details["causes"] = std::move(causes);
    return std::unexpected(std::move(out));
}

bool isAlnum(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool isLabel(std::string_view text) {
    return !text.empty() && text.size() <= 63 && isAlnum(text.front()) && isAlnum(text.back())
        && std::ranges::all_of(text, [](char c) { return isAlnum(c) || c == '-'; });
}

bool isSubdomain(std::string_view text) {
    if (text.empty() || text.size() > 253)
        return false;
    while (!text.empty()) {
        const auto dot = text.find('.');
        const std::string_view part = text.substr(0, dot);
        if (part.empty() || !isAlnum(part.front()) || !isAlnum(part.back())
            || !std::ranges::all_of(part, [](char c) { return isAlnum(c) || c == '-'; }))
            return false;
        if (dot == std::string_view::npos)
            return true;
        text.remove_prefix(dot + 1);
    }
    return false;
}

constexpr const char* kSubdomainRule
    = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start "
      "and end with an alphanumeric character (e.g. 'example.com', regex used for validation is "
      "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
constexpr const char* kLabelRule
    = "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end "
      "with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is "
      "'[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
constexpr const char* kServiceRule
    = "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic "
      "character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is "
      "'[a-z]([-a-z0-9]*[a-z0-9])?')";

void checkName(const ResourceType& type, const json::object& object, Findings& out) {
    const std::string name = stringAt(object, "metadata.name");
    const std::string shown = json::serialize(json::string(name));
    if (type.group == "rbac.authorization.k8s.io")
        return; // any path segment
    if (type.kind == "Namespace" && !isLabel(name))
        out.push_back(invalidValue("metadata.name", shown, kLabelRule));
    else if (type.kind == "Service" && (!isLabel(name) || (name[0] >= '0' && name[0] <= '9')))
        out.push_back(invalidValue("metadata.name", shown, kServiceRule));
    else if (!isSubdomain(name))
        out.push_back(invalidValue("metadata.name", shown, kSubdomainRule));
}

void checkSize(const json::object& object, const std::string& kind, Findings& out) {
    constexpr std::size_t kMost = 1024 * 1024; // protocol: MaxSecretSize
    std::size_t size = 0;
    for (const char* part : {"data", "binaryData"}) {
        const json::object* texts = objectAt(object, part);
        if (!texts)
            continue;
        const bool encoded = kind == "Secret" || std::string_view(part) == "binaryData";
        for (const auto& [key, value] : *texts)
            if (value.is_string())
                size += encoded ? value.get_string().size() / 4 * 3
                        - static_cast<std::size_t>(std::ranges::count(value.get_string(), '='))
                                : key.size() + value.get_string().size();
    }
    if (size > kMost)
        out.push_back(
            {kind == "Secret" ? "data" : "[]", "FieldValueTooLong", "Too long: may not be more than 1048576 bytes"});
}

void checkContainers(const json::object& podSpec, const std::string& path, Findings& out) {
    const json::array& containers = arrayAt(podSpec, "containers");
    if (containers.empty())
        out.push_back(required(path + ".containers"));
    for (std::size_t i = 0; i < containers.size(); ++i) {
        const json::object* container = containers[i].if_object();
        const std::string at = std::format("{}.containers[{}]", path, i);
        if (!container || stringAt(*container, "name").empty())
            out.push_back(required(at + ".name"));
        if (!container || stringAt(*container, "image").empty())
            out.push_back(required(at + ".image"));
    }
}

void checkSelector(const json::object& object, Findings& out) {
    const json::object* selector = objectAt(object, "spec.selector");
    const json::object* labels = objectAt(object, "spec.template.metadata.labels");
    if (!selector || selector->empty()) {
        out.push_back(required("spec.selector"));
        return;
    }
    const json::object* wanted = objectAt(*selector, "matchLabels");
    const bool fits = !wanted || std::ranges::all_of(*wanted, [&](const auto& pair) {
        const json::value* value = labels ? labels->if_contains(pair.key()) : nullptr;
        return value && *value == pair.value();
    });
    if (!fits)
        out.push_back(invalidValue("spec.template.metadata.labels",
            labels ? json::serialize(*labels) : std::string("null"), "`selector` does not match template `labels`"));
}

void checkSpec(const ResourceType& type, const json::object& object, Findings& out) {
    const bool selects = type.group == "apps" && objectAt(object, "spec.template");
    const bool runs = selects || (type.kind == "Job" && objectAt(object, "spec.template"));
    if (selects)
        checkSelector(object, out);
    if (runs) {
        static const json::object none;
        const json::object* spec = objectAt(object, "spec.template.spec");
        checkContainers(spec ? *spec : none, "spec.template.spec", out);
    } else if (type.kind == "Pod" && type.group.empty()) {
        if (const json::object* spec = objectAt(object, "spec"))
            checkContainers(*spec, "spec", out);
    }
    if (const std::int64_t replicas = intAt(object, "spec.replicas"); replicas < 0)
        out.push_back(invalidValue("spec.replicas", std::to_string(replicas), "must be greater than or equal to 0"));
    if (type.kind == "Secret" || type.kind == "ConfigMap")
        checkSize(object, type.kind, out);
}

bool same(const json::object& a, const json::object& b, std::string_view path) {
    const auto at = [&](const json::object& root) -> const json::value* {
        const auto dot = path.rfind('.');
        const json::object* parent = dot == std::string_view::npos ? &root : objectAt(root, path.substr(0, dot));
        return parent ? parent->if_contains(path.substr(dot == std::string_view::npos ? 0 : dot + 1)) : nullptr;
    };
    const json::value* left = at(a);
    const json::value* right = at(b);
    return left && right ? *left == *right : left == right;
}

std::string shownAt(const json::object& object, std::string_view path) {
    const json::object* value = objectAt(object, path);
    return value ? json::serialize(*value) : std::string("null");
}

json::object specWithout(const json::object& object, std::initializer_list<const char*> names) {
    json::object out;
    if (const json::object* spec = objectAt(object, "spec"))
        out = *spec;
    for (const char* name : names)
        out.erase(name);
    return out;
}

void checkService(const json::object& before, const json::object& object, Findings& out) {
    const std::string was = stringAt(before, "spec.clusterIP");
    const std::string is = stringAt(object, "spec.clusterIP");
    const bool external
        = stringAt(before, "spec.type") == "ExternalName" || stringAt(object, "spec.type") == "ExternalName";
    if (!external && !was.empty() && was != is)
        out.push_back(invalidValue("spec.clusterIPs[0]", "[\"" + is + "\"]", "may not change once set"));
}

void checkImmutable(const ResourceType& type, const json::object& before, const json::object& object, Findings& out) {
    const std::string& kind = type.kind;
    const auto fixed = [&](const char* path) {
        if (!same(before, object, path))
            out.push_back(invalidValue(path, shownAt(object, path), "field is immutable"));
    };
    if (type.group == "apps" && (kind == "Deployment" || kind == "DaemonSet" || kind == "ReplicaSet"))
        fixed("spec.selector");
    if (kind == "StatefulSet" && type.group == "apps") {
        const auto rest = {"replicas", "ordinals", "template", "updateStrategy", "revisionHistoryLimit",
            "persistentVolumeClaimRetentionPolicy", "minReadySeconds"};
        if (specWithout(before, rest) != specWithout(object, rest))
            out.push_back(forbidden("spec",
                "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', "
                "'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and "
                "'minReadySeconds' are forbidden"));
    }
    if (kind == "Job" && type.group == "batch") {
        fixed("spec.selector");
        fixed("spec.template");
        if (!same(before, object, "spec.completions"))
            out.push_back(invalidValue(
                "spec.completions", std::to_string(intAt(object, "spec.completions")), "field is immutable"));
    }
    if (kind == "Service")
        checkService(before, object, out);
    if (kind == "PersistentVolumeClaim"
        && specWithout(before, {"resources", "volumeAttributesClassName", "volumeName"})
            != specWithout(object, {"resources", "volumeAttributesClassName", "volumeName"}))
        out.push_back(forbidden("spec",
            "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound "
            "claims"));
    if (kind == "RoleBinding" || kind == "ClusterRoleBinding")
        if (!same(before, object, "roleRef"))
            out.push_back(invalidValue("roleRef", shownAt(object, "roleRef"), "cannot change roleRef"));
}

void checkFrozenData(const json::object& before, const json::object& object, Findings& out) {
    const json::value* frozen = before.if_contains("immutable");
    if (!frozen || *frozen != true)
        return;
    const json::value* still = object.if_contains("immutable");
    if (!still || *still != true)
        out.push_back(forbidden("immutable", "field is immutable when `immutable` is set"));
    for (const char* part : {"data", "binaryData"})
        if (!same(before, object, part))
            out.push_back(forbidden(part, "field is immutable when `immutable` is set"));
}

} // namespace

ApiResult<void> validateNew(const ResourceType& type, const json::object& object) {
    Findings findings;
    checkName(type, object, findings);
    if (!type.custom)
        checkSpec(type, object, findings);
    return verdict(type, object, findings);
}

ApiResult<void> validateChange(const ResourceType& type, const json::object& before, const json::object& object) {
    Findings findings;
    if (type.custom)
        return {};
    checkSpec(type, object, findings);
    checkImmutable(type, before, object, findings);
    if (type.kind == "Secret" || type.kind == "ConfigMap")
        checkFrozenData(before, object, findings);
    if (type.kind == "Secret" && stringAt(before, "type") != stringAt(object, "type"))
        findings.push_back(
            invalidValue("type", json::serialize(json::string(stringAt(object, "type"))), "field is immutable"));
    return verdict(type, object, findings);
}

} // namespace pilothouse::demo
