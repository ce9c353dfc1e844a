// SPDX-License-Identifier: Apache-2.0
#include "ui/settings/preferences.h"

#include "core/settings/settings_store.h"

#include <QJsonValue>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView kTheme = u"look.theme";
constexpr QStringView kTextScale = u"look.textScale";
constexpr QStringView kLanguage = u"look.language";

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

} // namespace pilothouse::ui
