// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/place_gate.h"
#include "core/change/preparer.h"

namespace pilothouse {

struct Preparer::Connection {
    PlaceGate gate; // outlives the client that asks it
    std::unique_ptr<ClusterSession> session;
    QByteArray fingerprint;
};

[[nodiscard]] QString prepareSubject(const PrepareRequest& request);

} // namespace pilothouse
