// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task.h"
#include "core/helm/release_types.h"
#include "core/kube/api_client.h"

namespace pilothouse {

/// Puts the chart of a release's newest record back into a folder, for helm to render from.
/// @param newest what was read; a newer one that came since is an error
/// @param root the folder is made in it, named after the record; one that is there already is taken
/// @return its path. Errors: NotFound (reason NoRecord); those of rebuildChart, writeChart and ApiClient::get.
[[nodiscard]] Task<Result<QString>> keepRecordChart(
    ApiClient* client, ReleaseRecordPtr newest, ReleaseKey release, QString root);

} // namespace pilothouse
