// SPDX-License-Identifier: Apache-2.0
#include "core/logs/log_stamp.h"

#include <QString>

#include <array>
#include <charconv>
#include <chrono>

namespace pilothouse {

namespace {

constexpr qint64 kSecond = 1'000'000'000;
constexpr qsizetype kSecondsLength = 19; // 2026-11-21T09:00:00
constexpr int kMaxDigits = 9;
constexpr int kMinutesADay = 24 * 60;

/// Digits at @p at, or -1.
int number(QByteArrayView text, qsizetype at, qsizetype length) {
    int value = 0;
    for (qsizetype i = at; i < at + length; ++i) {
        const int digit = text[i] - '0';
        if (digit < 0 || digit > 9) {
            return -1;
        }
        value = value * 10 + digit;
    }
    return value;
}

/// Seconds since 1970 of `YYYY-MM-DDTHH:MM:SS`, or nothing. Only years of which nanoseconds fit 64 bits.
std::optional<qint64> secondsOf(QByteArrayView text) {
    if (text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':') {
        return {};
    }
    const int year = number(text, 0, 4);
    const int month = number(text, 5, 2);
    const int day = number(text, 8, 2);
    const int hour = number(text, 11, 2);
    const int minute = number(text, 14, 2);
    const int second = number(text, 17, 2);
    if (year < 1700 || year > 2200 || month < 1 || day < 1 || hour < 0 || hour > 23 || minute < 0 || minute > 59
        || second < 0 || second > 59) {
        return {};
    }
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
        std::chrono::day(static_cast<unsigned>(day))};
    if (!date.ok()) {
        return {};
    }
    const qint64 days = std::chrono::sys_days(date).time_since_epoch().count();
    return ((days * 24 + hour) * 60 + minute) * 60 + second;
}

/// Reads `Z` or `+08:00` at @p at; false: neither.
bool readOffset(QByteArrayView line, qsizetype& at, LogStamp& stamp) {
    if (at < line.size() && line[at] == 'Z') {
        ++at;
        return true;
    }
    if (line.size() < at + 6 || (line[at] != '+' && line[at] != '-') || line[at + 3] != ':') {
        return false;
    }
    const int hours = number(line, at + 1, 2);
    const int minutes = number(line, at + 4, 2);
    const int offset = hours * 60 + minutes;
    if (hours < 0 || minutes < 0 || minutes > 59 || offset >= kMinutesADay || (offset == 0 && line[at] == '-')) {
        return false;
    }
    stamp.offsetMinutes = static_cast<qint16>(line[at] == '-' ? -offset : offset);
    at += 6;
    return true;
}

void append(QByteArray& out, qint64 value, int width) {
    std::array<char, 20> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    for (auto length = end - digits.data(); length < width; ++length) {
        out += '0';
    }
    out.append(digits.data(), end - digits.data());
}

QByteArray secondsText(qint64 seconds) {
    const auto time = std::chrono::sys_seconds(std::chrono::seconds(seconds));
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(time - day);
    QByteArray text;
    text.reserve(40);
    append(text, int(date.year()), 4);
    text += '-';
    append(text, unsigned(date.month()), 2);
    text += '-';
    append(text, unsigned(date.day()), 2);
    text += 'T';
    append(text, clock.hours().count(), 2);
    text += ':';
    append(text, clock.minutes().count(), 2);
    text += ':';
    append(text, clock.seconds().count(), 2);
    return text;
}

} // namespace

std::optional<StampedLine> readStamp(QByteArrayView line) {
    if (line.size() <= kSecondsLength) {
        return {};
    }
    const auto seconds = secondsOf(line);
    if (!seconds) {
        return {};
    }
    StampedLine read;
    read.stamp.digits = 0;
    qsizetype at = kSecondsLength;
    qint64 fraction = 0;
    if (line[at] == '.') {
        for (++at; at < line.size() && line[at] >= '0' && line[at] <= '9' && read.stamp.digits < kMaxDigits; ++at) {
            fraction = fraction * 10 + (line[at] - '0');
            ++read.stamp.digits;
        }
        if (read.stamp.digits == 0) {
            return {};
        }
    }
    for (int i = read.stamp.digits; i < kMaxDigits; ++i) {
        fraction *= 10;
    }
    if (!readOffset(line, at, read.stamp) || at >= line.size() || line[at] != ' ') {
        return {};
    }
    const int offset = read.stamp.offsetMinutes == LogStamp::kZulu ? 0 : read.stamp.offsetMinutes;
    read.stamp.ns = (*seconds - offset * 60) * kSecond + fraction;
    read.length = at + 1;
    return read;
}

LogStamp stampOf(const LogLine& line) {
    if (line.stamp == 0) {
        return {};
    }
    return {.ns = line.stamp, .offsetMinutes = line.stampOffset, .digits = line.stampDigits};
}

QByteArray stampText(const LogStamp& stamp) {
    if (!stamp.isValid()) {
        return {};
    }
    const bool isZulu = stamp.offsetMinutes == LogStamp::kZulu;
    const qint64 seconds = floorSeconds(stamp.ns);
    qint64 fraction = stamp.ns - seconds * kSecond;
    QByteArray text = secondsText(seconds + (isZulu ? 0 : stamp.offsetMinutes * 60));
    if (stamp.digits > 0) {
        for (int i = stamp.digits; i < kMaxDigits; ++i) {
            fraction /= 10;
        }
        text += '.';
        append(text, fraction, stamp.digits);
    }
    if (isZulu) {
        return text += 'Z';
    }
    const int minutes = stamp.offsetMinutes < 0 ? -stamp.offsetMinutes : stamp.offsetMinutes;
    text += stamp.offsetMinutes < 0 ? '-' : '+';
    append(text, minutes / 60, 2);
    text += ':';
    append(text, minutes % 60, 2);
    return text;
}

QByteArray sinceText(qint64 seconds) {
    return secondsText(seconds) + 'Z';
}

} // namespace pilothouse
