// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/config/environment_rules.h"
#include "core/kube/mode_gate.h"

#include <optional>
#include <vector>

namespace pilothouse {

/// A mode chosen by a person for a place and a time.
struct ModeChoice {
    QString nameSpace; ///< empty: the context, and its namespaces of the same environment
    Mode mode = Mode::ReadOnly;
    QString reason; ///< as typed; goes into audit and into helm's description
    std::optional<Clock::Steady> until; ///< nothing: for as long as the program runs (only what is not protected)
};

/// Which mode is in force where in one context, at one moment. Immutable; crosses threads, so that the window shows
/// what core enforces by the same function.
struct ModeTable {
    ContextId context;
    EnvironmentRules rules;
    std::vector<ModeChoice> choices; ///< one a namespace
    std::optional<Error> lock; ///< why changes are locked whatever the mode (NS3)

    /// Production and what no rule matches start read-only, staging and playground with changes open. A choice for the
    /// context does not reach a namespace that a rule makes another environment (U1b).
    [[nodiscard]] Mode modeOf(QStringView nameSpace, Clock::Steady now) const;
    /// The choice that is in force there; null: the environment's own mode.
    [[nodiscard]] const ModeChoice* choiceFor(QStringView nameSpace, Clock::Steady now) const;
    [[nodiscard]] Environment environmentOf(QStringView nameSpace) const;
    /// Opening asks for a reason and a time, destructive steps for `context/release` typed.
    [[nodiscard]] bool isProtected(QStringView nameSpace) const;
};

[[nodiscard]] Mode startingMode(EnvironmentKind kind);

} // namespace pilothouse
