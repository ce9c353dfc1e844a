// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/terminal/key_encoder.h"

#include <optional>

class QKeyEvent;

namespace pilothouse::ui {

/// What a key of the window means to a terminal; nothing: it is not for the program (a modifier alone, a media key).
[[nodiscard]] std::optional<KeyPress> terminalKey(const QKeyEvent& event);
[[nodiscard]] KeyModifiers terminalModifiers(Qt::KeyboardModifiers modifiers);

} // namespace pilothouse::ui
