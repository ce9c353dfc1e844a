// SPDX-License-Identifier: Apache-2.0
#include "core/change/live_view.h"

#include "core/change/field_owners.h"
#include "core/change/hand_made.h"
#include "core/diff/normaliser.h"

#include <QSet>

#include <algorithm>
#include <optional>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const YamlValue kAbsent;

/// The three sides of one place, and who set what there.
struct Place {
    const YamlValue& live;
    const YamlValue& wanted;
    const YamlValue& base;
    ForeignFields owners;
    MergeField rule;
};

class Projector {
public:
    Projector(const MergeSchema& schema, FieldContext context)
        : m_schema(schema)
        , m_context(std::move(context)) { }
    YamlValue project(const Place& place);

private:
    YamlValue projectMap(const Place& place);
    YamlValue projectList(const Place& place);
    YamlValue projectNamed(const Place& place, const QString& key);
    YamlValue projectByIndex(const Place& place);
    /// Of something neither manifest speaks of: what the server filled in; nothing where others than helm made it.
    std::optional<YamlValue> defaults(const YamlValue& live, const ForeignFields& owners);
    std::optional<YamlValue> defaultsInside(const YamlValue& live, const ForeignFields& owners);

    const MergeSchema& m_schema;
    FieldContext m_context;
    QStringList m_keys;
};

/// Of the items of a list that is merged, or whose items have names of their own; empty: by position.
QString itemKey(const Place& place) {
    const auto isUnique = [](const YamlValue& list, const QString& key) {
        QSet<QString> seen;
        return std::ranges::all_of(list.items(), [&](const YamlValue& item) {
            const QString name = item[key].text();
            const bool isNew = !name.isEmpty() && !seen.contains(name);
            seen.insert(name);
            return isNew;
        });
    };
    for (const QString& key : {place.rule.key, u"name"_s}) {
        if (!key.isEmpty() && isUnique(place.live, key) && isUnique(place.wanted, key) && isUnique(place.base, key)) {
            return key;
        }
    }
    return {};
}

const YamlValue& itemNamed(const YamlValue& list, const QString& key, const QString& name) {
    const auto& items = list.items();
    const auto found = std::ranges::find_if(items, [&](const YamlValue& item) { return item[key].text() == name; });
    return found == items.end() ? kAbsent : *found;
}

YamlValue Projector::project(const Place& place) {
    if (place.live.isMap() && place.wanted.isMap()) {
        return projectMap(place);
    }
    if (isSameToServer(place.live, place.wanted, m_keys, m_context)) {
        return place.live;
    }
    if (place.live.isSequence() && place.wanted.isSequence()) {
        return projectList(place);
    }
    return place.wanted;
}

YamlValue Projector::projectMap(const Place& place) {
    YamlValue::Map result;
    for (const auto& [key, live] : place.live.entries()) {
        const ForeignFields owners = place.owners.field(key);
        m_keys.append(key);
        if (place.wanted.contains(key)) {
            const YamlValue& wanted = place.wanted[key];
            if (!wanted.isNull()) {
                const MergeField& rule = m_schema.field(place.rule.type, key);
                result.emplace_back(key, project({live, wanted, place.base[key], owners, rule}));
            }
        } else if (place.base[key].isNull()) {
            if (auto kept = defaults(live, owners)) {
                result.emplace_back(key, std::move(*kept));
            }
        }
        m_keys.removeLast();
    }
    for (const auto& [key, wanted] : place.wanted.entries()) {
        m_keys.append(key);
        if (!place.live.contains(key) && !isSameToServer(kAbsent, wanted, m_keys, m_context)) {
            result.emplace_back(key, wanted);
        }
        m_keys.removeLast();
    }
    return YamlValue(std::move(result));
}

YamlValue Projector::projectList(const Place& place) {
    const auto areMaps = [](const YamlValue& list) { return std::ranges::all_of(list.items(), &YamlValue::isMap); };
    if (!areMaps(place.live) || !areMaps(place.wanted)) {
        return place.wanted;
    }
    const QString key = itemKey(place);
    return key.isEmpty() ? projectByIndex(place) : projectNamed(place, key);
}

YamlValue Projector::projectNamed(const Place& place, const QString& key) {
    YamlValue::Sequence result;
    for (const YamlValue& wanted : place.wanted.items()) {
        const QString name = wanted[key].text();
        const YamlValue& live = itemNamed(place.live, key, name);
        const YamlValue& base = itemNamed(place.base, key, name);
        const MergeField rule{.type = place.rule.type, .key = {}};
        result.push_back(live.isNull() ? wanted : project({live, wanted, base, place.owners.item(live), rule}));
    }
    for (size_t i = 0; i < place.live.items().size(); ++i) {
        const YamlValue& live = place.live.items()[i];
        const QString name = live[key].text();
        const bool isSpokenOf
            = !itemNamed(place.wanted, key, name).isNull() || !itemNamed(place.base, key, name).isNull();
        if (isSpokenOf || !place.rule.merges) {
            continue;
        }
        if (auto kept = defaults(live, place.owners.item(live))) {
            const size_t at = std::min(i, result.size());
            result.insert(result.begin() + static_cast<std::ptrdiff_t>(at), std::move(*kept));
        }
    }
    return YamlValue(std::move(result));
}

/// Without names only lists of one length can be told apart item by item: a wrong pair would lend its defaults.
YamlValue Projector::projectByIndex(const Place& place) {
    if (place.live.items().size() != place.wanted.items().size()) {
        return place.wanted;
    }
    YamlValue::Sequence result;
    const bool hasBase = place.base.items().size() == place.live.items().size();
    for (size_t i = 0; i < place.live.items().size(); ++i) {
        const YamlValue& live = place.live.items()[i];
        const MergeField rule{.type = place.rule.type, .key = {}};
        result.push_back(project(
            {live, place.wanted.items()[i], hasBase ? place.base.items()[i] : kAbsent, place.owners.item(live), rule}));
    }
    return YamlValue(std::move(result));
}

std::optional<YamlValue> Projector::defaults(const YamlValue& live, const ForeignFields& owners) {
    if (!owners.isKnown()) {
        return isHandMade(m_keys, live) ? std::optional<YamlValue>() : defaultsInside(live, owners);
    }
    if (owners.isNone()) {
        return live;
    }
    // Several write into these: the place itself says nothing.
    const bool isShared = isSharedMap(m_keys);
    if (!live.isMap() || (owners.isWhole() && !isShared)) {
        return {};
    }
    return defaultsInside(live, owners);
}

std::optional<YamlValue> Projector::defaultsInside(const YamlValue& live, const ForeignFields& owners) {
    if (!live.isMap()) {
        return live;
    }
    YamlValue::Map kept;
    for (const auto& [key, inner] : live.entries()) {
        m_keys.append(key);
        if (auto part = defaults(inner, owners.field(key))) {
            kept.emplace_back(key, std::move(*part));
        }
        m_keys.removeLast();
    }
    if (kept.empty() && !live.entries().empty()) {
        return {};
    }
    return YamlValue(std::move(kept));
}

} // namespace

YamlValue desiredState(const YamlValue& live, const DesiredObject& object, const MergeSchema& schema) {
    const bool isSecret = object.kind == u"Secret"_s && object.group.isEmpty();
    const auto side = [&](const YamlValue& value) {
        const YamlValue clean = cleanObject(value, object.wanted);
        return isSecret && !value.isNull() ? foldSecret(clean) : clean;
    };
    const YamlValue cleanLive = side(live);
    const YamlValue wanted = side(object.wanted);
    const YamlValue base = side(object.base);
    const GroupVersionKind kind = GroupVersionKind::fromApiVersion(live[u"apiVersion"].text(), object.kind);
    const MergeField root{.type = schema.rootOf(kind), .key = {}};
    return Projector(schema, {object.group, object.kind, Normalising::On})
        .project({cleanLive, wanted, base, ForeignFields::of(live), root});
}

} // namespace pilothouse
