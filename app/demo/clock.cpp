// SPDX-License-Identifier: Apache-2.0
#include "app/demo/clock.h"

#include <cstdio>
#include <format>

namespace pilothouse::demo {

using namespace std::chrono;

Time now() {
    return time_point_cast<nanoseconds>(system_clock::now());
}

std::string formatTime(Time time) {
    return std::format("{:%FT%TZ}", floor<seconds>(time));
}

std::string formatMicroTime(Time time) {
    return std::format("{:%FT%TZ}", floor<microseconds>(time));
}

std::string formatGoTime(Time time, minutes offset) {
    const Time local = time + offset;
    std::string out = std::format("{:%FT%T}", floor<seconds>(local));
    const auto fraction = (local - floor<seconds>(local)).count();
    if (fraction != 0) {
        std::string digits = std::format(".{:09}", fraction);
        digits.erase(digits.find_last_not_of('0') + 1);
        out += digits;
    }
    if (offset.count() == 0)
        return out + 'Z';
    const auto magnitude = abs(offset).count();
    return out + std::format("{}{:02}:{:02}", offset.count() < 0 ? '-' : '+', magnitude / 60, magnitude % 60);
}

Time parseTime(const std::string& text) {
    int year = 0;
    unsigned month = 0;
    unsigned day = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
    if (std::sscanf(text.c_str(), "%d-%u-%uT%d:%d:%d", &year, &month, &day, &hour, &minute, &second) != 6)
        return {};
    const sys_days date = std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day);
    return Time(date) + hours(hour) + minutes(minute) + seconds(second);
}

std::string humanDuration(nanoseconds age) {
    const auto s = duration_cast<seconds>(age).count();
    if (s < -1)
        return "<invalid>";
    if (s < 0)
        return "0s";
    if (s < 120)
        return std::format("{}s", s);
    const auto m = s / 60;
    if (m < 10)
        return s % 60 == 0 ? std::format("{}m", m) : std::format("{}m{}s", m, s % 60);
    if (m < 180)
        return std::format("{}m", m);
    const auto h = m / 60;
    if (h < 8)
        return m % 60 == 0 ? std::format("{}h", h) : std::format("{}h{}m", h, m % 60);
    if (h < 48)
        return std::format("{}h", h);
    const auto d = h / 24;
    if (h < 192)
        return h % 24 == 0 ? std::format("{}d", d) : std::format("{}d{}h", d, h % 24);
    if (d < 365 * 2)
        return std::format("{}d", d);
    const auto y = d / 365;
    if (d < 365 * 8)
        return d % 365 == 0 ? std::format("{}y", y) : std::format("{}y{}d", y, d % 365);
    return std::format("{}y", y);
}

} // namespace pilothouse::demo
