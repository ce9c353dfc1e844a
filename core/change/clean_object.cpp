// SPDX-License-Identifier: Apache-2.0
#include "core/change/live_view.h"

#include <algorithm>
#include <array>
#include <optional>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kManagedBy = "app.kubernetes.io/managed-by"_L1;

bool isServerField(const QString& key) {
    static constexpr std::array kFields
        = {"managedFields"_L1, "generation"_L1, "creationTimestamp"_L1, "resourceVersion"_L1, "uid"_L1, "selfLink"_L1};
    return std::ranges::find(kFields, key) != kFields.end();
}

bool isServerAnnotation(const QString& key) {
    return key.startsWith("meta.helm.sh/"_L1) || key == "deployment.kubernetes.io/revision"_L1
        || key == "kubectl.kubernetes.io/last-applied-configuration"_L1;
}

YamlValue withoutNulls(const YamlValue& value) {
    if (value.isMap()) {
        YamlValue::Map kept;
        for (const auto& [key, inner] : value.entries()) {
            if (!inner.isNull()) {
                kept.emplace_back(key, withoutNulls(inner));
            }
        }
        return YamlValue(std::move(kept));
    }
    if (value.isSequence()) {
        YamlValue::Sequence kept;
        for (const YamlValue& inner : value.items()) {
            kept.push_back(withoutNulls(inner));
        }
        return YamlValue(std::move(kept));
    }
    return value;
}

/// The map without the entries that @p drops names; nothing where nothing is left.
template <typename Drops> std::optional<YamlValue> filtered(const YamlValue& map, Drops drops) {
    YamlValue::Map kept;
    for (const auto& entry : map.entries()) {
        if (!drops(entry.first)) {
            kept.push_back(entry);
        }
    }
    if (kept.empty()) {
        return {};
    }
    return YamlValue(std::move(kept));
}

YamlValue cleanMetadata(const YamlValue& metadata, bool keepsManagedBy) {
    YamlValue::Map kept;
    for (const auto& [key, value] : metadata.entries()) {
        std::optional<YamlValue> clean = value;
        if (isServerField(key)) {
            continue;
        }
        if (key == "annotations"_L1) {
            clean = filtered(value, isServerAnnotation);
        } else if (key == "labels"_L1) {
            clean = filtered(value, [&](const QString& label) {
                return !keepsManagedBy && label == kManagedBy && value[label].text() == "Helm"_L1;
            });
        }
        if (clean) {
            kept.emplace_back(key, std::move(*clean));
        }
    }
    return YamlValue(std::move(kept));
}

YamlValue withoutField(const YamlValue& map, QStringView field, const YamlValue& wanted) {
    YamlValue::Map kept;
    for (const auto& [key, value] : map.entries()) {
        if (key != field || wanted.contains(key)) {
            kept.emplace_back(key, value);
        }
    }
    return YamlValue(std::move(kept));
}

YamlValue::Map::iterator find(YamlValue::Map& map, QStringView key) {
    return std::ranges::find_if(map, [key](const auto& entry) { return entry.first == key; });
}

/// `nodePort` of ports that ask for none.
YamlValue withoutNodePorts(const YamlValue& ports, const YamlValue& wanted) {
    const auto asksForNone
        = std::ranges::none_of(wanted.items(), [](const YamlValue& port) { return port.contains(u"nodePort"); });
    YamlValue::Sequence kept;
    for (const YamlValue& port : ports.items()) {
        kept.push_back(asksForNone ? withoutField(port, u"nodePort", {}) : port);
    }
    return YamlValue(std::move(kept));
}

/// A Job's labels and selector name its own uid.
YamlValue withoutControllerUid(const YamlValue& value) {
    if (!value.isMap()) {
        return value;
    }
    YamlValue::Map kept;
    for (const auto& [key, inner] : value.entries()) {
        if (!key.endsWith("controller-uid"_L1)) {
            kept.emplace_back(key, withoutControllerUid(inner));
        }
    }
    return YamlValue(std::move(kept));
}

} // namespace

YamlValue cleanObject(const YamlValue& object, const YamlValue& wanted) {
    const bool keepsManagedBy = wanted.at({u"metadata", u"labels"}).contains(kManagedBy.toString());
    YamlValue::Map kept;
    for (const auto& [key, value] : object.entries()) {
        if (key == "metadata"_L1) {
            kept.emplace_back(key, cleanMetadata(value, keepsManagedBy));
        } else if (key != "status"_L1) {
            kept.emplace_back(key, value);
        }
    }
    return withoutNulls(YamlValue(std::move(kept)));
}

YamlValue withoutInventions(const YamlValue& created, const YamlValue& wanted) {
    const QString kind = created[u"kind"].text();
    if (kind == "Job"_L1) {
        return withoutControllerUid(created);
    }
    if (kind != "Service"_L1) {
        return created;
    }
    const YamlValue& asked = wanted[u"spec"];
    YamlValue spec = withoutField(created[u"spec"], u"clusterIP", asked);
    spec = withoutField(spec, u"clusterIPs", asked);
    spec = withoutField(spec, u"healthCheckNodePort", asked);
    YamlValue::Map entries = spec.entries();
    if (const auto ports = find(entries, u"ports"); ports != entries.end()) {
        ports->second = withoutNodePorts(ports->second, asked[u"ports"]);
    }
    YamlValue::Map object = created.entries();
    if (const auto place = find(object, u"spec"); place != object.end()) {
        place->second = YamlValue(std::move(entries));
    }
    return YamlValue(std::move(object));
}

} // namespace pilothouse
