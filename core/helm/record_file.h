// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/helm/release_decoder.h"
#include "core/kube/api_client.h"

namespace pilothouse {

/// One revision's stored object as the server has it (Secret or ConfigMap), as JSON without managedFields: what
/// `kubectl apply -f` or `kubectl create -f` would put back. Holds every secret of the release's values.
/// Errors: as ApiClient::get; Protocol where the answer is no record of that release.
[[nodiscard]] Task<Result<QByteArray>> readRecordObject(ApiClient* client, RecordMeta meta);

enum class IfFileExists { Refuse, Replace };
/// Whole or not at all, 0600 whatever the umask (FS7): written beside it as `.part`, synced, then renamed. A link is
/// replaced, never followed.
/// Errors: Io (folder, disk full, rename; nothing is left behind), Conflict with reason FileExists. Thread: any.
[[nodiscard]] Result<void> writeRecordFile(const QString& path, const QByteArray& bytes, IfFileExists ifExists);

/// A record read back without any cluster, by the decoder that reads the cluster's, with the same limits (RP1 to RP3).
struct RecordFile {
    RecordMeta meta;
    ReleaseRecordPtr record;
};
/// JSON as it was exported, or the object as kubectl writes it in JSON or YAML. At most 8 MiB.
/// Errors: as readBoundedFile; Parse; Invalid with reason NotARecord; those of decodeReleaseObject. Thread: any.
[[nodiscard]] Result<RecordFile> readRecordFile(const QString& path);
/// @param name what to call it in errors
[[nodiscard]] Result<RecordFile> recordFromText(const QByteArray& text, const QString& name);

/// `storefront.v1384.shop.json`, for a file dialog: no name of a cluster's can lead out of a folder.
[[nodiscard]] QString suggestedFileName(const RecordMeta& meta);

} // namespace pilothouse
