// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/session/mode_table.h"
#include "ui/theme/tokens.h"

#include <QString>

#include <chrono>
#include <optional>

namespace pilothouse::ui {

struct ContextItem;

/// What may be done in one place, as core enforces it: for chip, status line, panel and whoever offers a change.
struct PlaceMode {
    Mode mode = Mode::ReadOnly;
    Environment environment;
    bool isProtected = true;
    bool isKnown = false; ///< a session runs and has said so
    QString scope; ///< the namespace a choice is made for; empty: the context and its namespaces alike
    QString reason; ///< of who opened it
    std::optional<Clock::Steady> until; ///< nothing: does not lock by itself
    std::optional<Error> lock; ///< changes are locked whatever the mode (NS3)
    /// Until it locks; never below 0.
    [[nodiscard]] std::optional<std::chrono::seconds> left(Clock::Steady now) const;
    [[nodiscard]] bool canChange() const { return isKnown && mode == Mode::ChangesOpen && !lock; }
};

/// @param item null: nothing is known, read-only
[[nodiscard]] PlaceMode placeMode(const ContextItem* item, const QString& nameSpace, Clock::Steady now);

/// `Read-only`, as a choice or on the chip.
[[nodiscard]] QString modeName(Mode mode);
/// What one may do there, one sentence.
[[nodiscard]] QString modeMeaning(Mode mode);
[[nodiscard]] QString modeIcon(const PlaceMode& place);
/// `Changes open, 9 min 41 s`.
[[nodiscard]] QString modeWithTime(const PlaceMode& place, Clock::Steady now);
/// Why nothing can be changed here, and what opens it; empty: it is open.
[[nodiscard]] QString whyLocked(const PlaceMode& place);
/// `9 min 41 s`, `12 s`, `1 h 5 min`.
[[nodiscard]] QString spanText(std::chrono::seconds span);

} // namespace pilothouse::ui
