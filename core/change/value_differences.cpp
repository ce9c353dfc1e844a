// SPDX-License-Identifier: Apache-2.0
#include "core/change/value_differences.h"

#include "core/base/redaction.h"
#include "core/diff/tree_mask.h"

#include <QSet>

#include <algorithm>
#include <iterator>
#include <optional>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kShownLetters = 400;

/// A value and what of it may be shown.
struct Sighted {
    const YamlValue* value = nullptr; ///< null: not there
    const YamlValue* masked = nullptr; ///< null: the masks could not be made, nothing is shown
};

/// The tree with its secrets replaced. What can't be read back is shown nowhere.
std::optional<YamlValue> maskedTree(const YamlValue& tree) {
    if (tree.isNull()) {
        return YamlValue();
    }
    auto masked = loadYaml(maskedYaml(tree, YamlValue(), false), u"values"_s, {}, DuplicateKeys::KeepLast);
    return masked ? std::optional(std::move(*masked)) : std::nullopt;
}

const YamlValue* entryOf(const YamlValue* value, const QString& key) {
    if (!value) {
        return nullptr;
    }
    const auto& entries = value->entries();
    const auto found = std::ranges::find(entries, key, &YamlValue::Map::value_type::first);
    return found == entries.end() ? nullptr : &found->second;
}

/// True for a list whose items are all told apart by their `name`.
bool hasNames(const YamlValue& list) {
    QSet<QString> names;
    for (const YamlValue& item : list.items()) {
        const QString name = item[u"name"].text();
        if (name.isEmpty() || names.contains(name)) {
            return false;
        }
        names.insert(name);
    }
    return !names.isEmpty();
}

const YamlValue* itemOf(const YamlValue* list, const QString& name) {
    if (!list) {
        return nullptr;
    }
    const auto found
        = std::ranges::find_if(list->items(), [&name](const YamlValue& item) { return item[u"name"].text() == name; });
    return found == list->items().end() ? nullptr : &*found;
}

/// Names of the items are no secrets, and a masked one is found at the place of the other.
const YamlValue* maskedItem(const Sighted& side, const YamlValue* item) {
    if (!item || !side.masked || side.masked->items().size() != side.value->items().size()) {
        return nullptr;
    }
    return &side.masked->items()[static_cast<size_t>(item - side.value->items().data())];
}

class ValueComparer {
public:
    void compare(const Sighted& from, const Sighted& to);
    [[nodiscard]] std::vector<ValueDifference> take() { return std::move(m_differences); }

private:
    void compareMaps(const Sighted& from, const Sighted& to);
    void compareNamed(const Sighted& from, const Sighted& to);
    void step(const QString& key, const QString& shown, const Sighted& from, const Sighted& to);
    void add(const Sighted& from, const Sighted& to);

    QStringList m_keys;
    QString m_path;
    std::vector<ValueDifference> m_differences;
};

QString shownText(const Sighted& side, bool& isHidden) {
    if (!side.value) {
        return {};
    }
    const QString text = !side.masked ? kMask.toString()
        : side.masked->isScalar()     ? side.masked->text()
                                      : QString::fromUtf8(toJson(*side.masked));
    isHidden = isHidden || text.contains(kMask);
    return text.size() > kShownLetters ? text.first(kShownLetters) + u'…' : text;
}

void ValueComparer::add(const Sighted& from, const Sighted& to) {
    using Kind = ValueDifference::Kind;
    ValueDifference difference;
    difference.keys = m_keys;
    difference.path = m_path;
    difference.kind = !from.value ? Kind::OnlyTo : !to.value ? Kind::OnlyFrom : Kind::Changed;
    difference.from = shownText(from, difference.isHidden);
    difference.to = shownText(to, difference.isHidden);
    m_differences.push_back(std::move(difference));
}

void ValueComparer::step(const QString& key, const QString& shown, const Sighted& from, const Sighted& to) {
    const qsizetype length = m_path.size();
    m_path += shown;
    m_keys.append(key);
    compare(from, to);
    m_keys.removeLast();
    m_path.truncate(length);
}

void ValueComparer::compareMaps(const Sighted& from, const Sighted& to) {
    QStringList keys;
    for (const Sighted* side : {&from, &to}) {
        if (side->value) {
            std::ranges::transform(
                side->value->entries(), std::back_inserter(keys), &YamlValue::Map::value_type::first);
        }
    }
    keys.sort();
    keys.removeDuplicates();
    for (const QString& key : keys) {
        const bool isPlain = std::ranges::none_of(key, [](QChar c) { return c == u'.' || c == u'[' || c == u'/'; });
        const QString shown = !isPlain ? u"[\"%1\"]"_s.arg(key) : m_path.isEmpty() ? key : u'.' + key;
        step(key, shown, {entryOf(from.value, key), entryOf(from.masked, key)},
            {entryOf(to.value, key), entryOf(to.masked, key)});
    }
}

void ValueComparer::compareNamed(const Sighted& from, const Sighted& to) {
    QStringList names;
    for (const Sighted* side : {&from, &to}) {
        for (const YamlValue& item : side->value->items()) {
            if (const QString name = item[u"name"].text(); !names.contains(name)) {
                names += name;
            }
        }
    }
    for (const QString& name : names) {
        const YamlValue* left = itemOf(from.value, name);
        const YamlValue* right = itemOf(to.value, name);
        step(name, u'[' + name + u']', {left, maskedItem(from, left)}, {right, maskedItem(to, right)});
    }
}

void ValueComparer::compare(const Sighted& from, const Sighted& to) {
    if (from.value && to.value && *from.value == *to.value) {
        return;
    }
    const auto isMapOrAbsent = [](const Sighted& side) { return !side.value || side.value->isMap(); };
    const auto hasEntries = [](const Sighted& side) { return side.value && !side.value->entries().empty(); };
    if (isMapOrAbsent(from) && isMapOrAbsent(to) && (hasEntries(from) || hasEntries(to))) {
        compareMaps(from, to);
    } else if (from.value && to.value && hasNames(*from.value) && hasNames(*to.value)) {
        compareNamed(from, to);
    } else {
        add(from, to);
    }
}

} // namespace

std::vector<ValueDifference> compareValues(const YamlValue& from, const YamlValue& to) {
    const auto maskedFrom = maskedTree(from);
    const auto maskedTo = maskedTree(to);
    const auto sighted = [](const YamlValue& value, const std::optional<YamlValue>& masked) {
        return Sighted{value.isNull() ? nullptr : &value, masked ? &*masked : nullptr};
    };
    const Sighted left = sighted(from, maskedFrom);
    const Sighted right = sighted(to, maskedTo);
    ValueComparer comparer;
    if (left.value || right.value) {
        comparer.compare(left, right);
    }
    return comparer.take();
}

} // namespace pilothouse
