// SPDX-License-Identifier: Apache-2.0
#include "app/demo/line_editor.h"

#include <algorithm>
#include <utility>

namespace pilothouse::demo {

namespace {

constexpr std::size_t kLongestLine = std::size_t{64} * 1024;
constexpr std::size_t kHistory = 200;

bool continuesCharacter(char c) {
    return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U;
}

} // namespace

std::string LineEditor::begin() {
    m_line.clear();
    m_cursor = 0;
    m_recalled = m_history.size();
    return "\x1b[?2004h" + m_prompt;
}

LineEditor::Result LineEditor::take(std::string_view& bytes, std::string& echo) {
    while (!bytes.empty()) {
        const char c = bytes.front();
        bytes.remove_prefix(1);
        Result result = key(c, echo);
        if (result.what != Result::What::Editing)
            return result;
    }
    return {};
}

LineEditor::Result LineEditor::key(char c, std::string& echo) {
    if (!m_escape.empty()) {
        escape(c, echo);
        return {};
    }
    if (c == '\x1b') {
        m_escape = c;
        return {};
    }
    if ((c == '\r' || c == '\n') && !m_pasting) {
        echo += "\r\n\x1b[?2004l";
        if (!m_line.empty() && (m_history.empty() || m_history.back() != m_line))
            m_history.push_back(m_line);
        if (m_history.size() > kHistory)
            m_history.erase(m_history.begin());
        return {Result::What::Line, std::exchange(m_line, {})};
    }
    if (c == '\x03') {
        echo += "^C\r\n" + begin();
    } else if (c == '\x04') {
        if (m_line.empty()) {
            echo += "\x1b[?2004l";
            return {Result::What::EndOfFile, {}};
        }
    } else if (static_cast<unsigned char>(c) >= 0x20 && c != '\x7f') {
        insert(c, echo);
    } else if (m_pasting && (c == '\r' || c == '\n')) {
        insert('\n', echo);
    } else {
        edit(c, echo);
    }
    return {};
}

void LineEditor::insert(char c, std::string& echo) {
    if (m_line.size() >= kLongestLine)
        return;
    m_line.insert(m_cursor++, 1, c);
    if (m_cursor < m_line.size())
        redraw(echo);
    else
        echo += c == '\n' ? std::string("\r\n> ") : std::string(1, c);
}

void LineEditor::edit(char c, std::string& echo) {
    switch (c) {
    case '\x7f':
    case '\b':
        eraseBefore(echo);
        return;
    case '\x01':
        m_cursor = 0;
        break;
    case '\x05':
        m_cursor = m_line.size();
        break;
    case '\x0b':
        m_line.resize(m_cursor);
        break;
    case '\x0c':
        echo += "\x1b[H\x1b[2J";
        break;
    case '\x15':
        m_line.erase(0, m_cursor);
        m_cursor = 0;
        break;
    case '\x17': {
        std::size_t from = m_cursor;
        while (from > 0 && m_line[from - 1] == ' ')
            --from;
        while (from > 0 && m_line[from - 1] != ' ')
            --from;
        m_line.erase(from, m_cursor - from);
        m_cursor = from;
        break;
    }
    default:
        return;
    }
    redraw(echo);
}

void LineEditor::escape(char c, std::string& echo) {
    m_escape += c;
    const bool begun = m_escape.size() == 2 && (c == '[' || c == 'O');
    if (begun || (m_escape.size() > 2 && c >= '0' && c < '@' && m_escape.size() < 16))
        return;
    const std::string sequence = std::exchange(m_escape, {}).substr(1);
    if (sequence == "[200~" || sequence == "[201~") {
        m_pasting = sequence == "[200~";
    } else if (c == 'A' || c == 'B') {
        recall(c == 'A' ? -1 : 1, echo);
    } else if (c == 'C' && m_cursor < m_line.size()) {
        do
            ++m_cursor;
        while (m_cursor < m_line.size() && continuesCharacter(m_line[m_cursor]));
        redraw(echo);
    } else if (c == 'D' && m_cursor > 0) {
        do
            --m_cursor;
        while (m_cursor > 0 && continuesCharacter(m_line[m_cursor]));
        redraw(echo);
    } else if (c == 'H' || c == 'F') {
        m_cursor = c == 'H' ? 0 : m_line.size();
        redraw(echo);
    } else if (sequence == "[3~" && m_cursor < m_line.size()) {
        std::size_t end = m_cursor + 1;
        while (end < m_line.size() && continuesCharacter(m_line[end]))
            ++end;
        m_line.erase(m_cursor, end - m_cursor);
        redraw(echo);
    }
}

void LineEditor::recall(int direction, std::string& echo) {
    if ((direction < 0 && m_recalled == 0) || (direction > 0 && m_recalled >= m_history.size()))
        return;
    m_recalled += static_cast<std::size_t>(direction);
    m_line = m_recalled < m_history.size() ? m_history[m_recalled] : std::string();
    m_cursor = m_line.size();
    redraw(echo);
}

void LineEditor::eraseBefore(std::string& echo) {
    if (m_cursor == 0)
        return;
    std::size_t from = m_cursor - 1;
    while (from > 0 && continuesCharacter(m_line[from]))
        --from;
    m_line.erase(from, m_cursor - from);
    m_cursor = from;
    redraw(echo);
}

void LineEditor::redraw(std::string& echo) const {
    echo += '\r' + m_prompt + m_line + "\x1b[K";
    const auto behind = std::count_if(m_line.begin() + static_cast<std::ptrdiff_t>(m_cursor), m_line.end(),
        [](char c) { return !continuesCharacter(c); });
    if (behind > 0)
        echo += "\x1b[" + std::to_string(behind) + 'D';
}

} // namespace pilothouse::demo
