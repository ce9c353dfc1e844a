// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/yaml_loader.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace pilothouse {

/// Something about a line of values, for the editor's margin. A hint while typing: helm's own verdict decides.
struct ValuesFinding {
    /// `Schema`, or of what YAML makes of a text: `Boolean` (yes, no, on, off), `BooleanKey`, `Octal` (0777),
    /// `Exponent` (1e3), `TrailingZero` (1.10 is 1.1), `LongInteger` (digits get lost), `DuplicateKey`, `Tab`.
    QString word;
    QString pointer; ///< JSON pointer; empty: the whole, or not known
    int line = 0; ///< 1-based; of the closest part that is written; 0: of none
    QString text; ///< as written, where that helps
    QString message; ///< English: the schema's demand, or what the text is read as
};

/// What a schema says of values.
struct SchemaVerdict {
    std::vector<ValuesFinding> findings; ///< at most 200
    /// Why it was not (wholly) looked at: `UnknownSchema` (another draft), `RemoteReference`, `SchemaLoops`,
    /// `TooComplex`, `BadSchema`. Empty: it was.
    QString notChecked;
    QString detail;
};

/// Values over the chart's defaults, as helm judges them, by values.schema.json: drafts 3, 4, 6 and 7 (CH5).
/// Nothing is ever fetched, depth and work are bounded (CH3). Values that are no YAML give no findings: the loader says
/// that better.
/// @param defaults the chart's own; Null: none
/// Thread: any (pool): some milliseconds, seconds at the very worst.
[[nodiscard]] SchemaVerdict checkSchema(const QByteArray& values, const YamlValue& defaults, const QByteArray& schema);

/// Texts that YAML reads as something else than they look like (CH4). The text itself is never touched.
/// @return in line order, at most 1,000
[[nodiscard]] std::vector<ValuesFinding> typeSurprises(const QByteArray& values);

} // namespace pilothouse
