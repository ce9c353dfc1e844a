// SPDX-License-Identifier: Apache-2.0
#include "ui/change/values_folds.h"

#include <QPlainTextDocumentLayout>
#include <QPlainTextEdit>
#include <QTextBlock>

#include <algorithm>

namespace pilothouse::ui {

void ValuesFolds::refresh() {
    QStringList lines;
    for (QTextBlock block = m_editor.document()->firstBlock(); block.isValid(); block = block.next()) {
        lines += block.text();
    }
    m_ranges = foldRanges(lines);
    if (!m_folded.empty()) {
        show();
    }
}

void ValuesFolds::clear() {
    if (!m_folded.empty()) {
        m_folded.clear();
        show();
    }
}

const FoldRange* ValuesFolds::rangeOf(int line) const {
    const auto found = std::ranges::lower_bound(m_ranges, line, {}, &FoldRange::head);
    return found == m_ranges.end() || found->head != line ? nullptr : &*found;
}

/// The innermost one.
const FoldRange* ValuesFolds::rangeAround(int line) const {
    const FoldRange* innermost = nullptr;
    for (const FoldRange& range : m_ranges) {
        if (range.head > line) {
            break;
        }
        if (range.last >= line) {
            innermost = &range;
        }
    }
    return innermost;
}

bool ValuesFolds::canFold(int line) const {
    return rangeOf(line) != nullptr;
}

bool ValuesFolds::isFolded(int line) const {
    return std::ranges::any_of(
        m_folded, [line](const QTextCursor& cursor) { return cursor.block().blockNumber() == line; });
}

int ValuesFolds::hiddenLines(int line) const {
    const FoldRange* range = isFolded(line) ? rangeOf(line) : nullptr;
    return range ? range->last - range->head : 0;
}

void ValuesFolds::fold(int line) {
    const FoldRange* range = rangeOf(line);
    range = range ? range : rangeAround(line);
    if (!range || isFolded(range->head)) {
        return;
    }
    m_folded.emplace_back(m_editor.document()->findBlockByNumber(range->head));
    if (const int at = m_editor.textCursor().blockNumber(); at > range->head && at <= range->last) {
        QTextCursor cursor(m_folded.back());
        cursor.movePosition(QTextCursor::EndOfBlock);
        m_editor.setTextCursor(cursor);
    }
    show();
}

void ValuesFolds::unfold(int line) {
    const auto gone
        = std::erase_if(m_folded, [line](const QTextCursor& cursor) { return cursor.block().blockNumber() == line; });
    if (gone > 0) {
        show();
    }
}

void ValuesFolds::toggle(int line) {
    if (isFolded(line)) {
        unfold(line);
    } else {
        fold(line);
    }
}

void ValuesFolds::foldAll() {
    int end = -1;
    for (const FoldRange& range : m_ranges) {
        if (range.head > end) { // outermost: not inside the one before
            end = range.last;
            if (!isFolded(range.head)) {
                m_folded.emplace_back(m_editor.document()->findBlockByNumber(range.head));
            }
        }
    }
    if (const FoldRange* around = rangeAround(m_editor.textCursor().blockNumber()); around) {
        QTextCursor cursor(m_editor.document()->firstBlock());
        for (const FoldRange& range : m_ranges) {
            if (range.head <= around->head && range.last >= around->last) {
                cursor = QTextCursor(m_editor.document()->findBlockByNumber(range.head));
                break;
            }
        }
        m_editor.setTextCursor(cursor);
    }
    show();
}

void ValuesFolds::reveal(int line) {
    const auto hides = [this, line](const QTextCursor& cursor) {
        const FoldRange* range = rangeOf(cursor.block().blockNumber());
        return range && line > range->head && line <= range->last;
    };
    if (std::erase_if(m_folded, hides) > 0) {
        show();
    }
}

/// Hides what is folded, shows all else, and has it laid out anew.
void ValuesFolds::show() {
    std::erase_if(m_folded, [this](const QTextCursor& cursor) { return !canFold(cursor.block().blockNumber()); });
    std::vector<FoldRange> hidden;
    for (const QTextCursor& cursor : m_folded) {
        hidden.push_back(*rangeOf(cursor.block().blockNumber()));
    }
    bool hasMoved = false;
    for (QTextBlock block = m_editor.document()->firstBlock(); block.isValid(); block = block.next()) {
        const int line = block.blockNumber();
        const bool isVisible = std::ranges::none_of(
            hidden, [line](const FoldRange& range) { return line > range.head && line <= range.last; });
        if (block.isVisible() != isVisible) {
            block.setVisible(isVisible);
            block.setLineCount(isVisible ? std::max(1, block.layout()->lineCount()) : 0);
            hasMoved = true;
        }
    }
    if (!hasMoved) {
        return;
    }
    auto* layout = qobject_cast<QPlainTextDocumentLayout*>(m_editor.document()->documentLayout());
    layout->requestUpdate();
    Q_EMIT layout->documentSizeChanged(layout->documentSize());
    m_editor.viewport()->update();
}

} // namespace pilothouse::ui
