// SPDX-License-Identifier: Apache-2.0
#include "core/kube/strategic_merge.h"

#include "core/kube/merge_lists.h"

#include <QSet>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace pilothouse::merging;

namespace {

/// One half of a three-way patch. The other half is what this one leaves out.
enum class Half { Additions, Deletions };

/// Compares two trees by the rules. Depth is bounded by the loader.
class PatchMaker {
public:
    PatchMaker(const MergeSchema& schema, Half half)
        : m_schema(schema)
        , m_half(half) { }
    Result<YamlValue> diffMaps(const YamlValue& from, const YamlValue& to, const QString& type, bool retainsKeys);

private:
    struct ListPatch {
        YamlValue::Sequence changes;
        YamlValue::Sequence deletedScalars;
        std::optional<YamlValue> order;
    };
    Result<void> diffField(
        YamlValue::Map& patch, const QString& key, const YamlValue& from, const YamlValue& to, const MergeField& field);
    Result<ListPatch> diffList(const YamlValue& from, const YamlValue& to, const MergeField& field);
    Result<ListPatch> diffMapList(const YamlValue& from, const YamlValue& to, const MergeField& field);
    Result<ListPatch> diffScalars(const YamlValue& from, const YamlValue& to);
    Result<void> diffItem(ListPatch& patch, const YamlValue& from, const YamlValue& to, const MergeField& field);

    const MergeSchema& m_schema;
    Half m_half;
};

Result<YamlValue> PatchMaker::diffMaps(
    const YamlValue& from, const YamlValue& to, const QString& type, bool retainsKeys) {
    YamlValue::Map patch;
    const Entries wanted = entriesOf(to);
    const Entries present = entriesOf(from);
    bool loses = false;
    for (const auto& [key, value] : from.entries()) {
        const YamlValue* const other = wanted.value(key);
        if (!other) {
            loses = true;
            if (m_half == Half::Deletions) {
                patch.emplace_back(key, YamlValue());
            }
        } else if (auto done = diffField(patch, key, value, *other, m_schema.field(type, key)); !done) {
            return std::unexpected(std::move(done.error()));
        }
    }
    YamlValue::Sequence kept;
    for (const auto& [key, value] : to.entries()) {
        kept.push_back(YamlValue::string(key));
        if (m_half == Half::Additions && !present.contains(key)) {
            patch.emplace_back(key, value);
        }
    }
    if (retainsKeys && !kept.empty() && (!patch.empty() || loses)) {
        std::ranges::sort(kept, {}, &YamlValue::text);
        patch.emplace_back(kRetainKeys.toString(), YamlValue(std::move(kept)));
    }
    return YamlValue(std::move(patch));
}

Result<void> PatchMaker::diffField(
    YamlValue::Map& patch, const QString& key, const YamlValue& from, const YamlValue& to, const MergeField& field) {
    if (from.isMap() && to.isMap()) {
        auto inner = diffMaps(from, to, field.type, field.retainsKeys);
        if (!inner) {
            return std::unexpected(std::move(inner.error()));
        }
        if (!inner->entries().empty()) {
            patch.emplace_back(key, std::move(*inner));
        }
        return {};
    }
    if (from.isSequence() && to.isSequence() && field.merges) {
        auto list = diffList(from, to, field);
        if (!list) {
            return std::unexpected(std::move(list.error()));
        }
        if (!list->changes.empty()) {
            patch.emplace_back(key, YamlValue(std::move(list->changes)));
        }
        if (!list->deletedScalars.empty()) {
            patch.emplace_back(kDeleteScalars.toString() + key, YamlValue(std::move(list->deletedScalars)));
        }
        if (list->order) {
            patch.emplace_back(kOrder.toString() + key, std::move(*list->order));
        }
        return {};
    }
    if (m_half == Half::Additions && (!isSameType(from, to) || from != to)) {
        patch.emplace_back(key, to);
    }
    return {};
}

Result<PatchMaker::ListPatch> PatchMaker::diffList(
    const YamlValue& from, const YamlValue& to, const MergeField& field) {
    ListPatch patch;
    if (from.items().empty()) {
        if (m_half == Half::Additions) {
            patch.changes = to.items();
        }
        return patch;
    }
    const ItemSort sort = sortOf(from);
    const ItemSort other = sortOf(to);
    if (sort == ItemSort::Mixed || (other != ItemSort::Empty && other != sort)) {
        return fail(ErrorCode::Invalid, field.key, u"a list that is merged has items of several types"_s, u"BadList"_s);
    }
    return sort == ItemSort::Maps ? diffMapList(from, to, field) : diffScalars(from, to);
}

/// Items of a name that is there twice are paired in their order, as client-go does after sorting.
Result<PatchMaker::ListPatch> PatchMaker::diffMapList(
    const YamlValue& from, const YamlValue& to, const MergeField& field) {
    const auto fromNames = namesOf(from, field.key);
    const auto toNames = namesOf(to, field.key);
    if (!fromNames || !toNames) {
        return std::unexpected(fromNames ? toNames.error() : fromNames.error());
    }
    QHash<QString, QList<size_t>> positions;
    for (size_t i = 0; i < fromNames->size(); ++i) {
        positions[(*fromNames)[i]].append(i);
    }
    ListPatch patch;
    for (size_t i = 0; i < toNames->size(); ++i) {
        auto found = positions.find((*toNames)[i]);
        const bool isThere = found != positions.end() && !found->isEmpty();
        if (!isThere) {
            if (m_half == Half::Additions) {
                patch.changes.push_back(to.items()[i]);
            }
        } else if (auto done = diffItem(patch, from.items()[found->takeFirst()], to.items()[i], field); !done) {
            return std::unexpected(std::move(done.error()));
        }
    }
    if (m_half == Half::Deletions) {
        for (size_t i = 0; i < fromNames->size(); ++i) {
            if (positions.value((*fromNames)[i]).contains(i)) {
                patch.changes.push_back(deletionOf(from.items()[i], field.key));
            }
        }
    }
    if (!patch.changes.empty() || (m_half == Half::Additions && *fromNames != *toNames)) {
        YamlValue::Sequence order;
        for (const YamlValue& item : to.items()) {
            order.push_back(YamlValue(YamlValue::Map{{field.key, item[field.key]}}));
        }
        patch.order = YamlValue(std::move(order));
    }
    return patch;
}

Result<void> PatchMaker::diffItem(
    ListPatch& patch, const YamlValue& from, const YamlValue& to, const MergeField& field) {
    auto inner = diffMaps(from, to, field.type, field.retainsKeys);
    if (!inner) {
        return std::unexpected(std::move(inner.error()));
    }
    if (!inner->entries().empty()) {
        YamlValue::Map entries = inner->entries();
        std::erase_if(entries, [&](const auto& entry) { return entry.first == field.key; });
        entries.emplace_back(field.key, to[field.key]);
        patch.changes.push_back(YamlValue(std::move(entries)));
    }
    return {};
}

Result<PatchMaker::ListPatch> PatchMaker::diffScalars(const YamlValue& from, const YamlValue& to) {
    const auto fromNames = namesOf(from, {});
    const auto toNames = namesOf(to, {});
    if (!fromNames || !toNames) {
        return std::unexpected(fromNames ? toNames.error() : fromNames.error());
    }
    const QSet<QString> present(fromNames->begin(), fromNames->end());
    const QSet<QString> wanted(toNames->begin(), toNames->end());
    ListPatch patch;
    for (size_t i = 0; m_half == Half::Additions && i < toNames->size(); ++i) {
        if (!present.contains((*toNames)[i])) {
            patch.changes.push_back(to.items()[i]);
        }
    }
    for (size_t i = 0; m_half == Half::Deletions && i < fromNames->size(); ++i) {
        if (!wanted.contains((*fromNames)[i])) {
            patch.deletedScalars.push_back(from.items()[i]);
        }
    }
    const bool moves = m_half == Half::Additions ? *fromNames != *toNames : !patch.deletedScalars.empty();
    if (moves) {
        patch.order = to;
    }
    return patch;
}

/// Puts the two halves together. Both come from the same new object, so their directives agree.
class HalvesJoiner {
public:
    explicit HalvesJoiner(const MergeSchema& schema)
        : m_schema(schema) { }
    Result<YamlValue> joinMaps(const YamlValue& deletions, const YamlValue& additions, const QString& type);

private:
    struct Named {
        QString name;
        YamlValue value;
    };
    Result<void> joinItem(std::vector<Named>& items, const YamlValue& item, const MergeField& field);
    Result<YamlValue> joinLists(
        const YamlValue& deletions, const YamlValue& additions, const MergeField& field, const YamlValue& order);

    const MergeSchema& m_schema;
};

Result<YamlValue> HalvesJoiner::joinMaps(const YamlValue& deletions, const YamlValue& additions, const QString& type) {
    const Entries added = entriesOf(additions);
    const Entries deleted = entriesOf(deletions);
    YamlValue::Map joined;
    for (const auto& [key, value] : deletions.entries()) {
        const YamlValue* const other = added.value(key);
        const MergeField& field = m_schema.field(type, key);
        Result<YamlValue> both = other ? *other : value;
        if (other && value.isMap() && other->isMap()) {
            both = joinMaps(value, *other, field.type);
        } else if (other && value.isSequence() && other->isSequence() && field.merges) {
            const QString order = kOrder.toString() + key;
            both = joinLists(value, *other, field, additions.contains(order) ? additions[order] : deletions[order]);
        }
        if (!both) {
            return both;
        }
        joined.emplace_back(key, std::move(*both));
    }
    for (const auto& [key, value] : additions.entries()) {
        if (!deleted.contains(key)) {
            joined.emplace_back(key, value);
        }
    }
    return YamlValue(std::move(joined));
}

/// The server wants a patch's items in the order that `$setElementOrder` gives; deletions stand at the end.
Result<YamlValue> HalvesJoiner::joinLists(
    const YamlValue& deletions, const YamlValue& additions, const MergeField& field, const YamlValue& order) {
    std::vector<Named> items;
    YamlValue::Sequence gone;
    for (const YamlValue& item : deletions.items()) {
        if (isDeletion(item)) {
            gone.push_back(item);
        } else if (auto name = nameOf(item, field.key)) {
            items.push_back({std::move(*name), item});
        }
    }
    for (const YamlValue& item : additions.items()) {
        if (auto done = joinItem(items, item, field); !done) {
            return std::unexpected(std::move(done.error()));
        }
    }
    QHash<QString, qsizetype> places;
    for (const YamlValue& place : order.items()) {
        places.insert(nameOf(place, field.key).value_or(QString()), places.size());
    }
    std::ranges::stable_sort(
        items, {}, [&places](const Named& item) { return places.value(item.name, places.size()); });
    YamlValue::Sequence joined;
    for (Named& item : items) {
        joined.push_back(std::move(item.value));
    }
    joined.insert(joined.end(), gone.begin(), gone.end());
    return YamlValue(std::move(joined));
}

Result<void> HalvesJoiner::joinItem(std::vector<Named>& items, const YamlValue& item, const MergeField& field) {
    auto name = nameOf(item, field.key);
    if (!name) {
        return std::unexpected(std::move(name.error()));
    }
    const auto present = std::ranges::find(items, *name, &Named::name);
    if (present == items.end() || !item.isMap()) {
        items.push_back({std::move(*name), item});
        return {};
    }
    auto both = joinMaps(present->value, item, field.type);
    if (!both) {
        return std::unexpected(std::move(both.error()));
    }
    present->value = std::move(*both);
    return {};
}

} // namespace

Result<YamlValue> threeWayMergePatch(
    const YamlValue& original, const YamlValue& modified, const YamlValue& current, const MergeContext& context) {
    auto additions = PatchMaker(context.schema, Half::Additions).diffMaps(current, modified, context.type, false);
    if (!additions) {
        return additions;
    }
    auto deletions = PatchMaker(context.schema, Half::Deletions).diffMaps(original, modified, context.type, false);
    if (!deletions) {
        return deletions;
    }
    return HalvesJoiner(context.schema).joinMaps(*deletions, *additions, context.type);
}

} // namespace pilothouse
