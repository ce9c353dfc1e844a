// SPDX-License-Identifier: Apache-2.0
#include "app/demo/image_rules.h"

#include <algorithm>
#include <cstdlib>

namespace pilothouse::demo {

namespace {

std::string tagOf(const std::string& image) {
    const auto colon = image.rfind(':');
    const auto slash = image.rfind('/');
    const bool tagged = colon != std::string::npos && (slash == std::string::npos || colon > slash);
    return tagged ? image.substr(colon + 1) : std::string();
}

std::string hostOf(const std::string& image) {
    const auto slash = image.find('/');
    const std::string first = slash == std::string::npos ? std::string() : image.substr(0, slash);
    return first.substr(0, first.find(':'));
}

std::string commandLine(const json::object& container) {
    std::string out;
    for (const char* list : {"command", "args"})
        for (const json::value& word : arrayAt(container, list))
            if (word.is_string())
                out += (out.empty() ? "" : " ") + std::string(word.get_string());
    return out;
}

/// The number after @p word in a command, or @p fallback.
long numberAfter(const std::string& command, const std::string& word, long fallback) {
    const auto found = command.rfind(word);
    return found == std::string::npos ? fallback : std::strtol(command.c_str() + found + word.size(), nullptr, 10);
}

} // namespace

ImageFate fateOf(const json::object& container) {
    constexpr long kLongestSleep = 24L * 3600;
    const std::string image = stringAt(container, "image");
    const std::string tag = tagOf(image);
    const std::string command = commandLine(container);
    ImageFate out;
    const std::string host = hostOf(image);
    out.pullable
        = !image.contains("missing") && !image.contains("broken") && !host.ends_with(".invalid") && !image.empty();
    out.crashes = tag.contains("crash") || tag.contains("fail") || command == "false" || command.ends_with("/false")
        || numberAfter(command, "exit ", 0) != 0;
    out.becomesReady = !tag.contains("unready");
    if (command.contains("sleep infinity"))
        out.sleeps = std::chrono::seconds(kLongestSleep);
    else
        out.sleeps = std::chrono::seconds(std::clamp(numberAfter(command, "sleep ", 0), 0L, kLongestSleep));
    return out;
}

std::string pullFailure(const std::string& image) {
    const std::string host = hostOf(image);
    const std::string reference = image.substr(0, image.rfind(':'));
    if (host.ends_with(".invalid"))
        return "Failed to pull image \"" + image + "\": failed to resolve reference \"" + image
            + "\": failed to do request: dial tcp: lookup " + host + ": no such host";
    return "Failed to pull image \"" + image
        + "\": rpc error: code = NotFound desc = failed to pull and unpack image \"" + image
        + "\": failed to resolve reference \"" + image + "\": " + reference + ": not found";
}

} // namespace pilothouse::demo
