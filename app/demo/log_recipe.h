// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/clock.h"
#include "app/demo/json.h"

#include <cstdint>
#include <limits>
#include <string>

// What a container of the demo writes is a function of time: line i is written at a moment that follows from the
// container's start and rate, and its text from i. Nothing is kept, every log can be read again byte for byte, and
// every line carries its number (seq=N, "seq":N, from 1), so that a reader can tell that none is lost or doubled.
//
// Annotations of a pod choose what is written; with ".CONTAINER" after the name they are for that container only:
//   demo.pilothouse.dev/log-shape       json klog logfmt plain ansi trace huge-line progress hostile none
//   demo.pilothouse.dev/log-rate        lines a second (0.2, 50000)
//   demo.pilothouse.dev/log-lines       ends after that many lines; without a rate they are all there at once
//   demo.pilothouse.dev/log-keep        lines a log file holds before it is rotated away (default 20000)
//   demo.pilothouse.dev/log-stamps      ns, ms, s (many lines with the same time), unordered
//   demo.pilothouse.dev/log-line-bytes  size of the one line of huge-line (default 104857600)
//   demo.pilothouse.dev/log-error       runtime: the runtime's error inside a 200; kubelet: the kubelet can't be
//   reached

namespace pilothouse::demo {

enum class LogShape { Json, Klog, Logfmt, Plain, Ansi, Trace, HugeLine, Progress, Hostile, Crash, None };
enum class LogStamps { Nanoseconds, Milliseconds, Seconds, Unordered };

/// One run of a container: from its start to its end, or still going on.
struct ContainerRun {
    Time start;
    Time end = Time::max();
    int exitCode = 0;

    bool isOver() const { return end != Time::max(); }
};

/// What one run of a container writes, and when.
class LogRecipe {
public:
    /// @p name is the container's.
    LogRecipe(const json::object& pod, const std::string& name, const ContainerRun& run);

    LogShape shape() const { return m_shape; }
    std::uint64_t seed() const { return m_seed; }
    std::uint64_t lineBytes() const { return m_lineBytes; }
    const std::string& app() const { return m_app; }
    const std::string& podName() const { return m_podName; }
    std::string errorRule() const { return m_error; }

    /// How many lines are written by @p time.
    std::uint64_t countAt(Time time) const;
    Time timeOf(std::uint64_t index) const;
    /// The time the runtime notes, as coarse as the annotation says.
    Time stampOf(std::uint64_t index) const;
    /// The first line that is not rotated away when @p count are written.
    std::uint64_t firstKept(std::uint64_t count) const;
    /// The first line of [from, count) that is not older than @p time.
    std::uint64_t firstSince(Time time, std::uint64_t from, std::uint64_t count) const;

private:
    void chooseRate(const json::object& pod, const std::string& name);

    static constexpr std::uint64_t kEndless = std::numeric_limits<std::uint64_t>::max();

    LogShape m_shape = LogShape::Json;
    LogStamps m_stamps = LogStamps::Nanoseconds;
    ContainerRun m_run;
    Time m_first; ///< of line 0
    std::chrono::nanoseconds m_period{1'000'000'000};
    std::uint64_t m_lines = kEndless;
    std::uint64_t m_keep = kEndless;
    std::uint64_t m_lineBytes = 0;
    std::uint64_t m_seed = 0;
    bool m_complete = false; ///< all lines are there whatever the time
    std::string m_app;
    std::string m_podName;
    std::string m_error;
};

/// A number that looks random and follows from its arguments; made for one call a line.
constexpr std::uint64_t scattered(std::uint64_t seed, std::uint64_t index) {
    // splitmix64's finisher
    std::uint64_t z = seed + (index + 1) * 0x9e3779b97f4a7c15U;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
}

} // namespace pilothouse::demo
