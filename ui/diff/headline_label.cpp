// SPDX-License-Identifier: Apache-2.0
#include "ui/diff/headline_label.h"

#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kGap = 5;
constexpr int kMostLines = 2;
const QString kDot = u" · "_s;
} // namespace

HeadlineLabel::HeadlineLabel(QWidget* parent)
    : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
}

void HeadlineLabel::setHeadline(QList<HeadlinePart> parts, const QString& detail) {
    m_parts = std::move(parts);
    m_detail = detail;
    QStringList words;
    for (const HeadlinePart& part : std::as_const(m_parts)) {
        words += QString(part.name + u' ' + part.text).trimmed();
    }
    setAccessibleName(words.join(u", "_s));
    updateGeometry();
    update();
}

int HeadlineLabel::partWidth(const HeadlinePart& part) const {
    const Theme& theme = Theme::of(this);
    const int name = part.name.isEmpty()
        ? 0
        : QFontMetrics(theme.font(TextStyle::SmallStrong)).horizontalAdvance(part.name) + kGap;
    return name + QFontMetrics(theme.font(TextStyle::Small)).horizontalAdvance(part.text);
}

HeadlineLabel::Flow HeadlineLabel::flow(int width) const {
    const QFontMetrics metrics(Theme::of(this).font(TextStyle::Small));
    const int dot = metrics.horizontalAdvance(kDot);
    const int more = metrics.horizontalAdvance(u" · +99"_s);
    Flow flow;
    int used = 0;
    for (qsizetype i = 0; i < m_parts.size(); ++i) {
        const int wide = partWidth(m_parts.at(i));
        const bool isLastLine = flow.lines.size() == kMostLines;
        const int room = width - (isLastLine && i + 1 < m_parts.size() ? more : 0);
        if (!flow.lines.isEmpty() && used + dot + wide <= room) {
            flow.lines.last() += m_parts.at(i);
            used += dot + wide;
        } else if (isLastLine) {
            flow.left = m_parts.size() - i;
            break;
        } else {
            flow.lines += QList<HeadlinePart>{m_parts.at(i)};
            used = wide;
        }
    }
    return flow;
}

QSize HeadlineLabel::sizeHint() const {
    const Theme& theme = Theme::of(this);
    const QFontMetrics metrics(theme.font(TextStyle::Small));
    int width = 0;
    for (const HeadlinePart& part : m_parts) {
        width += partWidth(part) + metrics.horizontalAdvance(kDot);
    }
    return {std::min(width + 4, theme.scaled(900)), metrics.lineSpacing() * kMostLines + 2};
}

QSize HeadlineLabel::minimumSizeHint() const {
    return {Theme::of(this).scaled(120), sizeHint().height()};
}

void HeadlineLabel::paintEvent(QPaintEvent* /*event*/) {
    const Theme& theme = Theme::of(this);
    QPainter painter(this);
    const QFont strong = theme.font(TextStyle::SmallStrong);
    const QFont plain = theme.font(TextStyle::Small);
    const Flow lines = flow(width());
    const int step = QFontMetrics(plain).lineSpacing() + 2;
    int y = (height() - step * static_cast<int>(lines.lines.size())) / 2;
    for (qsizetype i = 0; i < lines.lines.size(); ++i) {
        int x = 0;
        const bool isCut = lines.left > 0 && i + 1 == lines.lines.size();
        const QString more = u" · +%1"_s.arg(lines.left);
        int limit = width() - (isCut ? QFontMetrics(plain).horizontalAdvance(more) : 0);
        const auto draw = [&](const QString& text, const QFont& font, ColorToken tone) {
            painter.setFont(font);
            painter.setPen(theme.color(tone));
            const QString shown = QFontMetrics(font).elidedText(text, Qt::ElideMiddle, std::max(0, limit - x));
            painter.drawText(
                QRect(x, y, width() - x, step), Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, shown);
            x += QFontMetrics(font).horizontalAdvance(shown);
        };
        for (qsizetype j = 0; j < lines.lines.at(i).size(); ++j) {
            const HeadlinePart& part = lines.lines.at(i).at(j);
            if (j > 0) {
                draw(kDot, plain, ColorToken::TextThird);
            }
            if (!part.name.isEmpty()) {
                draw(part.name, strong, ColorToken::Text);
                x += kGap;
            }
            draw(part.text, plain, ColorToken::TextSecond);
        }
        if (isCut) {
            limit = width();
            draw(more, plain, ColorToken::TextThird);
        }
        y += step;
    }
}

bool HeadlineLabel::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) {
        return QWidget::event(event);
    }
    QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), plainToolTip(m_detail), this);
    return true;
}

} // namespace pilothouse::ui
