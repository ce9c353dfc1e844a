// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/change/batch_words.h"

#include <QAbstractTableModel>

namespace pilothouse::ui {

/// The releases of a plan in the order in which they are changed, as rows that can be dragged.
class BatchModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BatchModel)

public:
    enum Column { OrderColumn, ReleaseColumn, StateColumn, ChartColumn, ChangeColumn, ColumnCount };
    /// @param presenter outlives it
    explicit BatchModel(BatchPresenter& presenter, QObject* parent = nullptr);

    /// Takes over what the presenter says now; rows that stay say dataChanged, never a reset.
    void refresh();
    [[nodiscard]] std::optional<ReleaseKey> releaseAt(int row) const;
    [[nodiscard]] int rowOf(const ReleaseKey& release) const; ///< -1: not there

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData* mimeData(const QModelIndexList& indexes) const override;
    bool dropMimeData(
        const QMimeData* data, Qt::DropAction action, int row, int column, const QModelIndex& parent) override;

private:
    /// With the words of its cells made beforehand.
    struct Row {
        ReleaseKey release;
        bool isHidden = false;
        StepWords state;
        QString chart;
        QString change;
        QString changeDetail;
    };
    [[nodiscard]] Row makeRow(const BatchItem& item) const;
    [[nodiscard]] QString text(int row, int column) const;
    [[nodiscard]] ReleaseDiffPtr diffOf(const ReleaseKey& release) const;

    BatchPresenter& m_presenter;
    std::vector<Row> m_rows;
};

} // namespace pilothouse::ui
