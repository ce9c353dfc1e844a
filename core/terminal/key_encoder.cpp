// SPDX-License-Identifier: Apache-2.0
#include "core/terminal/key_encoder.h"

#include <array>

namespace pilothouse {

namespace {

/// 1 and what is held down, as xterm counts it.
int modifierNumber(const KeyModifiers& held) {
    return 1 + (held.shift ? 1 : 0) + (held.alt ? 2 : 0) + (held.control ? 4 : 0);
}

/// CSI number ~ with modifiers: Delete, Page Up, F5 …
QByteArray tilde(int number, const KeyModifiers& held) {
    QByteArray bytes = "\x1b[" + QByteArray::number(number);
    if (held.any()) {
        bytes += ';' + QByteArray::number(modifierNumber(held));
    }
    return bytes + '~';
}

/// Arrows, Home, End and F1 … F4: CSI or SS3 with a letter.
QByteArray lettered(char letter, bool application, const KeyModifiers& held) {
    if (held.any()) {
        return "\x1b[1;" + QByteArray::number(modifierNumber(held)) + letter;
    }
    return (application ? QByteArrayLiteral("\x1bO") : QByteArrayLiteral("\x1b[")) + letter;
}

QByteArray prefixed(QByteArray bytes, const KeyModifiers& held) {
    return held.alt ? '\x1b' + bytes : bytes;
}

/// The control character of a letter or sign, -1 where there is none (VT220: Ctrl with 2 … 8, /, ? too).
int controlCode(QChar sign) {
    const char16_t code = sign.toUpper().unicode();
    if (code >= u'@' && code <= u'_') {
        return code - u'@';
    }
    switch (code) {
    case u' ':
    case u'2':
        return 0x00;
    case u'3':
        return 0x1b;
    case u'4':
        return 0x1c;
    case u'5':
        return 0x1d;
    case u'6':
        return 0x1e;
    case u'7':
    case u'/':
    case u'-':
        return 0x1f;
    case u'8':
    case u'?':
        return 0x7f;
    default:
        return -1;
    }
}

QByteArray encodeText(const KeyPress& press) {
    if (press.modifiers.control && press.text.size() == 1) {
        const int code = controlCode(press.text.at(0));
        if (code >= 0) {
            return prefixed(QByteArray(1, static_cast<char>(code)), press.modifiers);
        }
    }
    return prefixed(press.text.toUtf8(), press.modifiers);
}

QByteArray encodeFunction(TerminalKey key, const KeyModifiers& held) {
    const int index = static_cast<int>(key) - static_cast<int>(TerminalKey::F1);
    if (index < 4) {
        return lettered(static_cast<char>('P' + index), true, held);
    }
    // The gaps are xterm's: F5 is 15, F6 to F10 are 17 to 21, F11 and F12 are 23 and 24.
    constexpr std::array kNumbers{15, 17, 18, 19, 20, 21, 23, 24};
    return tilde(kNumbers[static_cast<size_t>(index - 4)], held);
}

} // namespace

QByteArray encodeKey(const KeyPress& press, const StreamGuard::Modes& modes) {
    const KeyModifiers& held = press.modifiers;
    const bool application = modes.applicationCursor;
    switch (press.key) {
    case TerminalKey::Text:
        return encodeText(press);
    case TerminalKey::Enter:
        return prefixed(QByteArrayLiteral("\r"), held);
    case TerminalKey::Tab:
        return held.shift ? QByteArrayLiteral("\x1b[Z") : prefixed(QByteArrayLiteral("\t"), held);
    case TerminalKey::Backspace:
        return prefixed(held.control ? QByteArrayLiteral("\x08") : QByteArrayLiteral("\x7f"), held);
    case TerminalKey::Escape:
        return prefixed(QByteArrayLiteral("\x1b"), held);
    case TerminalKey::Up:
        return lettered('A', application, held);
    case TerminalKey::Down:
        return lettered('B', application, held);
    case TerminalKey::Right:
        return lettered('C', application, held);
    case TerminalKey::Left:
        return lettered('D', application, held);
    case TerminalKey::Home:
        return lettered('H', application, held);
    case TerminalKey::End:
        return lettered('F', application, held);
    case TerminalKey::Insert:
        return tilde(2, held);
    case TerminalKey::Delete:
        return tilde(3, held);
    case TerminalKey::PageUp:
        return tilde(5, held);
    case TerminalKey::PageDown:
        return tilde(6, held);
    default:
        return encodeFunction(press.key, held);
    }
}

} // namespace pilothouse
