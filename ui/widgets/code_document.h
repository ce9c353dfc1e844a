// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtCore/QList>
#include <QtCore/QString>
#include <QtCore/QStringView>

#include <memory>

namespace pilothouse::ui {

enum class CodeKind { Plain, Yaml, Json };

/// What a piece of code means; CodeView has a colour for each.
enum class CodeTone : unsigned char { Text, Key, String, Number, Comment };

/// A coloured part of one line, in UTF-16 units.
struct CodeSpan {
    int start = 0;
    int length = 0;
    CodeTone tone = CodeTone::Text;
};

/// A place in the text.
struct CodePosition {
    int line = 0;
    int column = 0;
    friend auto operator<=>(const CodePosition&, const CodePosition&) = default;
};

/// Read-only text cut into lines, coloured line by line on demand (KSyntaxHighlighting).
///
/// Colouring a line needs the state at its start. States are kept every 64 lines; a jump far ahead of the known ones
/// starts afresh at the nearest line above that begins an object ("---" or a key in the first column), so that a jump
/// to the end of 30,000 lines costs the same as a jump to line 100. Thread: any one.
class CodeDocument final {
    Q_DISABLE_COPY_MOVE(CodeDocument)

public:
    CodeDocument();
    ~CodeDocument();

    /// @param text untrusted: control characters other than newline and tab become visible escapes, here, so that what
    /// is copied is what was seen
    void setText(const QString& text, CodeKind kind);
    [[nodiscard]] const QString& text() const { return m_text; }
    /// At least 1.
    [[nodiscard]] int lineCount() const { return int(m_starts.size()); }
    [[nodiscard]] QStringView line(int number) const;
    [[nodiscard]] int longestLine() const { return m_longest; }
    [[nodiscard]] QList<CodeSpan> spans(int number);

    [[nodiscard]] QString textBetween(CodePosition from, CodePosition to) const;
    /// All places of @p needle, from top to bottom, at most @p most.
    [[nodiscard]] QList<CodePosition> find(const QString& needle, Qt::CaseSensitivity sensitivity, int most) const;

private:
    class Painter;
    [[nodiscard]] CodePosition positionOf(qsizetype offset) const;

    QString m_text;
    QList<qsizetype> m_starts{0};
    int m_longest = 0;
    std::unique_ptr<Painter> m_painter;
};

} // namespace pilothouse::ui
