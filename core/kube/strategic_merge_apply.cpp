// SPDX-License-Identifier: Apache-2.0
#include "core/kube/strategic_merge.h"

#include "core/kube/merge_lists.h"

#include <QSet>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace pilothouse::merging;

namespace {

bool isListDirective(QStringView key) {
    return key.startsWith(kOrder) || key.startsWith(kDeleteScalars);
}

/// What is left of a patch's value where there is nothing to merge it into.
YamlValue withoutDirectives(const YamlValue& patch) {
    if (patch.isMap()) {
        YamlValue::Map kept;
        for (const auto& [key, value] : patch.entries()) {
            if (!value.isNull() && key != kDirective && key != kRetainKeys && !isListDirective(key)) {
                kept.emplace_back(key, withoutDirectives(value));
            }
        }
        return YamlValue(std::move(kept));
    }
    if (patch.isSequence()) {
        YamlValue::Sequence kept;
        for (const YamlValue& item : patch.items()) {
            if (!isDeletion(item)) {
                kept.push_back(withoutDirectives(item));
            }
        }
        return YamlValue(std::move(kept));
    }
    return patch;
}

/// The directives that go with one list.
struct ListDirectives {
    const YamlValue& order;
    const YamlValue& deletedScalars;
};

/// Items by their list's order, with those the patch does not speak of (the server's own) kept at their place among the
/// others where that is possible. Source: apimachinery strategicpatch, normalizeElementOrder.
class ListOrderer {
public:
    ListOrderer(const std::vector<QString>& serverOrder, const std::vector<QString>& patchOrder)
        : m_serverPlace(placesOf(serverOrder))
        , m_patchPlace(placesOf(patchOrder)) { }
    struct Named {
        QString name;
        YamlValue value;
    };
    YamlValue::Sequence ordered(std::vector<Named> items) const {
        std::vector<Named> spoken;
        std::vector<Named> others;
        for (Named& item : items) {
            (m_patchPlace.contains(item.name) ? spoken : others).push_back(std::move(item));
        }
        std::ranges::stable_sort(spoken, {}, [this](const Named& n) { return m_patchPlace.value(n.name); });
        YamlValue::Sequence result;
        size_t next = 0;
        for (Named& item : spoken) {
            while (next < others.size() && comesFirst(others[next], item)) {
                result.push_back(std::move(others[next++].value));
            }
            result.push_back(std::move(item.value));
        }
        for (; next < others.size(); ++next) {
            result.push_back(std::move(others[next].value));
        }
        return result;
    }

private:
    static QHash<QString, size_t> placesOf(const std::vector<QString>& names) {
        QHash<QString, size_t> places;
        for (size_t i = names.size(); i-- > 0;) {
            places.insert(names[i], i); // of a name that is there twice, the first place
        }
        return places;
    }
    bool comesFirst(const Named& other, const Named& spoken) const {
        const auto a = m_serverPlace.constFind(other.name);
        const auto b = m_serverPlace.constFind(spoken.name);
        return a != m_serverPlace.constEnd() && b != m_serverPlace.constEnd() && *a < *b;
    }

    QHash<QString, size_t> m_serverPlace;
    QHash<QString, size_t> m_patchPlace;
};

class PatchApplier {
public:
    explicit PatchApplier(const MergeSchema& schema)
        : m_schema(schema) { }
    Result<YamlValue> applyMap(const YamlValue& object, const YamlValue& patch, const QString& type);

private:
    using Named = ListOrderer::Named;
    Result<void> applyToPresent(
        YamlValue::Map& result, const YamlValue& object, const YamlValue& patch, const QString& type);
    Result<YamlValue> applyValue(
        const YamlValue& value, const YamlValue& patch, const MergeField& field, const ListDirectives& directives);
    Result<YamlValue> applyList(
        const YamlValue& list, const YamlValue& patch, const MergeField& field, const ListDirectives& directives);
    Result<void> applyItem(std::vector<Named>& items, const YamlValue& patch, const MergeField& field);

    const MergeSchema& m_schema;
};

Result<YamlValue> PatchApplier::applyMap(const YamlValue& object, const YamlValue& patch, const QString& type) {
    const QString directive = patch[kDirective].text();
    if (directive == "delete"_L1) {
        return YamlValue(YamlValue::Map());
    }
    if (directive == "replace"_L1) {
        return withoutDirectives(patch);
    }
    YamlValue::Map result;
    if (auto done = applyToPresent(result, object, patch, type); !done) {
        return std::unexpected(std::move(done.error()));
    }
    const Entries present = entriesOf(object);
    for (const auto& [key, value] : patch.entries()) {
        const bool isDirective = key == kDirective || key == kRetainKeys || isListDirective(key);
        if (!isDirective && !value.isNull() && !present.contains(key)) {
            result.emplace_back(key, withoutDirectives(value));
        }
    }
    return YamlValue(std::move(result));
}

Result<void> PatchApplier::applyToPresent(
    YamlValue::Map& result, const YamlValue& object, const YamlValue& patch, const QString& type) {
    static const YamlValue kNothing{YamlValue::Sequence()};
    const Entries changes = entriesOf(patch);
    const bool isUnion = changes.contains(kRetainKeys);
    QSet<QString> retained;
    for (const YamlValue& key : patch[kRetainKeys].items()) {
        retained.insert(key.text());
    }
    for (const auto& [key, value] : object.entries()) {
        const YamlValue* const change = changes.value(key);
        if ((isUnion && !retained.contains(key)) || (change && change->isNull())) {
            continue;
        }
        const ListDirectives directives{
            patch[QString(kOrder.toString() + key)], patch[QString(kDeleteScalars.toString() + key)]};
        if (!change && directives.order.isNull() && directives.deletedScalars.isNull()) {
            result.emplace_back(key, value);
            continue;
        }
        auto merged = applyValue(value, change ? *change : kNothing, m_schema.field(type, key), directives);
        if (!merged) {
            return std::unexpected(std::move(merged.error()));
        }
        result.emplace_back(key, std::move(*merged));
    }
    return {};
}

Result<YamlValue> PatchApplier::applyValue(
    const YamlValue& value, const YamlValue& patch, const MergeField& field, const ListDirectives& directives) {
    if (value.isMap() && patch.isMap()) {
        return applyMap(value, patch, field.type);
    }
    if (value.isSequence() && patch.isSequence() && field.merges) {
        return applyList(value, patch, field, directives);
    }
    return patch;
}

Result<YamlValue> PatchApplier::applyList(
    const YamlValue& list, const YamlValue& patch, const MergeField& field, const ListDirectives& directives) {
    const bool replaces = std::ranges::any_of(
        patch.items(), [](const YamlValue& item) { return item[kDirective].text() == "replace"_L1; });
    if (replaces) {
        YamlValue::Sequence kept = withoutDirectives(patch).items();
        std::erase_if(kept, [](const YamlValue& item) { return item.isMap() && item.entries().empty(); });
        return YamlValue(std::move(kept));
    }
    const auto serverNames = namesOf(list, field.key);
    if (!serverNames) {
        return std::unexpected(serverNames.error());
    }
    std::vector<Named> items;
    QSet<QString> deleted;
    for (const YamlValue& scalar : directives.deletedScalars.items()) {
        deleted.insert(nameOf(scalar, {}).value_or(QString()));
    }
    for (size_t i = 0; i < serverNames->size(); ++i) {
        if (!deleted.contains((*serverNames)[i])) {
            items.push_back({(*serverNames)[i], list.items()[i]});
        }
    }
    for (const YamlValue& item : patch.items()) {
        if (auto done = applyItem(items, item, field); !done) {
            return std::unexpected(std::move(done.error()));
        }
    }
    const auto order = namesOf(directives.order.isNull() ? patch : directives.order, field.key);
    if (!order) {
        return std::unexpected(order.error());
    }
    return YamlValue(ListOrderer(*serverNames, *order).ordered(std::move(items)));
}

Result<void> PatchApplier::applyItem(std::vector<Named>& items, const YamlValue& patch, const MergeField& field) {
    auto name = nameOf(patch, field.key);
    if (!name) {
        return std::unexpected(std::move(name.error()));
    }
    if (isDeletion(patch)) {
        std::erase_if(items, [&name](const Named& item) { return item.name == *name; });
        return {};
    }
    const auto present = std::ranges::find(items, *name, &Named::name);
    if (present == items.end()) {
        items.push_back({std::move(*name), withoutDirectives(patch)});
    } else if (patch.isMap()) {
        auto merged = applyMap(present->value, patch, field.type);
        if (!merged) {
            return std::unexpected(std::move(merged.error()));
        }
        present->value = std::move(*merged);
    }
    return {};
}

} // namespace

Result<YamlValue> applyStrategicPatch(const YamlValue& object, const YamlValue& patch, const MergeContext& context) {
    return PatchApplier(context.schema).applyMap(object, patch, context.type);
}

YamlValue mergePatch(const YamlValue& original, const YamlValue& modified) {
    const Entries wanted = entriesOf(modified);
    const Entries present = entriesOf(original);
    YamlValue::Map patch;
    for (const auto& [key, value] : original.entries()) {
        const YamlValue* const other = wanted.value(key);
        if (!other) {
            patch.emplace_back(key, YamlValue());
        } else if (value.isMap() && other->isMap()) {
            YamlValue inner = mergePatch(value, *other);
            if (!inner.entries().empty()) {
                patch.emplace_back(key, std::move(inner));
            }
        } else if (!isSameType(value, *other) || value != *other) {
            patch.emplace_back(key, *other);
        }
    }
    for (const auto& [key, value] : modified.entries()) {
        if (!present.contains(key)) {
            patch.emplace_back(key, value);
        }
    }
    return YamlValue(std::move(patch));
}

YamlValue applyMergePatch(const YamlValue& object, const YamlValue& patch) {
    if (!patch.isMap()) {
        return patch;
    }
    const Entries changes = entriesOf(patch);
    const Entries present = entriesOf(object);
    YamlValue::Map result;
    for (const auto& [key, value] : object.entries()) {
        const YamlValue* const change = changes.value(key);
        if (!change) {
            result.emplace_back(key, value);
        } else if (!change->isNull()) {
            result.emplace_back(key, applyMergePatch(value, *change));
        }
    }
    for (const auto& [key, value] : patch.entries()) {
        if (!value.isNull() && !present.contains(key)) {
            result.emplace_back(key, applyMergePatch(YamlValue(), value));
        }
    }
    return YamlValue(std::move(result));
}

} // namespace pilothouse
