// SPDX-License-Identifier: Apache-2.0
#include "ui/resources/yaml_editor.h"

#include "ui/theme/theme.h"
#include "ui/widgets/yaml_highlighter.h"

#include <QPainter>
#include <QSyntaxHighlighter>
#include <QTextBlock>

#include <utility>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kIndent = 2;
constexpr int kGutterPadding = 10;

} // namespace

class YamlEditor::Gutter final : public QWidget {
public:
    explicit Gutter(YamlEditor& editor)
        : QWidget(&editor)
        , m_editor(editor) { }

protected:
    void paintEvent(QPaintEvent* event) override {
        QPainter painter(this);
        m_editor.paintGutter(painter, event->rect());
    }

private:
    YamlEditor& m_editor;
};

YamlEditor::YamlEditor(QWidget* parent)
    : QPlainTextEdit(parent)
    , m_gutter(new Gutter(*this))
    , m_highlighter(highlightYaml(*document())) {
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(false);
    setAccessibleName(tr("YAML"));
    connect(this, &QPlainTextEdit::blockCountChanged, this, &YamlEditor::placeGutter);
    connect(this, &QPlainTextEdit::updateRequest, this, [this] { m_gutter->update(); });
    connect(this, &QPlainTextEdit::textChanged, this, [this] {
        if (!m_isSetting) {
            setErrorLine(0);
            Q_EMIT edited();
        }
    });
    restyle();
}

YamlEditor::~YamlEditor() = default;

void YamlEditor::setYaml(const QByteArray& text) {
    m_isSetting = true;
    setPlainText(QString::fromUtf8(text));
    m_isSetting = false;
    setErrorLine(0);
}

void YamlEditor::setErrorLine(int line) {
    if (std::exchange(m_errorLine, line) != line) {
        showErrorLine();
    }
}

void YamlEditor::showErrorLine() {
    QList<QTextEdit::ExtraSelection> marks;
    const QTextBlock block = document()->findBlockByNumber(m_errorLine - 1);
    if (m_errorLine > 0 && block.isValid()) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(block);
        mark.format.setBackground(Theme::of(this).color(ColorToken::RemovedLine));
        mark.format.setProperty(QTextFormat::FullWidthSelection, true);
        marks += mark;
        setTextCursor(mark.cursor);
        ensureCursorVisible();
    }
    setExtraSelections(marks);
    m_gutter->update();
}

void YamlEditor::restyle() {
    const Theme& theme = Theme::of(this);
    const QFont font = theme.font(TextStyle::Mono);
    if (this->font() != font) {
        setFont(font);
    }
    setTabStopDistance(kIndent * QFontMetricsF(font).horizontalAdvance(u' '));
    placeGutter();
}

int YamlEditor::gutterWidth() const {
    const int digits = static_cast<int>(QString::number(std::max(99, blockCount())).size());
    return (2 * kGutterPadding) + (digits * fontMetrics().horizontalAdvance(u'9'));
}

void YamlEditor::placeGutter() {
    setViewportMargins(gutterWidth(), 0, 0, 0);
    const QRect inside = contentsRect();
    m_gutter->setGeometry(QRect(inside.left(), inside.top(), gutterWidth(), inside.height()));
}

void YamlEditor::paintGutter(QPainter& painter, const QRect& rect) {
    const Theme& theme = Theme::of(this);
    painter.fillRect(rect, theme.color(ColorToken::Side));
    painter.setFont(font());
    QTextBlock block = firstVisibleBlock();
    qreal top = blockBoundingGeometry(block).translated(contentOffset()).top();
    while (block.isValid() && top <= rect.bottom()) {
        const qreal height = blockBoundingRect(block).height();
        const int line = block.blockNumber() + 1;
        painter.setPen(theme.color(line == m_errorLine ? ColorToken::Failed : ColorToken::TextThird));
        painter.drawText(QRectF(0, top, gutterWidth() - kGutterPadding, height), Qt::AlignRight | Qt::AlignVCenter,
            QString::number(line));
        top += height;
        block = block.next();
    }
}

void YamlEditor::indent(bool back) {
    QTextCursor cursor = textCursor();
    const QTextBlock last = document()->findBlock(cursor.selectionEnd());
    QTextBlock block = document()->findBlock(cursor.selectionStart());
    cursor.beginEditBlock();
    for (; block.isValid() && block.blockNumber() <= last.blockNumber(); block = block.next()) {
        QTextCursor line(block);
        if (!back) {
            line.insertText(QString(kIndent, u' '));
            continue;
        }
        for (int i = 0; i < kIndent && block.text().startsWith(u' '); ++i) {
            line.deleteChar();
        }
    }
    cursor.endEditBlock();
}

void YamlEditor::keyPressEvent(QKeyEvent* event) {
    const bool isBack = event->key() == Qt::Key_Backtab;
    if (isBack || (event->key() == Qt::Key_Tab && textCursor().hasSelection())) {
        indent(isBack);
        return;
    }
    if (event->key() == Qt::Key_Tab) {
        insertPlainText(QString(kIndent, u' '));
        return;
    }
    if (event->key() == Qt::Key_Return && event->modifiers() == Qt::NoModifier) { // the next line begins below this one
        const QString line = textCursor().block().text();
        qsizetype spaces = 0;
        while (spaces < line.size() && line[spaces] == u' ') {
            ++spaces;
        }
        insertPlainText(u'\n' + line.first(std::min<qsizetype>(spaces, textCursor().positionInBlock())));
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

void YamlEditor::resizeEvent(QResizeEvent* event) {
    QPlainTextEdit::resizeEvent(event);
    placeGutter();
}

void YamlEditor::changeEvent(QEvent* event) {
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) {
        restyle();
        m_highlighter->rehighlight();
    }
}

} // namespace pilothouse::ui
