// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task.h"
#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/kube/port_forward.h"

#include <QJsonObject>

namespace pilothouse {

/// Where a forward leads to right now.
struct ForwardPod {
    QString name;
    Uid uid;
    int port = 0; ///< of the pod
};

/// Looks for a ready pod of the target and the port in it, as kubectl does: of a service the target port, of a workload
/// a pod its selector names; ports by number or by name. The pod at hand is kept while it is ready.
/// Errors: NotFound with reason NoReadyPod (there may be one soon), NoSuchPort or the server's; Invalid with reason
/// NotForwardable (a release, a CronJob, a service without selector), BadPort.
[[nodiscard]] Task<Result<ForwardPod>> findForwardPod(ApiClient& client, ForwardRequest request, QString current = {});

/// The ready pod among @p pods: @p current if it is one of them, else the one that has been up longest.
[[nodiscard]] const QJsonObject* pickReadyPod(const std::vector<QJsonObject>& pods, const QString& current);
/// A selector's object as the text a list takes: `app=web,tier in (a,b)`.
[[nodiscard]] QString selectorText(const QJsonObject& labelSelector);

} // namespace pilothouse
