// SPDX-License-Identifier: Apache-2.0
#include "core/terminal/terminal_search.h"

#include <algorithm>

namespace pilothouse {

namespace {

/// A line as it was written: those of the screen that go on, joined; and where each character stands.
struct WholeLine {
    QString text;
    std::vector<VtSurface::Position> places; ///< of each UTF-16 unit
};

void append(WholeLine& whole, const TerminalScreen& screen, qint64 number) {
    const TerminalCells cells = screen.line(number);
    for (int column = 0; const TerminalCell& cell : cells) {
        if (cell.width > 0) {
            screen.graphemes().appendTo(whole.text, cell.code);
            whole.places.resize(static_cast<size_t>(whole.text.size()), {number, column});
        }
        ++column;
    }
}

VtSurface::Position behind(const TerminalScreen& screen, VtSurface::Position last) {
    const TerminalCells cells = screen.line(last.line);
    const auto width = cells.at(static_cast<size_t>(last.column)).width;
    return {last.line, last.column + std::max<int>(width, 1)};
}

} // namespace

TerminalMatches findInTerminal(const VtSurface& surface, const QString& needle, qsizetype most) {
    TerminalMatches matches;
    if (needle.isEmpty()) {
        return matches;
    }
    const bool hasCapital = std::ranges::any_of(needle, [](QChar sign) { return sign.isUpper(); });
    const Qt::CaseSensitivity sensitivity = hasCapital ? Qt::CaseSensitive : Qt::CaseInsensitive;
    const TerminalScreen& screen = surface.screen();
    for (qint64 end = screen.endLine(); end > screen.firstLine();) {
        qint64 begin = end - 1;
        while (begin > screen.firstLine() && screen.continues(begin)) {
            --begin;
        }
        WholeLine whole;
        for (qint64 number = begin; number < end; ++number) {
            append(whole, screen, number);
        }
        // From the right, so that the list is in one order: newest first, turned round at the end.
        qsizetype from = whole.text.size() - needle.size();
        while (from >= 0 && (from = whole.text.lastIndexOf(needle, from, sensitivity)) >= 0) {
            if (static_cast<qsizetype>(matches.found.size()) == most) {
                matches.isCut = true;
                std::ranges::reverse(matches.found);
                return matches;
            }
            const auto last = static_cast<size_t>(from + needle.size() - 1);
            matches.found.push_back({whole.places[static_cast<size_t>(from)], behind(screen, whole.places[last])});
            from -= needle.size();
        }
        end = begin;
    }
    std::ranges::reverse(matches.found);
    return matches;
}

} // namespace pilothouse
