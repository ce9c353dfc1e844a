// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/change_run.h"
#include "ui/theme/tokens.h"

#include <QString>

namespace pilothouse::ui {

/// Sign, colour and words of how a run is doing.
struct RunWords {
    QString icon;
    ColorToken tone = ColorToken::Accent;
    QString title; ///< `payment-api is at revision 1383`
    QString detail; ///< what that means and what to do, may be empty
};
[[nodiscard]] RunWords runWords(const RunStatus& run);
/// One line for menus and notices: `Upgrade of payments/payment-api in prd-app: running`.
[[nodiscard]] QString runLine(const RunStatus& run);
/// What stopping helm now leaves behind, before one does it (protocol: 3.4).
[[nodiscard]] QString cancelMeaning(const RunStatus& run);

/// One step of an operation as the cockpit lists it.
struct RunStep {
    enum class State { Waiting, Active, Done, Failed };
    State state = State::Waiting;
    QString title;
    QString detail;
};
[[nodiscard]] std::vector<RunStep> runSteps(const RunStatus& run);
/// Objects of the manifest that are ready, failed, all.
struct ObjectCount {
    int ready = 0;
    int failed = 0;
    int total = 0;
};
/// Objects are told of the newest record: before there is a new one they are still the old ones.
[[nodiscard]] bool areObjectsNew(const RunStatus& run);
[[nodiscard]] ObjectCount countObjects(const RunStatus& run);

/// What its hooks' pods wrote, one after the other, each under a line that names it; empty: nothing yet.
[[nodiscard]] QString hookLogsText(const RunStatus& run);

} // namespace pilothouse::ui
