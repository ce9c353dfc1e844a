// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/helm/release_types.h"

namespace pilothouse {

/// What decoding a record may cost. Helm itself has no limit: a 1 MiB Secret can inflate a thousandfold (RP1).
struct DecodeLimits {
    ByteSize json = 64_MiB;
    int depth = 200;
};

/// From the `release` value of the object's data: base64 (only for Secrets: the API's own) → base64 → gzip (or plain
/// JSON, as helm accepts) → JSON (protocol: 3.1, 3.2). White space and URL-safe base64 are accepted, gzip's CRC is
/// checked.
/// @param meta what labels and name say; a body that says otherwise is kept and marked in `oddities` (RP3)
/// Errors: Parse (which layer), Invalid (limits); the subject names release and revision. Thread: any (pool).
[[nodiscard]] Result<ReleaseRecordPtr> decodeRelease(
    const QByteArray& encoded, const RecordMeta& meta, const DecodeLimits& limits = {});

/// From the whole Secret or ConfigMap as JSON.
[[nodiscard]] Result<ReleaseRecordPtr> decodeReleaseObject(
    const QByteArray& objectJson, const RecordMeta& meta, const DecodeLimits& limits = {});

/// Metadata of a record object (Secret, ConfigMap or PartialObjectMetadata) as JSON; nothing when it is none of helm's
/// (RP7). Labels first, name second (protocol: 3.1).
[[nodiscard]] std::optional<RecordMeta> recordMetaFromJson(const QByteArray& objectJson, StorageDriver driver);

} // namespace pilothouse
