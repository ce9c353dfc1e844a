// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/completion.h"
#include "core/async/task_scope.h"
#include "core/config/credentials.h"
#include "core/config/exec_protocol.h"
#include "core/config/request_parts.h"

#include <optional>
#include <vector>

namespace pilothouse {

/// The credentials of one context, whatever kind they are. One run at a time makes them; whoever asks meanwhile waits
/// for that run.
class ContextCredentials final : public Credentials {
    Q_OBJECT
public:
    ContextCredentials(
        ClusterEntry cluster, UserEntry user, QString label, std::shared_ptr<ExecTrust> trust, Clock& clock);
    ~ContextCredentials() override;
    Q_DISABLE_COPY_MOVE(ContextCredentials)

    [[nodiscard]] Task<Result<RequestCredentials>> current() override;
    [[nodiscard]] Task<Result<RequestCredentials>> refresh(quint64 generation) override;
    void resumeAfterFailures() override { m_failures = 0; }
    [[nodiscard]] std::optional<ExecIdentity> plugin() const override;

private:
    using Answer = Result<RequestCredentials>;
    enum class Rerun { WhenExpired, Now };

    Task<Answer> join(Rerun rerun);
    Task<Answer> make(Rerun rerun);
    Task<Result<ExecCredential>> runPlugin(QByteArray caPem);
    Result<RequestCredentials> assemble(const QByteArray& caPem, bool isRerun);
    void deliver(const Answer& answer);

    [[nodiscard]] bool usesPlugin() const;
    [[nodiscard]] bool isFresh() const;
    [[nodiscard]] bool hasPluginExpired() const;
    [[nodiscard]] Result<ExecIdentity> allowedPlugin() const;
    [[nodiscard]] Error pausedError() const;
    void noteRefusal();
    [[nodiscard]] Result<QByteArray> caPem() const;
    [[nodiscard]] Result<Identity> identityNow();
    [[nodiscard]] Result<Secret> tokenFromFile();
    [[nodiscard]] Clock::Duration lifetime() const;

    ClusterEntry m_cluster;
    UserEntry m_user;
    QString m_label;
    QString m_subject; ///< `user "x"`
    std::shared_ptr<ExecTrust> m_trust;
    Clock& m_clock;

    std::optional<RequestCredentials> m_present;
    Clock::Steady m_readAt;
    std::optional<ExecCredential> m_fromPlugin;
    Secret m_lastFileToken;
    quint64 m_lastGeneration = 0;
    int m_failures = 0; ///< of the plugin, in a row
    std::optional<Clock::Steady> m_refusedAt; ///< when the server last refused what the plugin gave
    bool m_isMaking = false;
    std::vector<Completion<Answer>::Completer> m_waiting;
    TaskScope m_scope; // last: its tasks use all of the above
};

} // namespace pilothouse
