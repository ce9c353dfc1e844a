// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/environment_rules.h"
#include "ui/settings/rule_table_model.h"

#include <vector>

namespace pilothouse::ui {

/// The user's rules for environments as an editable table: context pattern, namespace pattern, environment, short word.
class RulesModel final : public RuleTableModel {
    Q_OBJECT
public:
    enum Column { Context, Namespace, Kind, Label, ColumnCount };

    explicit RulesModel(std::vector<EnvironmentRule> rules, QObject* parent = nullptr);
    Q_DISABLE_COPY_MOVE(RulesModel)

    [[nodiscard]] const std::vector<EnvironmentRule>& rules() const { return m_rules; }
    void setRules(std::vector<EnvironmentRule> rules);

    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

protected:
    [[nodiscard]] QList<TableColumn> columns() const override;
    [[nodiscard]] qsizetype ruleCount() const override { return std::ssize(m_rules); }
    void append() override;
    void erase(int row) override { m_rules.erase(m_rules.begin() + row); }
    bool change(int row, int column, const QVariant& value) override;

private:
    std::vector<EnvironmentRule> m_rules;
};

} // namespace pilothouse::ui
