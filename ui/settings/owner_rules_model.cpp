// SPDX-License-Identifier: Apache-2.0
#include "ui/settings/owner_rules_model.h"

#include "ui/frame/environment_look.h"
#include "ui/widgets/cell_roles.h"

#include <array>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestPattern = 253; // no name in a cluster is longer
constexpr qsizetype kLongestName = 200;

int environmentValue(const OwnerRule& rule) {
    return rule.environment ? static_cast<int>(*rule.environment) : OwnerRulesModel::kAnyEnvironment;
}

QString wordOf(int column, int value) {
    for (const auto& [word, known] : OwnerRulesModel::choices(column)) {
        if (known == value) {
            return word;
        }
    }
    return {};
}

/// A pattern's place in the rule; null for the other columns.
QString* patternOf(OwnerRule& rule, int column) {
    switch (column) {
    case OwnerRulesModel::Context:
        return &rule.contextPattern;
    case OwnerRulesModel::Namespace:
        return &rule.namespacePattern;
    case OwnerRulesModel::Release:
        return &rule.releasePattern;
    default:
        return nullptr;
    }
}

} // namespace

OwnerRulesModel::OwnerRulesModel(OwnerRules rules, QObject* parent)
    : QAbstractTableModel(parent)
    , m_rules(std::move(rules)) { }

void OwnerRulesModel::add() {
    beginInsertRows({}, rowCount(), rowCount());
    m_rules.push_back({.kind = OwnerRule::Kind::Pipeline,
        .environment = EnvironmentKind::Production,
        .contextPattern = {},
        .namespacePattern = {},
        .releasePattern = {},
        .name = tr("Name the pipeline")});
    endInsertRows();
    Q_EMIT edited();
}

void OwnerRulesModel::remove(int row) {
    if (row < 0 || row >= rowCount()) {
        return;
    }
    beginRemoveRows({}, row, row);
    m_rules.erase(m_rules.begin() + row);
    endRemoveRows();
    Q_EMIT edited();
}

QList<std::pair<QString, int>> OwnerRulesModel::choices(int column) {
    if (column == Kind) {
        return {{tr("Pipeline"), static_cast<int>(OwnerRule::Kind::Pipeline)},
            {u"Git"_s, static_cast<int>(OwnerRule::Kind::Git)}};
    }
    QList<std::pair<QString, int>> all;
    if (column == Environment) {
        all.emplace_back(tr("any"), kAnyEnvironment);
        for (const auto kind : {EnvironmentKind::Production, EnvironmentKind::Staging, EnvironmentKind::Playground}) {
            all.emplace_back(environmentName(kind), static_cast<int>(kind));
        }
    }
    return all;
}

int OwnerRulesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rules.size());
}

int OwnerRulesModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant OwnerRulesModel::data(const QModelIndex& index, int role) const {
    OwnerRule rule = m_rules[static_cast<size_t>(index.row())];
    if (role == UidRole) {
        return QString::number(index.row());
    }
    const bool isEdit = role == Qt::EditRole;
    if (role != Qt::DisplayRole && !isEdit) {
        return {};
    }
    if (index.column() == Kind) {
        const int value = static_cast<int>(rule.kind);
        return isEdit ? QVariant(value) : QVariant(wordOf(Kind, value));
    }
    if (index.column() == Environment) {
        const int value = environmentValue(rule);
        return isEdit ? QVariant(value) : QVariant(wordOf(Environment, value));
    }
    if (index.column() == Name) {
        return rule.name;
    }
    const QString* pattern = patternOf(rule, index.column());
    if (!pattern) {
        return {};
    }
    return pattern->isEmpty() && !isEdit ? tr("any") : *pattern;
}

bool OwnerRulesModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::EditRole) {
        return false;
    }
    OwnerRule& rule = m_rules[static_cast<size_t>(index.row())];
    const int number = value.toInt();
    if (index.column() == Kind) {
        rule.kind = number == static_cast<int>(OwnerRule::Kind::Git) ? OwnerRule::Kind::Git : OwnerRule::Kind::Pipeline;
    } else if (index.column() == Environment) {
        rule.environment
            = number == kAnyEnvironment ? std::nullopt : std::optional(static_cast<EnvironmentKind>(number));
    } else if (index.column() == Name) {
        rule.name = value.toString().simplified().left(kLongestName);
    } else if (QString* pattern = patternOf(rule, index.column())) {
        *pattern = value.toString().trimmed().left(kLongestPattern);
    } else {
        return false;
    }
    Q_EMIT dataChanged(index, index);
    Q_EMIT edited();
    return true;
}

Qt::ItemFlags OwnerRulesModel::flags(const QModelIndex& index) const {
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.isValid() ? flags | Qt::ItemIsEditable : flags;
}

QVariant OwnerRulesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    static constexpr std::array<int, ColumnCount> kWidths = {90, 200, 120, 120, 110, 110};
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
        = {tr("What"), tr("Name"), tr("Environment"), tr("Context"), tr("Namespace"), tr("Release")};
    return titles[static_cast<size_t>(section)];
}

} // namespace pilothouse::ui
