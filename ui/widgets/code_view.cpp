// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/code_view.h"

#include "ui/theme/theme.h"
#include "ui/widgets/code_line.h"
#include "ui/widgets/find_bar.h"
#include "ui/widgets/key_filter.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QToolTip>

#include <algorithm>

namespace pilothouse::ui {

namespace {
constexpr int kMostMatches = 10000;
constexpr int kWheelLines = 3;
} // namespace

CodeView::CodeView(QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_findBar(new FindBar(this)) {
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setCursor(Qt::IBeamCursor);
    setAccessibleName(tr("Text"));
    m_document.setText(QString(), CodeKind::Plain);
    connect(m_findBar, &FindBar::needleChanged, this, [this](const QString& needle) { find(needle); });
    connect(m_findBar, &FindBar::nextWanted, this, &CodeView::findNext);
    connect(m_findBar, &FindBar::previousWanted, this, &CodeView::findPrevious);
    connect(m_findBar, &FindBar::closed, this, [this] {
        m_findBar->hide();
        find(QString());
        setFocus();
    });
    measure();
}

CodeView::~CodeView() = default;

void CodeView::setText(const QString& text, CodeKind kind) {
    m_document.setText(text, kind);
    m_grounds.clear();
    m_anchor = m_cursor = {};
    m_matches.clear();
    m_match = -1;
    measure();
    verticalScrollBar()->setValue(0);
    horizontalScrollBar()->setValue(0);
    if (!m_needle.isEmpty() && m_findBar->isVisible())
        find(QString(m_needle));
    viewport()->update();
}

void CodeView::setLineNumbers(bool shown) {
    m_lineNumbers = shown;
    measure();
    viewport()->update();
}

void CodeView::setLineGrounds(QHash<int, ColorToken> grounds) {
    m_grounds = std::move(grounds);
    viewport()->update();
}

int CodeView::gutterWidth() const {
    if (!m_lineNumbers)
        return 12;
    const auto digits = std::max<qsizetype>(3, QString::number(m_document.lineCount()).size());
    return int(digits) * m_charWidth + 24;
}

void CodeView::measure() {
    const Theme& theme = Theme::of(this);
    m_font = theme.font(TextStyle::Mono);
    m_lineHeight = theme.scaled(19);
    m_charWidth = std::max(1, QFontMetrics(m_font).horizontalAdvance(u'0'));
    // The end stays reachable: the last line may be cut by the lower edge, never hidden.
    const int visible = std::max(1, viewport()->height() / m_lineHeight);
    verticalScrollBar()->setRange(0, std::max(0, m_document.lineCount() - visible));
    verticalScrollBar()->setPageStep(visible);
    verticalScrollBar()->setSingleStep(1);
    const int width = std::min(m_document.longestLine(), kShownCodeLength) * m_charWidth + gutterWidth() + 16;
    horizontalScrollBar()->setRange(0, std::max(0, width - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(m_charWidth * kWheelLines);
}

void CodeView::placeFindBar() {
    m_findBar->adjustSize();
    m_findBar->move(std::max(4, viewport()->width() - m_findBar->width() - 14), 8);
}

void CodeView::scrollToLine(int line) {
    const int visible = verticalScrollBar()->pageStep();
    const int first = firstVisibleLine();
    if (line < first || line >= first + visible)
        verticalScrollBar()->setValue(line - visible / 3);
    viewport()->update();
}

int CodeView::firstVisibleLine() const {
    return verticalScrollBar()->value();
}

QString CodeView::selectedText() const {
    return m_document.textBetween(m_anchor, m_cursor);
}

void CodeView::selectAll() {
    m_anchor = {};
    const int last = m_document.lineCount() - 1;
    m_cursor = {last, int(m_document.line(last).size())};
    viewport()->update();
}

void CodeView::copy() const {
    const QString text = selectedText();
    if (m_isForEyesOnly && !text.isEmpty()) {
        const QString why = tr("Revealed secrets are for the eyes only: hide them to copy.");
        QToolTip::showText(viewport()->mapToGlobal(viewport()->rect().center()), why, viewport());
        return;
    }
    if (!text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

void CodeView::openFind() {
    const QString seed = selectedText();
    m_findBar->open(m_isForEyesOnly || seed.contains(u'\n') ? QString() : seed);
    placeFindBar();
    find(m_findBar->needle());
}

int CodeView::find(const QString& needle) {
    m_needle = needle;
    const bool minded = std::ranges::any_of(needle, [](QChar c) { return c.isUpper(); });
    m_matches = m_document.find(needle, minded ? Qt::CaseSensitive : Qt::CaseInsensitive, kMostMatches);
    m_match = -1;
    if (!m_matches.isEmpty()) {
        const auto at = std::ranges::lower_bound(m_matches, CodePosition{firstVisibleLine(), 0});
        showMatch(at == m_matches.end() ? 0 : int(std::distance(m_matches.begin(), at)));
    } else {
        m_findBar->setCounts(0, 0, false);
    }
    viewport()->update();
    return int(m_matches.size());
}

void CodeView::showMatch(int index) {
    m_match = index;
    const CodePosition place = m_matches.at(index);
    scrollToLine(place.line);
    const int x = gutterWidth() + std::min(place.column, kShownCodeLength) * m_charWidth;
    const int left = horizontalScrollBar()->value();
    if (x < left + gutterWidth() || x > left + viewport()->width() - 80)
        horizontalScrollBar()->setValue(x - viewport()->width() / 2);
    m_findBar->setCounts(index + 1, int(m_matches.size()), m_matches.size() >= kMostMatches);
    viewport()->update();
}

void CodeView::findNext() {
    if (!m_matches.isEmpty())
        showMatch((m_match + 1) % int(m_matches.size()));
}

void CodeView::findPrevious() {
    const int count = int(m_matches.size());
    if (count > 0)
        showMatch((m_match - 1 + count) % count);
}

void CodeView::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    measure();
    placeFindBar();
}

void CodeView::scrollContentsBy(int /*dx*/, int /*dy*/) {
    viewport()->update();
}

void CodeView::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        measure();
        viewport()->update();
    }
}

void CodeView::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy))
        return copy();
    if (event->matches(QKeySequence::SelectAll))
        return selectAll();
    if (event->matches(QKeySequence::Find))
        return openFind();
    const QChar typed = event->text().size() == 1 ? halfWidth(event->text().front()) : QChar();
    if (typed == u'/')
        return openFind();
    if (typed == u'n' && !m_matches.isEmpty())
        return findNext();
    if (typed == u'N' && !m_matches.isEmpty())
        return findPrevious();
    if (!m_findBar->takeKey(*event, *verticalScrollBar()))
        QAbstractScrollArea::keyPressEvent(event);
}

void CodeView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    m_cursor = positionAt(event->pos());
    if (!event->modifiers().testFlag(Qt::ShiftModifier))
        m_anchor = m_cursor;
    viewport()->update();
}

void CodeView::mouseMoveEvent(QMouseEvent* event) {
    if (!event->buttons().testFlag(Qt::LeftButton))
        return;
    if (event->pos().y() < 0)
        verticalScrollBar()->setValue(firstVisibleLine() - 1);
    else if (event->pos().y() > viewport()->height())
        verticalScrollBar()->setValue(firstVisibleLine() + 1);
    m_cursor = positionAt(event->pos());
    viewport()->update();
}

void CodeView::mouseDoubleClickEvent(QMouseEvent* event) {
    const CodePosition at = positionAt(event->pos());
    const CodeRange word = codeWordAt(m_document.line(at.line), at.column);
    m_anchor = {at.line, word.begin};
    m_cursor = {at.line, word.end};
    viewport()->update();
}

} // namespace pilothouse::ui
