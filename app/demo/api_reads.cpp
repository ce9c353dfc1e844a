// SPDX-License-Identifier: Apache-2.0
#include "app/demo/api_server.h"
#include "app/demo/base64.h"
#include "app/demo/list_source.h"
#include "app/demo/selector.h"
#include "app/demo/watch_source.h"

#include <charconv>
#include <format>

namespace pilothouse::demo {

namespace {

constexpr int kWatchListSince = 34; // protocol: gate WatchList is on from 1.34 (and in 1.32, off in 1.33)

std::optional<std::uint64_t> parseVersion(const std::string& text) {
    std::uint64_t out = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (error != std::errc() || end != text.data() + text.size())
        return {};
    return out;
}

/// Where a page ended. An inconsistent one (version 0) goes on in whatever is there now.
struct PageMark {
    std::uint64_t version = 0;
    std::string afterKey;
};

std::string writeMark(const PageMark& mark) {
    return base64Encode(json::serialize(json::object{
        {"v", "meta.k8s.io/v1"}, {"rv", static_cast<std::int64_t>(mark.version)}, {"start", mark.afterKey}}));
}

std::optional<PageMark> readMark(const std::string& token) {
    const std::optional<std::string> text = base64Decode(token);
    if (!text)
        return {};
    boost::system::error_code error;
    const json::value value = json::parse(*text, error);
    if (error || !value.is_object() || stringAt(value.get_object(), "v") != "meta.k8s.io/v1")
        return {};
    return PageMark{static_cast<std::uint64_t>(intAt(value.get_object(), "rv")), stringAt(value.get_object(), "start")};
}

ApiError tooLargeVersion(std::uint64_t asked, std::uint64_t current) {
    ApiError error{504, "Timeout", std::format("Too large resource version: {}, current: {}", asked, current)};
    error.retryAfterSeconds = 1;
    error.details["causes"]
        = json::array{json::object{{"reason", "ResourceVersionTooLarge"}, {"message", "Too large resource version"}}};
    return error;
}

constexpr const char* kContinueTooOld
    = "The provided continue parameter is too old to display a consistent list result. You can start a new list "
      "without "
      "the continue parameter, or use the continue token in this response to retrieve the remainder of the results. "
      "Continuing with the provided token results in an inconsistent list - objects that were created, modified, or "
      "deleted between the time the first chunk was returned and now may show up in the list.";

/// The version a list shows and the key it goes on after.
ApiResult<PageMark> whichState(const HttpRequest& request, const ObjectStore& store) {
    const std::string token = request.queryValue("continue");
    const std::string asked = request.queryValue("resourceVersion");
    if (!token.empty()) {
        if (!asked.empty() && asked != "0")
            return std::unexpected(badRequest("specifying resource version is not allowed when using continue"));
        std::optional<PageMark> mark = readMark(token);
        if (!mark)
            return std::unexpected(badRequest("continue key is not valid: illegal base64 data"));
        if (mark->version == 0)
            mark->version = store.version();
        if (mark->version < store.oldestVersion()) {
            ApiError error = expired(kContinueTooOld);
            error.continueToken = writeMark({0, mark->afterKey});
            return std::unexpected(error);
        }
        return *mark;
    }
    if (asked.empty() || asked == "0")
        return PageMark{store.version(), {}};
    const std::optional<std::uint64_t> version = parseVersion(asked);
    if (!version)
        return std::unexpected(badRequest("resourceVersion: Invalid value: \"" + asked
            + "\": strconv.ParseUint: parsing \"" + asked + "\": invalid syntax"));
    if (*version > store.version())
        return std::unexpected(tooLargeVersion(*version, store.version()));
    if (request.queryValue("resourceVersionMatch") != "Exact")
        return PageMark{store.version(), {}};
    if (*version < store.oldestVersion())
        return std::unexpected(expired(std::format("The resourceVersion for the provided list is too old.")));
    return PageMark{*version, {}};
}

struct Selectors {
    Selector labels;
    Selector fields;
};

ApiResult<Selectors> selectorsOf(const HttpRequest& request, const ResourceType& type) {
    ApiResult<Selector> labels = Selector::labels(request.queryValue("labelSelector"));
    if (!labels)
        return std::unexpected(labels.error());
    ApiResult<Selector> fields = Selector::fields(request.queryValue("fieldSelector"), type);
    if (!fields)
        return std::unexpected(fields.error());
    return Selectors{std::move(*labels), std::move(*fields)};
}

} // namespace

ApiResult<HttpResponse> ApiServer::list(const HttpRequest& request, const Target& target) {
    const ApiResult<Representation> representation = Representation::negotiate(request);
    if (!representation)
        return std::unexpected(representation.error());
    const ApiResult<Selectors> selectors = selectorsOf(request, *target.type);
    if (!selectors)
        return std::unexpected(selectors.error());
    const ApiResult<PageMark> state = whichState(request, m_cluster.store);
    if (!state)
        return std::unexpected(state.error());

    std::vector<ObjectPtr> items
        = m_cluster.store.list(target.type->storageKey(), target.namespaceName, state->version, state->afterKey);
    std::erase_if(items, [&](const ObjectPtr& object) {
        return !selectors->labels.matches(object->value) || !selectors->fields.matches(object->value);
    });
    json::object metadata{{"resourceVersion", std::to_string(state->version)}};
    const bool cached = request.queryValue("resourceVersion") == "0"; // protocol: the watch cache ignores limit
    const auto limit = cached ? 0 : parseVersion(request.queryValue("limit")).value_or(0);
    if (limit > 0 && items.size() > limit) {
        const std::size_t left = items.size() - limit;
        items.resize(limit);
        metadata["continue"] = writeMark({state->version, items.back()->key()});
        if (selectors->labels.isEmpty() && selectors->fields.isEmpty())
            metadata["remainingItemCount"] = left;
    }
    HttpResponse out;
    out.source = std::make_unique<ListSource>(*target.type, *representation, std::move(metadata), std::move(items));
    return out;
}

ApiResult<HttpResponse> ApiServer::watch(const HttpRequest& request, const Target& target) {
    const ApiResult<Representation> representation = Representation::negotiate(request);
    if (!representation)
        return std::unexpected(representation.error());
    ApiResult<Selectors> selectors = selectorsOf(request, *target.type);
    if (!selectors)
        return std::unexpected(selectors.error());
    WatchOptions options;
    options.namespaceName = target.namespaceName;
    options.labels = std::move(selectors->labels);
    options.fields = std::move(selectors->fields);
    options.bookmarks = request.queryFlag("allowWatchBookmarks");
    options.bookmarkEvery = m_cluster.settings.bookmarkEvery;
    if (request.queryFlag("sendInitialEvents")) {
        const int minor = m_cluster.settings.minorVersion;
        if (minor < kWatchListSince && minor != 32)
            return std::unexpected(invalid("meta.k8s.io", "ListOptions", "", "sendInitialEvents",
                "Forbidden: sendInitialEvents is forbidden for watch unless the WatchList "
                "feature gate is enabled"));
        if (request.queryValue("resourceVersionMatch") != "NotOlderThan")
            return std::unexpected(invalid("meta.k8s.io", "ListOptions", "", "resourceVersionMatch",
                "Forbidden: sendInitialEvents requires setting resourceVersionMatch to "
                "NotOlderThan"));
        options.initialEvents = true;
        options.initialEventsEnd = options.bookmarks;
    }
    const std::string from = request.queryValue("resourceVersion");
    const std::optional<std::uint64_t> version = from.empty() ? 0 : parseVersion(from);
    if (!version)
        return std::unexpected(badRequest("resourceVersion: Invalid value: \"" + from + '"'));
    options.fromVersion = *version;
    options.initialEvents = options.initialEvents || *version == 0;
    // protocol: server default is 30 to 60 minutes
    const auto seconds = parseVersion(request.queryValue("timeoutSeconds")).value_or(0);
    options.timeout
        = std::chrono::seconds(seconds > 0 ? static_cast<int>(std::min<std::uint64_t>(seconds, 86400)) : 2400);
    HttpResponse out;
    out.source = std::make_unique<WatchSource>(m_cluster.store, *target.type, *representation, std::move(options));
    return out;
}

ApiResult<HttpResponse> ApiServer::get(const HttpRequest& request, const Target& target) {
    const ObjectPtr object = m_cluster.store.find(target.type->storageKey(), target.namespaceName, target.name);
    if (!object)
        return std::unexpected(notFound(target.type->group, target.type->plural, target.name));
    if (target.subresource == "scale")
        return scaleAnswer(*object);
    if (target.subresource == "log")
        return podLog(request, object);
    if (target.subresource == "exec" || target.subresource == "attach" || target.subresource == "portforward")
        return connect(request, target, object);
    return answerObject(request, target, object);
}

ApiResult<HttpResponse> ApiServer::answerObject(
    const HttpRequest& request, const Target& target, const ObjectPtr& object, int status) const {
    const ApiResult<Representation> representation = Representation::negotiate(request);
    if (!representation)
        return std::unexpected(representation.error());
    HttpResponse out;
    out.status = status;
    out.body = representation->single(*target.type, *object);
    return out;
}

} // namespace pilothouse::demo
