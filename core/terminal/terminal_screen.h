// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/terminal/reflow.h"
#include "core/terminal/scrollback.h"

#include <QStringList>

#include <span>
#include <utility>

namespace pilothouse {

/// What a terminal shows: the screen, the other ("alternate") one of full-screen programs, and the lines above.
/// Lines have numbers that stay theirs while output moves them: those above come first, then the screen's.
class TerminalScreen {
public:
    TerminalScreen(int columns, int rows, qsizetype scrollbackBytes);

    [[nodiscard]] int columns() const { return m_main.columns(); }
    [[nodiscard]] int rows() const { return m_main.rows(); }
    [[nodiscard]] bool isAlternate() const { return m_isAlternate; }
    [[nodiscard]] qint64 firstLine() const { return m_isAlternate ? screenTop() : m_scrollback.dropped(); }
    [[nodiscard]] qint64 screenTop() const { return m_scrollback.dropped() + m_scrollback.size(); }
    [[nodiscard]] qint64 endLine() const { return screenTop() + rows(); }
    [[nodiscard]] TerminalCells line(qint64 number) const;
    /// Goes on where the line above ended (it was too long for one).
    [[nodiscard]] bool continues(qint64 number) const;
    [[nodiscard]] const GraphemeTable& graphemes() const { return m_graphemes; }
    [[nodiscard]] const Scrollback& scrollback() const { return m_scrollback; }
    /// The target of CellStyle::link; empty: none.
    [[nodiscard]] QString linkTarget(quint16 link) const;

    void put(int row, int column, std::span<const uint32_t> characters, int width);
    void erase(const CellRect& rect);
    void scroll(const CellRect& rect, int downward, int rightward);
    void setContinues(int row, bool continues);
    void setAlternate(bool alternate);
    [[nodiscard]] CellStyle& pen() { return m_pen; }
    /// Characters written from now on are links to @p target; empty: they aren't. At most 4,096 targets are known.
    void setLink(const QString& target);
    void clearScrollback();
    /// Lines too long for one row are joined and broken anew, those of the alternate screen cut or padded; what no
    /// longer fits at the top goes up, and comes back when there is room. The newest 2,000 rows above take part.
    /// @returns where the cursor is afterwards
    [[nodiscard]] CellPlace resize(int columns, int rows, CellPlace cursor);
    /// Of the main screen, whichever is shown. @param row 0 to rows() - 1
    [[nodiscard]] bool mainContinues(int row) const { return m_main.row(row).continues; }

    /// Whether anything looks different since the last call.
    [[nodiscard]] bool takeTouched() { return std::exchange(m_isTouched, false); }

private:
    [[nodiscard]] TerminalGrid& grid() { return m_isAlternate ? m_alternate : m_main; }
    [[nodiscard]] const TerminalGrid& grid() const { return m_isAlternate ? m_alternate : m_main; }
    [[nodiscard]] CellStyle eraseStyle() const;
    void keep(const TerminalGrid::Row& row);
    [[nodiscard]] CellPlace reflow(int columns, CellPlace cursor);
    void giveBack();

    GraphemeTable m_graphemes;
    Scrollback m_scrollback;
    TerminalGrid m_main;
    TerminalGrid m_alternate;
    CellStyle m_pen;
    QStringList m_links;
    QHash<QString, quint16> m_linkIds;
    bool m_isAlternate = false;
    bool m_isTouched = true;
};

} // namespace pilothouse
