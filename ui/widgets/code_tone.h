// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/tokens.h"
#include "ui/widgets/code_document.h"

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

/// The colour of @p tone.
[[nodiscard]] inline ColorToken codeColor(CodeTone tone) {
    switch (tone) {
    case CodeTone::Key:
        return ColorToken::YamlKey;
    case CodeTone::String:
        return ColorToken::YamlString;
    case CodeTone::Number:
        return ColorToken::YamlNumber;
    case CodeTone::Comment:
        return ColorToken::YamlComment;
    case CodeTone::Text:
        break;
    }
    return ColorToken::Text;
}

} // namespace pilothouse::ui
