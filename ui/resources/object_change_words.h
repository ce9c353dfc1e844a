// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/object_plan.h"
#include "ui/theme/tokens.h"

#include <QString>

#include <vector>

namespace pilothouse::ui {

/// One line of a plan or of what came of it, as it is shown. Plain text.
struct ObjectLine {
    QString icon;
    ColorToken tone = ColorToken::TextSecond;
    QString title;
    QString detail; ///< why it is so; the server's words
    int indent = 0; ///< of what goes with another object
};

/// The steps, each object of them (PS3), then what goes with them, then what to know before.
[[nodiscard]] std::vector<ObjectLine> planLines(const ObjectPlan& plan);
[[nodiscard]] std::vector<ObjectLine> reportLines(const ObjectReport& report);
/// `Delete Pod shop/web`, `Edit Deployment shop/web`, `Create from YAML`.
[[nodiscard]] QString changeTitle(const ObjectRequest& request);
/// The button: `Delete 3 objects in eks_prd-app`.
[[nodiscard]] QString changeButton(const ObjectRequest& request);
[[nodiscard]] QString changeIcon(ObjectVerb verb);
[[nodiscard]] bool isDestructive(const ObjectRequest& request);
[[nodiscard]] ObjectLine checkLine(const ObjectCheck& check);

} // namespace pilothouse::ui
