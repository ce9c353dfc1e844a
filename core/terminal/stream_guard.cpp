// SPDX-License-Identifier: Apache-2.0
#include "core/terminal/stream_guard.h"

#include <QChar>

#include <algorithm>

namespace pilothouse {

namespace {

constexpr uchar kBell = 0x07;
constexpr uchar kCancel = 0x18;
constexpr uchar kSubstitute = 0x1a;
constexpr uchar kEscape = 0x1b;
constexpr uchar kDelete = 0x7f;
constexpr qsizetype kFlushAt = 64 * 1024;

/// Characters that change the direction of what follows: invisible, and made for tricks ("Trojan Source").
bool isDirectionMark(char32_t code) {
    return code == 0x061c || code == 0x200e || code == 0x200f || (code >= 0x202a && code <= 0x202e)
        || (code >= 0x2066 && code <= 0x2069);
}

/// Takes no place of its own. The parser's table is older and counts the Hangul vowels too.
bool isMark(char32_t code) {
    if (code < 0x300) {
        return code == 0xad;
    }
    if (code >= 0x1160 && code <= 0x11ff) {
        return true;
    }
    switch (QChar::category(code)) {
    case QChar::Mark_NonSpacing:
    case QChar::Mark_Enclosing:
    case QChar::Other_Format:
        return true;
    default:
        return false;
    }
}

bool isControl(uchar byte) {
    return byte < 0x20;
}

} // namespace

void StreamGuard::write(QByteArrayView bytes, Sink& sink) {
    for (qsizetype at = 0; at < bytes.size();) {
        const auto byte = static_cast<uchar>(bytes[at]);
        switch (m_state) {
        case State::Text:
            text(bytes, at);
            if (m_out.size() >= kFlushAt) {
                flush(sink);
            }
            continue;
        case State::Escape:
            escape(byte);
            break;
        case State::EscapeWith:
            escapeWith(byte);
            break;
        case State::Csi:
            csi(byte);
            break;
        case State::String:
            string(byte, sink);
            break;
        case State::StringEscape:
            if (byte == '\\') {
                finishString(sink);
                break;
            }
            m_state = State::Escape; // anything else ends the string too, and is a sequence of its own
            continue;
        }
        ++at;
    }
    flush(sink);
}

void StreamGuard::text(QByteArrayView bytes, qsizetype& at) {
    const auto byte = static_cast<uchar>(bytes[at]);
    if (m_utf8Wanted > 0 && (byte & 0xc0U) != 0x80U) {
        invalid();
    }
    if (byte >= 0x20 && byte < kDelete) {
        const qsizetype from = at;
        while (at < bytes.size() && static_cast<uchar>(bytes[at]) >= 0x20 && static_cast<uchar>(bytes[at]) < kDelete) {
            ++at;
        }
        m_out.append(bytes.sliced(from, at - from));
        m_lastCharacter.assign(bytes.sliced(at - 1, 1));
        m_marks = 0;
        return;
    }
    ++at;
    if (byte == kEscape) {
        m_state = State::Escape;
    } else if (byte >= 0x80) {
        high(byte);
    } else {
        control(byte);
    }
}

void StreamGuard::control(uchar byte) {
    // ENQ asks for an answer chosen by others (TE1); NUL and DEL are fill; CAN and SUB end sequences, and none is open.
    if (byte == 0x00 || byte == 0x05 || byte == kDelete || byte == kCancel || byte == kSubstitute) {
        return;
    }
    m_out.append(static_cast<char>(byte));
}

void StreamGuard::high(uchar byte) {
    if (m_utf8Wanted == 0) {
        if (byte >= 0xc2 && byte <= 0xdf) {
            m_utf8Wanted = 2;
        } else if (byte >= 0xe0 && byte <= 0xef) {
            m_utf8Wanted = 3;
        } else if (byte >= 0xf0 && byte <= 0xf4) {
            m_utf8Wanted = 4;
        } else {
            invalid();
            return;
        }
        m_utf8[0] = byte;
        m_utf8Size = 1;
        return;
    }
    m_utf8[static_cast<size_t>(m_utf8Size++)] = byte;
    if (m_utf8Size == m_utf8Wanted) {
        finishCharacter();
    }
}

void StreamGuard::finishCharacter() {
    char32_t code = m_utf8[0] & (m_utf8Wanted == 2 ? 0x1fU : m_utf8Wanted == 3 ? 0x0fU : 0x07U);
    for (int i = 1; i < m_utf8Wanted; ++i) {
        code = (code << 6U) | (m_utf8[static_cast<size_t>(i)] & 0x3fU);
    }
    const bool isShort = (m_utf8Wanted == 3 && code < 0x800) || (m_utf8Wanted == 4 && code < 0x10000);
    if (isShort || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
        invalid();
        return;
    }
    const QByteArrayView spelled(m_utf8.data(), m_utf8Wanted);
    m_utf8Wanted = 0;
    if (code <= 0x9f || isDirectionMark(code)) {
        return;
    }
    if (isMark(code)) {
        // Only a character begins the count anew: a colour between two marks does not (the parser keeps them all).
        if (m_marks < kMostMarks && !m_lastCharacter.isEmpty()) {
            ++m_marks;
            m_out.append(spelled);
        }
        return;
    }
    m_marks = 0;
    m_lastCharacter.assign(spelled);
    m_out.append(spelled);
}

void StreamGuard::invalid() {
    m_utf8Wanted = 0;
    m_marks = 0;
    m_lastCharacter.assign(QByteArrayView("\xef\xbf\xbd"));
    m_out.append(m_lastCharacter);
}

void StreamGuard::escape(uchar byte) {
    forgetSequence();
    if (byte == kEscape) {
        return;
    }
    m_state = State::Text;
    if (byte == '[') {
        beginCsi();
    } else if (byte == ']' || byte == 'P' || byte == '_' || byte == '^' || byte == 'X') {
        beginString(byte);
    } else if (byte >= 0x20 && byte <= 0x2f) {
        m_intermediate.append(static_cast<char>(byte));
        m_state = State::EscapeWith;
    } else if (isControl(byte)) {
        control(byte);
        m_state = byte == kCancel || byte == kSubstitute ? State::Text : State::Escape;
    } else if (QByteArrayView("78DEHMNOcno|}~=>").contains(static_cast<char>(byte))) {
        m_out.append('\x1b').append(static_cast<char>(byte));
        if (byte == 'c') {
            reset();
            m_out.append("\x1b[?1000;1002;1003;1004;1005;1006;1015l"); // which the parser's own reset leaves
        } else if (byte == '=' || byte == '>') {
            m_modes.applicationKeypad = byte == '=';
        }
    }
}

void StreamGuard::escapeWith(uchar byte) {
    if (byte == kEscape) {
        m_state = State::Escape;
        return;
    }
    if (byte >= 0x20 && byte <= 0x2f && m_intermediate.size() < 4) {
        m_intermediate.append(static_cast<char>(byte));
        return;
    }
    m_state = State::Text;
    const auto final = static_cast<char>(byte);
    const bool isCharacterSet = m_intermediate.size() == 1 && QByteArrayView("()*+").contains(m_intermediate.at(0))
        && QByteArrayView("0AB").contains(final);
    if (isCharacterSet || (m_intermediate == "#" && final == '8')) {
        m_out.append('\x1b').append(m_intermediate).append(final);
    }
}

void StreamGuard::beginCsi() {
    forgetSequence();
    m_state = State::Csi;
}

void StreamGuard::forgetSequence() {
    m_parameters.fill({});
    m_parameterCount = 0;
    m_tooMany = false;
    m_leader = 0;
    m_intermediate.clear();
}

void StreamGuard::csi(uchar byte) {
    if (byte == kEscape) {
        m_state = State::Escape;
    } else if (byte == kCancel || byte == kSubstitute || byte >= kDelete) {
        m_state = State::Text;
    } else if (isControl(byte)) {
        control(byte);
    } else if (byte >= '0' && byte <= '9') {
        digit(byte);
    } else if (byte == ';' || byte == ':') {
        separator(byte);
    } else if (byte >= 0x3c && byte <= 0x3f) {
        // Only in front; anywhere else the sequence means nothing.
        m_leader = m_leader == 0 && m_parameterCount == 0 ? byte : 0xff;
    } else if (byte >= 0x20 && byte <= 0x2f) {
        if (m_intermediate.size() < 4) {
            m_intermediate.append(static_cast<char>(byte));
        }
    } else {
        m_state = State::Text;
        finishCsi(byte);
    }
}

void StreamGuard::digit(uchar byte) {
    if (m_tooMany) {
        return;
    }
    m_parameterCount = std::max(m_parameterCount, 1);
    int& number = m_parameters[static_cast<size_t>(m_parameterCount - 1)].number;
    number = std::min(std::max(number, 0) * 10 + (byte - '0'), kMostNumber);
}

void StreamGuard::separator(uchar byte) {
    m_parameterCount = std::max(m_parameterCount, 1);
    if (m_parameterCount == kMostParameters) {
        m_tooMany = true;
        return;
    }
    m_parameters[static_cast<size_t>(m_parameterCount++)].isSub = byte == ':';
}

bool StreamGuard::isCsiAllowed(uchar final) const {
    const int first = m_parameters[0].number;
    const auto letter = static_cast<char>(final);
    if (m_leader == '?') {
        return m_intermediate.isEmpty()
            && (QByteArrayView("hlJK").contains(letter) || (letter == 'n' && first == 6 && m_parameterCount == 1));
    }
    if (m_leader != 0) {
        return false;
    }
    if (!m_intermediate.isEmpty()) {
        return (m_intermediate == " " && letter == 'q') || (m_intermediate == "!" && letter == 'p')
            || (m_intermediate == "\"" && letter == 'q') || (m_intermediate == "'" && (letter == '}' || letter == '~'));
    }
    if (letter == 'c') {
        return m_parameterCount <= 1 && first <= 0;
    }
    if (letter == 'n') {
        return m_parameterCount == 1 && (first == 5 || first == 6);
    }
    return QByteArrayView("@ABCDEFGHIJKLMPSTXZ`abdefghjklmrsu").contains(letter);
}

void StreamGuard::finishCsi(uchar final) {
    if (!isCsiAllowed(final)) {
        return;
    }
    if (final == 'b' && m_leader == 0) {
        repeat();
        return;
    }
    if (m_leader == '?' && (final == 'h' || final == 'l')) {
        followModes(final == 'h');
    } else if (final == 'p') {
        m_modes = {};
    }
    emitCsi(final);
}

void StreamGuard::emitCsi(uchar final) {
    m_out.append("\x1b[");
    if (m_leader != 0) {
        m_out.append(static_cast<char>(m_leader));
    }
    for (int i = 0; i < m_parameterCount; ++i) {
        const Parameter& parameter = m_parameters[static_cast<size_t>(i)];
        if (i > 0) {
            m_out.append(parameter.isSub ? ':' : ';');
        }
        if (parameter.number >= 0) {
            m_out.append(QByteArray::number(parameter.number));
        }
    }
    m_out.append(m_intermediate).append(static_cast<char>(final));
}

void StreamGuard::repeat() {
    const int times = std::min(std::max(m_parameters[0].number, 1), m_columns);
    for (int i = 0; i < times && !m_lastCharacter.isEmpty(); ++i) {
        m_out.append(m_lastCharacter);
    }
}

void StreamGuard::followModes(bool on) {
    for (int i = 0; i < m_parameterCount; ++i) {
        switch (m_parameters[static_cast<size_t>(i)].number) {
        case 1:
            m_modes.applicationCursor = on;
            break;
        case 66:
            m_modes.applicationKeypad = on;
            break;
        case 1007:
            m_modes.alternateScroll = on;
            break;
        case 2004:
            m_modes.bracketedPaste = on;
            break;
        default:
            break;
        }
    }
}

void StreamGuard::beginString(uchar kind) {
    m_state = State::String;
    m_stringKind = kind;
    m_string.clear();
    m_stringSize = 0;
}

void StreamGuard::string(uchar byte, Sink& sink) {
    if (byte == kEscape) {
        m_state = State::StringEscape;
        return;
    }
    if (byte == kBell) {
        finishString(sink);
        return;
    }
    if (byte == kCancel || byte == kSubstitute) {
        m_state = State::Text;
        m_string.clear();
        return;
    }
    ++m_stringSize;
    // Only OSC 8 and 52 are of any interest; the first characters say which it is.
    const bool isWanted
        = m_stringKind == ']' && (m_stringSize <= 2 || m_string.startsWith("8;") || m_string.startsWith("52"));
    if (isWanted && m_string.size() < kMostString) {
        m_string.append(static_cast<char>(byte));
    }
}

void StreamGuard::finishString(Sink& sink) {
    m_state = State::Text;
    const QByteArray whole = std::exchange(m_string, {});
    if (m_stringKind != ']' || m_stringSize > kMostString) {
        return;
    }
    const qsizetype second = whole.indexOf(';', whole.indexOf(';') + 1);
    if (second < 0) {
        return;
    }
    const auto data = QByteArrayView(whole).sliced(second + 1);
    if (whole.startsWith("8;")) {
        flush(sink);
        sink.link(data);
    } else if (whole.startsWith("52;") && data != QByteArrayView("?")) {
        const auto decoded = QByteArray::fromBase64Encoding(data.toByteArray());
        if (decoded) {
            flush(sink);
            sink.clipboard(*decoded);
        }
    }
}

bool StreamGuard::isSwallowing() const {
    return (m_state == State::String || m_state == State::StringEscape) && m_stringSize > kMostString;
}

void StreamGuard::stopSwallowing() {
    if (m_state == State::String || m_state == State::StringEscape) {
        m_state = State::Text;
        m_string.clear();
    }
}

void StreamGuard::flush(Sink& sink) {
    if (!m_out.isEmpty()) {
        sink.clean(m_out);
        m_out.resize(0); // keeps the room
    }
}

void StreamGuard::reset() {
    m_modes = {};
    m_lastCharacter.clear();
    m_marks = 0;
}

} // namespace pilothouse
