// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/change_plan.h"
#include "core/helm/helm_call.h"

namespace pilothouse {

/// What helm is told for a request. Kubeconfig and values file are filled in by whoever runs it.
/// @param chart what stands for the chart on the command line: the place on this machine, or what a person would write
/// @param description goes into the record where this helm can write one; empty: none
[[nodiscard]] HelmCall helmCallOf(const ChangeRequest& request, const QString& chart, const QString& description);

/// What helm is asked to note in the record: the reason, who, and a mark by which this very operation is known again.
/// @param operation its id
[[nodiscard]] QString describeChange(const ChangeRequest& request, const QString& user, const QString& operation);
/// The mark alone: `[ph-1f3a5c7e]`. It stands at the end of the description.
[[nodiscard]] QString operationMark(const QString& operation);

/// argv as a person could run it (`helm upgrade web ./chart --values values.yaml …`). Errors: as displayCommand.
[[nodiscard]] Result<QStringList> commandFor(const Rendering& rendering);

} // namespace pilothouse
