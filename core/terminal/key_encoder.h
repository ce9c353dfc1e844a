// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/terminal/stream_guard.h"

#include <QString>

namespace pilothouse {

enum class TerminalKey {
    Text, ///< KeyPress::text
    Enter,
    Tab,
    Backspace,
    Escape,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    Insert,
    Delete,
    PageUp,
    PageDown,
    F1,
    F2,
    F3,
    F4,
    F5,
    F6,
    F7,
    F8,
    F9,
    F10,
    F11,
    F12,
};

struct KeyModifiers {
    bool shift = false;
    bool alt = false;
    bool control = false;
    [[nodiscard]] bool any() const { return shift || alt || control; }
};

struct KeyPress {
    TerminalKey key = TerminalKey::Text;
    QString text; ///< of Text: the characters; with Control one letter or sign
    KeyModifiers modifiers;
};

/// The bytes xterm sends for a key (terminfo xterm-256color).
[[nodiscard]] QByteArray encodeKey(const KeyPress& press, const StreamGuard::Modes& modes);

} // namespace pilothouse
