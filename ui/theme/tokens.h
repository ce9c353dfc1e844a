// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGui/QColor>

namespace pilothouse::ui {

/// Light or dark. There is no third.
enum class Scheme { Light, Dark };

/// Every colour of the window has one of these names; nothing else names a colour.
/// The table is tokens.cpp. Text tokens reach 4.5:1 on Window, Side, Surface and Selection in both schemes
/// (tests/ui/theme keeps it).
enum class ColorToken {
    Window,
    Side,
    Surface,
    Raised,
    Field, ///< ground of text fields and quiet buttons
    Line,
    LineStrong, ///< outline of buttons, chips, fields
    Text,
    TextSecond,
    TextThird,
    Accent,
    AccentGround,
    OnAccent, ///< text on a filled accent, environment or status colour
    Selection,
    Ok,
    Warning,
    Failed,
    Pending,
    Production,
    Staging,
    Playground, ///< environments that are neither staging nor production
    AddedLine,
    AddedWord,
    RemovedLine,
    RemovedWord,
    YamlKey,
    YamlString,
    YamlNumber,
    YamlComment,
    TerminalGround,
};
inline constexpr int kColorTokenCount = static_cast<int>(ColorToken::TerminalGround) + 1;

/// The colour of @p token; diff grounds of the dark scheme carry an alpha and are meant to lie on Surface.
QColor tokenColor(ColorToken token, Scheme scheme);

/// @p over on @p under with @p share (0..1) of @p over; opaque.
QColor mixed(const QColor& under, const QColor& over, qreal share);

/// WCAG 2 contrast ratio, 1..21.
qreal contrastRatio(const QColor& a, const QColor& b);

} // namespace pilothouse::ui
