// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/elided_label.h"

#include "core/base/plain_text.h"

#include <QtGui/QHelpEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QToolTip>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

QString plainToolTip(const QString& text) {
    if (text.isEmpty())
        return {};
    return u"<span style=\"white-space:pre-wrap\">"_s + escapeControlsKeepLines(text).toHtmlEscaped() + u"</span>"_s;
}

ElidedLabel::ElidedLabel(QWidget* parent)
    : ElidedLabel(QString(), TextStyle::Body, ColorToken::Text, parent) { }

ElidedLabel::ElidedLabel(const QString& text, TextStyle style, ColorToken tone, QWidget* parent)
    : QWidget(parent)
    , m_style(style)
    , m_tone(tone) {
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setText(text);
}

void ElidedLabel::setText(const QString& text) {
    const QString safe = escapeControls(text);
    if (safe == m_text && !accessibleName().isNull())
        return;
    m_text = safe;
    setAccessibleName(safe);
    updateGeometry();
    update();
}

void ElidedLabel::setLook(TextStyle style, ColorToken tone) {
    m_style = style;
    m_tone = tone;
    updateGeometry();
    update();
}

void ElidedLabel::setElide(Qt::TextElideMode mode) {
    m_elide = mode;
    update();
}

void ElidedLabel::setAlignment(Qt::Alignment alignment) {
    m_alignment = alignment;
    update();
}

QSize ElidedLabel::sizeHint() const {
    const QFontMetrics metrics(Theme::of(this).font(m_style));
    return {metrics.horizontalAdvance(m_text) + 1, metrics.height() + 2};
}

QSize ElidedLabel::minimumSizeHint() const {
    const QFontMetrics metrics(Theme::of(this).font(m_style));
    return {std::min(metrics.averageCharWidth() * 6, sizeHint().width()), metrics.height() + 2};
}

void ElidedLabel::paintEvent(QPaintEvent* /*event*/) {
    const Theme& theme = Theme::of(this);
    QPainter painter(this);
    const QFont font = theme.font(m_style);
    painter.setFont(font);
    painter.setPen(isEnabled() ? theme.color(m_tone) : palette().color(QPalette::Disabled, QPalette::Text));
    painter.drawText(rect(), static_cast<int>(m_alignment) | Qt::TextSingleLine,
        QFontMetrics(font).elidedText(m_text, m_elide, width()));
}

bool ElidedLabel::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const QString tip = !toolTip().isEmpty() ? toolTip() : sizeHint().width() > width() ? m_text : QString();
    QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), plainToolTip(tip), this);
    return true;
}

} // namespace pilothouse::ui
