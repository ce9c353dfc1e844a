// SPDX-License-Identifier: Apache-2.0
#include "ui/prepare/prepare_step_list.h"

#include "core/base/plain_text.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kSign = 18;

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

/// One side of a change, each line with its sign, so that it is told without colours too.
QString sideText(const QStringList& lines, QChar sign) {
    QStringList all;
    for (const QString& line : lines) {
        all += QString(sign) + u' ' + line;
    }
    return all.join(u'\n');
}

} // namespace

PrepareStepList::PrepareStepList(QWidget* parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this)) {
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(12);
}

void PrepareStepList::setLines(const std::vector<PrepareLine>& lines) {
    while (QLayoutItem* item = m_column->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const PrepareLine& line : lines) {
        add(line);
    }
    setVisible(!lines.empty());
}

void PrepareStepList::add(const PrepareLine& line) {
    auto* box = new QWidget(this);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(10);
    auto* sign = new QLabel(box);
    sign->setPixmap(Theme::of(this).pixmap(line.icon, line.tone, kSign, devicePixelRatioF()));
    row->addWidget(sign, 0, Qt::AlignTop);
    auto* words = new QVBoxLayout;
    words->setSpacing(3);
    words->addWidget(textLabel(line.title, TextStyle::BodyStrong, ColorToken::Text, box));
    if (line.before != line.after) {
        const QString sides
            = sideText(line.before, u'−') + (line.before.isEmpty() ? QString() : u"\n"_s) + sideText(line.after, u'+');
        words->addWidget(textLabel(sides, TextStyle::Mono, ColorToken::TextSecond, box));
    }
    if (!line.detail.isEmpty()) {
        words->addWidget(textLabel(line.detail, TextStyle::Body, ColorToken::TextSecond, box));
    }
    row->addLayout(words, 1);
    m_column->addWidget(box);
}

} // namespace pilothouse::ui
