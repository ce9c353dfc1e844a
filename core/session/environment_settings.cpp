// SPDX-License-Identifier: Apache-2.0
#include "core/session/environment_settings.h"

#include "core/settings/settings_store.h"

#include <QJsonArray>
#include <QJsonObject>

#include <array>
#include <utility>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView kRules = u"environments.rules";

constexpr std::array<std::pair<EnvironmentKind, QStringView>, 4> kKinds = {{
    {EnvironmentKind::Production, u"production"},
    {EnvironmentKind::Staging, u"staging"},
    {EnvironmentKind::Playground, u"playground"},
    {EnvironmentKind::Unknown, u"unknown"},
}};

QString kindWord(EnvironmentKind kind) {
    for (const auto& [known, word] : kKinds) {
        if (known == kind) {
            return word.toString();
        }
    }
    return {};
}

EnvironmentKind kindOf(const QString& word) {
    for (const auto& [known, text] : kKinds) {
        if (text == word) {
            return known;
        }
    }
    return EnvironmentKind::Unknown;
}

} // namespace

std::vector<EnvironmentRule> environmentRulesIn(const SettingsStore& store) {
    std::vector<EnvironmentRule> rules;
    for (const QJsonValue& value : store.value(kRules).toArray()) {
        const QJsonObject object = value.toObject();
        rules.push_back({.contextPattern = object[u"context"_s].toString(),
            .namespacePattern = object[u"namespace"_s].toString(),
            .kind = kindOf(object[u"kind"_s].toString()),
            .label = object[u"label"_s].toString()});
    }
    return rules;
}

void setEnvironmentRules(SettingsStore& store, const std::vector<EnvironmentRule>& rules) {
    QJsonArray array;
    for (const EnvironmentRule& rule : rules) {
        array += QJsonObject{{u"context"_s, rule.contextPattern}, {u"namespace"_s, rule.namespacePattern},
            {u"kind"_s, kindWord(rule.kind)}, {u"label"_s, rule.label}};
    }
    store.setValue(kRules, array);
}

} // namespace pilothouse
