// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/change_plan.h"
#include "ui/change/change_presenter.h"
#include "ui/theme/tokens.h"

#include <QString>

namespace pilothouse::ui {

/// The one place that puts a plan's facts into the user's language. Names from outside come out escaped.

/// One check as the list shows it: a sign, what in bold, why beside.
struct CheckWords {
    QString icon; ///< Lucide name
    ColorToken tone = ColorToken::Ok;
    QString title;
    QString detail;
    friend bool operator==(const CheckWords&, const CheckWords&) = default;
};
[[nodiscard]] CheckWords checkWords(const PlanCheck& check);

/// `Upgrade`, for titles and buttons.
[[nodiscard]] QString changeName(ChangeKind kind);
/// `Upgrade in prd-app`: the button says where.
[[nodiscard]] QString applyText(ChangeKind kind, const ContextId& context);
[[nodiscard]] QString applyIcon(ChangeKind kind);
/// `waits 5 min · undo on failure`: the line beside the button.
[[nodiscard]] QString optionsLine(const ChangeRequest& request);
/// Why the button is off, and what to do; empty where it is on.
[[nodiscard]] QString hindranceText(Hindrance hindrance, const ChangePresenter& presenter);
/// What is wrong with helm's rendering, first line and the rest.
[[nodiscard]] QString renderErrorText(const Error& error);
/// Whose revision came in between.
[[nodiscard]] QString overtakenText(const ChangePresenter& presenter);

} // namespace pilothouse::ui
