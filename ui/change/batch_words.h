// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/change/batch_presenter.h"
#include "ui/change/plan_words.h"
#include "ui/change/run_words.h"

namespace pilothouse::ui {

/// The one place that puts what a plan of several releases says into the user's language. Names from outside come out
/// escaped.

/// `payments/ledger`.
[[nodiscard]] QString releaseText(const ReleaseKey& release);
/// `Upgrade of 3 releases`.
[[nodiscard]] QString batchTitle(const BatchPresenter& presenter);

/// How one release is doing: a sign and a few words; the rest in the detail.
struct StepWords {
    QString icon;
    ColorToken tone = ColorToken::TextSecond;
    QString text;
    QString detail;
};
[[nodiscard]] StepWords stepWords(const BatchPresenter& presenter, const BatchItem& item);
/// `ledger-0.9.1 → ledger-0.9.2`.
[[nodiscard]] QString chartText(const BatchPresenter& presenter, const BatchItem& item);
/// What moves in one release: `api 1.4.20 → 1.5.0 · 3 changed`; empty: not known.
[[nodiscard]] QString headlineText(const ReleaseDiffPtr& diff);
/// `3 releases · 7 changed · 1 added`: the sum over all.
[[nodiscard]] QString batchCounts(const BatchPresenter& presenter);

/// What stops or needs a look, release by release; what is fine is one line. Of one release: all its checks.
/// @param release nothing: of all
[[nodiscard]] std::vector<CheckWords> batchChecks(
    const BatchPresenter& presenter, const std::optional<ReleaseKey>& release);

/// Why the button is off, and what to do; empty where it is on.
[[nodiscard]] QString batchHindranceText(Hindrance hindrance, const BatchPresenter& presenter);
/// Those somebody else changed meanwhile.
[[nodiscard]] QString batchOvertakenText(const BatchPresenter& presenter);
/// Of a run: how far it is, or what came of it.
[[nodiscard]] RunWords batchRunWords(const BatchPresenter& presenter);
/// Every helm command, one a line; a comment where there is none.
[[nodiscard]] QString batchCommands(const BatchPresenter& presenter);

} // namespace pilothouse::ui
