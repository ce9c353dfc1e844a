// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/json.h"

#include <expected>
#include <optional>
#include <string>

namespace pilothouse::demo {

/// What an API server answers when it does not do what was asked: one `Status` of kind Failure.
struct ApiError {
    int code = 500;
    std::string reason;
    std::string message;
    json::object details = {};
    std::optional<int> retryAfterSeconds = {};
    std::string continueToken = {}; ///< for 410 on an expired page: where an inconsistent list could go on

    json::object status() const;
};

template <typename T> using ApiResult = std::expected<T, ApiError>;

/// "secrets" or "deployments.apps", as the server writes a resource in its messages.
std::string qualifiedResource(const std::string& group, const std::string& plural);

ApiError notFound(const std::string& group, const std::string& plural, const std::string& name);
ApiError alreadyExists(const std::string& group, const std::string& plural, const std::string& name);
ApiError conflict(const std::string& group, const std::string& plural, const std::string& name, const std::string& why);
ApiError invalid(const std::string& group, const std::string& kind, const std::string& name, const std::string& field,
    const std::string& why);
ApiError badRequest(const std::string& message);
ApiError noSuchPath();
ApiError expired(const std::string& message);

} // namespace pilothouse::demo
