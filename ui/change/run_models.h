// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/change_run.h"

#include <QAbstractTableModel>

namespace pilothouse::ui {

/// Objects of a run as rows: what, ready bar, why not. Replaced whole at each snapshot; selection is kept by uid.
class RunObjectsModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RunObjectsModel)

public:
    enum Column { ObjectColumn, ReadyColumn, StateColumn, ReasonColumn, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    void setRun(const RunStatusPtr& run);
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QVariant text(const LiveObject& object, int column) const;
    RunStatusPtr m_run;
};

/// Events of a run, newest first.
class RunEventsModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RunEventsModel)

public:
    enum Column { TimeColumn, ObjectColumn, ReasonColumn, MessageColumn, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    void setRun(const RunStatusPtr& run);
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    RunStatusPtr m_run;
};

/// `Running`, `Ready`, `Failed` in the user's words.
[[nodiscard]] QString healthWord(HealthState state);

} // namespace pilothouse::ui
