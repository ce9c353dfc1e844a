// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>

#include <cstdint>

namespace pilothouse::ui {

class Theme;

/// How many pods have a colour of their own; more share them.
inline constexpr int kPodColors = 10;

/// The colour of a pod's name in the log, by the number of its source: neighbours differ as much as they can, all reach
/// 4.5:1 on Surface in both schemes. Production's and the failed colour are not among them.
[[nodiscard]] QColor podColor(const Theme& theme, int number);

/// A colour a program wrote into its log, made readable: moved towards the text colour until it reaches 4.5:1 on
/// Surface (a log says "dark blue" on whatever ground it thinks it has).
/// @param rgb 0xRRGGBB
[[nodiscard]] QColor ansiColor(const Theme& theme, std::uint32_t rgb);
/// The same as a ground under text: faint, so that the text on it stays readable.
[[nodiscard]] QColor ansiGround(const Theme& theme, std::uint32_t rgb);

} // namespace pilothouse::ui
