// SPDX-License-Identifier: Apache-2.0
#include "ui/settings/rules_model.h"

#include "ui/frame/environment_look.h"
#include "ui/widgets/cell_roles.h"

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

RulesModel::RulesModel(std::vector<EnvironmentRule> rules, QObject* parent)
    : RuleTableModel(parent)
    , m_rules(std::move(rules)) { }

void RulesModel::setRules(std::vector<EnvironmentRule> rules) {
    beginResetModel();
    m_rules = std::move(rules);
    endResetModel();
}

void RulesModel::append() {
    m_rules.push_back(
        {.contextPattern = u"*"_s, .namespacePattern = {}, .kind = EnvironmentKind::Production, .label = {}});
}

QVariant RulesModel::data(const QModelIndex& index, int role) const {
    const EnvironmentRule& rule = m_rules[static_cast<size_t>(index.row())];
    if (role == UidRole) {
        return QString::number(index.row());
    }
    if (role == ToneRole && index.column() == Kind) {
        return static_cast<int>(environmentColor(rule.kind));
    }
    if (role == Qt::EditRole && index.column() == Kind) {
        return static_cast<int>(rule.kind);
    }
    if (role != Qt::DisplayRole && role != Qt::EditRole) {
        return {};
    }
    switch (index.column()) {
    case Context:
        return rule.contextPattern;
    case Namespace:
        return rule.namespacePattern.isEmpty() && role == Qt::DisplayRole ? tr("any") : rule.namespacePattern;
    case Kind:
        return environmentName(rule.kind);
    case Label:
        return rule.label;
    default:
        return {};
    }
}

bool RulesModel::change(int row, int column, const QVariant& value) {
    EnvironmentRule& rule = m_rules[static_cast<size_t>(row)];
    const QString text = value.toString().trimmed();
    switch (column) {
    case Context:
        rule.contextPattern = text;
        break;
    case Namespace:
        rule.namespacePattern = text;
        break;
    case Kind:
        rule.kind = static_cast<EnvironmentKind>(value.toInt());
        break;
    case Label:
        rule.label = text.left(8);
        break;
    default:
        return false;
    }
    return true;
}

QList<TableColumn> RulesModel::columns() const {
    return {{tr("Context"), 200}, {tr("Namespace"), 200}, {tr("Environment"), 150}, {tr("Short word"), 110}};
}

} // namespace pilothouse::ui
