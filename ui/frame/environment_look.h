// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/environment_rules.h"
#include "ui/theme/tokens.h"

#include <QString>

namespace pilothouse::ui {

/// The colour of an environment; unknown ones are neutral, which is not the colour of safety.
[[nodiscard]] ColorToken environmentColor(EnvironmentKind kind);
/// True where the top bar is tinted and nothing starts open: production, and what nobody has named yet.
[[nodiscard]] bool isProtected(EnvironmentKind kind);
/// `Production`, translated.
[[nodiscard]] QString environmentName(EnvironmentKind kind);
/// `prd-app` of `eks_prd-app`: what stands before the last underscore or slash is most often the same for all.
[[nodiscard]] QString shortContextName(const QString& context);

} // namespace pilothouse::ui
