// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/environment_rules.h"
#include "ui/theme/theme.h"

#include <QString>

#include <vector>

namespace pilothouse {
class SettingsStore;
}

namespace pilothouse::ui {

/// What a person can choose, typed; where and under which names it is kept is known here only.
class Preferences {
public:
    explicit Preferences(SettingsStore& store)
        : m_store(store) { }

    [[nodiscard]] Theme::Choice themeChoice() const;
    void setThemeChoice(Theme::Choice choice);
    /// 0.75 … 2.
    [[nodiscard]] double textScale() const;
    void setTextScale(double scale);
    /// `en`, `zh_CN`; empty: the system's.
    [[nodiscard]] QString language() const;
    void setLanguage(const QString& language);
    [[nodiscard]] std::vector<EnvironmentRule> environmentRules() const;
    void setEnvironmentRules(const std::vector<EnvironmentRule>& rules);

private:
    SettingsStore& m_store;
};

} // namespace pilothouse::ui
