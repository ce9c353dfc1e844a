// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/kubeconfig.h"

#include <QByteArray>

namespace pilothouse {

/// SHA-256 over everything a connection is made from, secrets included: equal before and after a file was rewritten
/// means that a running session may go on (KC10). Never shown or stored.
[[nodiscard]] QByteArray connectionFingerprint(const ClusterEntry& cluster, const UserEntry& user);

} // namespace pilothouse
