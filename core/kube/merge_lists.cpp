// SPDX-License-Identifier: Apache-2.0
#include "core/kube/merge_lists.h"

#include <algorithm>

namespace pilothouse::merging {

using namespace Qt::StringLiterals;

namespace {

enum class JsonType { Null, Map, List, String, Boolean, Number };

JsonType typeOf(const YamlValue& value) {
    if (value.isNull()) {
        return JsonType::Null;
    }
    if (value.isMap()) {
        return JsonType::Map;
    }
    if (value.isSequence()) {
        return JsonType::List;
    }
    if (value.isString()) {
        return JsonType::String;
    }
    const QString text = value.text();
    return text == "true"_L1 || text == "false"_L1 ? JsonType::Boolean : JsonType::Number;
}

} // namespace

Entries entriesOf(const YamlValue& map) {
    Entries entries;
    entries.reserve(static_cast<qsizetype>(map.entries().size()));
    for (const auto& [key, value] : map.entries()) {
        entries.insert(key, &value);
    }
    return entries;
}

ItemSort sortOf(const YamlValue& list) {
    const auto& items = list.items();
    if (items.empty()) {
        return ItemSort::Empty;
    }
    if (std::ranges::all_of(items, &YamlValue::isMap)) {
        return ItemSort::Maps;
    }
    return std::ranges::all_of(items, &YamlValue::isScalar) ? ItemSort::Scalars : ItemSort::Mixed;
}

Result<QString> nameOf(const YamlValue& item, const QString& mergeKey) {
    const YamlValue& value = item.isMap() ? item[mergeKey] : item;
    if (!value.isScalar()) {
        return fail(ErrorCode::Invalid, mergeKey, u"an item of the list has no \"%1\", which names it"_s.arg(mergeKey),
            u"NoMergeKey"_s);
    }
    return QString((value.isString() ? u's' : u'n') + value.text());
}

Result<std::vector<QString>> namesOf(const YamlValue& list, const QString& mergeKey) {
    std::vector<QString> names;
    names.reserve(list.items().size());
    for (const YamlValue& item : list.items()) {
        auto name = nameOf(item, mergeKey);
        if (!name) {
            return std::unexpected(std::move(name.error()));
        }
        names.push_back(std::move(*name));
    }
    return names;
}

bool isSameType(const YamlValue& a, const YamlValue& b) {
    return typeOf(a) == typeOf(b);
}

YamlValue deletionOf(const YamlValue& item, const QString& mergeKey) {
    return YamlValue(
        YamlValue::Map{{mergeKey, item[mergeKey]}, {kDirective.toString(), YamlValue::string(u"delete"_s)}});
}

bool isDeletion(const YamlValue& item) {
    return item[kDirective].text() == "delete"_L1;
}

} // namespace pilothouse::merging
