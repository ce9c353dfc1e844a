// SPDX-License-Identifier: Apache-2.0
#include "app/demo/api_error.h"

namespace pilothouse::demo {

json::object ApiError::status() const {
    json::object metadata;
    if (!continueToken.empty())
        metadata["continue"] = continueToken;
    json::object out{
        {"kind", "Status"}, {"apiVersion", "v1"}, {"metadata", metadata}, {"status", "Failure"}, {"message", message}};
    if (!reason.empty())
        out["reason"] = reason;
    json::object filled = details;
    if (retryAfterSeconds)
        filled["retryAfterSeconds"] = *retryAfterSeconds;
    if (!filled.empty())
        out["details"] = filled;
    out["code"] = code;
    return out;
}

std::string qualifiedResource(const std::string& group, const std::string& plural) {
    return group.empty() ? plural : plural + '.' + group;
}

namespace {

json::object detailsOf(const std::string& group, const std::string& kind, const std::string& name) {
    json::object out;
    if (!name.empty())
        out["name"] = name;
    if (!group.empty())
        out["group"] = group;
    out["kind"] = kind;
    return out;
}

} // namespace

ApiError notFound(const std::string& group, const std::string& plural, const std::string& name) {
    return {404, "NotFound", qualifiedResource(group, plural) + " \"" + name + "\" not found",
        detailsOf(group, plural, name)};
}

ApiError alreadyExists(const std::string& group, const std::string& plural, const std::string& name) {
    return {409, "AlreadyExists", qualifiedResource(group, plural) + " \"" + name + "\" already exists",
        detailsOf(group, plural, name)};
}

ApiError conflict(
    const std::string& group, const std::string& plural, const std::string& name, const std::string& why) {
    return {409, "Conflict",
        "Operation cannot be fulfilled on " + qualifiedResource(group, plural) + " \"" + name + "\": " + why,
        detailsOf(group, plural, name)};
}

ApiError invalid(const std::string& group, const std::string& kind, const std::string& name, const std::string& field,
    const std::string& why) {
    ApiError error{422, "Invalid",
        qualifiedResource(group, kind) + " \"" + name + "\" is invalid: " + field + ": " + why,
        detailsOf(group, kind, name)};
    error.details["causes"]
        = json::array{json::object{{"reason", "FieldValueInvalid"}, {"message", why}, {"field", field}}};
    return error;
}

ApiError badRequest(const std::string& message) {
    return {400, "BadRequest", message};
}

ApiError noSuchPath() {
    return {404, "NotFound", "the server could not find the requested resource"};
}

ApiError expired(const std::string& message) {
    return {410, "Expired", message};
}

} // namespace pilothouse::demo
