// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task.h"
#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/config/exec_trust.h"
#include "core/config/kubeconfig.h"
#include "core/net/http_types.h"

#include <QObject>

#include <memory>

namespace pilothouse {

/// What goes with one request: header lines and the transport they belong to.
struct RequestCredentials {
    HttpHeaders headers; ///< Authorization, Impersonate-*
    std::shared_ptr<const TransportSettings> transport;
    quint64 generation = 0; ///< changes when a refresh brought others
};

/// The credentials of one context (protocol: 1.4, 1.5): token, tokenFile (re-read every 50 s and on 401), certificates
/// (files re-read every 5 min), basic, exec plugin.
///
/// An exec plugin runs only when it is trusted (else Error{Unauthorized, reason "ExecUntrusted"}, with the identity to
/// ask about), one at a time, 60 s at most, 1 MiB of output at most, its stderr's tail in the error. After 3 failures
/// in a row it pauses (reason "ExecPaused") until resumeAfterFailures(): no tab storms (KC8, AU2). Errors:
/// Unauthorized, Process, Io, Parse, Timeout. Thread: core's.
class Credentials : public QObject {
    Q_OBJECT
public:
    explicit Credentials(QObject* parent = nullptr)
        : QObject(parent) { }
    ~Credentials() override = default;
    Q_DISABLE_COPY_MOVE(Credentials)

    /// Present credentials, made now if there are none or they have expired. Concurrent callers share one run.
    [[nodiscard]] virtual Task<Result<RequestCredentials>> current() = 0;
    /// After a 401 with credentials of @p generation: fetches new ones once, however many requests ask (AU1).
    [[nodiscard]] virtual Task<Result<RequestCredentials>> refresh(quint64 generation) = 0;
    virtual void resumeAfterFailures() = 0;
    /// The plugin this context would run, if it has one that counts (token, basic or certificate silence it).
    [[nodiscard]] virtual std::optional<ExecIdentity> plugin() const = 0;
};

/// @param cluster @param user copies of the entries of one context
[[nodiscard]] std::unique_ptr<Credentials> makeCredentials(
    ClusterEntry cluster, UserEntry user, QString label, std::shared_ptr<ExecTrust> trust, Clock& clock);

/// Base URL of the API server, or why it is refused: http only to loopback, no userinfo, scheme http or https (KC9).
[[nodiscard]] Result<QUrl> serverUrl(const ClusterEntry& cluster);

} // namespace pilothouse
