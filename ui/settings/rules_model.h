// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/environment_rules.h"

#include <QAbstractTableModel>

#include <vector>

namespace pilothouse::ui {

/// The user's rules for environments as an editable table: context pattern, namespace pattern, environment, short word.
class RulesModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Context, Namespace, Kind, Label, ColumnCount };

    explicit RulesModel(std::vector<EnvironmentRule> rules, QObject* parent = nullptr);
    Q_DISABLE_COPY_MOVE(RulesModel)

    [[nodiscard]] const std::vector<EnvironmentRule>& rules() const { return m_rules; }
    void setRules(std::vector<EnvironmentRule> rules);
    void add();
    void remove(int row);

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
    std::vector<EnvironmentRule> m_rules;
};

} // namespace pilothouse::ui
