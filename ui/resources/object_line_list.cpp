// SPDX-License-Identifier: Apache-2.0
#include "ui/resources/object_line_list.h"

#include "core/base/plain_text.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kSign = 16;
constexpr int kStep = 20; ///< a level of what hangs on something

QLabel* textLabel(const QString& text, TextStyle style, ColorToken tone, QWidget* parent) {
    auto* label = new QLabel(escapeControlsKeepLines(text), parent);
    const Theme& theme = Theme::of(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setFont(theme.font(style));
    QPalette palette = theme.palette();
    palette.setColor(QPalette::WindowText, theme.color(tone));
    label->setPalette(palette);
    return label;
}

} // namespace

ObjectLineList::ObjectLineList(QWidget* parent)
    : QScrollArea(parent)
    , m_content(new QWidget(this))
    , m_column(new QVBoxLayout(m_content)) {
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_column->setContentsMargins(14, 10, 14, 10);
    m_column->setSpacing(7);
    setWidget(m_content);
}

void ObjectLineList::setLines(const std::vector<ObjectLine>& lines) {
    m_lines = lines;
    rebuild();
}

/// Signs and colours are of the scheme they were made in.
void ObjectLineList::changeEvent(QEvent* event) {
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_column) {
        rebuild();
    }
}

void ObjectLineList::rebuild() {
    while (QLayoutItem* item = m_column->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_titles.clear();
    for (const ObjectLine& line : m_lines) {
        m_titles += line.title;
        add(line);
    }
    m_column->addStretch(1);
}

void ObjectLineList::add(const ObjectLine& line) {
    auto* box = new QWidget(m_content);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(line.indent * kStep, 0, 0, 0);
    row->setSpacing(9);
    auto* sign = new QLabel(box);
    sign->setPixmap(Theme::of(this).pixmap(line.icon, line.tone, kSign, devicePixelRatioF()));
    row->addWidget(sign, 0, Qt::AlignTop);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    const TextStyle style = line.indent > 0 ? TextStyle::Body : TextStyle::BodyStrong;
    words->addWidget(textLabel(line.title, style, line.indent > 0 ? ColorToken::TextSecond : ColorToken::Text, box));
    if (!line.detail.isEmpty()) {
        words->addWidget(textLabel(line.detail, TextStyle::Body, ColorToken::TextSecond, box));
    }
    row->addLayout(words, 1);
    m_column->addWidget(box);
}

} // namespace pilothouse::ui
