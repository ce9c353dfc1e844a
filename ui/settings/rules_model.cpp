// SPDX-License-Identifier: Apache-2.0
#include "ui/settings/rules_model.h"

#include "ui/frame/environment_look.h"
#include "ui/widgets/cell_roles.h"

#include <array>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

RulesModel::RulesModel(std::vector<EnvironmentRule> rules, QObject* parent)
    : QAbstractTableModel(parent)
    , m_rules(std::move(rules)) { }

void RulesModel::setRules(std::vector<EnvironmentRule> rules) {
    beginResetModel();
    m_rules = std::move(rules);
    endResetModel();
}

void RulesModel::add() {
    beginInsertRows({}, rowCount(), rowCount());
    m_rules.push_back(
        {.contextPattern = u"*"_s, .namespacePattern = {}, .kind = EnvironmentKind::Production, .label = {}});
    endInsertRows();
    Q_EMIT edited();
}

void RulesModel::remove(int row) {
    if (row < 0 || row >= rowCount()) {
        return;
    }
    beginRemoveRows({}, row, row);
    m_rules.erase(m_rules.begin() + row);
    endRemoveRows();
    Q_EMIT edited();
}

int RulesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rules.size());
}

int RulesModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
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

bool RulesModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::EditRole) {
        return false;
    }
    EnvironmentRule& rule = m_rules[static_cast<size_t>(index.row())];
    const QString text = value.toString().trimmed();
    switch (index.column()) {
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
    Q_EMIT dataChanged(index, index);
    Q_EMIT edited();
    return true;
}

Qt::ItemFlags RulesModel::flags(const QModelIndex& index) const {
    return QAbstractTableModel::flags(index) | Qt::ItemIsEditable;
}

QVariant RulesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    static constexpr std::array<int, ColumnCount> kWidths = {200, 200, 150, 110};
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == ColumnWidthRole) {
        return kWidths[static_cast<size_t>(section)];
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    const std::array<QString, ColumnCount> titles
        = {tr("Context"), tr("Namespace"), tr("Environment"), tr("Short word")};
    return titles[static_cast<size_t>(section)];
}

} // namespace pilothouse::ui
