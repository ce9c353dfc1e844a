// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/audit.h"

#include <QAbstractTableModel>

namespace pilothouse::ui {

/// The audit as rows, newest first.
class AuditModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AuditModel)

public:
    enum Column {
        TimeColumn,
        StepColumn,
        VerbColumn,
        WhereColumn,
        ReleaseColumn,
        RevisionColumn,
        OutcomeColumn,
        PersonColumn,
        ReasonColumn,
        ColumnCount
    };
    using QAbstractTableModel::QAbstractTableModel;

    void setEntries(std::vector<AuditEntry> entries);
    void prepend(const AuditEntry& entry);
    [[nodiscard]] const AuditEntry* entry(int row) const;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] static QString text(const AuditEntry& entry, int column);
    std::vector<AuditEntry> m_entries;
};

/// All of one entry, a line a fact, for reading and copying.
[[nodiscard]] QString auditDetails(const AuditEntry& entry);

} // namespace pilothouse::ui
