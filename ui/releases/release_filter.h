// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/helm/release_types.h"

#include <QSet>
#include <QSortFilterProxyModel>

namespace pilothouse::ui {

/// What the chips of the toolbar choose, between the releases of a context and their table. The text filter comes after
/// it, in the table. Filters only; puts rows with faults first by their rank, whatever the table is sorted by.
class ReleaseFilter final : public QSortFilterProxyModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ReleaseFilter)

public:
    explicit ReleaseFilter(QObject* parent = nullptr);

    /// Empty: all.
    void setNamespace(const QString& nameSpace);
    /// Empty: all.
    void setStatuses(const QSet<ReleaseStatus>& statuses);
    void setFaultsOnly(bool only);
    void setFaultsFirst(bool first);
    [[nodiscard]] const QSet<ReleaseStatus>& statuses() const { return m_statuses; }
    [[nodiscard]] bool isFaultsFirst() const { return m_faultsFirst; }
    /// Shows a column that is hidden at first, and that tables of one context do without.
    void setContextShown(bool shown) { m_contextShown = shown; }

    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    QString m_nameSpace;
    QSet<ReleaseStatus> m_statuses;
    bool m_faultsOnly = false;
    bool m_faultsFirst = false;
    bool m_contextShown = false;
};

} // namespace pilothouse::ui
