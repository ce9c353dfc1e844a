// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>

namespace pilothouse::demo {

using Time = std::chrono::sys_time<std::chrono::nanoseconds>;

Time now();

/// RFC 3339 in UTC with whole seconds, as metav1.Time: 2026-11-21T12:04:31Z
std::string formatTime(Time time);
/// RFC 3339 with microseconds, as metav1.MicroTime.
std::string formatMicroTime(Time time);
/// As Go writes a time.Time in JSON: nanoseconds without trailing zeros, an offset or Z.
std::string formatGoTime(Time time, std::chrono::minutes offset = {});
/// The time of an RFC 3339 text; the epoch when it is none.
Time parseTime(const std::string& text);

/// As kubectl and the server's tables shorten an age: 45s, 3m20s, 5h, 2d3h, 412d, 2y35d.
/// protocol: apimachinery duration.HumanDuration
std::string humanDuration(std::chrono::nanoseconds age);

} // namespace pilothouse::demo
