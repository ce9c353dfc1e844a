// SPDX-License-Identifier: Apache-2.0
// What the values editor shows of folded parts, and the chart's own values behind the lines.
#include "ui/change/values_editor.h"

#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QTextBlock>

#include <algorithm>

namespace pilothouse::ui {

namespace {

constexpr int kGhostGap = 24;

bool changesText(const QKeyEvent& event) {
    return event.key() == Qt::Key_Delete || event.key() == Qt::Key_Backspace || event.matches(QKeySequence::Paste)
        || event.matches(QKeySequence::Cut) || (!event.text().isEmpty() && event.text().at(0).isPrint());
}

} // namespace

void ValuesEditor::setDefaults(const QHash<int, QString>& texts) {
    QHash<int, QString> shownTexts;
    const QString now = shown();
    for (auto it = texts.begin(); it != texts.end(); ++it) {
        shownTexts.insert(m_text.shownLine(now, it.key()), it.value());
    }
    if (shownTexts != m_defaults) {
        m_defaults = std::move(shownTexts);
        viewport()->update();
    }
}

/// Whatever brings the cursor into a folded part (a search, a problem, undo) opens it.
void ValuesEditor::onCursorMoved() {
    if (!m_isStepping && !textCursor().block().isVisible()) {
        m_folds.reveal(textCursor().blockNumber());
    }
}

/// A key of the editor's own; arrows step over what is folded, and nobody edits a part without seeing it.
void ValuesEditor::step(QKeyEvent* event) {
    if (changesText(*event)) {
        m_folds.unfold(textCursor().blockNumber());
    }
    const int before = textCursor().blockNumber();
    m_isStepping = event->key() == Qt::Key_Down || event->key() == Qt::Key_Up;
    QPlainTextEdit::keyPressEvent(event);
    if (m_isStepping && !textCursor().block().isVisible()) {
        QTextBlock block = textCursor().block();
        while (block.isValid() && !block.isVisible()) {
            block = event->key() == Qt::Key_Down ? block.next() : block.previous();
        }
        QTextCursor cursor = textCursor();
        const auto mode
            = event->modifiers().testFlag(Qt::ShiftModifier) ? QTextCursor::KeepAnchor : QTextCursor::MoveAnchor;
        const QTextBlock to = block.isValid() ? block : document()->findBlockByNumber(before);
        cursor.setPosition(to.position(), mode);
        setTextCursor(cursor);
    }
    m_isStepping = false;
}

bool ValuesEditor::takeFoldKey(QKeyEvent* event) {
    if (event->modifiers() != (Qt::ControlModifier | Qt::ShiftModifier)) {
        return false;
    }
    const int line = textCursor().blockNumber();
    switch (event->key()) {
    case Qt::Key_BraceLeft:
    case Qt::Key_BracketLeft:
        m_folds.fold(line);
        return true;
    case Qt::Key_BraceRight:
    case Qt::Key_BracketRight:
        m_folds.unfold(line);
        return true;
    default:
        return false;
    }
}

void ValuesEditor::addFoldActions(QMenu& menu) {
    menu.addSeparator();
    const int line = textCursor().blockNumber();
    menu.addAction(tr("Fold"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_BracketLeft), this,
        [this, line] { m_folds.fold(line); });
    menu.addAction(tr("Fold all"), this, [this] { m_folds.foldAll(); });
    menu.addAction(tr("Unfold all"), this, [this] { m_folds.unfoldAll(); });
}

/// At a folded head also what is wrong in the lines it hides.
QList<ValuesEditor::Issue>::const_iterator ValuesEditor::issueShownAt(int line) const {
    const int last = line + m_folds.hiddenLines(line);
    return std::ranges::find_if(
        m_issues, [line, last](const Issue& issue) { return issue.line >= line && issue.line <= last; });
}

void ValuesEditor::paintEvent(QPaintEvent* event) {
    QPlainTextEdit::paintEvent(event);
    const Theme& theme = Theme::of(this);
    QPainter painter(viewport());
    painter.setFont(font());
    painter.setPen(theme.color(ColorToken::TextThird));
    QTextBlock block = firstVisibleBlock();
    qreal top = blockBoundingGeometry(block).translated(contentOffset()).top();
    const qreal left = contentOffset().x() + document()->documentMargin();
    while (block.isValid() && top <= event->rect().bottom()) {
        const qreal height = blockBoundingRect(block).height();
        QStringList ghosts;
        if (const int hidden = m_folds.hiddenLines(block.blockNumber()); block.isVisible() && hidden > 0) {
            ghosts += tr("%n line(s) folded", nullptr, hidden);
        }
        if (block.isVisible() && m_defaults.contains(block.blockNumber())) {
            ghosts += m_defaults.value(block.blockNumber());
        }
        if (!ghosts.isEmpty()) {
            const int width = fontMetrics().horizontalAdvance(block.text());
            painter.drawText(QRectF(left + width + kGhostGap, top, viewport()->width(), height),
                Qt::AlignLeft | Qt::AlignVCenter, ghosts.join(QStringLiteral("  ·  ")));
        }
        top += height;
        block = block.next();
    }
}

} // namespace pilothouse::ui
