// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/segmented_control.h"

#include "ui/theme/button_look.h"
#include "ui/theme/style_paint.h"
#include "ui/theme/theme.h"

#include <QtGui/QPainter>
#include <QtWidgets/QButtonGroup>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QPushButton>

namespace pilothouse::ui {

SegmentedControl::SegmentedControl(QWidget* parent)
    : QWidget(parent)
    , m_group(new QButtonGroup(this))
    , m_layout(new QHBoxLayout(this)) {
    m_layout->setContentsMargins(2, 2, 2, 2);
    m_layout->setSpacing(2);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(m_group, &QButtonGroup::idToggled, this, [this](int id, bool on) {
        if (on)
            Q_EMIT currentChanged(id);
    });
}

int SegmentedControl::addSegment(const QString& text, const QString& toolTip) {
    const int id = int(m_group->buttons().size());
    auto* button = new QPushButton(text, this);
    setButtonLook(*button, ButtonLook::Quiet);
    button->setCheckable(true);
    button->setToolTip(toolTip);
    button->setFont(Theme::of(this).font(TextStyle::Small));
    button->setFixedHeight(Theme::of(this).scaled(24));
    m_layout->addWidget(button);
    m_group->addButton(button, id);
    if (id == 0)
        button->setChecked(true);
    return id;
}

int SegmentedControl::current() const {
    return m_group->checkedId();
}

void SegmentedControl::setCurrent(int segment) {
    if (auto* button = m_group->button(segment))
        button->setChecked(true);
}

void SegmentedControl::setSegmentEnabled(int segment, bool enabled) {
    if (auto* button = m_group->button(segment))
        button->setEnabled(enabled);
}

void SegmentedControl::paintEvent(QPaintEvent* /*event*/) {
    const Theme& theme = Theme::of(this);
    QPainter painter(this);
    paintRounded(painter, rect(), 7, theme.color(ColorToken::Field), theme.color(ColorToken::LineStrong));
}

} // namespace pilothouse::ui
