// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/find_bar.h"

#include "ui/theme/style_paint.h"
#include "ui/theme/theme.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QToolButton>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

FindBar::FindBar(QWidget* parent)
    : QWidget(parent)
    , m_field(new QLineEdit(this))
    , m_counts(new QLabel(this)) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 6, 6, 6);
    layout->setSpacing(4);
    m_field->setPlaceholderText(tr("Find"));
    m_field->setAccessibleName(tr("Find in this text"));
    m_field->setMinimumWidth(180);
    m_field->setMaxLength(1000);
    m_counts->setTextFormat(Qt::PlainText);
    m_counts->setFont(Theme::of(this).font(TextStyle::Small));
    m_counts->setForegroundRole(QPalette::PlaceholderText);
    m_counts->setMinimumWidth(64);
    layout->addWidget(m_field);
    layout->addWidget(m_counts);
    addButton(u"chevron-up"_s, tr("Previous match"), &FindBar::previousWanted);
    addButton(u"chevron-down"_s, tr("Next match"), &FindBar::nextWanted);
    addButton(u"x"_s, tr("Close the find bar"), &FindBar::closed);
    connect(m_field, &QLineEdit::textChanged, this, &FindBar::needleChanged);
    hide();
}

void FindBar::addButton(const QString& icon, const QString& name, void (FindBar::*signal)()) {
    auto* button = new QToolButton(this);
    button->setIcon(Theme::of(this).icon(icon));
    button->setAutoRaise(true);
    button->setToolTip(name);
    button->setAccessibleName(name);
    connect(button, &QToolButton::clicked, this, signal);
    layout()->addWidget(button);
}

void FindBar::open(const QString& seed) {
    if (!seed.isEmpty())
        m_field->setText(seed);
    show();
    raise();
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

QString FindBar::needle() const {
    return m_field->text();
}

void FindBar::setCounts(int current, int total, bool more) {
    if (needle().isEmpty())
        m_counts->clear();
    else if (total == 0)
        m_counts->setText(tr("not found"));
    else if (current == 0)
        //: how many places match; may end with "+" when there are more than are counted
        m_counts->setText(tr("%1 found").arg(QString::number(total) + (more ? u"+"_s : QString())));
    else
        //: %1 of %2 matches; %2 may end with "+" when there are more than are counted
        m_counts->setText(tr("%1 of %2").arg(current).arg(QString::number(total) + (more ? u"+"_s : QString())));
}

bool FindBar::takeKey(const QKeyEvent& event, QScrollBar& lines) {
    switch (event.key()) {
    case Qt::Key_Home:
        lines.setValue(0);
        return true;
    case Qt::Key_End:
        lines.setValue(lines.maximum());
        return true;
    case Qt::Key_Escape:
        if (isVisible()) {
            Q_EMIT closed();
            return true;
        }
        return false;
    default:
        return false;
    }
}

void FindBar::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Escape:
        Q_EMIT closed();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (event->modifiers().testFlag(Qt::ShiftModifier))
            Q_EMIT previousWanted();
        else
            Q_EMIT nextWanted();
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void FindBar::paintEvent(QPaintEvent* /*event*/) {
    const Theme& theme = Theme::of(this);
    QPainter painter(this);
    paintRounded(painter, rect(), 7, theme.color(ColorToken::Raised), theme.color(ColorToken::LineStrong));
}

} // namespace pilothouse::ui
