// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/tokens.h"

#include <array>
#include <cmath>

namespace pilothouse::ui {

namespace {

struct Entry {
    QRgb dark;
    QRgb light;
};

constexpr QRgb alpha(QRgb rgb, int percent) {
    return (rgb & 0x00ffffffU) | (static_cast<QRgb>(percent * 255 / 100) << 24U);
}

// In the order of ColorToken.
constexpr std::array<Entry, kColorTokenCount> kTable{{
    {0xff0e1116, 0xffeef0f3}, // Window
    {0xff13171e, 0xfff7f8fa}, // Side
    {0xff181d26, 0xffffffff}, // Surface
    {0xff1f2630, 0xffeef1f5}, // Raised
    {0xff181d26, 0xffffffff}, // Field
    {0xff2a323e, 0xffd5dae1}, // Line
    {0xff364050, 0xffc3cad4}, // LineStrong
    {0xffe6eaf0, 0xff1a212b}, // Text
    {0xff9aa5b4, 0xff576273}, // TextSecond
    {0xff8a96a6, 0xff5f6b7a}, // TextThird
    {0xff5aa2ff, 0xff0b62d0}, // Accent
    {0xff16304f, 0xffdcebfd}, // AccentGround
    {0xff0b0e13, 0xffffffff}, // OnAccent
    {0xff1b3350, 0xffdcebfd}, // Selection
    {0xff45b787, 0xff116b31}, // Ok
    {0xffe0a63f, 0xff8a5006}, // Warning
    {0xffff7a66, 0xffc2410c}, // Failed
    {0xffa58bf5, 0xff6d4fd0}, // Pending
    {0xfff0588f, 0xffb3124f}, // Production
    {0xff38a3cf, 0xff0e7490}, // Staging
    {0xff9aa5b4, 0xff576273}, // Playground
    {alpha(0x38a169, 16), 0xffe3f6e8}, // AddedLine
    {alpha(0x38a169, 42), 0xffb4e6c2}, // AddedWord
    {alpha(0xe5535f, 15), 0xfffdeaec}, // RemovedLine
    {alpha(0xe5535f, 42), 0xfff7c3c9}, // RemovedWord
    {0xff7fb7ff, 0xff0b5cc4}, // YamlKey
    {0xffb5d98a, 0xff2f7a2a}, // YamlString
    {0xffe8b56a, 0xffa3570a}, // YamlNumber
    {0xff8a96a6, 0xff5f6b7a}, // YamlComment
    {0xff0b0e13, 0xff0b0e13}, // TerminalGround
}};

// WCAG 2.2, "relative luminance".
qreal luminance(const QColor& color) {
    const auto channel = [](qreal c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * channel(color.redF()) + 0.7152 * channel(color.greenF()) + 0.0722 * channel(color.blueF());
}

} // namespace

QColor tokenColor(ColorToken token, Scheme scheme) {
    const Entry& entry = kTable[static_cast<std::size_t>(token)];
    return QColor::fromRgba(scheme == Scheme::Dark ? entry.dark : entry.light);
}

QColor mixed(const QColor& under, const QColor& over, qreal share) {
    const auto channel = [share](float a, float b) { return static_cast<float>(a + (b - a) * share); };
    return QColor::fromRgbF(channel(under.redF(), over.redF()), channel(under.greenF(), over.greenF()),
        channel(under.blueF(), over.blueF()));
}

qreal contrastRatio(const QColor& a, const QColor& b) {
    const qreal la = luminance(a);
    const qreal lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

} // namespace pilothouse::ui
