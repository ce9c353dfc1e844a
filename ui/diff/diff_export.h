// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/diff/release_diff.h"

class QWidget;

namespace pilothouse::ui {

enum class DiffFormat { Unified, Markdown };

/// The diff as text, always masked, whatever is revealed on screen.
[[nodiscard]] QByteArray exportDiff(const ReleaseDiff& diff, DiffFormat format, LabelChanges labels);

/// Asks where to, and writes there. A failure is told in a message box of @p parent. Returns at once.
void saveDiff(QWidget& parent, const ReleaseDiff& diff, DiffFormat format, LabelChanges labels);

/// The command of the helm-diff plugin that shows the same, quoted for a POSIX shell.
[[nodiscard]] QString diffCommand(const ContextId& context, const ReleaseKey& release, Revision from, Revision to);

} // namespace pilothouse::ui
