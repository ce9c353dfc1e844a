// SPDX-License-Identifier: Apache-2.0
#include "ui/settings/preferences.h"

#include "core/settings/settings_store.h"

#include <QJsonArray>
#include <QJsonObject>

#include <array>
#include <utility>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView kTheme = u"look.theme";
constexpr QStringView kTextScale = u"look.textScale";
constexpr QStringView kLanguage = u"look.language";
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
    return EnvironmentKind::Unknown; // from a later version: the most careful one
}

} // namespace

Theme::Choice Preferences::themeChoice() const {
    const QString word = m_store.value(kTheme).toString();
    return word == "light"_L1 ? Theme::Choice::Light : word == "dark"_L1 ? Theme::Choice::Dark : Theme::Choice::System;
}

void Preferences::setThemeChoice(Theme::Choice choice) {
    m_store.setValue(kTheme,
        choice == Theme::Choice::Light      ? u"light"_s
            : choice == Theme::Choice::Dark ? u"dark"_s
                                            : u"system"_s);
}

double Preferences::textScale() const {
    return qBound(0.75, m_store.value(kTextScale, 1.0).toDouble(1.0), 2.0);
}

void Preferences::setTextScale(double scale) {
    m_store.setValue(kTextScale, qBound(0.75, scale, 2.0));
}

QString Preferences::language() const {
    return m_store.value(kLanguage).toString();
}

void Preferences::setLanguage(const QString& language) {
    m_store.setValue(kLanguage, language);
}

std::vector<EnvironmentRule> Preferences::environmentRules() const {
    std::vector<EnvironmentRule> rules;
    for (const QJsonValue& value : m_store.value(kRules).toArray()) {
        const QJsonObject object = value.toObject();
        rules.push_back({.contextPattern = object[u"context"_s].toString(),
            .namespacePattern = object[u"namespace"_s].toString(),
            .kind = kindOf(object[u"kind"_s].toString()),
            .label = object[u"label"_s].toString()});
    }
    return rules;
}

void Preferences::setEnvironmentRules(const std::vector<EnvironmentRule>& rules) {
    QJsonArray array;
    for (const EnvironmentRule& rule : rules) {
        array += QJsonObject{{u"context"_s, rule.contextPattern}, {u"namespace"_s, rule.namespacePattern},
            {u"kind"_s, kindWord(rule.kind)}, {u"label"_s, rule.label}};
    }
    m_store.setValue(kRules, array);
}

} // namespace pilothouse::ui
