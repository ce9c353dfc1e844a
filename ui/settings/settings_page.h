// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/environment_rules.h"
#include "core/session/owner_rules.h"
#include "ui/frame/page.h"
#include "ui/settings/preferences.h"

#include <vector>

class QComboBox;
class QFormLayout;
class QVBoxLayout;

namespace pilothouse::ui {

class Contexts;
class OwnerRulesModel;
class RulesModel;

/// What the user can choose. Everything acts at once and is remembered; there is nothing to confirm.
class SettingsPage final : public Page {
    Q_OBJECT
public:
    SettingsPage(Theme& theme, Contexts& contexts, SettingsStore& store, QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(SettingsPage)

    void showPlace(const Place& place) override;
    [[nodiscard]] Crumbs breadcrumbs() const override;
    [[nodiscard]] QList<KeyGroup> keys() const override;

Q_SIGNALS:
    /// The window is to be made anew in this language.
    void languageChosen(const QString& language);
    /// From now on these say what is production and what is not.
    void rulesChosen(const std::vector<pilothouse::EnvironmentRule>& rules);
    /// To the page of repositories.
    void repositoriesWanted();
    /// From now on these say who else deploys.
    void ownersChosen(const pilothouse::OwnerRules& rules);

private:
    void addLook(QVBoxLayout& column);
    void addEnvironments(QVBoxLayout& column);
    void addOwners(QVBoxLayout& column);
    void addTools(QVBoxLayout& column, SettingsStore& store);
    void addRepositories(QVBoxLayout& column);
    void addAbout(QVBoxLayout& column);
    void addHeading(QVBoxLayout& column, const QString& title, const QString& detail);
    QComboBox* addChoice(QFormLayout& form, const QString& label, const QList<std::pair<QString, QVariant>>& choices,
        const QVariant& current);

    Theme& m_theme;
    Contexts& m_contexts;
    Preferences m_preferences;
    RulesModel* m_rules;
    OwnerRulesModel* m_owners;
};

} // namespace pilothouse::ui
