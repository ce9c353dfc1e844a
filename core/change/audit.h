// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

#include <QDateTime>
#include <QJsonObject>
#include <QObject>
#include <QString>

#include <vector>

namespace pilothouse {

/// One line of the audit.
struct AuditEntry {
    enum class Step {
        Intent, ///< written and synced before anything is started
        Outcome, ///< read back from the cluster
        Refused, ///< asked for and not begun: mode, confirmation, outdated plan
        Mode, ///< a place was opened or locked
        Shown, ///< hidden values were shown to the person (RP5)
    };
    Step step = Step::Intent;
    QDateTime time; ///< UTC
    QString operation; ///< id of plan and run
    QString person; ///< user of this machine, `user@host`
    QString context;
    QString clusterUser; ///< who the server says we are
    QString clusterUid;
    QString verb; ///< `upgrade`, `rollback`, `open changes`
    QString nameSpace;
    QString release;
    int from = 0;
    int to = 0;
    QString outcome;
    QString reason;
    QJsonObject more; ///< chart, helm version, exit code, diff digest, argv (masked), duration in ms
};

/// What was done, by whom, and how it ended: JSON lines, 0600, each line chained to the one before by SHA-256, so that
/// a line changed or taken out is noticed (faults: production safety, 9). Thread: core's. Several programs may append:
/// a file lock orders them. A line taken off the very end can't be noticed: nothing stands after it.
class AuditLog final : public QObject {
    Q_OBJECT
public:
    /// @param file made with its folder on the first line
    explicit AuditLog(QString file, QObject* parent = nullptr);

    /// Written and synced when it returns. Errors: Io (nothing may be begun then).
    [[nodiscard]] Result<void> append(AuditEntry entry);

    struct Reading {
        std::vector<AuditEntry> entries; ///< newest first
        int brokenAt = 0; ///< number of the first line whose chain does not hold; 0: all hold
        int tornAt = 0; ///< number of the last line that was cut off while it was written; 0: none
        int lines = 0;
    };
    /// @param limit newest entries; the chain is always checked from the start
    [[nodiscard]] Result<Reading> read(int limit = 1000) const;
    [[nodiscard]] const QString& file() const { return m_file; }

Q_SIGNALS:
    void appended(const pilothouse::AuditEntry& entry);

private:
    QString m_file;
};

} // namespace pilothouse
