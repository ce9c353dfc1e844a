// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/session/owner_rules.h"

#include <QAbstractTableModel>

namespace pilothouse::ui {

/// The user's rules on who else deploys, as an editable table.
class OwnerRulesModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Kind, Name, Environment, Context, Namespace, Release, ColumnCount };
    /// What stands for "wherever the patterns fit" in the column Environment.
    static constexpr int kAnyEnvironment = -1;

    explicit OwnerRulesModel(OwnerRules rules, QObject* parent = nullptr);
    Q_DISABLE_COPY_MOVE(OwnerRulesModel)

    [[nodiscard]] const OwnerRules& rules() const { return m_rules; }
    void add();
    void remove(int row);

    /// What can be chosen in Kind and Environment: the words and what setData() takes; empty for the other columns.
    [[nodiscard]] static QList<std::pair<QString, int>> choices(int column);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// The user changed a rule.
    void edited();

private:
    OwnerRules m_rules;
};

} // namespace pilothouse::ui
