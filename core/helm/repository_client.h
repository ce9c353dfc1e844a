// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task.h"
#include "core/async/worker_pool.h"
#include "core/helm/repository_index.h"
#include "core/helm/repository_login.h"
#include "core/net/http_engine.h"

namespace pilothouse {

/// What a look at a repository or registry found.
struct RepositoryFinding {
    bool isRegistry = false;
    qsizetype charts = 0; ///< of a repository
    qsizetype versions = 0;
    /// Of a registry: another host decides who may log in. It was not given the password here; helm asks it.
    QString loginHost = {};
    QString movedTo = {}; ///< host it redirects to, which was not given the login; empty: it does not
};

/// Asks repositories and registries, as helm does, for what can be chosen. A login goes to the host it is for and to no
/// other: redirects elsewhere are followed without it, and never from https to http (CH6, CVE-2021-32690).
/// Errors: those of HttpEngine; Unauthorized, Forbidden; NotFound with reason NoIndex or NoSuchChart; Protocol with
/// reason TooManyRedirects, InsecureRedirect or NotARegistry; RateLimited, ServerError; Parse (no index); those of
/// checkRepository; Io (certificate files). Thread: that of @p http.
class RepositoryClient {
public:
    /// Both outlive its tasks.
    RepositoryClient(HttpEngine& http, WorkerPool& pool)
        : m_http(http)
        , m_pool(pool) { }

    /// Whether it can be reached and the login is taken.
    [[nodiscard]] Task<Result<RepositoryFinding>> test(LoginPtr login);
    [[nodiscard]] Task<Result<std::shared_ptr<const RepositoryIndex>>> index(LoginPtr login);
    /// Versions of `oci://host/path/chart`, newest first. @p login is for it, or holds the URL only.
    [[nodiscard]] Task<Result<QStringList>> versions(LoginPtr login, QString chart);

private:
    struct Answer {
        HttpResponse response;
        QUrl from; ///< where it came from in the end
    };
    struct Indexed {
        std::shared_ptr<const RepositoryIndex> index;
        QString movedTo;
    };
    [[nodiscard]] Task<Result<Indexed>> readIndex(LoginPtr login);
    [[nodiscard]] Task<Result<Answer>> get(LoginPtr login, QUrl url, QByteArray authorization);
    [[nodiscard]] Task<Result<Answer>> askRegistry(LoginPtr login, QUrl url, QString* loginHost);
    [[nodiscard]] Task<Result<QByteArray>> bearer(LoginPtr login, QByteArray challenge, QString* loginHost);
    [[nodiscard]] Task<Result<RepositoryFinding>> testRegistry(LoginPtr login);

    HttpEngine& m_http;
    WorkerPool& m_pool;
};

} // namespace pilothouse
