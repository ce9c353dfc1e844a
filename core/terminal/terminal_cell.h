// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtTypes>

#include <vector>

namespace pilothouse {

/// A colour as the program asked for it: the window's own, one of 256, or 24 bits.
struct TerminalColor {
    enum class Kind : quint8 { Default, Indexed, Rgb };
    Kind kind = Kind::Default;
    quint8 red = 0; ///< of Indexed: the index
    quint8 green = 0;
    quint8 blue = 0;

    [[nodiscard]] static constexpr TerminalColor indexed(quint8 index) { return {Kind::Indexed, index, 0, 0}; }
    [[nodiscard]] static constexpr TerminalColor rgb(quint8 r, quint8 g, quint8 b) { return {Kind::Rgb, r, g, b}; }
    friend bool operator==(const TerminalColor&, const TerminalColor&) = default;
};

/// Bits of CellStyle::flags.
namespace cell_flag {
inline constexpr quint16 kBold = 1;
inline constexpr quint16 kItalic = 2;
inline constexpr quint16 kUnderline = 4;
inline constexpr quint16 kDoubleUnderline = 8;
inline constexpr quint16 kCurlyUnderline = 16;
inline constexpr quint16 kBlink = 32;
inline constexpr quint16 kReverse = 64;
inline constexpr quint16 kConceal = 128;
inline constexpr quint16 kStrike = 256;
} // namespace cell_flag

struct CellStyle {
    TerminalColor foreground;
    TerminalColor background;
    quint16 flags = 0;
    quint16 link = 0; ///< into the surface's links; 0: none
    friend bool operator==(const CellStyle&, const CellStyle&) = default;
};

/// One place of the grid. A wide character stands in two: itself (width 2) and a right half (width 0, code 0).
struct TerminalCell {
    /// A code point; 0: nothing was written here; from GraphemeTable::kFirst on: a key of the surface's graphemes.
    char32_t code = 0;
    CellStyle style;
    quint8 width = 1;
    friend bool operator==(const TerminalCell&, const TerminalCell&) = default;
};

using TerminalCells = std::vector<TerminalCell>;

enum class CursorShape { Block, Underline, Bar };

struct TerminalCursor {
    int row = 0;
    int column = 0;
    bool isVisible = true;
    bool blinks = false;
    CursorShape shape = CursorShape::Block;
    friend bool operator==(const TerminalCursor&, const TerminalCursor&) = default;
};

/// Part of the screen; right and bottom are behind the last.
struct CellRect {
    int top = 0;
    int left = 0;
    int bottom = 0;
    int right = 0;
};

} // namespace pilothouse
