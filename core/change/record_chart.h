// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task.h"
#include "core/helm/release_types.h"
#include "core/kube/api_client.h"

namespace pilothouse {

/// Puts a record's chart back into a folder: metadata, defaults, schema, templates and files. Subcharts are in no
/// record, so a chart that has any can't be rebuilt; comments of values.yaml are lost.
/// @param root the folder is made in it, named after the record; one that is there already is taken
/// @return its path. Errors: NotFound (reason NoRecord), Invalid (reason SubchartsNotStored, BadChart), Io; those of
/// ApiClient::get and of the decoder.
[[nodiscard]] Task<Result<QString>> rebuildChart(
    ApiClient* client, ReleaseRecordPtr newest, ReleaseKey release, QString root);

/// The same from the record's own JSON, into @p folder, which must not exist. Thread: any.
[[nodiscard]] Result<void> writeRecordChart(const QByteArray& recordJson, const QString& folder);

} // namespace pilothouse
