// SPDX-License-Identifier: Apache-2.0
#include "app/demo/programs.h"

#include <algorithm>
#include <cmath>
#include <format>

namespace pilothouse::demo {

using namespace std::chrono;

namespace {

constexpr std::size_t kInputLimit = std::size_t{256} * 1024;

/// Until a time, or for ever.
class Sleep final : public Process {
public:
    explicit Sleep(Time until)
        : m_until(until) { }
    Next next(Piece&) override { return m_interrupted || now() >= m_until ? Next::Exited : Next::Wait; }
    Time deadline() const override { return m_until; }

private:
    Time m_until;
};

/// The same line for ever, as fast as it is taken.
class Yes final : public Process {
public:
    explicit Yes(const std::string& line) {
        while (m_block.size() < kProcessPiece)
            m_block += line + '\n';
    }
    Next next(Piece& out) override {
        if (m_interrupted)
            return Next::Exited;
        out.bytes = m_block;
        return Next::Output;
    }

private:
    std::string m_block;
};

/// Numbered lines at a rate, or as fast as they are taken: whoever reads can tell that none is missing.
class Flood final : public Process {
public:
    explicit Flood(double linesPerSecond)
        : m_rate(linesPerSecond)
        , m_start(now()) { }

    Next next(Piece& out) override {
        if (m_interrupted)
            return Next::Exited;
        const double seconds = duration<double>(now() - m_start).count();
        const auto due = m_rate > 0 ? static_cast<std::uint64_t>(seconds * m_rate) + 1 : m_sent + 1000;
        while (m_sent < due && out.bytes.size() < kProcessPiece)
            out.bytes += std::format("flood {:010} the quick brown fox jumps over the lazy dog\n", ++m_sent);
        return out.bytes.empty() ? Next::Wait : Next::Output;
    }
    Time deadline() const override {
        if (m_rate <= 0)
            return Time::max();
        const Time due = m_start + nanoseconds(std::llround(static_cast<double>(m_sent) / m_rate * 1e9));
        return std::max(due, now() + milliseconds(10));
    }

private:
    double m_rate;
    Time m_start;
    std::uint64_t m_sent = 0;
};

/// cat without a file: gives back what it gets.
class Copy final : public Process {
public:
    Next next(Piece& out) override {
        if (m_interrupted || (m_pending.empty() && m_closed))
            return Next::Exited;
        if (m_pending.empty())
            return Next::Wait;
        out.bytes = m_pending.substr(0, kProcessPiece);
        m_pending.erase(0, kProcessPiece);
        return Next::Output;
    }
    void input(std::string_view bytes) override { m_pending.append(bytes); }
    void inputClosed() override { m_closed = true; }
    bool wantsInput() const override { return m_pending.size() < kInputLimit; }
    bool readsInput() const override { return true; }

private:
    std::string m_pending;
    bool m_closed = false;
};

/// Says how large the terminal is when it is asked to write: the size comes after the start.
class Stty final : public Process {
public:
    Stty(PlacePtr place, bool sizeOnly)
        : m_place(std::move(place))
        , m_sizeOnly(sizeOnly) {
        m_exitCode = m_place->tty ? 0 : 1;
    }
    Next next(Piece& out) override {
        if (m_said)
            return Next::Exited;
        m_said = true;
        out.channel = m_place->tty ? Channel::Output : Channel::Error;
        out.bytes = !m_place->tty ? "stty: standard input: Not a tty\n"
            : m_sizeOnly          ? std::format("{} {}\n", m_place->rows, m_place->columns)
                         : std::format("speed 38400 baud; rows {}; columns {};\n", m_place->rows, m_place->columns);
        return Next::Output;
    }
    void resized(int columns, int rows) override {
        m_place->columns = columns;
        m_place->rows = rows;
    }

private:
    PlacePtr m_place;
    bool m_sizeOnly;
    bool m_said = false;
};

double numberIn(const std::vector<std::string>& argv, double fallback) {
    return argv.size() > 1 ? std::strtod(argv[1].c_str(), nullptr) : fallback;
}

} // namespace

ProcessPtr startLastingProgram(const PlacePtr& place, const std::string& name, const std::vector<std::string>& argv) {
    if (name == "sleep") {
        const double seconds = argv.size() > 1 && argv[1] == "infinity" ? 1e9 : numberIn(argv, 0);
        const double bounded = std::clamp(seconds, 0.0, 1e9);
        return std::make_unique<Sleep>(now() + nanoseconds(std::llround(std::min(bounded, 86400.0 * 365) * 1e9)));
    }
    if (name == "yes")
        return std::make_unique<Yes>(argv.size() > 1 ? argv[1] : "y");
    if (name == "flood")
        return std::make_unique<Flood>(numberIn(argv, 0));
    if (name == "tail" && argv.size() > 1 && argv[1] == "-f")
        return std::make_unique<Sleep>(Time::max());
    if (name == "cat" && argv.size() == 1)
        return std::make_unique<Copy>();
    if (name == "stty")
        return std::make_unique<Stty>(place, argv.size() > 1 && argv[1] == "size");
    if (name == "top")
        return makeTop(place);
    if (name == "vi" || name == "vim")
        return makeEditor(place, argv.size() > 1 ? place->resolve(argv[1]) : std::string());
    return nullptr;
}

} // namespace pilothouse::demo
