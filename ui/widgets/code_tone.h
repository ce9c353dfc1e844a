// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/code_line.h"

#include <KSyntaxHighlighting/Theme>

namespace pilothouse::ui {

/// What KSyntaxHighlighting's styles mean to us; for those who colour code (they link KF6::SyntaxHighlighting).
[[nodiscard]] inline CodeTone codeToneOf(KSyntaxHighlighting::Theme::TextStyle style) {
    using enum KSyntaxHighlighting::Theme::TextStyle;
    switch (style) {
    case Keyword:
    case Function:
    case DataType:
    case Variable:
        return CodeTone::Key;
    case Attribute: // what the YAML definition calls a plain scalar
    case String:
    case VerbatimString:
    case SpecialString:
    case Char:
    case SpecialChar:
        return CodeTone::String;
    case DecVal:
    case BaseN:
    case Float:
    case Constant:
        return CodeTone::Number;
    case Comment:
    case Documentation:
        return CodeTone::Comment;
    default:
        return CodeTone::Text;
    }
}

} // namespace pilothouse::ui
