// SPDX-License-Identifier: Apache-2.0
#include "app/demo/api_server.h"
#include "app/demo/log_source.h"
#include "app/demo/pod_containers.h"

#include <charconv>
#include <format>

namespace pilothouse::demo {

using namespace std::chrono;

namespace {

ApiError invalidOption(const std::string& pod, const std::string& field, const std::string& why) {
    ApiError error = invalid("", "PodLogOptions", pod, field, why);
    error.message = "PodLogOptions \"" + pod + "\" is invalid: " + field + ": " + why;
    return error;
}

/// The number of a query parameter that must be at least @p least; none when it is absent.
ApiResult<std::optional<std::uint64_t>> numberOption(
    const HttpRequest& request, const std::string& pod, const std::string& name, std::int64_t least) {
    const std::string text = request.queryValue(name);
    if (text.empty())
        return std::nullopt;
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size())
        return std::unexpected(badRequest("strconv.ParseInt: parsing \"" + text + "\": invalid syntax"));
    if (number < least)
        return std::unexpected(invalidOption(pod, name,
            std::format("Invalid value: {}: must be greater than {}0", number, least == 0 ? "or equal to " : "")));
    return static_cast<std::uint64_t>(number);
}

ApiResult<LogQuery> queryOf(const HttpRequest& request, const std::string& pod) {
    LogQuery out;
    out.follow = request.queryFlag("follow");
    out.timestamps = request.queryFlag("timestamps");
    const auto tail = numberOption(request, pod, "tailLines", 0);
    const auto bytes = numberOption(request, pod, "limitBytes", 1);
    const auto age = numberOption(request, pod, "sinceSeconds", 1);
    for (const auto* option : {&tail, &bytes, &age})
        if (!*option)
            return std::unexpected(option->error());
    out.tailLines = *tail;
    out.limitBytes = *bytes;
    const std::string since = request.queryValue("sinceTime");
    if (*age && !since.empty())
        return std::unexpected(
            invalidOption(pod, "", "Forbidden: at most one of `sinceTime` or `sinceSeconds` may be specified"));
    if (*age)
        out.since = now() - seconds(static_cast<std::int64_t>(std::min<std::uint64_t>(**age, 1ULL << 31U)));
    if (!since.empty()) {
        // protocol: the API server passes whole seconds on (pkg/registry/core/pod/strategy.go)
        const Time time = parseTime(since);
        if (time == Time())
            return std::unexpected(
                badRequest("parsing time \"" + since + "\" as \"2006-01-02T15:04:05Z07:00\": cannot parse"));
        out.since = time;
    }
    return out;
}

HttpResponse plainText(int status) {
    HttpResponse out;
    out.status = status;
    out.contentType = "text/plain";
    return out;
}

} // namespace

ApiResult<HttpResponse> ApiServer::podLog(const HttpRequest& request, const ObjectPtr& pod) {
    const ApiResult<LogQuery> query = queryOf(request, pod->name);
    if (!query)
        return std::unexpected(query.error());
    const ApiResult<PodContainer> container = findContainer(pod->value, request.queryValue("container"));
    if (!container)
        return std::unexpected(container.error());
    if (stringAt(pod->value, "spec.nodeName").empty())
        return plainText(204); // protocol: not scheduled yet is an empty answer
    const ApiResult<ContainerRun> run = runToRead(pod->value, *container, request.queryFlag("previous"));
    if (!run)
        return std::unexpected(run.error());
    LogRecipe recipe(pod->value, container->name, *run);
    if (recipe.errorRule() == "kubelet")
        return std::unexpected(ApiError{500, "",
            std::format("Get \"https://192.0.2.10:10250/containerLogs/{}/{}/{}\": dial tcp 192.0.2.10:10250: connect: "
                        "connection refused",
                pod->namespaceName, pod->name, container->name)});
    HttpResponse out = plainText(200);
    if (recipe.errorRule() == "runtime") {
        out.body = "unable to retrieve container logs for containerd://8d1f6c40a2b94e55b6a5";
        return out;
    }
    out.source = std::make_unique<LogSource>(
        std::move(recipe), *query, runEnds(m_cluster.store, pod, container->name, run->start));
    return out;
}

} // namespace pilothouse::demo
