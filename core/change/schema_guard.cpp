// SPDX-License-Identifier: Apache-2.0
#include "core/change/schema_guard.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QSet>
#include <QUrl>

#include <algorithm>
#include <array>
#include <vector>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMaxDepth = 100;
constexpr size_t kMaxSchemas = 50'000;
constexpr double kMaxWork = 2e6; ///< visits of a subschema; a validator makes some million a second

/// A schema or subschema, what it applies to the same value, and what to values inside of it.
struct Node {
    QString pointer;
    std::vector<size_t> sameValue;
    std::vector<size_t> inside;
};

class SchemaGraph {
public:
    std::optional<SchemaRefusal> build(const QJsonValue& root);
    [[nodiscard]] bool loops() const;
    [[nodiscard]] double work(int depth) const;

private:
    size_t add(const QJsonValue& schema, const QString& pointer, int depth);
    void addKeywords(size_t node, const QJsonObject& schema, const QString& pointer, int depth);
    void addEach(
        std::vector<size_t> Node::* edges, size_t node, const QJsonValue& value, const QString& pointer, int depth);
    void addReference(size_t node, const QString& reference);
    void refuse(const QString& word, const QString& detail) {
        if (!m_refusal) {
            m_refusal = SchemaRefusal{word, detail};
        }
    }
    [[nodiscard]] bool loopsFrom(size_t node, std::vector<char>& state) const;

    QJsonValue m_root;
    std::vector<Node> m_nodes;
    QHash<QString, size_t> m_byPointer;
    std::optional<SchemaRefusal> m_refusal;
};

/// The value a local pointer names; undefined: none.
QJsonValue resolve(const QJsonValue& root, const QString& pointer) {
    QJsonValue value = root;
    const QStringList steps = pointer.split(u'/').sliced(1);
    for (QString step : steps) {
        step.replace("~1"_L1, "/"_L1).replace("~0"_L1, "~"_L1);
        value = value.isArray() ? value.toArray().at(step.toInt()) : value.toObject().value(step);
    }
    return value;
}

size_t SchemaGraph::add(const QJsonValue& schema, const QString& pointer, int depth) {
    if (const auto known = m_byPointer.constFind(pointer); known != m_byPointer.constEnd()) {
        return *known;
    }
    const size_t index = m_nodes.size();
    m_byPointer.insert(pointer, index);
    m_nodes.push_back({pointer, {}, {}});
    if (depth > kMaxDepth || m_nodes.size() > kMaxSchemas) {
        refuse(u"TooComplex"_s, u"the schema is too deep or too large"_s);
    } else if (schema.isObject()) {
        addKeywords(index, schema.toObject(), pointer, depth);
    }
    return index;
}

void SchemaGraph::addEach(
    std::vector<size_t> Node::* edges, size_t node, const QJsonValue& value, const QString& pointer, int depth) {
    const auto link = [&](const QJsonValue& inner, const QString& step) {
        if (!m_refusal && (inner.isObject() || inner.isBool())) {
            const size_t target = add(inner, pointer + u'/' + step, depth + 1);
            (m_nodes[node].*edges).push_back(target);
        }
    };
    if (value.isArray()) {
        const QJsonArray list = value.toArray();
        for (qsizetype i = 0; i < list.size(); ++i) {
            link(list.at(i), QString::number(i));
        }
        return;
    }
    const QJsonObject map = value.toObject();
    for (auto entry = map.begin(); entry != map.end(); ++entry) {
        QString step = entry.key();
        link(entry.value(), step.replace(u'~', "~0"_L1).replace(u'/', "~1"_L1));
    }
}

void SchemaGraph::addKeywords(size_t node, const QJsonObject& schema, const QString& pointer, int depth) {
    if (schema.value("$ref"_L1).isString()) { // what stands beside a reference is ignored up to draft 7
        addReference(node, schema.value("$ref"_L1).toString());
        return;
    }
    static constexpr std::array kSame = {"not"_L1, "if"_L1, "then"_L1, "else"_L1};
    static constexpr std::array kSameMany = {"allOf"_L1, "anyOf"_L1, "oneOf"_L1, "dependencies"_L1};
    static constexpr std::array kOneOrMany = {"items"_L1, "extends"_L1, "type"_L1, "disallow"_L1};
    static constexpr std::array kInside
        = {"additionalItems"_L1, "additionalProperties"_L1, "contains"_L1, "propertyNames"_L1};
    static constexpr std::array kInsideMany = {"properties"_L1, "patternProperties"_L1};
    const auto one = [&](std::vector<size_t> Node::* edges, QLatin1StringView keyword) {
        const QJsonValue value = schema.value(keyword);
        if (!m_refusal && value.isObject()) {
            const size_t target = add(value, pointer + u'/' + keyword, depth + 1);
            (m_nodes[node].*edges).push_back(target);
        }
    };
    const auto many = [&](std::vector<size_t> Node::* edges, QLatin1StringView keyword) {
        addEach(edges, node, schema.value(keyword), pointer + u'/' + keyword, depth);
    };
    for (const auto keyword : kSame) {
        one(&Node::sameValue, keyword);
    }
    for (const auto keyword : kSameMany) {
        many(&Node::sameValue, keyword);
    }
    for (const auto keyword : kOneOrMany) {
        const auto edges = keyword == "items"_L1 ? &Node::inside : &Node::sameValue;
        schema.value(keyword).isArray() ? many(edges, keyword) : one(edges, keyword);
    }
    for (const auto keyword : kInside) {
        one(&Node::inside, keyword);
    }
    for (const auto keyword : kInsideMany) {
        many(&Node::inside, keyword);
    }
}

void SchemaGraph::addReference(size_t node, const QString& reference) {
    if (!reference.startsWith(u'#')) {
        refuse(u"RemoteReference"_s, u"a reference to another document: %1"_s.arg(reference.left(256)));
        return;
    }
    const QString pointer = QUrl::fromPercentEncoding(reference.sliced(1).toUtf8());
    const QJsonValue target = pointer.isEmpty() ? m_root : resolve(m_root, pointer);
    if ((!pointer.isEmpty() && !pointer.startsWith(u'/')) || target.isUndefined()) {
        refuse(u"BadSchema"_s, u"a reference leads nowhere: %1"_s.arg(reference.left(256)));
        return;
    }
    const size_t index = add(target, pointer, 0);
    m_nodes[node].sameValue.push_back(index);
}

std::optional<SchemaRefusal> SchemaGraph::build(const QJsonValue& root) {
    m_root = root;
    add(root, {}, 0);
    return m_refusal;
}

/// state: 0 not seen, 1 on the way here, 2 done.
bool SchemaGraph::loopsFrom(size_t node, std::vector<char>& state) const {
    struct Step {
        size_t node;
        size_t next;
    };
    std::vector<Step> way{{node, 0}};
    state[node] = 1;
    while (!way.empty()) {
        Step& step = way.back();
        const auto& edges = m_nodes[step.node].sameValue;
        if (step.next == edges.size()) {
            state[step.node] = 2;
            way.pop_back();
            continue;
        }
        const size_t target = edges[step.next++];
        if (state[target] == 1) {
            return true;
        }
        if (state[target] == 0) {
            state[target] = 1;
            way.push_back({target, 0});
        }
    }
    return false;
}

bool SchemaGraph::loops() const {
    std::vector<char> state(m_nodes.size(), 0);
    for (size_t node = 0; node < m_nodes.size(); ++node) {
        if (state[node] == 0 && loopsFrom(node, state)) {
            return true;
        }
    }
    return false;
}

/// Visits a validator makes at most, each place of the values counted once a level. Without loops on the same value,
/// relaxing as many times as the longest chain is enough; a few rounds show what multiplies.
double SchemaGraph::work(int depth) const {
    std::vector<double> below(m_nodes.size(), 0.0);
    for (int level = 0; level <= depth; ++level) {
        std::vector<double> now(m_nodes.size(), 1.0);
        for (int round = 0; round < kMaxDepth; ++round) {
            bool changed = false;
            for (size_t node = m_nodes.size(); node-- > 0;) {
                double sum = 1.0;
                for (const size_t same : m_nodes[node].sameValue) {
                    sum += now[same];
                }
                for (const size_t inner : m_nodes[node].inside) {
                    sum += below[inner];
                }
                sum = std::min(sum, 2 * kMaxWork);
                changed = changed || sum != now[node];
                now[node] = sum;
            }
            if (!changed || now[0] > kMaxWork) {
                break;
            }
        }
        below = std::move(now);
        if (below[0] > kMaxWork) {
            break;
        }
    }
    return below.empty() ? 0 : below[0];
}

} // namespace

std::optional<SchemaRefusal> guardSchema(const QJsonValue& schema, int depth) {
    SchemaGraph graph;
    if (auto refusal = graph.build(schema)) {
        return refusal;
    }
    if (graph.loops()) {
        return SchemaRefusal{u"SchemaLoops"_s, u"a reference leads back to itself"_s};
    }
    if (graph.work(std::min(depth, kMaxDepth)) > kMaxWork) {
        return SchemaRefusal{u"TooComplex"_s, u"its references multiply beyond a bound"_s};
    }
    return {};
}

} // namespace pilothouse
