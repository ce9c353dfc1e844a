// SPDX-License-Identifier: Apache-2.0
#include "ui/settings/owner_rules_model.h"

#include "ui/frame/environment_look.h"
#include "ui/widgets/cell_roles.h"

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
    : RuleTableModel(parent)
    , m_rules(std::move(rules)) { }

void OwnerRulesModel::append() {
    m_rules.push_back({.kind = OwnerRule::Kind::Pipeline,
        .environment = EnvironmentKind::Production,
        .contextPattern = {},
        .namespacePattern = {},
        .releasePattern = {},
        .name = tr("Name the pipeline")});
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

bool OwnerRulesModel::change(int row, int column, const QVariant& value) {
    OwnerRule& rule = m_rules[static_cast<size_t>(row)];
    const int number = value.toInt();
    if (column == Kind) {
        rule.kind = number == static_cast<int>(OwnerRule::Kind::Git) ? OwnerRule::Kind::Git : OwnerRule::Kind::Pipeline;
    } else if (column == Environment) {
        rule.environment
            = number == kAnyEnvironment ? std::nullopt : std::optional(static_cast<EnvironmentKind>(number));
    } else if (column == Name) {
        rule.name = value.toString().simplified().left(kLongestName);
    } else if (QString* pattern = patternOf(rule, column)) {
        *pattern = value.toString().trimmed().left(kLongestPattern);
    } else {
        return false;
    }
    return true;
}

QList<TableColumn> OwnerRulesModel::columns() const {
    return {{tr("What"), 90}, {tr("Name"), 200}, {tr("Environment"), 120}, {tr("Context"), 120}, {tr("Namespace"), 110},
        {tr("Release"), 110}};
}

} // namespace pilothouse::ui
