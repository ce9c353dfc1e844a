// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSyntaxHighlighter>

#include <memory>

namespace pilothouse::ui {

/// Colours @p document as YAML in the theme's colours; owned by the document. Call rehighlight() when the scheme
/// changes.
[[nodiscard]] QSyntaxHighlighter* highlightYaml(QTextDocument& document);

} // namespace pilothouse::ui
