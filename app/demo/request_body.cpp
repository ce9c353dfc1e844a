// SPDX-License-Identifier: Apache-2.0
#include "app/demo/request_body.h"

#include "app/demo/protobuf_objects.h"
#include "app/demo/yaml_reader.h"

namespace pilothouse::demo {

bool isDryRun(const HttpRequest& request) {
    return request.queryValue("dryRun") == "All";
}

std::string mediaType(const HttpRequest& request) {
    const std::string whole = request.header("content-type");
    return whole.substr(0, whole.find(';'));
}

std::string managerName(const HttpRequest& request) {
    if (const std::string given = request.queryValue("fieldManager"); !given.empty())
        return given;
    const std::string agent = request.header("user-agent");
    const std::string name = agent.substr(0, agent.find('/'));
    return name.empty() ? "unknown" : name;
}

ApiResult<json::value> parseText(const std::string& text) {
    constexpr std::size_t kLargest = 3 * 1024 * 1024; // protocol: the server's limit of a request's body
    if (text.size() > kLargest)
        return std::unexpected(ApiError{413, "RequestEntityTooLarge", "Request entity too large: limit is 3145728"});
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first != std::string::npos && text[first] != '{' && text[first] != '[')
        return readYaml(text);
    boost::system::error_code error;
    json::value out = json::parse(text, error);
    if (error)
        return std::unexpected(badRequest("error decoding: " + error.message()));
    return out;
}

ApiResult<json::object> parseObjectBody(const HttpRequest& request) {
    if (mediaType(request) == "application/vnd.kubernetes.protobuf") {
        std::optional<json::object> decoded = decodeProtobufObject(request.body);
        if (!decoded)
            return std::unexpected(ApiError{415, "UnsupportedMediaType",
                "the body of the request was in an unknown format - accepted media types "
                "include: application/json, application/yaml"});
        return std::move(*decoded);
    }
    ApiResult<json::value> parsed = parseText(request.body);
    if (!parsed)
        return std::unexpected(parsed.error());
    if (!parsed->is_object())
        return std::unexpected(badRequest("the object provided is unrecognized"));
    return std::move(parsed->get_object());
}

} // namespace pilothouse::demo
