// SPDX-License-Identifier: Apache-2.0
#include "ui/logs/log_colors.h"

#include "ui/theme/theme.h"

#include <array>

namespace pilothouse::ui {

namespace {

constexpr qreal kReadable = 4.5; // WCAG 2, level AA
constexpr qreal kStep = 0.08;
constexpr qreal kGroundShare = 0.22;

struct Pair {
    QRgb dark;
    QRgb light;
};

// Ten hues apart from each other; the first three are those of YAML, as in the drawings.
constexpr std::array<Pair, kPodColors> kPods{{
    {0xff7fb7ff, 0xff0b5cc4},
    {0xffb5d98a, 0xff296f24},
    {0xffe8b56a, 0xff8f4d08},
    {0xffc3a6ff, 0xff6d4fd0},
    {0xff5fd3c4, 0xff0b6e69},
    {0xffffa38f, 0xffa63c1b},
    {0xfff2a0d8, 0xff9c2a86},
    {0xffd9d06a, 0xff6b6206},
    {0xff8fd3f5, 0xff08678f},
    {0xffb9c2cf, 0xff4b5768},
}};

} // namespace

QColor podColor(const Theme& theme, int number) {
    const auto index = static_cast<std::size_t>(number < 0 ? 0 : number % kPodColors);
    return QColor::fromRgb(theme.scheme() == Scheme::Dark ? kPods[index].dark : kPods[index].light);
}

QColor ansiColor(const Theme& theme, std::uint32_t rgb) {
    const QColor ground = theme.color(ColorToken::Surface);
    const QColor text = theme.color(ColorToken::Text);
    const QColor wanted = QColor::fromRgb(rgb | 0xff000000U);
    QColor color = wanted;
    for (qreal share = kStep; share < 1 && contrastRatio(color, ground) < kReadable; share += kStep) {
        color = mixed(wanted, text, share);
    }
    return contrastRatio(color, ground) < kReadable ? text : color;
}

QColor ansiGround(const Theme& theme, std::uint32_t rgb) {
    return mixed(theme.color(ColorToken::Surface), QColor::fromRgb(rgb | 0xff000000U), kGroundShare);
}

} // namespace pilothouse::ui
