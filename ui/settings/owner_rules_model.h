// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/session/owner_rules.h"
#include "ui/settings/rule_table_model.h"

namespace pilothouse::ui {

/// The user's rules on who else deploys, as an editable table.
class OwnerRulesModel final : public RuleTableModel {
    Q_OBJECT
public:
    enum Column { Kind, Name, Environment, Context, Namespace, Release, ColumnCount };
    /// What stands for "wherever the patterns fit" in the column Environment.
    static constexpr int kAnyEnvironment = -1;

    explicit OwnerRulesModel(OwnerRules rules, QObject* parent = nullptr);
    Q_DISABLE_COPY_MOVE(OwnerRulesModel)

    [[nodiscard]] const OwnerRules& rules() const { return m_rules; }

    /// What can be chosen in Kind and Environment: the words and what setData() takes; empty for the other columns.
    [[nodiscard]] static QList<std::pair<QString, int>> choices(int column);

    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

protected:
    [[nodiscard]] QList<TableColumn> columns() const override;
    [[nodiscard]] qsizetype ruleCount() const override { return std::ssize(m_rules); }
    void append() override;
    void erase(int row) override { m_rules.erase(m_rules.begin() + row); }
    bool change(int row, int column, const QVariant& value) override;

private:
    OwnerRules m_rules;
};

} // namespace pilothouse::ui
