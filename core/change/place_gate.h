// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/kube/mode_gate.h"
#include "core/session/workspace.h"

namespace pilothouse {

/// The context's mode as it is this moment, also where its session is closed meanwhile: then nothing may be changed.
class PlaceGate final : public ModeGate {
public:
    PlaceGate(Workspace& workspace, ContextId context)
        : m_workspace(workspace)
        , m_context(std::move(context)) { }
    [[nodiscard]] Mode modeOf(QStringView nameSpace) const override;
    [[nodiscard]] std::optional<Error> lockedBecause() const override;

private:
    Workspace& m_workspace;
    ContextId m_context;
};

} // namespace pilothouse
