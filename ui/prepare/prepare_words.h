// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/prepare/prepare_presenter.h"

namespace pilothouse::ui {

/// A step of a plan in the user's words.
[[nodiscard]] PrepareLine planLine(const PrepareStep& step);
/// How a step ended.
[[nodiscard]] PrepareLine reportLine(const PrepareReport::Line& line);

} // namespace pilothouse::ui
