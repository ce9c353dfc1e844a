// SPDX-License-Identifier: Apache-2.0
// How a LogView draws: only the rows in sight.
#include "ui/logs/log_view.h"

#include "core/base/plain_text.h"
#include "ui/logs/log_colors.h"
#include "ui/logs/log_words.h"
#include "ui/theme/style_paint.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QPaintEvent>
#include <QScrollBar>

#include <algorithm>

namespace pilothouse::ui {

namespace {

constexpr int kStripe = 3; // pixels of a level's stripe
constexpr int kSide = 12;
constexpr int kGap = 10; // between a notice's words and its line
constexpr qreal kFaultGround = 0.07;

bool isFault(LogLevel level) {
    return level == LogLevel::Error || level == LogLevel::Fatal;
}

} // namespace

void LogView::paintEvent(QPaintEvent* /*event*/) {
    const Theme& theme = Theme::of(this);
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), theme.color(ColorToken::Surface));
    painter.setFont(m_rows.font());
    int y = headerHeight() - m_top.above * m_rows.lineHeight();
    for (qint64 at = m_top.row; at < m_filter.rowCount() && y < viewport()->height(); ++at) {
        const qint64 line = m_filter.lineAt(at);
        const auto row = m_rows.row(line);
        if (row->meta.isNotice) {
            paintNotice(painter, line, y);
        } else {
            paintRow(painter, line, *row, y);
        }
        y += row->height * m_rows.lineHeight();
    }
    if (headerHeight() > 0) {
        paintHeader(painter);
    }
}

void LogView::paintRow(QPainter& painter, qint64 line, const LogRow& row, int y) {
    const Theme& theme = Theme::of(this);
    const int height = row.height * m_rows.lineHeight();
    const QRect whole(0, y, viewport()->width(), height);
    const QColor tone = theme.color(levelTone(row.meta.level));
    if (line == m_cursor.line && !hasSelection()) {
        painter.fillRect(whole, theme.color(ColorToken::Selection));
    } else if (isFault(row.meta.level)) {
        painter.fillRect(whole, mixed(theme.color(ColorToken::Surface), tone, kFaultGround));
    } else if (row.isExpanded) {
        painter.fillRect(whole, mixed(theme.color(ColorToken::Surface), theme.color(ColorToken::Raised), 0.6));
    }
    if (isFault(row.meta.level) || row.meta.level == LogLevel::Warning) {
        painter.fillRect(QRect(0, y, kStripe, height), tone);
    }
    painter.save();
    const int left = m_bounds.text - horizontalScrollBar()->value() * (row.isExpanded ? 0 : 1);
    painter.setClipRect(QRect(m_bounds.text, y, viewport()->width() - m_bounds.text, height));
    painter.translate(left, 0);
    paintSelection(painter, line, row, y);
    painter.setPen(theme.color(ColorToken::Text));
    // Of an unfolded line only what is in sight.
    row.layout->draw(&painter, QPointF(0, y), {},
        QRectF(-left, 0, viewport()->width(), viewport()->height()).adjusted(0, -height, 1e6, 0));
    painter.restore();
    paintPrefix(painter, row, y);
}

void LogView::paintPrefix(QPainter& painter, const LogRow& row, int y) {
    const Theme& theme = Theme::of(this);
    const int height = m_rows.lineHeight();
    const auto put = [&](int from, int to, const QString& text, const QColor& color) {
        painter.setPen(color);
        painter.drawText(QRect(from, y, to - from, height), Qt::AlignVCenter | Qt::TextSingleLine, text);
    };
    const QColor quiet = theme.color(ColorToken::TextSecond);
    if (look().timestamps) {
        put(m_bounds.time, m_bounds.pod, stampWords(row.meta.stamp, look().localTime, m_isDated), quiet);
    }
    if (m_bounds.revision > m_bounds.pod) {
        put(m_bounds.pod, m_bounds.revision, m_sources.label(row.meta.source),
            podColor(theme, m_sources.number(row.meta.source)));
    }
    if (const Revision revision = m_sources.revision(row.meta.source); revision != Revision::None) {
        //: a release's revision beside a line, as short as can be
        put(m_bounds.revision, m_bounds.level, tr("r%1").arg(number(revision)), theme.color(ColorToken::TextThird));
    }
    if (const QString letter = levelLetter(row.meta.level); !letter.isEmpty()) {
        put(m_bounds.level, m_bounds.text, letter, theme.color(levelTone(row.meta.level)));
    }
    if (row.canExpand) {
        const QRectF sign(m_bounds.text - m_rows.charWidth() - 4, y, 10, height);
        paintIconCentred(painter, sign, theme, row.isExpanded ? "chevron-down" : "chevron-right",
            theme.color(ColorToken::TextThird), 10);
    }
}

void LogView::paintSelection(QPainter& painter, qint64 line, const LogRow& row, int y) {
    const auto [from, to] = selection();
    if (!hasSelection() || line < from.line || line > to.line) {
        return;
    }
    const Theme& theme = Theme::of(this);
    const QColor ground = mixed(theme.color(ColorToken::Surface), theme.color(ColorToken::Accent), 0.30);
    const qsizetype start = line == from.line ? std::min(from.column, row.text.size()) : 0;
    const qsizetype end = line == to.line ? std::min(to.column, row.text.size()) : row.text.size();
    const int height = m_rows.lineHeight();
    for (int i = 0; i < row.layout->lineCount(); ++i) {
        const QTextLine part = row.layout->lineAt(i);
        const qsizetype first = std::max<qsizetype>(start, part.textStart());
        const qsizetype last = std::min<qsizetype>(end, part.textStart() + part.textLength());
        if (first > last || (first == last && line == to.line)) {
            continue;
        }
        const qreal left = part.cursorToX(static_cast<int>(first));
        qreal right = part.cursorToX(static_cast<int>(last));
        if (line != to.line && i + 1 == row.layout->lineCount()) {
            right += m_rows.charWidth(); // the line's end is in it
        }
        painter.fillRect(QRectF(left, y + i * height, right - left, height), ground);
    }
}

void LogView::paintNotice(QPainter& painter, qint64 line, int y) {
    const Theme& theme = Theme::of(this);
    const LogStore::Line held = m_store.line(line);
    const int height = m_rows.lineHeight();
    const QRect whole(0, y, viewport()->width(), height);
    const auto [from, to] = selection();
    if (line == m_cursor.line || (hasSelection() && line >= from.line && line <= to.line)) {
        painter.fillRect(whole, theme.color(ColorToken::Selection));
    }
    if (!held.notice) {
        return;
    }
    const LogNotice& notice = *held.notice;
    const QColor tone = theme.color(noticeTone(notice.kind));
    QString words = noticeWords(notice, notice.source ? m_sources.name(*notice.source) : QString());
    if (notice.kind == LogNotice::Kind::Mark) {
        words += u"  " + stampWords(held.meta.stamp, look().localTime, m_isDated);
    }
    painter.setFont(theme.font(TextStyle::Small));
    const QFontMetrics metrics = painter.fontMetrics();
    words = metrics.elidedText(words, Qt::ElideRight, std::max(60, whole.width() - 2 * (kSide + kGap) - 60));
    const int width = metrics.horizontalAdvance(words);
    const int left = (whole.width() - width) / 2;
    painter.setPen(tone);
    painter.drawText(QRect(left, y, width + 2, height), Qt::AlignCenter, words);
    // Strong lines where one reads on from: a new revision, a mark; faint ones else.
    const bool isStrong = notice.kind == LogNotice::Kind::Revision || notice.kind == LogNotice::Kind::Mark;
    const QColor rule = isStrong ? tone : theme.color(ColorToken::LineStrong);
    const int middle = y + height / 2;
    painter.fillRect(QRect(kSide, middle, left - kGap - kSide, 1), rule);
    painter.fillRect(QRect(left + width + kGap, middle, whole.width() - left - width - kGap - kSide, 1), rule);
    painter.setFont(m_rows.font());
}

void LogView::paintHeader(QPainter& painter) {
    const Theme& theme = Theme::of(this);
    const int height = headerHeight();
    painter.fillRect(QRect(0, 0, viewport()->width(), height), theme.color(ColorToken::Side));
    painter.fillRect(QRect(0, height - 1, viewport()->width(), 1), theme.color(ColorToken::Line));
    painter.setFont(theme.font(TextStyle::SmallStrong));
    painter.setPen(theme.color(ColorToken::TextSecond));
    const auto put = [&](int from, int to, const QString& text) {
        painter.drawText(
            QRect(from, 0, std::max(0, to - from), height - 1), Qt::AlignVCenter | Qt::TextSingleLine, text);
    };
    if (look().timestamps) {
        put(m_bounds.time, m_bounds.pod, tr("Time"));
    }
    if (m_bounds.revision > m_bounds.pod) {
        put(m_bounds.pod, m_bounds.revision, tr("Pod"));
    }
    painter.setClipRect(QRect(m_bounds.text, 0, viewport()->width() - m_bounds.text, height));
    int from = m_bounds.text - horizontalScrollBar()->value();
    const int base = from;
    for (qsizetype i = 0; i < look().columns.size(); ++i) {
        const int to = base + m_rows.columnEnds().at(i);
        const bool isLast = i + 1 == look().columns.size();
        put(from, isLast ? viewport()->width() : to - m_rows.charWidth(), escapeControls(look().columns.at(i)));
        from = to;
    }
    painter.setClipping(false);
    painter.setFont(m_rows.font());
}

} // namespace pilothouse::ui
