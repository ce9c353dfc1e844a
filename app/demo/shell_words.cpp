// SPDX-License-Identifier: Apache-2.0
#include "app/demo/shell_words.h"

#include <cctype>

namespace pilothouse::demo {

namespace {

class Splitter {
public:
    Splitter(const std::string& script, const ShellVariables& variables)
        : m_script(script)
        , m_variables(variables) { }

    std::expected<ShellCommand, std::string> split(std::string& rest) {
        skipEnds();
        while (m_at < m_script.size() && !m_ended)
            if (const std::string wrong = step(); !wrong.empty())
                return std::unexpected(wrong);
        endWord();
        rest = m_at < m_script.size() ? m_script.substr(m_at) : std::string();
        return std::move(m_command);
    }

private:
    bool startsWith(std::string_view text) const { return m_script.compare(m_at, text.size(), text) == 0; }

    void skipEnds() {
        while (m_at < m_script.size() && std::string_view(" \t\r\n;").contains(m_script[m_at]))
            ++m_at;
        if (startsWith("&&") || startsWith("||")) {
            m_command.when = startsWith("&&") ? ShellCommand::When::AfterSuccess : ShellCommand::When::AfterFailure;
            m_at += 2;
        }
    }

    std::string step() {
        const char c = m_script[m_at];
        if (startsWith("&&") || startsWith("||") || c == ';' || c == '\n') {
            m_ended = true;
            return {};
        }
        if (c == '|' || c == '&' || c == '(' || c == '<' || c == '`')
            return std::string("syntax error: this small shell has no ") + c;
        if (c == '#' && !m_inWord) {
            m_at = std::min(m_script.find('\n', m_at), m_script.size());
            return {};
        }
        ++m_at;
        if (c == ' ' || c == '\t' || c == '\r')
            endWord();
        else if (c == '\'' || c == '"')
            return quoted(c);
        else if (c == '\\' && m_at < m_script.size())
            add(m_script[m_at++]);
        else if (c == '$')
            return variable();
        else if (c == '>')
            return redirection();
        else
            add(c);
        return {};
    }

    void add(char c) {
        m_word += c;
        m_inWord = true;
    }

    void endWord() {
        if (m_inWord)
            m_command.words.push_back(m_word);
        m_word.clear();
        m_inWord = false;
    }

    std::string quoted(char quote) {
        m_inWord = true;
        while (m_at < m_script.size()) {
            const char c = m_script[m_at++];
            if (c == quote)
                return {};
            if (quote == '"' && c == '$') {
                if (const std::string wrong = variable(); !wrong.empty())
                    return wrong;
            } else if (quote == '"' && c == '\\' && m_at < m_script.size()
                && std::string_view("\"\\$`").contains(m_script[m_at])) {
                m_word += m_script[m_at++];
            } else {
                m_word += c;
            }
        }
        return "syntax error: unterminated quoted string";
    }

    std::string variable() {
        std::string name;
        if (startsWith("("))
            return "syntax error: this small shell has no $(";
        if (startsWith("{")) {
            const auto end = m_script.find('}', m_at);
            if (end == std::string::npos)
                return "syntax error: missing '}'";
            name = m_script.substr(m_at + 1, end - m_at - 1);
            m_at = end + 1;
        } else if (m_at < m_script.size() && (m_script[m_at] == '?' || m_script[m_at] == '$')) {
            name = m_script[m_at++];
        } else {
            while (m_at < m_script.size()
                && (std::isalnum(static_cast<unsigned char>(m_script[m_at])) || m_script[m_at] == '_'))
                name += m_script[m_at++];
        }
        m_word += name.empty() ? "$" : m_variables(name);
        m_inWord = m_inWord || !m_word.empty();
        return {};
    }

    std::string redirection() {
        const bool errors = m_word == "2";
        if (errors || m_word == "1")
            m_word.clear();
        endWord();
        if (startsWith(">"))
            ++m_at;
        if (startsWith("&")) {
            const bool toErrors = startsWith("&2");
            m_at += 2;
            if (toErrors && !errors)
                m_command.output = ShellCommand::Output::Error;
            return {};
        }
        while (startsWith(" "))
            ++m_at;
        const std::size_t end = std::min(m_script.find_first_of(" \t\n;&|", m_at), m_script.size());
        const std::string file = m_script.substr(m_at, end - m_at);
        m_at = end;
        if (file.empty())
            return "syntax error: unexpected newline";
        if (errors)
            m_command.errorsNowhere = true;
        else
            m_command.output = file == "/dev/null" ? ShellCommand::Output::Nowhere : ShellCommand::Output::File;
        if (!errors)
            m_command.file = file;
        return {};
    }

    const std::string& m_script;
    const ShellVariables& m_variables;
    ShellCommand m_command;
    std::string m_word;
    std::size_t m_at = 0;
    bool m_inWord = false;
    bool m_ended = false;
};

} // namespace

std::expected<ShellCommand, std::string> firstCommand(
    const std::string& script, const ShellVariables& variables, std::string& rest) {
    return Splitter(script, variables).split(rest);
}

} // namespace pilothouse::demo
