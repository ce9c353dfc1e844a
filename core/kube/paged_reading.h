// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/kube/api_client.h"
#include "core/kube/request_path.h"

namespace pilothouse {

/// What to read, page by page.
struct PagedCall {
    QString path;
    QUrlQuery query;
    QByteArray accept;
};

/// Reads all pages of a collection, 500 objects each (client-go's pager), parsing on the pool. When a continue token
/// expires it starts anew, twice (AP5): never half of one moment and half of another.
/// @param parse makes a Page, which has a `continueToken`, of a body
template <typename Page>
Task<Result<std::vector<Page>>> readPages(
    ApiClient* client, PagedCall what, Result<Page> (*parse)(const QByteArray&, const QString&)) {
    constexpr int kAttempts = 3;
    const QString subject = describeRequest("GET", what.path, what.query);
    for (int attempt = 1;; ++attempt) {
        std::vector<Page> pages;
        QString token;
        while (true) {
            QUrlQuery query = what.query;
            query.addQueryItem(QStringLiteral("limit"), QStringLiteral("500"));
            if (!token.isEmpty()) {
                query.addQueryItem(QStringLiteral("continue"), token);
            }
            auto body = co_await client->get(what.path, query, what.accept);
            if (!body) {
                if (body.error().code == ErrorCode::Gone && !token.isEmpty() && attempt < kAttempts) {
                    break;
                }
                co_return std::unexpected(std::move(body.error()));
            }
            auto page = co_await client->services().pool.run(
                [text = std::move(*body), subject, parse] { return parse(text, subject); });
            if (!page) {
                co_return std::unexpected(std::move(page.error()));
            }
            const QString next = page->continueToken;
            pages.push_back(std::move(*page));
            if (next.isEmpty()) {
                co_return pages;
            }
            if (next == token) {
                co_return fail(ErrorCode::Protocol, subject,
                    QStringLiteral("the server sends the same page again and again"), QStringLiteral("PagingLoop"));
            }
            token = next;
        }
    }
}

} // namespace pilothouse
