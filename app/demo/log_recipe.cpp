// SPDX-License-Identifier: Apache-2.0
#include "app/demo/log_recipe.h"

#include "app/demo/release_plan.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <format>
#include <map>

namespace pilothouse::demo {

using namespace std::chrono;

namespace {

constexpr std::uint64_t kKeptLines = 20000;
constexpr std::uint64_t kHugeLineBytes = 100ULL * 1024 * 1024;
constexpr std::uint64_t kHugeLineLines = 3;
constexpr std::uint64_t kCrashLines = 19; // as many as log_lines.cpp has of a panic
constexpr double kFastest = 5'000'000;
// Lines that are all there at once lie that far apart.
constexpr nanoseconds kCompletePeriod{10'000};

std::string annotation(const json::object& pod, const std::string& name, const std::string& container) {
    const json::object* all = objectAt(pod, "metadata.annotations");
    if (!all)
        return {};
    const std::string key = "demo.pilothouse.dev/" + name;
    for (const std::string& candidate : {std::format("{}.{}", key, container), key})
        if (const json::value* value = all->if_contains(candidate); value && value->is_string())
            return std::string(value->get_string());
    return {};
}

std::uint64_t numberOf(const std::string& text, std::uint64_t fallback) {
    std::uint64_t out = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return error == std::errc() && end == text.data() + text.size() && !text.empty() ? out : fallback;
}

bool hasAny(const std::string& text, std::initializer_list<const char*> parts) {
    return std::ranges::any_of(parts, [&](const char* part) { return text.contains(part); });
}

/// What the demo's own apps write, told by their names.
LogShape usualShape(const std::string& app) {
    if (hasAny(app, {"manager", "nginx", "dns", "metrics-server", "controller", "operator"}))
        return LogShape::Klog;
    if (hasAny(app, {"redis", "postgres", "rabbitmq", "debug", "init", "clickhouse"}))
        return LogShape::Plain;
    if (hasAny(app, {"kafka", "zookeeper", "opensearch", "ledger", "payment", "checkout", "search"}))
        return LogShape::Trace;
    if (hasAny(app, {"prometheus", "loki", "grafana", "alert", "vault", "traefik", "export", "sync", "index", "mesh"}))
        return LogShape::Logfmt;
    if (hasAny(app, {"web", "landing", "bff"}))
        return LogShape::Ansi;
    return LogShape::Json;
}

LogShape shapeOf(const std::string& text, const std::string& app) {
    static const std::map<std::string, LogShape> shapes{{"json", LogShape::Json}, {"klog", LogShape::Klog},
        {"logfmt", LogShape::Logfmt}, {"plain", LogShape::Plain}, {"ansi", LogShape::Ansi}, {"trace", LogShape::Trace},
        {"huge-line", LogShape::HugeLine}, {"progress", LogShape::Progress}, {"hostile", LogShape::Hostile},
        {"none", LogShape::None}};
    const auto found = shapes.find(text);
    return found == shapes.end() ? usualShape(app) : found->second;
}

LogStamps stampsOf(const std::string& text) {
    return text == "ms"       ? LogStamps::Milliseconds
        : text == "s"         ? LogStamps::Seconds
        : text == "unordered" ? LogStamps::Unordered
                              : LogStamps::Nanoseconds;
}

std::string appOf(const json::object& pod, const std::string& container) {
    const json::object* labels = objectAt(pod, "metadata.labels");
    const json::value* name = labels ? labels->if_contains("app.kubernetes.io/name") : nullptr;
    const std::string app = name && name->is_string() ? std::string(name->get_string()) : std::string();
    // a sidecar or an init container writes what it is, not what its pod is
    const bool main = arrayAt(pod, "spec.containers").empty()
        || stringAt(arrayAt(pod, "spec.containers").front().as_object(), "name") == container;
    return main && !app.empty() ? app : container;
}

} // namespace

LogRecipe::LogRecipe(const json::object& pod, const std::string& name, const ContainerRun& run)
    : m_run(run)
    , m_first(run.start)
    , m_seed(mixed(
          41, stringAt(pod, "metadata.name") + name, static_cast<std::uint64_t>(run.start.time_since_epoch().count())))
    , m_app(appOf(pod, name))
    , m_podName(stringAt(pod, "metadata.name"))
    , m_error(annotation(pod, "log-error", name)) {
    const std::string shape = annotation(pod, "log-shape", name);
    m_shape = shapeOf(shape, m_app);
    m_stamps = stampsOf(annotation(pod, "log-stamps", name));
    m_lineBytes = numberOf(annotation(pod, "log-line-bytes", name), kHugeLineBytes);
    chooseRate(pod, name);
    if (run.exitCode != 0 && run.exitCode < 128 && shape.empty()) { // it failed by itself: the log says how
        m_shape = LogShape::Crash;
        m_lines = kCrashLines;
        m_period
            = std::max<nanoseconds>((run.end - run.start) / static_cast<std::int64_t>(kCrashLines), nanoseconds(1000));
        m_complete = true; // also of one that failed within the second in which it began
    }
}

void LogRecipe::chooseRate(const json::object& pod, const std::string& name) {
    const std::string rateText = annotation(pod, "log-rate", name);
    // two lines in five seconds up to three in a second: alive, and readable
    double rate = 0.4 + static_cast<double>(mixed(43, m_podName + name) % 100) * 0.026;
    if (!rateText.empty())
        rate = std::clamp(std::strtod(rateText.c_str(), nullptr), 1e-6, kFastest);
    m_period = nanoseconds(std::max<std::int64_t>(1, std::llround(1e9 / rate)));
    m_keep = numberOf(
        annotation(pod, "log-keep", name), std::max<std::uint64_t>(kKeptLines, static_cast<std::uint64_t>(rate * 10)));
    m_keep = std::max<std::uint64_t>(m_keep, 1);
    m_lines = numberOf(annotation(pod, "log-lines", name), m_shape == LogShape::HugeLine ? kHugeLineLines : kEndless);
    if (m_shape == LogShape::None)
        m_lines = 0;
    if (m_lines == kEndless)
        return;
    m_keep = kEndless;
    if (rateText.empty()) {
        m_complete = true;
        m_period = kCompletePeriod;
        m_first = m_run.start - m_period * static_cast<std::int64_t>(m_lines);
    }
}

std::uint64_t LogRecipe::countAt(Time time) const {
    if (m_complete)
        return m_lines;
    const Time until = std::min(time, m_run.end);
    if (until < m_first)
        return 0;
    const auto whole = static_cast<std::uint64_t>((until - m_first) / m_period);
    return std::min(m_lines, whole + (timeOf(whole) <= until ? 1 : 0));
}

Time LogRecipe::timeOf(std::uint64_t index) const {
    // no line of a real program is as regular as a clock
    const auto jitter = static_cast<std::int64_t>(scattered(m_seed, index) % 1000) * m_period.count() / 1000;
    return m_first + m_period * static_cast<std::int64_t>(index) + nanoseconds(jitter);
}

Time LogRecipe::stampOf(std::uint64_t index) const {
    const Time time = timeOf(index);
    switch (m_stamps) {
    case LogStamps::Milliseconds:
        return floor<milliseconds>(time);
    case LogStamps::Seconds:
        return floor<seconds>(time);
    case LogStamps::Unordered: // every seventh line was held back in a buffer of its own
        return index % 7 == 3 ? time - milliseconds(40) : time;
    case LogStamps::Nanoseconds:
        break;
    }
    return time;
}

std::uint64_t LogRecipe::firstKept(std::uint64_t count) const {
    // Between one and two files: the kubelet reads the current one only, but a view that has just lost everything
    // shows nothing of what it is for.
    return m_keep == kEndless || count < m_keep ? 0 : (count / m_keep - 1) * m_keep;
}

std::uint64_t LogRecipe::firstSince(Time time, std::uint64_t from, std::uint64_t count) const {
    while (from < count) {
        const std::uint64_t middle = from + (count - from) / 2;
        const Time stamp = m_stamps == LogStamps::Unordered ? timeOf(middle) : stampOf(middle);
        if (stamp < time)
            from = middle + 1;
        else
            count = middle;
    }
    return from;
}

} // namespace pilothouse::demo
