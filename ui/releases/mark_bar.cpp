// SPDX-License-Identifier: Apache-2.0
#include "ui/releases/mark_bar.h"

#include "ui/theme/button_look.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kHeight = 40;
} // namespace

MarkBar::MarkBar(QWidget* parent)
    : QWidget(parent)
    , m_words(new ElidedLabel(QString(), TextStyle::SmallStrong, ColorToken::Accent, this))
    , m_shown(new QPushButton(this))
    , m_clear(new QPushButton(tr("Clear marks"), this))
    , m_upgrade(new QPushButton(tr("Upgrade marked …"), this)) {
    setFixedHeight(Theme::of(this).scaled(kHeight));
    m_shown->setObjectName(u"markShown"_s);
    m_shown->setToolTip(tr("Every release the filter shows (Shift+A)"));
    m_clear->setObjectName(u"clearMarks"_s);
    m_clear->setToolTip(tr("Also of those the filter hides (Ctrl+\\)"));
    m_upgrade->setObjectName(u"upgradeMarked"_s);
    m_upgrade->setToolTip(tr("All of them in one plan, with one difference first (Shift+U)"));
    setButtonLook(*m_upgrade, ButtonLook::Filled, ColorToken::Accent);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 0, 14, 1);
    layout->setSpacing(8);
    layout->addWidget(m_words, 1);
    for (QPushButton* button : {m_shown, m_clear, m_upgrade}) {
        button->setAutoDefault(false);
        button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        layout->addWidget(button);
    }
    connect(m_shown, &QPushButton::clicked, this, &MarkBar::markShownWanted);
    connect(m_clear, &QPushButton::clicked, this, &MarkBar::clearWanted);
    connect(m_upgrade, &QPushButton::clicked, this, &MarkBar::upgradeWanted);
    hide();
}

void MarkBar::setCounts(int marked, int hidden, int shown) {
    QString words = tr("%n release(s) marked", nullptr, marked);
    if (hidden > 0)
        words += u" · "_s + tr("%n hidden by the filter", nullptr, hidden);
    m_words->setText(words);
    m_words->setLook(TextStyle::SmallStrong, hidden > 0 ? ColorToken::Warning : ColorToken::Accent);
    m_shown->setText(tr("Mark all %n shown", nullptr, shown));
    m_shown->setEnabled(marked - hidden < shown);
    setVisible(marked > 0);
}

QString MarkBar::words() const {
    return m_words->text();
}

void MarkBar::paintEvent(QPaintEvent* /*event*/) {
    const Theme& theme = Theme::of(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(ColorToken::AccentGround));
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme.color(ColorToken::Line));
}

} // namespace pilothouse::ui
