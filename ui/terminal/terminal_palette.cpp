// SPDX-License-Identifier: Apache-2.0
#include "ui/terminal/terminal_palette.h"

#include "ui/theme/tokens.h"

#include <array>
#include <utility>

namespace pilothouse::ui {

namespace {

constexpr std::array<QRgb, 16> kFirst{
    0xff1d232c,
    0xffff7a66,
    0xff45b787,
    0xffe0a63f,
    0xff6aa8ff,
    0xffd58bf0,
    0xff4fc1d6,
    0xffc9d1dc, //
    0xff8a96a6,
    0xffff9d8e,
    0xff6fd6a8,
    0xfff2c46d,
    0xff9cc7ff,
    0xffe6b3f7,
    0xff86dcea,
    0xffffffff,
};

QColor colorOf(const TerminalColor& color, const QColor& otherwise) {
    switch (color.kind) {
    case TerminalColor::Kind::Indexed:
        return indexedColor(color.red);
    case TerminalColor::Kind::Rgb:
        return {color.red, color.green, color.blue};
    case TerminalColor::Kind::Default:
        break;
    }
    return otherwise;
}

} // namespace

QColor terminalGround() {
    return tokenColor(ColorToken::TerminalGround, Scheme::Dark);
}

QColor terminalText() {
    return tokenColor(ColorToken::Text, Scheme::Dark);
}

QColor indexedColor(int index) {
    if (index < 16) {
        return QColor::fromRgb(kFirst[static_cast<size_t>(index < 0 ? 0 : index)]);
    }
    if (index < 232) {
        // A cube of 6 × 6 × 6; its steps are xterm's: 0, 95, 135, 175, 215, 255.
        const auto step = [](int value) { return value == 0 ? 0 : 55 + value * 40; };
        const int place = index - 16;
        return {step(place / 36), step(place / 6 % 6), step(place % 6)};
    }
    const int grey = 8 + (std::min(index, 255) - 232) * 10;
    return {grey, grey, grey};
}

CellColors colorsOf(const CellStyle& style, bool isScreenReversed) {
    CellColors colors;
    colors.text = colorOf(style.foreground, terminalText());
    colors.ground = colorOf(style.background, QColor());
    const bool isReversed = ((style.flags & cell_flag::kReverse) != 0) != isScreenReversed;
    if (isReversed) {
        const QColor ground = colors.ground.isValid() ? colors.ground : terminalGround();
        colors.ground = std::exchange(colors.text, ground);
    }
    if ((style.flags & cell_flag::kConceal) != 0) {
        colors.text = colors.ground.isValid() ? colors.ground : terminalGround();
    }
    return colors;
}

} // namespace pilothouse::ui
