// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/tree_builder.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

[[noreturn]] void tooComplex(const QString& why) {
    throw TreeRefusal{ErrorCode::Invalid, why, u"TooComplex"_s};
}
[[noreturn]] void unreadable(const QString& why) {
    throw TreeRefusal{ErrorCode::Parse, why, {}};
}

} // namespace

bool TreeBuilder::wantsKey() const {
    return !m_open.empty() && m_open.back().isMap && !m_open.back().key && !m_open.back().isMerge;
}

void TreeBuilder::count(qint64 nodes) {
    m_nodes += nodes;
    if (m_nodes > m_limits.nodes) {
        tooComplex(u"more than %1 values"_s.arg(m_limits.nodes));
    }
}

void TreeBuilder::key(QString name) {
    count(1);
    Open& map = m_open.back();
    if (m_duplicates == DuplicateKeys::Refuse && map.written.contains(name)) {
        unreadable(u"the key \"%1\" is there twice"_s.arg(name.left(200)));
    }
    map.nodes += 1;
    map.written.insert(name);
    map.key = std::move(name);
}

void TreeBuilder::mergeKey() {
    count(1);
    m_open.back().isMerge = true;
}

void TreeBuilder::scalar(YamlValue value, quint64 anchor) {
    count(1);
    Subtree subtree{std::move(value)};
    if (anchor != 0) {
        m_anchors.insert(anchor, subtree);
    }
    add(std::move(subtree));
}

void TreeBuilder::alias(quint64 anchor) {
    const auto found = m_anchors.constFind(anchor);
    if (found == m_anchors.cend()) {
        tooComplex(u"an alias inside what it stands for"_s);
    }
    count(found->nodes);
    add(*found);
}

void TreeBuilder::begin(bool isMap, quint64 anchor) {
    if (wantsKey()) {
        unreadable(u"a list or map can't be a key"_s);
    }
    count(1);
    if (static_cast<int>(m_open.size()) >= m_limits.depth) {
        tooComplex(u"nested deeper than %1"_s.arg(m_limits.depth));
    }
    Open open;
    open.isMap = isMap;
    open.anchor = anchor;
    m_open.push_back(std::move(open));
}

void TreeBuilder::end() {
    Open done = std::move(m_open.back());
    m_open.pop_back();
    Subtree subtree{
        done.isMap ? YamlValue(std::move(done.entries)) : YamlValue(std::move(done.items)), done.nodes, done.depth};
    if (done.anchor != 0) {
        m_anchors.insert(done.anchor, subtree);
    }
    add(std::move(subtree));
}

void TreeBuilder::add(Subtree subtree) {
    if (m_open.empty()) {
        m_root = std::move(subtree.value);
        return;
    }
    Open& parent = m_open.back();
    parent.nodes += subtree.nodes;
    parent.depth = qMax(parent.depth, subtree.depth + 1);
    // Aliases in aliases nest deeper than the text does.
    if (static_cast<int>(m_open.size()) + subtree.depth > m_limits.depth + 1) {
        tooComplex(u"nested deeper than %1"_s.arg(m_limits.depth));
    }
    if (parent.isMerge) {
        parent.isMerge = false;
        merge(parent, subtree.value);
    } else if (parent.isMap) {
        addEntry(parent, std::move(subtree.value));
    } else {
        parent.items.push_back(std::move(subtree.value));
    }
}

void TreeBuilder::addEntry(Open& map, YamlValue value) {
    QString name = *std::exchange(map.key, std::nullopt);
    const auto known = map.index.constFind(name);
    if (known != map.index.cend()) {
        map.entries[*known].second = std::move(value);
        return;
    }
    map.index.insert(name, map.entries.size());
    map.entries.emplace_back(std::move(name), std::move(value));
}

void TreeBuilder::merge(Open& map, const YamlValue& value) {
    if (!value.isSequence()) {
        mergeMap(map, value);
        return;
    }
    // The first map of a list wins, so it goes last.
    for (auto item = value.items().rbegin(); item != value.items().rend(); ++item) {
        mergeMap(map, *item);
    }
}

void TreeBuilder::mergeMap(Open& map, const YamlValue& value) {
    if (!value.isMap()) {
        unreadable(u"\"<<\" takes a map or a list of maps"_s);
    }
    for (const auto& [name, merged] : value.entries()) {
        // As go-yaml v2, and so helm and kubectl, do it: whatever comes later in the text wins.
        map.key = name;
        addEntry(map, merged);
    }
}

} // namespace pilothouse
