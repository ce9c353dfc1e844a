// SPDX-License-Identifier: Apache-2.0
#include "app/demo/log_recipe.h"
#include "app/demo/programs.h"

#include <algorithm>
#include <format>

namespace pilothouse::demo {

using namespace std::chrono;

namespace {

/// Redraws the whole screen each second, and when it is resized, until q.
class Top final : public Process {
public:
    explicit Top(PlacePtr place)
        : m_place(std::move(place)) { }

    Next next(Piece& out) override {
        if (m_interrupted || m_quit) {
            if (m_left)
                return Next::Exited;
            m_left = true;
            out.bytes = std::format("\x1b[{};1H\x1b[?25h\x1b[0m\r\n", m_place->rows);
            return Next::Output;
        }
        if (now() < m_due)
            return Next::Wait;
        m_due = now() + seconds(1);
        out.bytes = picture();
        return Next::Output;
    }
    Time deadline() const override { return m_due; }
    bool isRaw() const override { return true; }
    void input(std::string_view bytes) override { m_quit = m_quit || bytes.contains('q') || bytes.contains('\x03'); }
    bool readsInput() const override { return true; }
    void resized(int columns, int rows) override {
        m_place->columns = columns;
        m_place->rows = rows;
        m_due = Time();
    }

private:
    std::string picture() {
        static constexpr const char* kCommands[] = {"/app/bin/server --port 8080", "/app/bin/worker --queue orders",
            "sh", "top", "[kworker/0:1]", "/usr/bin/metrics-agent"};
        const int columns = m_place->columns;
        std::vector<std::string> lines{std::format("Mem: {}K used, {}K free, 0K shrd", 9120452 + m_round * 37, 8123900),
            std::format("CPU: {:3}% usr  {:2}% sys  {:3}% idle", 7 + m_round % 9, 3, 90 - m_round % 9),
            "Load average: 0.42 0.37 0.31 2/311 22", "  PID USER     STAT   VSZ %MEM %CPU COMMAND"};
        for (int i = 0; static_cast<int>(lines.size()) < m_place->rows; ++i)
            lines.push_back(std::format("{:5} root     S    {:5} {:4} {:4} {}", 1 + i * 7, 4000 + i * 331 % 9000, i % 9,
                scattered(7, static_cast<std::uint64_t>(m_round) + static_cast<std::uint64_t>(i)) % 20,
                kCommands[static_cast<std::size_t>(i) % std::size(kCommands)]));
        ++m_round;
        std::string out = "\x1b[?25l\x1b[H";
        for (int row = 0; row < m_place->rows; ++row) {
            std::string line = lines[static_cast<std::size_t>(row)];
            line.resize(std::min<std::size_t>(line.size(), static_cast<std::size_t>(columns)));
            out += std::format("\x1b[{};1H{}{}\x1b[0m\x1b[K", row + 1, row == 3 ? "\x1b[7m" : "", line);
        }
        return out;
    }

    PlacePtr m_place;
    Time m_due;
    int m_round = 0;
    bool m_quit = false;
    bool m_left = false;
};

/// As much of vi as a terminal can be tried with: the alternate screen, moving, inserting, :w, :q.
class Editor final : public Process {
public:
    Editor(PlacePtr place, std::string path)
        : m_place(std::move(place))
        , m_path(std::move(path)) {
        const auto file = m_place->files.find(m_path);
        std::string text = file == m_place->files.end() ? std::string() : file->second;
        for (std::size_t from = 0; from < text.size();) {
            const std::size_t end = std::min(text.find('\n', from), text.size());
            m_lines.push_back(text.substr(from, end - from));
            from = end + 1;
        }
        if (m_lines.empty())
            m_lines.emplace_back();
        m_message = std::format("\"{}\" {} lines", m_path, m_lines.size());
    }

    Next next(Piece& out) override {
        if (m_quit && m_left)
            return Next::Exited;
        if (!m_quit && m_drawn)
            return Next::Wait;
        m_left = m_quit;
        out.bytes = m_quit ? "\x1b[?1049l" : picture();
        m_drawn = true;
        return Next::Output;
    }
    bool isRaw() const override { return true; }
    bool readsInput() const override { return true; }
    void resized(int columns, int rows) override {
        m_place->columns = columns;
        m_place->rows = rows;
        m_drawn = false;
    }
    void input(std::string_view bytes) override {
        m_drawn = false;
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            const bool arrow = bytes.substr(i).starts_with("\x1b[") || bytes.substr(i).starts_with("\x1bO");
            if (arrow && i + 2 < bytes.size()) {
                move(bytes[i + 2]);
                i += 2;
            } else {
                key(bytes[i]);
            }
        }
    }

private:
    enum class Mode { Normal, Insert, Command };

    std::string& line() { return m_lines[static_cast<std::size_t>(m_row)]; }

    void move(char direction) {
        m_row += direction == 'B' || direction == 'j' ? 1 : direction == 'A' || direction == 'k' ? -1 : 0;
        m_column += direction == 'C' || direction == 'l' ? 1 : direction == 'D' || direction == 'h' ? -1 : 0;
        m_row = std::clamp(m_row, 0, static_cast<int>(m_lines.size()) - 1);
        m_column = std::clamp(m_column, 0, static_cast<int>(line().size()));
    }

    void key(char c) {
        if (c == '\x1b') {
            m_mode = Mode::Normal;
            m_message.clear();
        } else if (m_mode == Mode::Command) {
            commandKey(c);
        } else if (m_mode == Mode::Insert) {
            insert(c);
        } else if (c == ':') {
            m_mode = Mode::Command;
            m_command.clear();
        } else if (c == 'i' || c == 'a') {
            m_mode = Mode::Insert;
            m_message = "-- INSERT --";
        } else if (c == 'x' && m_column < static_cast<int>(line().size())) {
            line().erase(static_cast<std::size_t>(m_column), 1);
        } else {
            move(c);
        }
    }

    void insert(char c) {
        const auto at = static_cast<std::size_t>(m_column);
        if (c == '\r' || c == '\n') {
            std::string tail = line().substr(at);
            line().resize(at);
            m_lines.insert(m_lines.begin() + m_row + 1, std::move(tail));
            ++m_row;
            m_column = 0;
        } else if (c == '\x7f' || c == '\b') {
            if (at > 0)
                line().erase(at - 1, 1);
            m_column = std::max(0, m_column - 1);
        } else {
            line().insert(at, 1, c);
            ++m_column;
        }
    }

    void commandKey(char c) {
        if (c == '\x7f' && !m_command.empty()) {
            m_command.pop_back();
        } else if (c == '\r' || c == '\n') {
            m_mode = Mode::Normal;
            if (m_command.contains('w')) {
                std::string text;
                for (const std::string& one : m_lines)
                    text += one + '\n';
                m_place->files[m_path] = text;
            }
            m_quit = m_command.contains('q') || m_command == "x";
            m_message = m_quit || m_command.contains('w') ? "written" : "Not an editor command: " + m_command;
        } else if (c >= ' ') {
            m_command += c;
        }
    }

    std::string picture() {
        const int height = std::max(1, m_place->rows - 1);
        const int top = std::max(0, m_row - height + 1);
        std::string out = m_entered ? "\x1b[H" : "\x1b[?1049h\x1b[H\x1b[2J";
        m_entered = true;
        for (int row = 0; row < height; ++row) {
            const auto index = static_cast<std::size_t>(top) + static_cast<std::size_t>(row);
            const std::string text = index < m_lines.size()
                ? m_lines[index].substr(0, static_cast<std::size_t>(m_place->columns))
                : "\x1b[34m~\x1b[0m";
            out += std::format("\x1b[{};1H{}\x1b[K", row + 1, text);
        }
        const std::string last = m_mode == Mode::Command ? ':' + m_command : m_message;
        out += std::format("\x1b[{};1H\x1b[7m{}\x1b[0m\x1b[K", m_place->rows, last);
        if (m_mode != Mode::Command)
            out += std::format("\x1b[{};{}H", m_row - top + 1, m_column + 1);
        return out;
    }

    PlacePtr m_place;
    std::string m_path;
    std::vector<std::string> m_lines;
    std::string m_message;
    std::string m_command;
    Mode m_mode = Mode::Normal;
    int m_row = 0;
    int m_column = 0;
    bool m_entered = false;
    bool m_drawn = false;
    bool m_quit = false;
    bool m_left = false;
};

} // namespace

ProcessPtr makeTop(const PlacePtr& place) {
    return std::make_unique<Top>(place);
}

ProcessPtr makeEditor(const PlacePtr& place, const std::string& path) {
    return std::make_unique<Editor>(place, path);
}

std::string colourTable() {
    std::string out;
    for (int i = 0; i < 16; ++i)
        out += std::format("\x1b[48;5;{}m  ", i) + (i == 7 ? "\x1b[0m\n" : "");
    out += "\x1b[0m\n";
    for (int i = 16; i < 256; ++i)
        out += std::format("\x1b[48;5;{}m ", i) + ((i - 15) % 36 == 0 ? "\x1b[0m\n" : "");
    out += "\x1b[0m\n";
    for (int i = 0; i < 72; ++i)
        out += std::format("\x1b[48;2;{};{};{}m ", 255 - i * 3, i * 255 / 72, 128 + i);
    out += "\x1b[0m\n\x1b[1mbold\x1b[0m \x1b[2mdim\x1b[0m \x1b[3mitalic\x1b[0m \x1b[4munderlined\x1b[0m \x1b[7minverse"
           "\x1b[0m \x1b[9mstruck\x1b[0m\n";
    out += "wide \u6f22\u5b57 \u304b\u306a \ud55c\uae00 \uff21\uff22  joined e\u0301 \U0001f468\u200d\U0001f469\u200d"
           "\U0001f467 \U0001f1e9\U0001f1ea\n";
    out += "\u250c\u2500\u2500\u252c\u2500\u2500\u2510\n\u2502\u2588\u2593\u2502\u2592\u2591\u2502\n\u2514\u2500\u2500"
           "\u2534\u2500\u2500\u2518\n";
    return out;
}

} // namespace pilothouse::demo
