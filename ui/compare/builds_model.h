// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/build_promotion.h"

#include <QAbstractTableModel>

#include <functional>

namespace pilothouse::ui {

/// Services of two environments as rows: what each side runs, whether it is one build, and on what that stands. A row
/// whose build a value of the second side names can be ticked. Replaced whole; rows are kept by service.
class BuildsModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BuildsModel)

public:
    enum Column { TakeColumn, ServiceColumn, FromColumn, ToColumn, VerdictColumn, EvidenceColumn, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    void setSides(const QString& from, const QString& to);
    /// @param isTaken by path of the value
    void setBuilds(const ReleaseComparisonPtr& comparison, const std::vector<BuildValue>& values,
        const std::function<bool(const QString& path)>& isTaken);
    /// Paths of the values that name the build of this row.
    [[nodiscard]] QStringList pathsOf(int row) const;
    [[nodiscard]] bool isTaken(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        ServiceBuild build;
        QStringList paths;
        bool isTaken = false;
        QString facts;
    };
    [[nodiscard]] QString text(const Row& row, int column) const;
    [[nodiscard]] static QVariant takeData(const Row& row, int role);

    QString m_from;
    QString m_to;
    std::vector<Row> m_rows;
};

} // namespace pilothouse::ui
