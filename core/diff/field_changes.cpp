// SPDX-License-Identifier: Apache-2.0
#include "core/diff/field_changes.h"

#include "core/base/plain_text.h"
#include "core/diff/normaliser.h"

#include <QHash>

#include <algorithm>
#include <array>
#include <optional>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const YamlValue kAbsent;

/// `.image`, or `["helm.sh/chart"]` where a dot would be misread.
QString keyStep(const QString& key, bool isFirst) {
    const bool isPlain = !key.isEmpty()
        && std::ranges::all_of(key, [](QChar c) { return c.isLetterOrNumber() || c == u'_' || c == u'-'; });
    const QString shown = elideMiddle(escapeControls(key), 120);
    if (!isPlain) {
        return u"[\"%1\"]"_s.arg(shown);
    }
    return isFirst ? shown : QString(u'.' + shown);
}

/// Lists whose items have a name of another kind. Source: patchMergeKey tags of API core/v1 types.
struct ListKey {
    QStringView list;
    std::array<QStringView, 2> fields;
};
constexpr std::array kListKeys = {ListKey{u"ports", {u"containerPort", u"port"}},
    ListKey{u"volumeMounts", {u"mountPath", {}}}, ListKey{u"volumeDevices", {u"devicePath", {}}},
    ListKey{u"hostAliases", {u"ip", {}}}, ListKey{u"items", {u"key", {}}}, ListKey{u"conditions", {u"type", {}}},
    ListKey{u"topologySpreadConstraints", {u"topologyKey", {}}}, ListKey{u"ownerReferences", {u"uid", {}}},
    ListKey{u"hosts", {u"host", {}}}, ListKey{u"rules", {u"host", {}}}};

class FieldComparer {
public:
    explicit FieldComparer(const FieldContext& context, QStringList keys = {})
        : m_context(context)
        , m_keys(std::move(keys)) { }
    std::vector<FieldChange> run(const YamlValue& from, const YamlValue& to) {
        compare(from, to);
        std::ranges::stable_sort(m_changes, {}, &FieldChange::path);
        return std::move(m_changes);
    }

private:
    void compare(const YamlValue& from, const YamlValue& to);
    void compareMaps(const YamlValue& from, const YamlValue& to);
    void compareLists(const YamlValue& from, const YamlValue& to);
    void compareNamed(const std::vector<QString>& fromNames, const YamlValue& from, const std::vector<QString>& toNames,
        const YamlValue& to);
    void compareByIndex(const YamlValue& from, const YamlValue& to);
    void compareEntry(const QString& key, const YamlValue& from, const YamlValue& to);
    void compareItem(const QString& label, const YamlValue& from, const YamlValue& to);
    [[nodiscard]] std::optional<std::vector<QString>> namesOf(const YamlValue& list) const;
    [[nodiscard]] std::optional<std::vector<QString>> namesBy(QStringView field, const YamlValue& list) const;
    [[nodiscard]] bool mustDescend() const;
    void record(const YamlValue& from, const YamlValue& to) { m_changes.push_back({m_path, m_keys, from, to}); }

    const FieldContext& m_context;
    QString m_path;
    QStringList m_keys;
    std::vector<FieldChange> m_changes;
};

/// A missing `labels` map is compared entry by entry, because each label has a meaning of its own.
bool FieldComparer::mustDescend() const {
    static constexpr std::array kKeys
        = {QStringView(u"metadata"), QStringView(u"labels"), QStringView(u"annotations"), QStringView(u"data")};
    return m_keys.isEmpty() || std::ranges::find(kKeys, m_keys.constLast()) != kKeys.end();
}

void FieldComparer::compare(const YamlValue& from, const YamlValue& to) {
    if (isSameToServer(from, to, m_keys, m_context)) {
        return;
    }
    if ((from.isMap() && to.isMap())
        || (mustDescend() && ((from.isMap() && to.isNull()) || (from.isNull() && to.isMap())))) {
        compareMaps(from, to);
    } else if (from.isSequence() && to.isSequence()) {
        compareLists(from, to);
    } else {
        record(from, to);
    }
}

void FieldComparer::compareEntry(const QString& key, const YamlValue& from, const YamlValue& to) {
    const qsizetype length = m_path.size();
    m_path += keyStep(key, m_path.isEmpty());
    m_keys += key;
    compare(from, to);
    m_keys.removeLast();
    m_path.truncate(length);
}

void FieldComparer::compareMaps(const YamlValue& from, const YamlValue& to) {
    QHash<QStringView, const YamlValue*> others;
    others.reserve(static_cast<qsizetype>(to.entries().size()));
    for (const auto& [key, value] : to.entries()) {
        others.insert(key, &value);
    }
    for (const auto& [key, value] : from.entries()) {
        const YamlValue* other = others.take(key);
        compareEntry(key, value, other ? *other : kAbsent);
    }
    if (others.isEmpty()) {
        return;
    }
    for (const auto& [key, value] : to.entries()) {
        if (others.contains(key)) {
            compareEntry(key, kAbsent, value);
        }
    }
}

std::optional<std::vector<QString>> FieldComparer::namesBy(QStringView field, const YamlValue& list) const {
    std::vector<QString> names;
    for (const YamlValue& item : list.items()) {
        QString name = item[field].text();
        if (name.isEmpty()) {
            return std::nullopt;
        }
        names.push_back(std::move(name));
    }
    auto sorted = names;
    std::ranges::sort(sorted);
    const bool isUnique = std::ranges::adjacent_find(sorted) == sorted.end();
    return isUnique ? std::optional(std::move(names)) : std::nullopt;
}

std::optional<std::vector<QString>> FieldComparer::namesOf(const YamlValue& list) const {
    if (auto names = namesBy(u"name", list)) {
        return names;
    }
    if (m_keys.isEmpty()) {
        return std::nullopt;
    }
    if (m_keys.constLast() == u"volumeClaimTemplates"_s) {
        std::vector<QString> names;
        for (const YamlValue& item : list.items()) {
            names.push_back(item.at({u"metadata", u"name"}).text());
        }
        return names;
    }
    for (const ListKey& known : kListKeys) {
        for (const QStringView field : known.fields) {
            if (auto names
                = known.list == m_keys.constLast() && !field.isEmpty() ? namesBy(field, list) : std::nullopt) {
                return names;
            }
        }
    }
    return std::nullopt;
}

void FieldComparer::compareLists(const YamlValue& from, const YamlValue& to) {
    const bool bothFilled = !from.items().empty() && !to.items().empty();
    if (bothFilled && from.items().front().isMap() && to.items().front().isMap()) {
        const auto fromNames = namesOf(from);
        const auto toNames = namesOf(to);
        if (fromNames && toNames) {
            compareNamed(*fromNames, from, *toNames, to);
            return;
        }
    }
    compareByIndex(from, to);
}

void FieldComparer::compareItem(const QString& label, const YamlValue& from, const YamlValue& to) {
    const qsizetype length = m_path.size();
    m_path += u'[' + label + u']';
    compare(from, to);
    m_path.truncate(length);
}

void FieldComparer::compareNamed(const std::vector<QString>& fromNames, const YamlValue& from,
    const std::vector<QString>& toNames, const YamlValue& to) {
    const size_t before = m_changes.size();
    QHash<QString, size_t> positions;
    for (size_t i = 0; i < toNames.size(); ++i) {
        positions.insert(toNames[i], i);
    }
    bool sameOrder = true;
    for (size_t i = 0; i < fromNames.size(); ++i) {
        const auto other = positions.constFind(fromNames[i]);
        const bool isThere = other != positions.constEnd();
        sameOrder = sameOrder && isThere && *other == i;
        compareItem(
            elideMiddle(escapeControls(fromNames[i]), 80), from.items()[i], isThere ? to.items()[*other] : kAbsent);
        positions.remove(fromNames[i]);
    }
    for (size_t i = 0; i < toNames.size(); ++i) {
        if (positions.contains(toNames[i])) {
            compareItem(elideMiddle(escapeControls(toNames[i]), 80), kAbsent, to.items()[i]);
        }
    }
    if (!sameOrder && m_changes.size() == before) {
        record(from, to); // the same things in another order: an env variable may refer to the one before
    }
}

void FieldComparer::compareByIndex(const YamlValue& from, const YamlValue& to) {
    const auto& a = from.items();
    const auto& b = to.items();
    const bool areMaps = std::ranges::all_of(a, &YamlValue::isMap) && std::ranges::all_of(b, &YamlValue::isMap);
    if (a.size() == b.size() && areMaps) {
        for (size_t i = 0; i < a.size(); ++i) {
            compareItem(QString::number(i), a[i], b[i]);
        }
        return;
    }
    bool isSame = a.size() == b.size();
    for (size_t i = 0; isSame && i < a.size(); ++i) {
        isSame = FieldComparer(m_context, m_keys).run(a[i], b[i]).empty();
    }
    if (!isSame) {
        record(from, to);
    }
}

} // namespace

std::vector<FieldChange> compareFields(const YamlValue& from, const YamlValue& to, const FieldContext& context) {
    return FieldComparer(context).run(from, to);
}

bool touches(const FieldChange& change, std::initializer_list<QStringView> keys) {
    const auto common = std::min(change.keys.size(), static_cast<qsizetype>(keys.size()));
    return std::equal(keys.begin(), keys.begin() + common, change.keys.cbegin(),
        [](QStringView a, const QString& b) { return a == b; });
}

} // namespace pilothouse
