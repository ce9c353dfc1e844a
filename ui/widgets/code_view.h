// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/tokens.h"
#include "ui/widgets/code_document.h"

#include <QtCore/QHash>
#include <QtWidgets/QAbstractScrollArea>

class QTextLayout;

namespace pilothouse::ui {

class FindBar;

/// Reads YAML, JSON or plain text: colours, line numbers, selection, find. Only what is visible is laid out and
/// coloured, so that 1 MB or 30,000 lines open at once. Lines longer than 4,096 characters are cut on screen (and
/// whole when copied).
///
/// Keys: arrows, Page Up/Down, Home/End scroll · Ctrl+F or / find, n and N next and previous · Ctrl+A, Ctrl+C.
class CodeView final : public QAbstractScrollArea {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CodeView)

public:
    explicit CodeView(QWidget* parent = nullptr);
    ~CodeView() override;

    void setText(const QString& text, CodeKind kind);
    [[nodiscard]] const CodeDocument& document() const { return m_document; }
    void setLineNumbers(bool shown);
    /// Ground of single lines, counted from 0 (AddedLine, RemovedLine, Raised …); replaces what was set before.
    void setLineGrounds(QHash<int, ColorToken> grounds);

    void scrollToLine(int line);
    [[nodiscard]] int firstVisibleLine() const;
    [[nodiscard]] QString selectedText() const;
    void selectAll();
    void copy() const;
    /// While the text holds revealed secrets nothing of it goes to the clipboard or into the find field.
    void setForEyesOnly(bool forEyesOnly) { m_isForEyesOnly = forEyesOnly; }
    [[nodiscard]] bool isForEyesOnly() const { return m_isForEyesOnly; }

    void openFind();
    /// Finds @p needle and shows the first match at or after the top of the view. @return how many there are
    int find(const QString& needle);
    void findNext();
    void findPrevious();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    void measure();
    void placeFindBar();
    void showMatch(int index);
    void paintLine(QPainter& painter, int line, int y);
    void layOut(QTextLayout& layout, int line);
    [[nodiscard]] QList<CodePosition> matchesOn(int line) const;
    [[nodiscard]] CodePosition positionAt(const QPoint& point);
    [[nodiscard]] int gutterWidth() const;

    CodeDocument m_document;
    QHash<int, ColorToken> m_grounds;
    QFont m_font;
    int m_lineHeight = 19;
    int m_charWidth = 7;
    bool m_lineNumbers = true;
    bool m_isForEyesOnly = false;
    CodePosition m_anchor;
    CodePosition m_cursor;
    FindBar* m_findBar;
    QString m_needle;
    QList<CodePosition> m_matches;
    int m_match = -1;
};

} // namespace pilothouse::ui
