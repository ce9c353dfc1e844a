// SPDX-License-Identifier: Apache-2.0
#include "core/change/place_gate.h"

namespace pilothouse {

Mode PlaceGate::modeOf(QStringView nameSpace) const {
    const ClusterSession* session = m_workspace.findSession(m_context);
    return session ? session->modes().modeOf(nameSpace) : Mode::ReadOnly;
}

std::optional<Error> PlaceGate::lockedBecause() const {
    const ClusterSession* session = m_workspace.findSession(m_context);
    return session ? session->modes().lockedBecause() : std::nullopt;
}

} // namespace pilothouse
