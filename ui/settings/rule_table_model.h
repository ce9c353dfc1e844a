// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/table_column.h"

#include <QAbstractTableModel>

namespace pilothouse::ui {

/// Rules of the user's as an editable table, one row a rule. What a rule is, those derived from it say.
class RuleTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    ~RuleTableModel() override = default;
    Q_DISABLE_COPY_MOVE(RuleTableModel)

    /// Appends a rule to be filled in.
    void add();
    void remove(int row);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const final;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const final;
    bool setData(const QModelIndex& index, const QVariant& value, int role) final;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const final;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const final;

Q_SIGNALS:
    /// The user changed a rule.
    void edited();

protected:
    explicit RuleTableModel(QObject* parent)
        : QAbstractTableModel(parent) { }

    [[nodiscard]] virtual QList<TableColumn> columns() const = 0;
    [[nodiscard]] virtual qsizetype ruleCount() const = 0;
    virtual void append() = 0;
    virtual void erase(int row) = 0;
    /// @return false: the column takes nothing
    virtual bool change(int row, int column, const QVariant& value) = 0;
};

} // namespace pilothouse::ui
