// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/json.h"

namespace pilothouse::demo {

/// Fills in what the API server fills in for workloads, Services and pods: a live object always has more fields than
/// the manifest it came from. protocol: kubernetes pkg/apis/*/v1/defaults.go
void applyDefaults(json::object& object);

} // namespace pilothouse::demo
