// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/yaml_loader.h"

#include <QHash>
#include <QSet>

#include <optional>
#include <vector>

namespace pilothouse {

/// What ends a build: thrown through yaml-cpp's parser, caught in the loader.
struct TreeRefusal {
    ErrorCode code = ErrorCode::Invalid;
    QString detail;
    QString reason;
};

/// Builds a YamlValue from parse events and throws TreeRefusal as soon as a limit is passed, so that a hostile text
/// costs no more than what it is allowed (KC3). Subtrees of aliases are shared, but counted as often as they appear.
class TreeBuilder {
public:
    TreeBuilder(const YamlLimits& limits, DuplicateKeys duplicates)
        : m_limits(limits)
        , m_duplicates(duplicates) { }

    /// @param anchor 0: none
    void scalar(YamlValue value, quint64 anchor);
    void alias(quint64 anchor);
    void beginSequence(quint64 anchor) { begin(false, anchor); }
    void beginMap(quint64 anchor) { begin(true, anchor); }
    void end();
    /// True when the next value is a key.
    [[nodiscard]] bool wantsKey() const;
    /// The next entry's value is merged into the map instead (`<<`).
    void mergeKey();
    void key(QString name);

    [[nodiscard]] YamlValue takeRoot() { return std::move(m_root); }

private:
    struct Subtree {
        YamlValue value;
        qint64 nodes = 1;
        int depth = 1;
    };
    struct Open {
        bool isMap = false;
        bool isMerge = false;
        quint64 anchor = 0;
        std::optional<QString> key;
        YamlValue::Sequence items;
        YamlValue::Map entries;
        QHash<QString, size_t> index; ///< key → entry
        QSet<QString> written; ///< keys of the map's own text, merged ones left out
        qint64 nodes = 1;
        int depth = 1;
    };

    void begin(bool isMap, quint64 anchor);
    void add(Subtree subtree);
    void addEntry(Open& map, YamlValue value);
    void merge(Open& map, const YamlValue& value);
    void mergeMap(Open& map, const YamlValue& value);
    void count(qint64 nodes);

    YamlLimits m_limits;
    DuplicateKeys m_duplicates;
    std::vector<Open> m_open;
    QHash<quint64, Subtree> m_anchors;
    qint64 m_nodes = 0;
    YamlValue m_root;
};

} // namespace pilothouse
