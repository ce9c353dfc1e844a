// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/helm/release_decoder.h"

namespace pilothouse {

/// How much of a record's JSON is kept.
enum class RecordContent {
    Whole,
    Facts, ///< for the list: no values, notes, hooks, schema, file names
};

/// Reads helm's JSON (protocol: 3.2). Templates' and files' data are passed over, never copied. Fields of a wrong type
/// are empty (RP3); what is missing altogether is said in `oddities` (`NoChart`, `NoInfo`).
/// @param json with simdjson's padding behind it
/// Errors: Parse, Invalid (TooComplex). Thread: any.
[[nodiscard]] Result<ReleaseRecord> readRecordJson(
    const QByteArray& json, const DecodeLimits& limits, RecordContent content, const QString& subject);

} // namespace pilothouse
