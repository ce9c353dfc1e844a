// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/byte_size.h"
#include "core/base/error.h"

#include <QByteArray>

#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace pilothouse {

/// A YAML or JSON value of our own: a plain tree, safe to copy across threads, bounded when it is made, map order kept.
/// yaml-cpp's Node stays inside core/yaml (its reads are not thread-safe and its alias graphs may be cyclic).
class YamlValue {
public:
    struct Null { };
    using Sequence = std::vector<YamlValue>;
    using Map = std::vector<std::pair<QString, YamlValue>>;
    /// `isString` when it was quoted, a block, or resolves to a string as Go's sigs.k8s.io/yaml does it (YAML 1.1: y,
    /// yes and on are true; `1:30` and dates are strings). Otherwise `text` is valid JSON: `true` for `yes`, 511 for
    /// `0777`, a float with its digits as written (`.inf` and `.nan` excepted).
    struct Scalar {
        QString text;
        bool isString = true;
    };

    YamlValue() = default;
    explicit YamlValue(Scalar scalar)
        : m_value(std::move(scalar)) { }
    explicit YamlValue(Sequence sequence)
        : m_value(std::make_shared<const Sequence>(std::move(sequence))) { }
    explicit YamlValue(Map map)
        : m_value(std::make_shared<const Map>(std::move(map))) { }
    static YamlValue string(QString text) { return YamlValue(Scalar{std::move(text), true}); }

    [[nodiscard]] bool isNull() const { return std::holds_alternative<Null>(m_value); }
    [[nodiscard]] bool isScalar() const { return std::holds_alternative<Scalar>(m_value); }
    [[nodiscard]] bool isString() const { return isScalar() && std::get<Scalar>(m_value).isString; }
    [[nodiscard]] bool isSequence() const { return std::holds_alternative<std::shared_ptr<const Sequence>>(m_value); }
    [[nodiscard]] bool isMap() const { return std::holds_alternative<std::shared_ptr<const Map>>(m_value); }

    /// Text of a scalar; empty for everything else.
    [[nodiscard]] QString text() const { return isScalar() ? std::get<Scalar>(m_value).text : QString(); }
    /// Items of a sequence; empty for everything else.
    [[nodiscard]] const Sequence& items() const;
    /// Entries of a map in file order; empty for everything else.
    [[nodiscard]] const Map& entries() const;
    /// The entry named @p key, or null (a shared Null value) where this is no map or has none.
    [[nodiscard]] const YamlValue& operator[](QStringView key) const;
    [[nodiscard]] bool contains(QStringView key) const;
    /// at({u"metadata", u"name"}): a path of keys.
    [[nodiscard]] const YamlValue& at(std::initializer_list<QStringView> path) const;

    friend bool operator==(const YamlValue& a, const YamlValue& b);

private:
    std::variant<Null, Scalar, std::shared_ptr<const Sequence>, std::shared_ptr<const Map>> m_value;
};

/// What a document may cost at most. Exceeding any is Error{Invalid, reason "TooComplex"} (KC3): alias bombs, cycles
/// (`&x [*x]`), depth and size are all caught here, because every walk of ours walks the tree this makes.
struct YamlLimits {
    ByteSize bytes = 16_MiB;
    int depth = 100;
    qint64 nodes = 1'000'000; ///< after aliases are expanded
};

enum class DuplicateKeys { Refuse, KeepLast };

/// Reads one document (the first). Empty text is Null. `<<` merges; keys are strings, as in JSON (`on:` is "true").
/// BOM, CRLF and UTF-16 with BOM are accepted; NUL is refused (KC2). Errors: Parse with subject `name:line:column`
/// (1-based), Invalid (limits). Thread: any.
/// @param name what to call the text in errors: a path, `values of storefront 1384`
[[nodiscard]] Result<YamlValue> loadYaml(const QByteArray& text, const QString& name, const YamlLimits& limits = {},
    DuplicateKeys duplicates = DuplicateKeys::Refuse);

/// The same from JSON text (strict); one tree for both. Numbers keep their digits.
[[nodiscard]] Result<YamlValue> loadJson(const QByteArray& text, const QString& name, const YamlLimits& limits = {});

/// YAML text byte for byte as `helm get values` prints it (sigs.k8s.io/yaml: two-space indent, lists at their parent's,
/// long lines folded at 80, numbers as Go's %g), ending in a newline. JSON text: compact or indented by 2.
enum class KeyOrder { Kept, Sorted };
[[nodiscard]] QByteArray toYaml(const YamlValue& value, KeyOrder order = KeyOrder::Sorted);
enum class JsonLayout { Compact, Indented };
[[nodiscard]] QByteArray toJson(const YamlValue& value, JsonLayout layout = JsonLayout::Compact);

} // namespace pilothouse
