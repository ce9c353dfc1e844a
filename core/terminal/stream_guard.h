// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

#include <array>

namespace pilothouse {

/// Stands between a container's output and the parser: only sequences on an allow-list, with clamped numbers, come
/// through; everything a hostile program could use to make a terminal answer, open, store or grow is dropped here.
///
/// - queries: only DA1, DSR 5 and DSR 6 (TE1); ENQ, DECRQSS, DECRQM, DA2, XTVERSION, XTWINOPS never reach the parser
/// - DCS, APC, PM, SOS (sixel, termcap, …) and all OSC but 8 and 52 are swallowed, without being kept (TE2, TE8);
///   of those two at most 64 KiB are kept (TE3)
/// - at most 16 parameters of at most 65,535 in a CSI; REP is played as the character itself, at most one line of it
///   (TE4: the parser writes behind its array of parameters, and repeats a character of no width for ever)
/// - at most 5 marks on a character, no direction marks, no C1 controls in any spelling (TE9)
/// UTF-8 that isn't becomes U+FFFD. State is kept over write(): a sequence may come in pieces.
class StreamGuard {
public:
    static constexpr qsizetype kMostString = 64 * 1024;
    static constexpr int kMostParameters = 16;
    static constexpr int kMostNumber = 65535;
    static constexpr int kMostMarks = 5;

    /// Hears what came through, in the order of the stream.
    class Sink {
    public:
        virtual ~Sink() = default;
        virtual void clean(QByteArrayView bytes) = 0;
        /// OSC 8: what follows is a link to @p target, as the program wrote it; empty: no longer.
        virtual void link(QByteArrayView target) = 0;
        /// OSC 52 with data for the clipboard, decoded. (Reading it is refused here.)
        virtual void clipboard(const QByteArray& text) = 0;

    protected:
        Sink() = default;
        Sink(const Sink&) = default;
        Sink& operator=(const Sink&) = default;
    };

    /// Modes that keys and pasting need; the rest is known to the parser.
    struct Modes {
        bool applicationCursor = false;
        bool applicationKeypad = false;
        bool bracketedPaste = false;
        bool alternateScroll = true; ///< ?1007: the wheel sends arrows in the alternate screen
        friend bool operator==(const Modes&, const Modes&) = default;
    };

    explicit StreamGuard(int columns)
        : m_columns(columns) { }

    void write(QByteArrayView bytes, Sink& sink);
    void setColumns(int columns) { m_columns = columns; }
    [[nodiscard]] const Modes& modes() const { return m_modes; }
    /// True while a control string longer than 64 KiB has not ended: all output is hidden by it.
    [[nodiscard]] bool isSwallowing() const;
    /// Ends such a string: what comes next is shown.
    void stopSwallowing();
    void reset();

private:
    enum class State { Text, Escape, EscapeWith, Csi, String, StringEscape };

    void text(QByteArrayView bytes, qsizetype& at);
    void control(uchar byte);
    void high(uchar byte);
    void finishCharacter();
    void invalid();
    void escape(uchar byte);
    void escapeWith(uchar byte);
    void beginCsi();
    void csi(uchar byte);
    void digit(uchar byte);
    void separator(uchar byte);
    void finishCsi(uchar final);
    [[nodiscard]] bool isCsiAllowed(uchar final) const;
    void emitCsi(uchar final);
    void repeat();
    void followModes(bool on);
    void beginString(uchar kind);
    void string(uchar byte, Sink& sink);
    void finishString(Sink& sink);
    void flush(Sink& sink);
    void forgetSequence();

    struct Parameter {
        int number = -1; ///< -1: not given
        bool isSub = false; ///< stands behind a colon
    };

    int m_columns;
    State m_state = State::Text;
    Modes m_modes;
    QByteArray m_out;
    QByteArray m_lastCharacter; ///< for REP, as bytes, so that character sets apply again
    int m_marks = 0;
    std::array<uchar, 4> m_utf8{};
    int m_utf8Size = 0;
    int m_utf8Wanted = 0;
    std::array<Parameter, kMostParameters> m_parameters{};
    int m_parameterCount = 0;
    bool m_tooMany = false;
    uchar m_leader = 0;
    QByteArray m_intermediate;
    uchar m_stringKind = 0;
    QByteArray m_string;
    qsizetype m_stringSize = 0;
};

} // namespace pilothouse
