// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/tokens.h"
#include "ui/widgets/code_document.h"

#include <QtCore/QList>

class QFont;
class QTextLayout;

namespace pilothouse::ui {

class Theme;

/// What is shown of a line at most: a longer one goes on as "…".
inline constexpr int kShownCodeLength = 4096;

/// The colour of @p tone.
[[nodiscard]] ColorToken codeColor(CodeTone tone);

/// A place that was searched for.
struct CodeMatch {
    int column = 0;
    int length = 0;
    bool isCurrent = false;
};

/// How one line of code is set, wherever code is shown: code view and diff.
struct CodeLineStyle {
    const Theme& theme;
    const QFont& font;
    int charWidth; ///< pixels
};

/// Lays out one line, made for one repaint: its colours and what is found in it.
void layOutCodeLine(QTextLayout& layout, const CodeLineStyle& style, QStringView line, const QList<CodeSpan>& spans,
    const QList<CodeMatch>& matches);

/// A part of a line, half-open.
struct CodeRange {
    int begin = 0;
    int end = 0;
};
/// The word at @p column, as one copies it: an image, a version, a name with dashes and dots.
[[nodiscard]] CodeRange codeWordAt(QStringView line, int column);

} // namespace pilothouse::ui
