// SPDX-License-Identifier: Apache-2.0
#include "core/change/values_table.h"

#include "core/base/plain_text.h"
#include "core/diff/sensitive_fields.h"

#include <QSet>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

using Side = std::optional<YamlValue>;

struct Sides {
    Side oldDefault;
    Side mine;
    Side newDefault;
    bool isFree = false; ///< the new chart has an empty map here: every key of mine goes
    bool isSensitive = false;
};

Side childOf(const Side& side, const QString& key) {
    return side && side->contains(key) ? Side((*side)[key]) : Side();
}

bool isMapOrAbsent(const Side& side) {
    return !side || side->isMap();
}

bool hasEntries(const Side& side) {
    return side && !side->entries().empty();
}

QString joined(const QString& path, const QString& key) {
    const bool isPlain = !key.isEmpty()
        && std::ranges::all_of(key, [](QChar c) { return c.isLetterOrNumber() || c == u'_' || c == u'-'; });
    const QString shown = elideMiddle(escapeControls(key), 120);
    if (!isPlain) {
        return path + u"[\"%1\"]"_s.arg(shown);
    }
    return path.isEmpty() ? shown : QString(path + u'.' + shown);
}

ValueVerdict withoutOverride(const Sides& sides) {
    if (!sides.oldDefault) {
        return ValueVerdict::Added;
    }
    if (!sides.newDefault) {
        return ValueVerdict::DefaultVanished;
    }
    return *sides.oldDefault == *sides.newDefault ? ValueVerdict::Unchanged : ValueVerdict::DefaultMoved;
}

ValueVerdict judge(const Sides& sides) {
    if (!sides.mine) {
        return withoutOverride(sides);
    }
    if (!sides.newDefault) {
        const bool mayVanish = sides.oldDefault && !sides.isFree;
        return mayVanish ? ValueVerdict::KeyVanished : ValueVerdict::OnlyMine;
    }
    if (*sides.mine == *sides.newDefault) {
        const bool wasEqual = sides.oldDefault && *sides.oldDefault == *sides.mine;
        return wasEqual ? ValueVerdict::Unchanged : ValueVerdict::OverrideNowEqual;
    }
    const bool moved = sides.oldDefault && *sides.oldDefault != *sides.newDefault;
    return moved ? ValueVerdict::DefaultMovedUnderOverride : ValueVerdict::Overridden;
}

class TableMaker {
public:
    std::vector<ValueRow> run(const Sides& root) {
        descend(root);
        return std::move(m_rows);
    }

private:
    void descend(const Sides& sides);
    void visit(const QString& key, Sides sides);

    QStringList m_keys;
    QString m_path;
    std::vector<ValueRow> m_rows;
};

void TableMaker::descend(const Sides& sides) {
    QStringList keys;
    QSet<QString> seen;
    for (const Side* side : {&sides.oldDefault, &sides.mine, &sides.newDefault}) {
        if (!*side) {
            continue;
        }
        for (const auto& [key, value] : (*side)->entries()) {
            if (!seen.contains(key)) {
                seen.insert(key);
                keys.append(key);
            }
        }
    }
    keys.sort();
    const bool isFree = sides.newDefault && sides.newDefault->isMap() && sides.newDefault->entries().empty();
    for (const QString& key : keys) {
        visit(key,
            {childOf(sides.oldDefault, key), childOf(sides.mine, key), childOf(sides.newDefault, key), isFree,
                sides.isSensitive || isHiddenKey(key)});
    }
}

void TableMaker::visit(const QString& key, Sides sides) {
    const qsizetype length = m_path.size();
    m_path = joined(m_path, key);
    m_keys.append(key);
    const bool areMaps
        = isMapOrAbsent(sides.oldDefault) && isMapOrAbsent(sides.mine) && isMapOrAbsent(sides.newDefault);
    if (areMaps && (hasEntries(sides.oldDefault) || hasEntries(sides.mine) || hasEntries(sides.newDefault))) {
        descend(sides);
    } else {
        const ValueVerdict verdict = judge(sides);
        m_rows.push_back({m_keys, m_path, std::move(sides.oldDefault), std::move(sides.mine),
            std::move(sides.newDefault), verdict, sides.isSensitive});
    }
    m_keys.removeLast();
    m_path.truncate(length);
}

} // namespace

QString valueVerdictWord(ValueVerdict verdict) {
    switch (verdict) {
    case ValueVerdict::Unchanged:
        return u"Unchanged"_s;
    case ValueVerdict::DefaultMoved:
        return u"DefaultMoved"_s;
    case ValueVerdict::DefaultMovedUnderOverride:
        return u"DefaultMovedUnderOverride"_s;
    case ValueVerdict::DefaultVanished:
        return u"DefaultVanished"_s;
    case ValueVerdict::KeyVanished:
        return u"KeyVanished"_s;
    case ValueVerdict::OverrideNowEqual:
        return u"OverrideNowEqual"_s;
    case ValueVerdict::Overridden:
        return u"Overridden"_s;
    case ValueVerdict::OnlyMine:
        return u"OnlyMine"_s;
    case ValueVerdict::Added:
        break;
    }
    return u"Added"_s;
}

std::vector<ValueRow> valuesTable(const YamlValue& oldDefaults, const YamlValue& mine, const YamlValue& newDefaults) {
    return TableMaker().run({oldDefaults, mine, newDefaults, false, false});
}

} // namespace pilothouse
