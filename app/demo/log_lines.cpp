// SPDX-License-Identifier: Apache-2.0
#include "app/demo/log_lines.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <format>

namespace pilothouse::demo {

using namespace std::chrono;

namespace {

using Texts = std::array<std::string_view, 8>;

constexpr Texts kPaths{"/api/v1/cart", "/api/v1/items/4711", "/healthz", "/api/v1/orders", "/api/v2/search?q=lamp",
    "/api/v1/session", "/metrics", "/api/v1/payments/authorise"};
constexpr Texts kMessages{"request served", "cache refreshed", "message consumed", "order accepted",
    "connection returned to the pool", "token renewed", "batch written", "price list reloaded"};
constexpr Texts kTroubles{"upstream answered slowly", "retrying after a timeout", "queue is half full",
    "cache miss rate is high", "connection reset by peer", "deadline exceeded", "invalid signature", "no such item"};
constexpr Texts kMethods{"GET", "POST", "GET", "PUT", "GET", "DELETE", "GET", "PATCH"};

enum class Level { Debug, Info, Warning, Error };

Level levelOf(std::uint64_t dice) {
    const auto roll = dice % 100;
    return roll < 1 ? Level::Error : roll < 5 ? Level::Warning : roll < 15 ? Level::Debug : Level::Info;
}

std::string_view pick(const Texts& texts, std::uint64_t dice) {
    return texts[dice % texts.size()];
}

std::string_view messageOf(std::uint64_t dice) {
    return pick(levelOf(dice) >= Level::Warning ? kTroubles : kMessages, dice >> 8U);
}

int statusOf(std::uint64_t dice) {
    const Level level = levelOf(dice);
    return level == Level::Error ? 503 : level == Level::Warning ? 429 : 200;
}

void appendNumber(std::string& out, std::uint64_t number, std::size_t width = 0) {
    std::array<char, 20> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    const auto count = static_cast<std::size_t>(end - digits.data());
    if (count < width)
        out.append(width - count, '0');
    out.append(digits.data(), count);
}

void appendFraction(std::string& out, Time time, std::size_t digits) {
    auto fraction = static_cast<std::uint64_t>((time - floor<seconds>(time)).count());
    for (std::size_t i = digits; i < 9; ++i)
        fraction /= 10;
    out += '.';
    appendNumber(out, fraction, digits);
}

} // namespace

void LineWriter::appendDateTime(std::string& out, Time time) {
    const std::int64_t second = floor<seconds>(time).time_since_epoch().count();
    if (second != m_second) {
        m_second = second;
        m_dateTime = std::format("{:%FT%T}", floor<seconds>(time));
    }
    out += m_dateTime;
}

void LineWriter::appendStamp(std::string& out, Time time) {
    appendDateTime(out, time);
    appendFraction(out, time, 9);
    out += "Z ";
}

void LineWriter::append(std::string& out, std::uint64_t index) {
    const Facts facts{index + 1, scattered(m_recipe.seed() ^ 0x5bd1e995U, index), m_recipe.timeOf(index)};
    switch (m_recipe.shape()) {
    case LogShape::Json:
        return appendJson(out, facts);
    case LogShape::Klog:
        return appendKlog(out, facts);
    case LogShape::Logfmt:
        return appendLogfmt(out, facts);
    case LogShape::Ansi:
        return appendAnsi(out, facts);
    case LogShape::Trace:
        return appendTrace(out, facts);
    case LogShape::Crash:
        return appendCrash(out, facts);
    case LogShape::Progress:
        out += '\r';
        out += std::format("seq={} fetching layers {:3}%", facts.sequence, facts.sequence % 101);
        return;
    case LogShape::Hostile:
        return appendHostile(out, facts.sequence);
    case LogShape::Plain:
    case LogShape::HugeLine:
    case LogShape::None:
        return appendPlain(out, facts);
    }
}

void LineWriter::appendJson(std::string& out, const Facts& facts) {
    static constexpr std::array<std::string_view, 4> kLevels{"debug", "info", "warn", "error"};
    out += R"({"time":")";
    appendDateTime(out, facts.time);
    appendFraction(out, facts.time, 3);
    out += R"(Z","level":")";
    out += kLevels[static_cast<std::size_t>(levelOf(facts.dice))];
    out += R"(","service":")";
    out += m_recipe.app();
    out += R"(","msg":")";
    out += messageOf(facts.dice);
    out += R"(","seq":)";
    appendNumber(out, facts.sequence);
    out += R"(,"method":")";
    out += pick(kMethods, facts.dice >> 16U);
    out += R"(","path":")";
    out += pick(kPaths, facts.dice >> 24U);
    out += R"(","status":)";
    appendNumber(out, static_cast<std::uint64_t>(statusOf(facts.dice)));
    out += R"(,"duration_ms":)";
    appendNumber(out, (facts.dice >> 32U) % 400);
    out += R"(,"trace_id":")";
    appendNumber(out, facts.dice, 20);
    out += "\"}";
}

void LineWriter::appendKlog(std::string& out, const Facts& facts) {
    static constexpr std::array<char, 4> kLevels{'I', 'I', 'W', 'E'};
    appendDateTime(out, facts.time); // 2026-11-21T12:04:31 is rewritten as I1121 12:04:31
    const std::string date = out.substr(out.size() - 19);
    out.resize(out.size() - 19);
    out += kLevels[static_cast<std::size_t>(levelOf(facts.dice))];
    out.append(date, 5, 2).append(date, 8, 2).append(1, ' ').append(date, 11, 8);
    appendFraction(out, facts.time, 6);
    out += "       1 controller.go:";
    appendNumber(out, 100 + (facts.dice >> 16U) % 400);
    out += "] \"";
    out += levelOf(facts.dice) >= Level::Warning ? messageOf(facts.dice) : "Reconciled";
    out += "\" seq=";
    appendNumber(out, facts.sequence);
    out += " controller=\"";
    out += m_recipe.app();
    out += "\" namespace=\"shop\" name=\"storefront-";
    appendNumber(out, (facts.dice >> 24U) % 40);
    out += "\" duration=\"";
    appendNumber(out, (facts.dice >> 32U) % 900);
    out += "ms\"";
}

void LineWriter::appendLogfmt(std::string& out, const Facts& facts) {
    static constexpr std::array<std::string_view, 4> kLevels{"debug", "info", "warn", "error"};
    out += "ts=";
    appendDateTime(out, facts.time);
    appendFraction(out, facts.time, 3);
    out += "Z level=";
    out += kLevels[static_cast<std::size_t>(levelOf(facts.dice))];
    out += " component=";
    out += m_recipe.app();
    out += " msg=\"";
    out += messageOf(facts.dice);
    out += "\" seq=";
    appendNumber(out, facts.sequence);
    out += " series=";
    appendNumber(out, (facts.dice >> 20U) % 90000);
    out += " duration=";
    appendNumber(out, (facts.dice >> 32U) % 3000);
    out += "ms";
}

void LineWriter::appendPlain(std::string& out, const Facts& facts) {
    static constexpr std::array<std::string_view, 4> kLevels{"DEBUG", "INFO ", "WARN ", "ERROR"};
    constexpr std::size_t kLength = 108; // a million lines are 109 MB with their ends
    const std::size_t start = out.size();
    appendDateTime(out, facts.time);
    appendFraction(out, facts.time, 3);
    out += "Z ";
    out += kLevels[static_cast<std::size_t>(levelOf(facts.dice))];
    out += " [worker-";
    appendNumber(out, (facts.dice >> 12U) % 8);
    out += "] seq=";
    appendNumber(out, facts.sequence);
    out += ' ';
    out += messageOf(facts.dice);
    out += ' ';
    out += pick(kPaths, facts.dice >> 24U);
    out += ' ';
    const std::size_t length = out.size() - start;
    if (length < kLength)
        out.append(kLength - length, '.');
    else
        out.resize(start + kLength);
}

void LineWriter::appendAnsi(std::string& out, const Facts& facts) {
    static constexpr std::array<std::string_view, 4> kLevels{
        "\x1b[90mDEBUG\x1b[0m", "\x1b[32mINFO\x1b[0m ", "\x1b[1;33mWARN\x1b[0m ", "\x1b[1;37;41mERROR\x1b[0m"};
    out += "\x1b[2m";
    appendDateTime(out, facts.time);
    appendFraction(out, facts.time, 3);
    out += "Z\x1b[0m ";
    out += kLevels[static_cast<std::size_t>(levelOf(facts.dice))];
    out += " \x1b[38;5;";
    appendNumber(out, 17 + (facts.dice >> 16U) % 200);
    out += 'm';
    out += m_recipe.app();
    out += "\x1b[0m \x1b[38;2;120;170;255m";
    out += pick(kMethods, facts.dice >> 20U);
    out += "\x1b[0m \x1b[4m";
    out += pick(kPaths, facts.dice >> 24U);
    out += "\x1b[24m ";
    out += messageOf(facts.dice);
    out += " seq=\x1b[1m";
    appendNumber(out, facts.sequence);
    out += "\x1b[22m";
}

void LineWriter::appendTrace(std::string& out, const Facts& facts) {
    static constexpr std::array<std::string_view, 6> kFrames{"java.lang.IllegalStateException: no stock for item 4711",
        "\tat com.corp.shop.Stock.reserve(Stock.java:118)", "\tat com.corp.shop.Order.place(Order.java:204)",
        "\tat com.corp.http.Router.dispatch(Router.java:77)",
        "Caused by: java.net.SocketTimeoutException: Read timed out",
        "\tat java.base/java.net.Socket.read(Socket.java:1019)"};
    constexpr std::uint64_t kEvery = 60;
    const std::uint64_t step = facts.sequence % kEvery;
    if (step >= kEvery - kFrames.size()) { // the last lines of each sixty are an error with its trace
        out += kFrames[step - (kEvery - kFrames.size())];
        out += " [seq=";
        appendNumber(out, facts.sequence);
        out += ']';
        return;
    }
    const bool failing = step == kEvery - kFrames.size() - 1;
    appendDateTime(out, facts.time);
    out[out.size() - 9] = ' ';
    appendFraction(out, facts.time, 3);
    out += failing ? " ERROR" : levelOf(facts.dice) == Level::Debug ? " DEBUG" : " INFO ";
    out += " 1 --- [http-nio-";
    appendNumber(out, (facts.dice >> 16U) % 16);
    out += "] com.corp.";
    out += m_recipe.app();
    out += ".Handler : ";
    out += failing ? "request failed" : pick(kMessages, facts.dice >> 8U);
    out += " seq=";
    appendNumber(out, facts.sequence);
}

void LineWriter::appendCrash(std::string& out, const Facts& facts) {
    static constexpr std::array<std::string_view, 19> kLines{"level=info msg=\"starting\" version=3.2.7",
        "level=info msg=\"reading configuration\" file=/app/config.yaml", "level=info msg=\"listening\" address=:8080",
        "level=info msg=\"connecting to the session store\" address=redis-sessions:6379",
        "level=warn msg=\"connection refused\" attempt=1", "level=warn msg=\"connection refused\" attempt=2",
        "level=warn msg=\"connection refused\" attempt=3", "level=error msg=\"giving up on the session store\"",
        "panic: runtime error: invalid memory address or nil pointer dereference",
        "[signal SIGSEGV: segmentation violation code=0x1 addr=0x18 pc=0x8a4f21]", "",
        "goroutine 1 [running]:", "corp.example/gateway/internal/session.(*Store).Open(0x0, {0xc000126000, 0x1c})",
        "\t/src/internal/session/store.go:88 +0x61", "corp.example/gateway/cmd.run({0x7ffd2a10, 0x2})",
        "\t/src/cmd/run.go:141 +0x3e5", "main.main()", "\t/src/main.go:23 +0x7d", "exit status 2"};
    if (facts.sequence <= 8) {
        out += "ts=";
        appendDateTime(out, facts.time);
        appendFraction(out, facts.time, 3);
        out += "Z seq=";
        appendNumber(out, facts.sequence);
        out += ' ';
    }
    out += kLines[std::min<std::size_t>(facts.sequence, kLines.size()) - 1];
}

void LineWriter::appendHuge(std::string& out, std::uint64_t offset, std::uint64_t count) {
    // 64 bytes that say where they are: 15 digits, then letters
    while (count > 0) {
        const std::uint64_t block = offset / 64;
        std::string text = std::format("{:015} abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVW", block * 64);
        text.resize(64, '-');
        const std::uint64_t from = offset % 64;
        const std::uint64_t taken = std::min<std::uint64_t>(count, 64 - from);
        out.append(text, from, taken);
        offset += taken;
        count -= taken;
    }
}

} // namespace pilothouse::demo
