// SPDX-License-Identifier: Apache-2.0
#include "ui/change/apply_bar.h"

#include "ui/widgets/confirm_field.h"
#include "ui/change/plan_words.h"
#include "ui/frame/environment_look.h"
#include "ui/theme/button_look.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

ApplyBar::ApplyBar(ChangePresenter& presenter, QWidget* parent)
    : QWidget(parent)
    , m_presenter(presenter)
    , m_confirm(new ConfirmField(this))
    , m_line(new QLabel(this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
    , m_apply(new QPushButton(this)) {
    m_cancel->setObjectName(u"cancel"_s);
    m_apply->setObjectName(u"apply"_s);
    for (QPushButton* button : {m_cancel, m_apply}) {
        button->setAutoDefault(false);
        button->setDefault(false);
        button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }
    m_line->setTextFormat(Qt::PlainText);
    m_line->setWordWrap(true);
    m_line->setFont(Theme::of(this).font(TextStyle::Small));
    m_line->setMaximumHeight(Theme::of(this).scaled(48));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(14, 8, 14, 8);
    row->setSpacing(10);
    row->addWidget(m_confirm);
    row->addWidget(m_line, 1);
    row->addWidget(m_cancel);
    row->addWidget(m_apply);
    setMinimumHeight(Theme::of(this).scaled(60));
    connect(m_confirm, &QLineEdit::textChanged, this, &ApplyBar::refresh);
    connect(m_cancel, &QPushButton::clicked, this, &ApplyBar::cancelled);
    connect(m_apply, &QPushButton::clicked, this, [this] { m_presenter.apply(typed()); });
    refresh();
}

ApplyBar::~ApplyBar() = default;

QString ApplyBar::typed() const {
    return m_confirm->text();
}

void ApplyBar::focusCancel() {
    m_cancel->setFocus();
}

void ApplyBar::refresh() {
    const ChangePlanPtr& plan = m_presenter.plan();
    const QString confirmation = plan ? plan->confirmation : QString();
    m_confirm->setVisible(!confirmation.isEmpty());
    if (!confirmation.isEmpty()) {
        const QString wanted = tr("Type %1").arg(confirmation);
        m_confirm->setPlaceholderText(wanted);
        m_confirm->setAccessibleName(tr("Type %1 to confirm").arg(confirmation));
        m_confirm->setFixedWidth(
            std::min(m_confirm->fontMetrics().horizontalAdvance(wanted) + 26, Theme::of(this).scaled(300)));
    }
    const Hindrance hindrance = m_presenter.hindrance(typed());
    const QString why = hindranceText(hindrance, m_presenter);
    const bool isQuiet = hindrance == Hindrance::None || hindrance == Hindrance::NotTyped
        || hindrance == Hindrance::Working || hindrance == Hindrance::UnderWay;
    m_line->setText(isQuiet ? optionsLine(m_presenter.request()) : why);
    m_line->setToolTip(plainToolTip(optionsLine(m_presenter.request())));
    QPalette palette = Theme::of(this).palette();
    const bool isWaiting = isQuiet || hindrance == Hindrance::NotLoaded || hindrance == Hindrance::Incomplete;
    palette.setColor(
        QPalette::WindowText, Theme::of(this).color(isWaiting ? ColorToken::TextSecond : ColorToken::Warning));
    m_line->setPalette(palette);
    const PlaceMode mode = m_presenter.mode();
    const bool isDangerous = m_presenter.subject().kind == ChangeKind::Uninstall;
    const ColorToken tone = isDangerous ? ColorToken::Failed
        : mode.isProtected              ? environmentColor(mode.environment.kind)
                                        : ColorToken::Accent;
    setButtonLook(*m_apply, ButtonLook::Filled, tone);
    const Theme& theme = Theme::of(this);
    m_apply->setText(applyText(m_presenter.subject().kind, m_presenter.subject().context));
    m_apply->setIcon(
        QIcon(theme.pixmap(applyIcon(m_presenter.subject().kind), theme.textOn(tone), 16, devicePixelRatioF())));
    m_apply->setEnabled(hindrance == Hindrance::None);
    m_apply->setToolTip(plainToolTip(why));
}

void ApplyBar::paintEvent(QPaintEvent* /*event*/) {
    const Theme& theme = Theme::of(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(ColorToken::Side));
    painter.fillRect(QRect(0, 0, width(), 1), theme.color(ColorToken::Line));
}

} // namespace pilothouse::ui
