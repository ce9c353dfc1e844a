// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QString>

#include <compare>

namespace pilothouse {

/// A string that can't be mixed up with another kind of string.
template <typename Tag> class StringId {
public:
    StringId() = default;
    explicit StringId(QString value)
        : m_value(std::move(value)) { }

    [[nodiscard]] const QString& value() const { return m_value; }
    [[nodiscard]] bool isEmpty() const { return m_value.isEmpty(); }

    friend bool operator==(const StringId&, const StringId&) = default;
    friend auto operator<=>(const StringId& a, const StringId& b) {
        return a.m_value == b.m_value ? std::strong_ordering::equal
            : a.m_value < b.m_value   ? std::strong_ordering::less
                                      : std::strong_ordering::greater;
    }
    friend size_t qHash(const StringId& id, size_t seed = 0) { return qHash(id.m_value, seed); }

private:
    QString m_value;
};

/// metadata.uid of an object: another object of the same name has another one (AP10).
using Uid = StringId<struct UidTag>;
/// metadata.resourceVersion: opaque, never compared for order by us.
using ResourceVersion = StringId<struct ResourceVersionTag>;
/// Name of a kubeconfig context after merging.
using ContextId = StringId<struct ContextIdTag>;

/// Number of a release's revision, from 1; 0 means none.
enum class Revision : int { None = 0 };
[[nodiscard]] constexpr int number(Revision revision) {
    return static_cast<int>(revision);
}

} // namespace pilothouse
