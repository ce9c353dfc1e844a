// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/change/values_lines.h"

#include <QTextCursor>

#include <vector>

class QPlainTextEdit;
class QTextBlock;

namespace pilothouse::ui {

/// Which parts of an editor's text are folded away. Only what is shown changes, never the text: what is folded is sent,
/// compared and found as before. Folds follow their line through edits; one whose part is gone opens. Thread: GUI.
class ValuesFolds final {
public:
    /// @param editor outlives this
    explicit ValuesFolds(QPlainTextEdit& editor)
        : m_editor(editor) { }

    /// After the text has changed: finds the parts anew.
    void refresh();
    /// Opens all; for another text.
    void clear();

    [[nodiscard]] bool canFold(int line) const;
    [[nodiscard]] bool isFolded(int line) const;
    /// Folds the part that @p line is the head of, or the one it stands in. The cursor moves to its head.
    void fold(int line);
    void unfold(int line);
    void toggle(int line);
    /// Every part of the outermost level.
    void foldAll();
    void unfoldAll() { clear(); }
    /// Opens whatever hides this line.
    void reveal(int line);
    /// How many lines a folded head hides; 0: it is not folded.
    [[nodiscard]] int hiddenLines(int line) const;

private:
    [[nodiscard]] const FoldRange* rangeOf(int line) const;
    [[nodiscard]] const FoldRange* rangeAround(int line) const;
    void show();

    QPlainTextEdit& m_editor;
    std::vector<FoldRange> m_ranges;
    std::vector<QTextCursor> m_folded; ///< at their heads; move with the text
};

} // namespace pilothouse::ui
