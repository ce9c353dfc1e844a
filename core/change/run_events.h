// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/change_run.h"
#include "core/kube/api_client.h"

#include <QJsonObject>

namespace pilothouse {

/// Events of the cluster that belong to a run: about its objects, its hooks, or something their names begin with (pods
/// come and go before a list of them is read), and not older than its start. Newest first, 200 at most.
[[nodiscard]] std::vector<RunEvent> eventsOfRun(const std::vector<QJsonObject>& events,
    const std::vector<LiveObject>& objects, const QStringList& hookNames, const QDateTime& since);

/// Events of one namespace. Errors: as ApiClient::get.
[[nodiscard]] Task<Result<std::vector<QJsonObject>>> readEvents(ApiClient* client, QString nameSpace);

} // namespace pilothouse
