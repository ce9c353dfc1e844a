// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/terminal/key_encoder.h"
#include "core/terminal/stream_guard.h"
#include "core/terminal/terminal_screen.h"

#include <QString>

#include <memory>

namespace pilothouse {

/// A terminal without a window: bytes of a container in, cells out (libvterm's parser and state, a grid of our own).
///
/// Hostile output is expected: the stream passes StreamGuard, and of what the parser wants to answer only DA1 and DSR
/// leave, digits only (TE1). The stream has no title (TE8), opens nothing, reads and writes no clipboard (TE2).
/// A plain object of one thread: feed, then look.
class VtSurface final {
public:
    /// Sizes are clamped (10,000 × 10,000 took 11 s and 7 GB).
    static constexpr int kMostColumns = 1000;
    static constexpr int kMostRows = 500;
    /// Answers wait here until they are taken; what comes beyond that is dropped.
    static constexpr qsizetype kMostAnswers = 4096;

    struct Options {
        int columns = 80;
        int rows = 24;
        qsizetype scrollbackBytes = 16 * 1024 * 1024;
        /// Keep what a program wants in the clipboard, for the person to be asked (takeClipboard()).
        bool keepsClipboard = false;
    };
    explicit VtSurface(const Options& options);
    ~VtSurface();
    Q_DISABLE_COPY_MOVE(VtSurface)

    void feed(QByteArrayView bytes);
    void resize(int columns, int rows);
    /// As after power on; the lines above stay.
    void reset();
    /// For the next program: what the last one set (modes, colours, the alternate screen) goes, what it wrote stays,
    /// and @p divider stands on a line of its own below it.
    void beginAnew(const QString& divider);
    void clearScrollback();

    [[nodiscard]] const TerminalScreen& screen() const;
    [[nodiscard]] TerminalCursor cursor() const;
    [[nodiscard]] const StreamGuard::Modes& modes() const;
    /// DECSCNM: the whole screen in reverse.
    [[nodiscard]] bool isReversed() const;
    enum class Mouse { None, Click, Drag, Move };
    [[nodiscard]] Mouse mouse() const;
    [[nodiscard]] bool isSwallowing() const;
    void stopSwallowing();

    /// Whether anything looks different since the last call.
    [[nodiscard]] bool takeTouched();
    [[nodiscard]] bool takeBell();
    /// What the program is to be told: answers to its questions.
    [[nodiscard]] QByteArray takeAnswers();
    /// The last text a program wanted in the clipboard; empty: none, or it isn't kept.
    [[nodiscard]] QByteArray takeClipboard();

    /// Text of cells from (line, column) up to but without the end; lines that go on are joined, blanks at the end cut.
    struct Position {
        qint64 line = 0;
        int column = 0;
        friend auto operator<=>(const Position&, const Position&) = default;
    };
    [[nodiscard]] QString text(Position from, Position to) const;
    [[nodiscard]] QString lineText(qint64 line) const;

    /// Input for the program, in the modes it asked for.
    [[nodiscard]] QByteArray key(const KeyPress& press) const;
    [[nodiscard]] QByteArray pasted(const QString& text) const;
    [[nodiscard]] QByteArray focus(bool in);
    /// @param button 1 left, 2 middle, 3 right, 4 and 5 the wheel; 0: moved only
    [[nodiscard]] QByteArray mouseEvent(int row, int column, int button, bool pressed, KeyModifiers modifiers);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace pilothouse
