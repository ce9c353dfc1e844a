// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/theme.h"

#include <QString>

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

private:
    SettingsStore& m_store;
};

} // namespace pilothouse::ui
