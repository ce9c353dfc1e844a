// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/change/values_review.h"

#include <QAbstractTableModel>
#include <QWidget>

namespace pilothouse::ui {

class Chip;
class DataTable;
class ElidedLabel;

/// Old default, mine, new default, and what that means. Sensitive values are masked.
class ValuesTableModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ValuesTableModel)

public:
    enum Column { PathColumn, OldColumn, MineColumn, NewColumn, MeaningColumn, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    void setReview(const ValuesReviewPtr& review, bool all);
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    ValuesReviewPtr m_review;
    std::vector<size_t> m_rows;
};

/// What moved between the chart that is deployed and the new one, value by value.
class ValuesTableTab final : public QWidget {
    Q_OBJECT
public:
    explicit ValuesTableTab(QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(ValuesTableTab)

    void setReview(const ValuesReviewPtr& review);
    [[nodiscard]] int notable() const { return m_notable; }
    [[nodiscard]] DataTable& table() const { return *m_table; }

private:
    void refresh();

    ValuesReviewPtr m_review;
    ValuesTableModel* m_model;
    Chip* m_all;
    ElidedLabel* m_counts;
    DataTable* m_table;
    int m_notable = 0;
};

} // namespace pilothouse::ui
