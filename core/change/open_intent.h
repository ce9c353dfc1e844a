// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/audit.h"

namespace pilothouse {

/// An intent in the audit that gets its outcome whatever happens: a task that is destroyed does not know how its
/// request ended.
class OpenIntent final {
public:
    OpenIntent(AuditLog& audit, AuditEntry outcome)
        : m_audit(audit)
        , m_outcome(std::move(outcome)) { }
    ~OpenIntent() { close(QStringLiteral("Unknown"), QStringLiteral("the program stopped waiting for the answer")); }
    Q_DISABLE_COPY_MOVE(OpenIntent)

    void close(const QString& outcome, const QString& why = {}) {
        if (m_isClosed) {
            return;
        }
        m_isClosed = true;
        m_outcome.outcome = outcome;
        if (!why.isEmpty()) {
            m_outcome.more.insert(QStringLiteral("why"), why);
        }
        (void)m_audit.append(m_outcome); // it is done already; the intent stands in the audit
    }

private:
    AuditLog& m_audit;
    AuditEntry m_outcome;
    bool m_isClosed = false;
};

/// The answer does not say whether it was done.
[[nodiscard]] inline bool leavesOpen(const Error& error) {
    return error.code == ErrorCode::Timeout || error.code == ErrorCode::Unreachable
        || error.code == ErrorCode::ServerError || error.code == ErrorCode::Protocol;
}

} // namespace pilothouse
