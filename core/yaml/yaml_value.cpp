// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/yaml_loader.h"

#include <QHash>

#include <algorithm>

namespace pilothouse {

namespace {

bool haveSameEntries(const YamlValue::Map& a, const YamlValue::Map& b) {
    if (a.size() != b.size()) {
        return false;
    }
    const bool sameOrder
        = std::ranges::equal(a, b, {}, &std::pair<QString, YamlValue>::first, &std::pair<QString, YamlValue>::first);
    if (sameOrder) {
        return std::ranges::equal(
            a, b, {}, &std::pair<QString, YamlValue>::second, &std::pair<QString, YamlValue>::second);
    }
    QHash<QStringView, const YamlValue*> byKey;
    for (const auto& [key, value] : b) {
        byKey.insert(key, &value);
    }
    return std::ranges::all_of(a, [&byKey](const auto& entry) {
        const YamlValue* const other = byKey.value(entry.first);
        return other && entry.second == *other;
    });
}

} // namespace

const YamlValue::Sequence& YamlValue::items() const {
    static const Sequence kNone;
    return isSequence() ? *std::get<std::shared_ptr<const Sequence>>(m_value) : kNone;
}

const YamlValue::Map& YamlValue::entries() const {
    static const Map kNone;
    return isMap() ? *std::get<std::shared_ptr<const Map>>(m_value) : kNone;
}

const YamlValue& YamlValue::operator[](QStringView key) const {
    static const YamlValue kNull;
    const Map& map = entries();
    const auto found = std::ranges::find(map, key, &std::pair<QString, YamlValue>::first);
    return found == map.end() ? kNull : found->second;
}

bool YamlValue::contains(QStringView key) const {
    return std::ranges::find(entries(), key, &std::pair<QString, YamlValue>::first) != entries().end();
}

const YamlValue& YamlValue::at(std::initializer_list<QStringView> path) const {
    const YamlValue* value = this;
    for (const QStringView key : path) {
        value = &(*value)[key];
    }
    return *value;
}

bool operator==(const YamlValue& a, const YamlValue& b) {
    if (a.m_value.index() != b.m_value.index()) {
        return false;
    }
    if (a.isScalar()) {
        return a.isString() == b.isString() && a.text() == b.text();
    }
    if (a.isSequence()) {
        return &a.items() == &b.items() || a.items() == b.items();
    }
    return &a.entries() == &b.entries() || haveSameEntries(a.entries(), b.entries());
}

} // namespace pilothouse
