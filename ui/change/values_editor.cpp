// SPDX-License-Identifier: Apache-2.0
#include "ui/change/values_editor.h"

#include "core/diff/known_secrets.h"
#include "core/diff/line_diff.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/find_bar.h"
#include "ui/widgets/secret_shown.h"
#include "ui/widgets/yaml_highlighter.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMimeData>
#include <QPainter>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTextBlock>
#include <QToolTip>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kMarkWidth = 3;
constexpr int kFoldWidth = 14;
constexpr int kIndent = 2;
constexpr auto kShownFor = 30s; ///< as everywhere (RP5)
constexpr int kMostCompared = 20'000; ///< lines; beyond, comparing at every pause would be felt

/// Placeholders are numbered per text: two texts are compared without the numbers.
QByteArray withoutNumbers(QString shown) {
    static const QRegularExpression kNumbers(u"(?<=•)[₀-₉]+"_s);
    return shown.remove(kNumbers).toUtf8();
}

} // namespace

/// Line numbers, marks and signs; painted by the editor, which knows where its lines are.
class ValuesEditor::Gutter final : public QWidget {
public:
    explicit Gutter(ValuesEditor& editor)
        : QWidget(&editor)
        , m_editor(editor) { }

protected:
    void paintEvent(QPaintEvent* event) override {
        QPainter painter(this);
        m_editor.paintGutter(painter, event->rect());
    }
    void mousePressEvent(QMouseEvent* event) override {
        m_editor.folds().toggle(m_editor.cursorForPosition({0, event->position().toPoint().y()}).blockNumber());
    }
    bool event(QEvent* event) override {
        if (event->type() == QEvent::ToolTip) {
            const auto* help = static_cast<QHelpEvent*>(event);
            const QTextCursor at = m_editor.cursorForPosition({0, help->pos().y()});
            const QString text = m_editor.issueAt(at.blockNumber());
            QToolTip::showText(help->globalPos(), text.isEmpty() ? QString() : plainToolTip(text), this);
            return true;
        }
        return QWidget::event(event);
    }

private:
    ValuesEditor& m_editor;
};

ValuesEditor::ValuesEditor(QWidget* parent)
    : QPlainTextEdit(parent)
    , m_gutter(new Gutter(*this))
    , m_findBar(new FindBar(this))
    , m_highlighter(highlightYaml(*document())) {
    setFrameShape(NoFrame);
    setLineWrapMode(NoWrap);
    setAccessibleName(tr("Values"));
    setTabChangesFocus(false);
    setPlaceholderText(tr("# No values are given: the chart's own defaults are in force."));
    m_findBar->hide();
    m_compareSoon.setSingleShot(true);
    m_compareSoon.setInterval(120ms);
    connect(&m_compareSoon, &QTimer::timeout, this, &ValuesEditor::compareWithDeployed);
    m_hideSoon.setParent(this);
    m_hideSoon.setObjectName(u"hideSoon"_s);
    m_hideSoon.setSingleShot(true);
    m_hideSoon.setInterval(kShownFor);
    connect(&m_hideSoon, &QTimer::timeout, this, &ValuesEditor::hideAgain);
    connect(document(), &QTextDocument::contentsChanged, this, [this] {
        if (!m_isSetting) {
            if (m_hideSoon.isActive()) {
                m_hideSoon.start(); // not under the hands of who is typing
            }
            m_compareSoon.start();
            Q_EMIT edited();
        }
    });
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect& rect, int dy) {
        dy != 0 ? m_gutter->scroll(0, dy) : m_gutter->update(0, rect.y(), m_gutter->width(), rect.height());
    });
    connect(this, &QPlainTextEdit::blockCountChanged, this, [this] {
        m_defaults.clear(); // they stand beside other lines now; new ones follow
        placeParts();
    });
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, &ValuesEditor::onCursorMoved);
    connect(this, &QPlainTextEdit::cursorPositionChanged, m_gutter, qOverload<>(&QWidget::update));
    connect(m_findBar, &FindBar::needleChanged, this, [this](const QString& needle) {
        QTextCursor cursor = textCursor();
        cursor.setPosition(cursor.selectionStart());
        setTextCursor(cursor);
        find(needle, {});
    });
    connect(m_findBar, &FindBar::nextWanted, this, [this] { find(m_findBar->needle(), {}); });
    connect(
        m_findBar, &FindBar::previousWanted, this, [this] { find(m_findBar->needle(), QTextDocument::FindBackward); });
    connect(m_findBar, &FindBar::closed, this, qOverload<>(&QWidget::setFocus));
    installEventFilter(this);
    restyle();
}

ValuesEditor::~ValuesEditor() = default;

QString ValuesEditor::shown() const {
    // toPlainText() makes spaces of no-break spaces; the raw text keeps them.
    QString text = document()->toRawText();
    text.replace(QChar(QChar::ParagraphSeparator), u'\n');
    return text;
}

void ValuesEditor::setValues(const QByteArray& bytes) {
    m_text = ValuesText(bytes, m_known.get());
    m_revealed.clear();
    m_isAllRevealed = false;
    m_isSetting = true;
    setPlainText(m_text.hiding() == ValuesText::Hiding::Placeholders ? m_text.shown() : QString());
    setReadOnly(m_text.hiding() != ValuesText::Hiding::Placeholders);
    m_isSetting = false;
    compareWithDeployed();
    Q_EMIT hiddenCountChanged(hiddenCount());
}

Result<QByteArray> ValuesEditor::values() const {
    return m_text.bytes(m_text.hiding() == ValuesText::Hiding::Placeholders ? shown() : m_text.shown());
}

void ValuesEditor::setDeployed(const QByteArray& bytes) {
    const ValuesText text(bytes, m_known.get());
    m_deployed = text.hiding() == ValuesText::Hiding::Placeholders ? text.shown() : QString();
    compareWithDeployed();
}

int ValuesEditor::hiddenCount() const {
    return static_cast<int>(shown().count(QRegularExpression(u"••••••[₀-₉]+"_s)));
}

void ValuesEditor::revealAtCursor() {
    QTextCursor cursor = textCursor();
    const QTextBlock block = cursor.block();
    const QString name = ValuesText::placeholderIn(block.text(), cursor.positionInBlock());
    const QString value = m_text.revealed(name);
    if (name.isEmpty() || value.isEmpty()) {
        return;
    }
    cursor.setPosition(block.position() + static_cast<int>(block.text().indexOf(name)));
    cursor.movePosition(QTextCursor::Right, QTextCursor::KeepAnchor, static_cast<int>(name.size()));
    const int start = cursor.selectionStart();
    cursor.insertText(value);
    setTextCursor(cursor);
    QTextCursor range(document());
    range.setPosition(start);
    range.setPosition(start + static_cast<int>(value.size()), QTextCursor::KeepAnchor);
    m_revealed.emplace_back(range, name);
    m_hideSoon.start();
    const QString line = range.block().text();
    tellSecretShown(*this, u"values: "_s + line.first(std::max<qsizetype>(0, line.indexOf(u':'))).trimmed());
    Q_EMIT hiddenCountChanged(hiddenCount());
}

void ValuesEditor::revealAll() {
    const Result<QByteArray> all = values();
    if (!all) {
        return;
    }
    m_text = ValuesText(*all);
    m_text.showAll();
    m_isSetting = true;
    setPlainText(m_text.shown());
    setReadOnly(m_text.hiding() == ValuesText::Hiding::Refused);
    m_isSetting = false;
    compareWithDeployed();
    m_isAllRevealed = true;
    m_hideSoon.start();
    tellSecretShown(*this, u"all values"_s);
    Q_EMIT hiddenCountChanged(0);
}

/// Values that are still what they were become placeholders again; a text that can't be hidden in part goes as a whole.
void ValuesEditor::hideAgain() {
    if (std::exchange(m_isAllRevealed, false)) {
        if (const Result<QByteArray> all = values()) {
            const int position = textCursor().position();
            setValues(*all);
            QTextCursor cursor = textCursor();
            cursor.setPosition(std::min(position, document()->characterCount() - 1));
            setTextCursor(cursor);
        }
    }
    for (auto& [range, name] : std::exchange(m_revealed, {})) {
        QString text = range.selectedText();
        text.replace(QChar(QChar::ParagraphSeparator), u'\n');
        if (text == m_text.revealed(name)) {
            range.insertText(name);
        }
    }
    Q_EMIT hiddenCountChanged(hiddenCount());
    Q_EMIT hidingChanged();
}

void ValuesEditor::setIssues(QList<Issue> issues) {
    for (Issue& issue : issues) {
        issue.line = m_text.shownLine(shown(), issue.line);
    }
    if (issues != m_issues) {
        m_issues = std::move(issues);
        refreshGrounds();
    }
}

QString ValuesEditor::issueAt(int line) const {
    QStringList texts;
    for (const Issue& issue : m_issues) {
        if (issue.line == line) {
            texts += issue.text;
        }
    }
    return texts.join(u'\n');
}

void ValuesEditor::compareWithDeployed() {
    m_folds.refresh();
    m_marks.clear();
    if (!m_deployed.isEmpty() && document()->blockCount() <= kMostCompared) {
        const QByteArray now = withoutNumbers(shown());
        const std::vector<QByteArrayView> lines = textLines(now);
        const LineDiff diff = diffLines(withoutNumbers(m_deployed), now, 0);
        for (const Hunk& hunk : diff.hunks) {
            for (const DiffLine& line : hunk.lines) {
                if (line.kind != DiffLine::Kind::Added || line.toLine < 0) {
                    continue;
                }
                auto& words = m_marks[line.toLine];
                const QByteArrayView bytes = lines[static_cast<size_t>(line.toLine)];
                for (const WordSpan& span : line.words) {
                    words.append({static_cast<int>(QString::fromUtf8(bytes.first(span.begin)).size()),
                        static_cast<int>(QString::fromUtf8(bytes.first(span.end)).size())});
                }
            }
        }
    }
    refreshGrounds();
}

void ValuesEditor::refreshGrounds() {
    const Theme& theme = Theme::of(this);
    QList<QTextEdit::ExtraSelection> grounds;
    const auto addLine = [&](int line, const QColor& color) {
        QTextEdit::ExtraSelection ground;
        ground.cursor = QTextCursor(document()->findBlockByNumber(line));
        ground.format.setBackground(color);
        ground.format.setProperty(QTextFormat::FullWidthSelection, true);
        grounds.append(ground);
    };
    for (const auto& [line, words] : m_marks) {
        addLine(line, theme.color(ColorToken::AddedLine));
        const QTextBlock block = document()->findBlockByNumber(line);
        for (const auto& [begin, end] : words) {
            QTextEdit::ExtraSelection word;
            word.cursor = QTextCursor(block);
            word.cursor.setPosition(block.position() + std::min(begin, block.length() - 1));
            word.cursor.setPosition(block.position() + std::min(end, block.length() - 1), QTextCursor::KeepAnchor);
            word.format.setBackground(theme.color(ColorToken::AddedWord));
            grounds.append(word);
        }
    }
    for (const Issue& issue : m_issues) {
        addLine(issue.line, theme.tint(issue.tone));
    }
    setExtraSelections(grounds);
    m_gutter->update();
}

int ValuesEditor::gutterWidth() const {
    const auto digits = QString::number(std::max(10, document()->blockCount())).size();
    return kMarkWidth + 16 + 10 + kFoldWidth + static_cast<int>(digits) * fontMetrics().horizontalAdvance(u'0');
}

void ValuesEditor::placeParts() {
    setViewportMargins(gutterWidth() + 6, m_findBar->isHidden() ? 0 : m_findBar->sizeHint().height(), 0, 0);
    const QRect area = contentsRect();
    const int top = m_findBar->isHidden() ? 0 : m_findBar->sizeHint().height();
    m_findBar->setGeometry(area.x(), area.y(), area.width(), m_findBar->sizeHint().height());
    m_gutter->setGeometry(area.x(), area.y() + top, gutterWidth(), area.height() - top);
}

void ValuesEditor::paintGutter(QPainter& painter, const QRect& rect) {
    const Theme& theme = Theme::of(this);
    painter.fillRect(rect, theme.color(ColorToken::Surface));
    painter.setFont(font());
    QTextBlock block = firstVisibleBlock();
    qreal top = blockBoundingGeometry(block).translated(contentOffset()).top();
    while (block.isValid() && top <= rect.bottom()) {
        const qreal bottom = top + blockBoundingRect(block).height();
        const int line = block.blockNumber();
        if (!block.isVisible()) {
            block = block.next();
            continue;
        }
        const QRectF row(0, top, m_gutter->width() - kFoldWidth, bottom - top);
        if (m_folds.canFold(line)) {
            const QString sign = m_folds.isFolded(line) ? u"chevron-right"_s : u"chevron-down"_s;
            painter.drawPixmap(QPointF(row.right(), top + (bottom - top - 12) / 2),
                theme.pixmap(sign, ColorToken::TextThird, 12, devicePixelRatioF()));
        }
        if (m_marks.contains(line)) {
            painter.fillRect(QRectF(0, top, kMarkWidth, bottom - top), theme.color(ColorToken::Ok));
        }
        const auto issue = issueShownAt(line);
        if (issue != m_issues.cend()) {
            const QString icon = issue->tone == ColorToken::Failed ? u"circle-x"_s : u"triangle-alert"_s;
            painter.drawPixmap(QPointF(kMarkWidth + 2, top + (bottom - top - 13) / 2),
                theme.pixmap(icon, issue->tone, 13, devicePixelRatioF()));
        }
        const bool isCurrent = line == textCursor().blockNumber() && hasFocus();
        painter.setPen(theme.color(isCurrent ? ColorToken::Text : ColorToken::TextThird));
        painter.drawText(row.adjusted(0, 0, -6, 0), Qt::AlignRight | Qt::AlignVCenter, QString::number(line + 1));
        block = block.next();
        top = bottom;
    }
}

void ValuesEditor::restyle() {
    const Theme& theme = Theme::of(this);
    setFont(theme.font(TextStyle::Mono));
    setTabStopDistance(fontMetrics().horizontalAdvance(u' ') * 2 * kIndent);
    m_isSetting = true; // colours are no edit
    m_highlighter->rehighlight();
    m_isSetting = false;
    refreshGrounds();
    placeParts();
}

void ValuesEditor::changeEvent(QEvent* event) {
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        restyle();
    }
}

void ValuesEditor::resizeEvent(QResizeEvent* event) {
    QPlainTextEdit::resizeEvent(event);
    placeParts();
}

void ValuesEditor::indent(bool back) {
    QTextCursor cursor = textCursor();
    if (!cursor.hasSelection() && !back) {
        cursor.insertText(QString(kIndent - cursor.positionInBlock() % kIndent, u' '));
        return;
    }
    const int last = document()->findBlock(cursor.selectionEnd()).blockNumber();
    QTextBlock block = document()->findBlock(cursor.selectionStart());
    cursor.beginEditBlock();
    for (; block.isValid() && block.blockNumber() <= last; block = block.next()) {
        QTextCursor at(block);
        for (int i = 0; back && i < kIndent && block.text().startsWith(u' '); ++i) {
            at.deleteChar();
        }
        if (!back && !block.text().isEmpty()) {
            at.insertText(QString(kIndent, u' '));
        }
    }
    cursor.endEditBlock();
}

void ValuesEditor::keyPressEvent(QKeyEvent* event) {
    if (takeFoldKey(event)) {
        return;
    }
    if (event->key() == Qt::Key_Tab && event->modifiers() == Qt::NoModifier && !isReadOnly()) {
        return indent(false);
    }
    if (event->key() == Qt::Key_Backtab && !isReadOnly()) {
        return indent(true);
    }
    if (event->matches(QKeySequence::Find)) {
        return openFind();
    }
    const bool isNewLine = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isNewLine && !isReadOnly() && event->modifiers() == Qt::NoModifier) {
        const QString line = textCursor().block().text().first(textCursor().positionInBlock());
        const auto spaces = std::ranges::find_if(line, [](QChar c) { return c != u' '; }) - line.begin();
        const qsizetype more = line.trimmed().endsWith(u':') ? kIndent : 0;
        textCursor().insertText(u'\n' + QString(spaces + more, u' '));
        ensureCursorVisible();
        return;
    }
    step(event);
}

/// Esc closes the find bar; otherwise it does nothing here, so that a slip does not leave the plan.
bool ValuesEditor::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape
        && !m_findBar->isHidden()) {
        m_findBar->hide();
        placeParts();
        return true;
    }
    return QPlainTextEdit::eventFilter(watched, event);
}

void ValuesEditor::contextMenuEvent(QContextMenuEvent* event) {
    setTextCursor(textCursor().hasSelection() ? textCursor() : cursorForPosition(event->pos()));
    QMenu* menu = createStandardContextMenu();
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addSeparator();
    const QString name = ValuesText::placeholderIn(textCursor().block().text(), textCursor().positionInBlock());
    QAction* reveal = menu->addAction(tr("Show this value"), this, &ValuesEditor::revealAtCursor);
    reveal->setEnabled(!name.isEmpty());
    addFoldActions(*menu);
    menu->popup(event->globalPos());
}

bool ValuesEditor::canInsertFromMimeData(const QMimeData* source) const {
    return source->hasUrls() || QPlainTextEdit::canInsertFromMimeData(source);
}

void ValuesEditor::insertFromMimeData(const QMimeData* source) {
    if (source->hasUrls() && source->urls().front().isLocalFile()) {
        Q_EMIT fileDropped(source->urls().front().toLocalFile());
        return;
    }
    textCursor().insertText(source->text()); // never markup
}

void ValuesEditor::openFind() {
    m_findBar->show();
    m_findBar->open(textCursor().selectedText());
    placeParts();
}

void ValuesEditor::find(const QString& needle, QTextDocument::FindFlags flags) {
    if (needle.isEmpty()) {
        m_findBar->setCounts(0, 0, false);
        return;
    }
    if (!QPlainTextEdit::find(needle, flags)) {
        QTextCursor around = textCursor();
        around.movePosition(flags.testFlag(QTextDocument::FindBackward) ? QTextCursor::End : QTextCursor::Start);
        setTextCursor(around);
        QPlainTextEdit::find(needle, flags);
    }
    countMatches(needle);
}

void ValuesEditor::countMatches(const QString& needle) {
    int total = 0;
    int current = 0;
    for (QTextCursor at = document()->find(needle, 0); !at.isNull(); at = document()->find(needle, at)) {
        ++total;
        if (at.selectionStart() <= textCursor().selectionStart()) {
            current = total;
        }
    }
    m_findBar->setCounts(total > 0 ? std::max(1, current) : 0, total, false);
}

} // namespace pilothouse::ui
