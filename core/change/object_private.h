// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/object_desk.h"
#include "core/change/place_gate.h"

namespace pilothouse {

struct ObjectDesk::Connection {
    PlaceGate gate; // outlives the client that asks it
    std::unique_ptr<ClusterSession> session;
    QByteArray fingerprint;
    std::shared_ptr<const ApiCatalog> catalog;
};

} // namespace pilothouse
