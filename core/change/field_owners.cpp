// SPDX-License-Identifier: Apache-2.0
#include "core/change/field_owners.h"

#include <algorithm>
#include <array>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// `k:{"containerPort":80,"protocol":"TCP"}` names @p item.
bool namesItem(const QString& step, const YamlValue& item) {
    if (step.startsWith("v:"_L1)) {
        const auto value = loadJson(step.sliced(2).toUtf8(), {});
        return value && value->isScalar() && *value == item;
    }
    if (!step.startsWith("k:"_L1) || !item.isMap()) {
        return false;
    }
    const auto keys = loadJson(step.sliced(2).toUtf8(), {});
    return keys && keys->isMap() && std::ranges::all_of(keys->entries(), [&item](const auto& key) {
        return item[key.first].text() == key.second.text();
    });
}

} // namespace

bool isForeignManager(const QString& manager) {
    // Helm before 3.2 had no name of its own: Go's.
    static constexpr std::array kOurs = {"Go-http-client"_L1, "before-first-apply"_L1};
    static constexpr std::array kSystem = {"kube-controller-manager"_L1, "kube-scheduler"_L1, "kubelet"_L1,
        "kube-apiserver"_L1, "cloud-controller-manager"_L1, "k3s"_L1};
    return !manager.contains("helm"_L1, Qt::CaseInsensitive) && std::ranges::find(kOurs, manager) == kOurs.end()
        && std::ranges::find(kSystem, manager) == kSystem.end();
}

ForeignFields ForeignFields::of(const YamlValue& object) {
    ForeignFields fields;
    const YamlValue& managed = object.at({u"metadata", u"managedFields"});
    fields.m_isKnown = !managed.items().empty();
    for (const YamlValue& entry : managed.items()) {
        const bool isStatus = entry[u"subresource"].text() == "status"_L1;
        if (!isStatus && isForeignManager(entry[u"manager"].text())) {
            fields.m_nodes.push_back(entry[u"fieldsV1"]);
        }
    }
    return fields;
}

bool ForeignFields::isWhole() const {
    return std::ranges::any_of(
        m_nodes, [](const YamlValue& node) { return node.entries().empty() || node.contains(u"."); });
}

ForeignFields ForeignFields::field(const QString& key) const {
    ForeignFields inner;
    inner.m_isKnown = m_isKnown;
    const QString step = u"f:"_s + key;
    for (const YamlValue& node : m_nodes) {
        if (node.contains(step)) {
            inner.m_nodes.push_back(node[step]);
        }
    }
    return inner;
}

ForeignFields ForeignFields::item(const YamlValue& item) const {
    ForeignFields inner;
    inner.m_isKnown = m_isKnown;
    for (const YamlValue& node : m_nodes) {
        for (const auto& [step, fields] : node.entries()) {
            if (namesItem(step, item)) {
                inner.m_nodes.push_back(fields);
            }
        }
    }
    return inner;
}

} // namespace pilothouse
