// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

#include <QtCore/QString>

namespace pilothouse::ui {

/// An Error in the user's language. All parts are plain text with control characters escaped.
struct ErrorWords {
    QString title; ///< what happened, a short sentence: "The server could not be reached."
    QString where; ///< what it is about, as core named it; may be empty
    QString why; ///< the reason, often the server's own words; may be empty
    QString remedy; ///< what to do next, one sentence
};

/// The one place that turns core's errors into words.
[[nodiscard]] ErrorWords errorWords(const Error& error);

/// Title, where and why on one line, for tooltips, lists and the status line.
[[nodiscard]] QString errorLine(const Error& error);

} // namespace pilothouse::ui
