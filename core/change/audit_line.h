// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/audit.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace pilothouse {

[[nodiscard]] QString auditStepWord(AuditEntry::Step step); ///< `intent`

/// How one line of the audit is chained: the line is a JSON object whose last member is `"chain"`, the SHA-256 in hex
/// of the chain before it and of the line's own bytes without that member. A line that was cut off while it was written
/// (power gone) has no such member: its chain is that of all its bytes, so that the line after it vouches for it.
struct AuditLine {
    QByteArrayView body; ///< what the chain is over
    QByteArrayView written; ///< the chain as the line has it; empty: a torn one
    [[nodiscard]] static AuditLine split(QByteArrayView line);
    [[nodiscard]] bool isTorn() const { return written.isEmpty(); }
    /// What it must be after @p before.
    [[nodiscard]] QByteArray chainAfter(const QByteArray& before) const;
};

/// What stands before the first line.
[[nodiscard]] QByteArray auditChainStart();

/// One line, newline included. Text that is too long is elided, so that a line stays below 64 KiB.
[[nodiscard]] QByteArray writeAuditLine(const AuditEntry& entry, const QByteArray& chainBefore);
/// Nothing where the line is no JSON object of ours.
[[nodiscard]] std::optional<AuditEntry> readAuditLine(QByteArrayView line);

} // namespace pilothouse
