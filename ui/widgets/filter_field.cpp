// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/filter_field.h"

#include "ui/theme/style_paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"

#include <QtGui/QAction>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kHint = 18;
}

FilterField::FilterField(QWidget* parent)
    : QLineEdit(parent)
    , m_icon(new QAction(this)) {
    //: the three ways to filter a table; /regex/ and !not are typed as they stand
    setPlaceholderText(tr("Filter: text, /regex/, !not"));
    setAccessibleName(tr("Filter rows"));
    setMinimumWidth(200);
    setMaxLength(1000);
    addAction(m_icon, QLineEdit::LeadingPosition);
    connect(this, &QLineEdit::textChanged, this, &FilterField::read);
    restyle();
}

void FilterField::read(const QString& typed) {
    const RowFilter next = RowFilter::parse(typed);
    m_problem = next.problem();
    setToolTip(m_problem.isEmpty() ? QString() : plainToolTip(tr("Not a regular expression yet: %1").arg(m_problem)));
    restyle();
    if (!next.isValid() || next == m_filter)
        return;
    m_filter = next;
    Q_EMIT filterChanged(m_filter);
}

void FilterField::restyle() {
    const ColorToken tone = !m_problem.isEmpty() ? ColorToken::Warning
        : text().isEmpty()                       ? ColorToken::TextSecond
                                                 : ColorToken::Accent;
    m_icon->setIcon(Theme::of(this).icon(u"list-filter"_s, tone));
    update();
}

void FilterField::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Escape:
        if (!text().isEmpty())
            clear();
        else
            Q_EMIT left();
        return;
    case Qt::Key_Down:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        Q_EMIT left();
        return;
    default:
        QLineEdit::keyPressEvent(event);
    }
}

void FilterField::paintEvent(QPaintEvent* event) {
    QLineEdit::paintEvent(event);
    if (hasFocus() || !text().isEmpty())
        return;
    const Theme& theme = Theme::of(this);
    QPainter painter(this);
    const QRect box(width() - kHint - 6, (height() - kHint) / 2, kHint, kHint);
    paintRounded(painter, box, 4, theme.color(ColorToken::Raised), theme.color(ColorToken::LineStrong));
    painter.setFont(theme.font(TextStyle::Badge));
    painter.setPen(theme.color(ColorToken::TextSecond));
    painter.drawText(box, Qt::AlignCenter, u"/"_s);
}

void FilterField::changeEvent(QEvent* event) {
    QLineEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        restyle();
}

} // namespace pilothouse::ui
