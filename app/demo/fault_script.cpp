// SPDX-License-Identifier: Apache-2.0
#include "app/demo/fault_script.h"

#include "app/demo/api_error.h"

namespace pilothouse::demo {

namespace {

constexpr std::size_t kRequestsKept = 2000;

const char* reasonOf(int status) {
    switch (status) {
    case 400:
        return "BadRequest";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "NotFound";
    case 409:
        return "Conflict";
    case 410:
        return "Expired";
    case 422:
        return "Invalid";
    case 429:
        return "TooManyRequests";
    case 500:
        return "InternalError";
    case 503:
        return "ServiceUnavailable";
    case 504:
        return "Timeout";
    default:
        return "";
    }
}

bool boolAt(const json::object& object, std::string_view key) {
    const json::value* value = object.if_contains(key);
    return value && value->is_bool() && value->get_bool();
}

Fault parseFault(const json::object& from) {
    Fault out;
    out.method = stringAt(from, "method");
    out.pathText = stringAt(from, "path");
    out.path = std::regex(out.pathText);
    if (from.contains("watch"))
        out.watch = boolAt(from, "watch");
    out.skip = static_cast<int>(intAt(from, "skip"));
    out.count = static_cast<int>(intAt(from, "count", 1));
    out.latencyMs = static_cast<int>(intAt(from, "latencyMs"));
    out.status = static_cast<int>(intAt(from, "status"));
    if (const json::object* headers = objectAt(from, "headers"))
        for (const auto& header : *headers)
            out.headers.emplace_back(header.key(), stringAt(*headers, header.key()));
    if (const json::value* body = from.if_contains("body"))
        out.body = body->is_string() ? std::string(body->get_string()) : json::serialize(*body);
    out.contentType = stringAt(from, "contentType");
    if (from.contains("cutAfterBytes"))
        out.cutAfterBytes = static_cast<std::size_t>(intAt(from, "cutAfterBytes"));
    out.reset = boolAt(from, "reset");
    out.dripBytesPerSecond = static_cast<std::size_t>(intAt(from, "dripBytesPerSecond"));
    if (from.contains("badJsonAfterBytes"))
        out.badJsonAfterBytes = static_cast<std::size_t>(intAt(from, "badJsonAfterBytes"));
    out.silent = boolAt(from, "silent");
    out.goneWatch = boolAt(from, "goneWatch");
    out.dropWatch = boolAt(from, "dropWatch");
    out.endStream = boolAt(from, "endStream");
    out.cutLine = boolAt(from, "cutLine");
    out.socket = stringAt(from, "socket");
    out.afterMessages = static_cast<int>(intAt(from, "afterMessages"));
    out.running = boolAt(from, "running");
    return out;
}

} // namespace

bool Fault::matches(const HttpRequest& request) const {
    return (method.empty() || method == request.method) && (!watch || *watch == request.isWatch())
        && (pathText.empty() || std::regex_search(request.target, path));
}

HttpResponse Fault::response() const {
    HttpResponse out;
    out.status = status;
    out.headers = headers;
    out.body = body;
    if (!contentType.empty())
        out.contentType = contentType;
    if (body.empty() && contentType.empty())
        out.body
            = json::serialize(ApiError{status, reasonOf(status), "fault script: " + std::to_string(status)}.status());
    return out;
}

std::string FaultScript::add(const json::value& script) {
    std::list<Fault> added;
    const json::array one{script};
    for (const json::value& value : script.is_array() ? script.get_array() : one) {
        if (!value.is_object())
            return "a fault must be an object";
        try {
            added.push_back(parseFault(value.get_object()));
        } catch (const std::regex_error&) {
            return "path is no regular expression";
        }
    }
    m_faults.splice(m_faults.end(), added);
    for (const auto& [handle, changed] : std::map(m_subscribers))
        changed();
    return {};
}

void FaultScript::clear() {
    m_faults.clear();
}

json::object FaultScript::describe() const {
    json::array out;
    for (const Fault& fault : m_faults)
        out.push_back(json::object{{"method", fault.method}, {"path", fault.pathText}, {"count", fault.count},
            {"skip", fault.skip}, {"fired", fault.fired}});
    return {{"faults", std::move(out)}};
}

std::optional<Fault> FaultScript::fire(std::list<Fault>::iterator fault) {
    ++fault->fired;
    Fault out = *fault;
    if (fault->count > 0 && fault->fired >= fault->count)
        m_faults.erase(fault);
    return out;
}

std::optional<Fault> FaultScript::take(const HttpRequest& request) {
    for (auto fault = m_faults.begin(); fault != m_faults.end(); ++fault) {
        if (!fault->matches(request) || (fault->onlyRunning() && !request.isLongRunning()))
            continue;
        if (fault->skip > 0) {
            --fault->skip;
            continue;
        }
        return fire(fault);
    }
    return {};
}

std::optional<Fault> FaultScript::takeForRunning(const HttpRequest& request) {
    for (auto fault = m_faults.begin(); fault != m_faults.end(); ++fault)
        if ((fault->reachesRunningWatches() || fault->running) && fault->skip == 0 && fault->matches(request))
            return fire(fault);
    return {};
}

int FaultScript::subscribe(std::function<void()> changed) {
    m_subscribers[m_nextSubscriber] = std::move(changed);
    return m_nextSubscriber++;
}

void FaultScript::noteRequest(const HttpRequest& request, int status) {
    m_requests.push_back(
        {request.method, request.target, request.header("accept"), request.header("user-agent"), status});
    if (m_requests.size() > kRequestsKept)
        m_requests.pop_front();
}

json::object FaultScript::requests() const {
    json::array out;
    for (const Noted& noted : m_requests)
        out.push_back(json::object{{"method", noted.method}, {"target", noted.target}, {"accept", noted.accept},
            {"userAgent", noted.userAgent}, {"status", noted.status}});
    return {{"requests", std::move(out)}};
}

} // namespace pilothouse::demo
