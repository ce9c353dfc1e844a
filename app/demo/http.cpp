// SPDX-License-Identifier: Apache-2.0
#include "app/demo/http.h"

#include <algorithm>

namespace pilothouse::demo {

namespace {

int hexDigit(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

std::string percentDecoded(std::string_view text, bool plusIsSpace) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && hexDigit(text[i + 1]) >= 0 && hexDigit(text[i + 2]) >= 0) {
            out += static_cast<char>(hexDigit(text[i + 1]) * 16 + hexDigit(text[i + 2]));
            i += 2;
        } else {
            out += plusIsSpace && text[i] == '+' ? ' ' : text[i];
        }
    }
    return out;
}

} // namespace

void HttpRequest::parseTarget() {
    const std::string_view whole = target;
    const auto mark = whole.find('?');
    path = percentDecoded(whole.substr(0, mark), false);
    query.clear();
    if (mark == std::string_view::npos)
        return;
    std::string_view rest = whole.substr(mark + 1);
    while (!rest.empty()) {
        const auto end = rest.find('&');
        const std::string_view pair = rest.substr(0, end);
        const auto equal = pair.find('=');
        if (!pair.empty())
            query.emplace(percentDecoded(pair.substr(0, equal), true),
                equal == std::string_view::npos ? std::string() : percentDecoded(pair.substr(equal + 1), true));
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
}

std::string HttpRequest::queryValue(const std::string& name) const {
    const auto found = query.find(name);
    return found == query.end() ? std::string() : found->second;
}

bool HttpRequest::queryFlag(const std::string& name) const {
    const auto found = query.find(name);
    return found != query.end() && (found->second.empty() || found->second == "true" || found->second == "1");
}

std::string HttpRequest::header(const std::string& lowerName) const {
    const auto found = headers.find(lowerName);
    return found == headers.end() ? std::string() : found->second;
}

bool HttpRequest::asksForWebSocket() const {
    const std::string wanted = header("upgrade");
    constexpr std::string_view kName = "websocket";
    return method == "GET" && std::ranges::equal(wanted, kName, [](char a, char b) { return (a | 0x20) == b; });
}

HttpResponse HttpResponse::text(int status, std::string body) {
    HttpResponse out;
    out.status = status;
    out.contentType = "text/plain; charset=utf-8";
    out.body = std::move(body);
    return out;
}

} // namespace pilothouse::demo
