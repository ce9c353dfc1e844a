// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/tokens.h"

class QAbstractButton;
class QWidget;

namespace pilothouse::ui {

/// How a push or tool button is drawn. Normal is the default of every button.
enum class ButtonLook {
    Normal, ///< raised ground, outline
    Filled, ///< filled with its tone: the one thing to do here
    Outline, ///< outline and text in its tone
    Quiet, ///< nothing until hovered: buttons inside bars, lists and fields
    Pill, ///< a chip: round ends; checked is tinted with the accent
};

/// Sets the look; the style reads it back while painting. @p tone is Accent, an environment or a status colour.
void setButtonLook(QAbstractButton& button, ButtonLook look, ColorToken tone = ColorToken::Accent);
/// Normal for widgets that were never given a look (and for nullptr).
ButtonLook buttonLook(const QWidget* widget);
ColorToken buttonTone(const QWidget* widget);

/// Marks a tab bar whose tabs look like the dock's (boxed, accent line on top) instead of underlined.
/// @p edge colours the line of the current tab (the environment of what it shows).
void setDockTabs(QWidget& tabBar, ColorToken edge = ColorToken::Accent);
bool isDockTabs(const QWidget* widget);

} // namespace pilothouse::ui
