// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/environment_rules.h"

#include <vector>

namespace pilothouse {

class SettingsStore;

/// The rules a person made, in the settings file that window and pilothousectl share. A kind this version does not know
/// is read as Unknown, the most careful one.
[[nodiscard]] std::vector<EnvironmentRule> environmentRulesIn(const SettingsStore& store);
void setEnvironmentRules(SettingsStore& store, const std::vector<EnvironmentRule>& rules);

} // namespace pilothouse
