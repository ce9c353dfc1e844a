// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/yaml_loader.h"

#include <QHash>

namespace pilothouse {

/// One key or value of a YAML text and where it stands.
struct YamlPlace {
    QString pointer; ///< JSON pointer (RFC 6901) of the value: `/image/tag`; of a key, its value's
    int line = 0; ///< 1-based
    QString text; ///< of a scalar, as written; empty for maps and lists
    bool isPlain = false; ///< a scalar without quotes, block or tag: YAML decides what it is
    bool isKey = false;
    bool isDuplicate = false; ///< a key its map has already
};

/// Where everything stands, up to the first error: for marks beside an editor's text, which is often half written.
class YamlPlaces {
public:
    /// @param limits what is beyond stays without a place
    [[nodiscard]] static YamlPlaces of(const QByteArray& text, const YamlLimits& limits = {});

    [[nodiscard]] const std::vector<YamlPlace>& all() const { return m_places; }
    /// False where an error or a limit ended it.
    [[nodiscard]] bool isWhole() const { return m_isWhole; }
    /// Of a value, or of the closest one above it that is written; 0: of none.
    [[nodiscard]] int lineOf(QString pointer) const;

private:
    bool m_isWhole = true;
    std::vector<YamlPlace> m_places;
    QHash<QString, int> m_lines;
};

/// A key as a step of a JSON pointer: `/` and `~` escaped.
[[nodiscard]] QString pointerStep(const QString& key);

} // namespace pilothouse
