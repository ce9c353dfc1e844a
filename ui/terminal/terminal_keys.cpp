// SPDX-License-Identifier: Apache-2.0
#include "ui/terminal/terminal_keys.h"

#include <QKeyEvent>

#include <array>

namespace pilothouse::ui {

namespace {

struct KeyPair {
    int qt;
    TerminalKey key;
};
constexpr std::array kKeys{
    KeyPair{Qt::Key_Return, TerminalKey::Enter},
    KeyPair{Qt::Key_Enter, TerminalKey::Enter},
    KeyPair{Qt::Key_Tab, TerminalKey::Tab},
    KeyPair{Qt::Key_Backtab, TerminalKey::Tab},
    KeyPair{Qt::Key_Backspace, TerminalKey::Backspace},
    KeyPair{Qt::Key_Escape, TerminalKey::Escape},
    KeyPair{Qt::Key_Up, TerminalKey::Up},
    KeyPair{Qt::Key_Down, TerminalKey::Down},
    KeyPair{Qt::Key_Left, TerminalKey::Left},
    KeyPair{Qt::Key_Right, TerminalKey::Right},
    KeyPair{Qt::Key_Home, TerminalKey::Home},
    KeyPair{Qt::Key_End, TerminalKey::End},
    KeyPair{Qt::Key_Insert, TerminalKey::Insert},
    KeyPair{Qt::Key_Delete, TerminalKey::Delete},
    KeyPair{Qt::Key_PageUp, TerminalKey::PageUp},
    KeyPair{Qt::Key_PageDown, TerminalKey::PageDown},
};

bool isPrintable(const QString& text) {
    return !text.isEmpty() && text.at(0).unicode() >= 0x20 && text.at(0).unicode() != 0x7f;
}

} // namespace

KeyModifiers terminalModifiers(Qt::KeyboardModifiers modifiers) {
    return {.shift = modifiers.testFlag(Qt::ShiftModifier),
        .alt = modifiers.testFlag(Qt::AltModifier),
        .control = modifiers.testFlag(Qt::ControlModifier)};
}

std::optional<KeyPress> terminalKey(const QKeyEvent& event) {
    KeyPress press;
    press.modifiers = terminalModifiers(event.modifiers());
    if (event.key() == Qt::Key_Backtab) {
        press.modifiers.shift = true;
    }
    for (const KeyPair& pair : kKeys) {
        if (pair.qt == event.key()) {
            press.key = pair.key;
            return press;
        }
    }
    if (event.key() >= Qt::Key_F1 && event.key() <= Qt::Key_F12) {
        press.key = static_cast<TerminalKey>(static_cast<int>(TerminalKey::F1) + event.key() - Qt::Key_F1);
        return press;
    }
    // With Control the platform gives a control character, or nothing: the key itself says which sign it is.
    const bool isSign = event.key() >= Qt::Key_Space && event.key() <= Qt::Key_AsciiTilde;
    if (press.modifiers.control && isSign && !isPrintable(event.text())) {
        press.text = QString(QChar(event.key())).toLower();
        return press;
    }
    if (isPrintable(event.text())) {
        press.text = event.text();
        // AltGr comes as Control and Alt with the character it makes.
        if (press.modifiers.control && press.modifiers.alt) {
            press.modifiers = {};
        }
        return press;
    }
    return {};
}

} // namespace pilothouse::ui
