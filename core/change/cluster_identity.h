// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task.h"
#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/kube/api_client.h"

#include <QString>

#include <optional>

namespace pilothouse {

/// Which cluster this is, and who we are in it. Empty fields: not known (an old server, no right to ask).
struct ClusterIdentity {
    QString clusterUid; ///< uid of namespace kube-system: another cluster has another one
    QString user;
    friend bool operator==(const ClusterIdentity&, const ClusterIdentity&) = default;
};

/// Asks the server. Errors: only those that mean it can't be asked at all (Unreachable, Unauthorized, …); what may not
/// be read stays empty.
[[nodiscard]] Task<Result<ClusterIdentity>> readIdentity(ApiClient* client);

/// What was seen behind each context, kept in a file of 0600. A name that comes to mean another cluster or another user
/// locks changes until a person agreed (NS3). Thread: core's.
class IdentityMemory {
public:
    explicit IdentityMemory(QString file)
        : m_file(std::move(file)) { }

    [[nodiscard]] std::optional<ClusterIdentity> known(const ContextId& context) const;
    /// Remembers what is new. Nothing: it is the same as ever, or seen for the first time; else Forbidden with reason
    /// OtherCluster or OtherUser, the file is left as it is.
    [[nodiscard]] std::optional<Error> check(const ContextId& context, const ClusterIdentity& now);
    /// From now on this is what the context means. Errors: Io.
    Result<void> accept(const ContextId& context, const ClusterIdentity& identity);

private:
    QString m_file;
};

} // namespace pilothouse
