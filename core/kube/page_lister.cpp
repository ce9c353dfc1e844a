// SPDX-License-Identifier: Apache-2.0
#include "core/kube/page_lister.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kFirstPage = 500;
constexpr int kNextPages = 5000;
constexpr int kAttempts = 3;

} // namespace

Task<Result<ResourceVersion>> listAllPages(WatchSource* source, ListSteps steps) {
    for (int attempt = 1;; ++attempt) {
        const bool isLast = attempt == kAttempts;
        steps.begun();
        ResourceVersion version;
        WatchSource::PageRequest request{.limit = isLast ? 0 : kFirstPage, .continueToken = {}};
        while (true) {
            auto page = co_await source->page(request);
            if (!page) {
                if (page.error().code == ErrorCode::Gone && !request.continueToken.isEmpty() && !isLast) {
                    break; // the token is older than etcd's history
                }
                co_return std::unexpected(std::move(page.error()));
            }
            const QString token = page->continueToken;
            if (version.isEmpty()) {
                version = page->resourceVersion;
            }
            steps.page(std::move(*page));
            if (token.isEmpty()) {
                co_return version;
            }
            if (token == request.continueToken) {
                co_return fail(ErrorCode::Protocol, source->subject(),
                    u"the server sends the same page again and again"_s, u"PagingLoop"_s);
            }
            request = {.limit = isLast ? 0 : kNextPages, .continueToken = token};
        }
    }
}

} // namespace pilothouse
