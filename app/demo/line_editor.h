// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pilothouse::demo {

/// Edits one line after a prompt, as a shell does: insert, erase, move, history, Ctrl-A C D E K L U W, bracketed paste.
class LineEditor {
public:
    struct Result {
        enum class What { Editing, Line, EndOfFile } what = What::Editing;
        std::string line;
    };

    void setPrompt(std::string prompt) { m_prompt = std::move(prompt); }
    /// Begins a new line. @return what to show
    std::string begin();
    /// Takes bytes until a line is complete. @p bytes is cut by what was taken; @p echo gets what to show.
    Result take(std::string_view& bytes, std::string& echo);

private:
    Result key(char c, std::string& echo);
    void insert(char c, std::string& echo);
    /// A control key.
    void edit(char c, std::string& echo);
    void escape(char c, std::string& echo);
    void recall(int direction, std::string& echo);
    void eraseBefore(std::string& echo);
    void redraw(std::string& echo) const;

    std::string m_prompt;
    std::string m_line;
    std::size_t m_cursor = 0;
    std::string m_escape; ///< an unfinished sequence
    std::vector<std::string> m_history;
    std::size_t m_recalled = 0;
    bool m_pasting = false;
};

} // namespace pilothouse::demo
