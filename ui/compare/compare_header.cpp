// SPDX-License-Identifier: Apache-2.0
#include "ui/compare/compare_header.h"

#include "core/base/plain_text.h"
#include "ui/compare/compare_presenter.h"
#include "ui/compare/compare_words.h"
#include "ui/frame/environment_look.h"
#include "ui/theme/button_look.h"
#include "ui/theme/theme.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/elided_label.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

/// `eks_stg-app · shop · revision 1384`.
QString placeText(const ReleasePlace& place, const ReleaseRecordPtr& record) {
    QStringList parts{place.context.value(), place.release.nameSpace};
    if (record) {
        parts += CompareHeader::tr("revision %1").arg(number(record->revision));
    }
    return escapeControls(parts.join(u" · "_s));
}

} // namespace

CompareHeader::CompareHeader(QWidget* parent)
    : QWidget(parent)
    , m_title(new ElidedLabel(QString(), TextStyle::Title, ColorToken::Text, this))
    , m_fromBadge(new Badge(this))
    , m_from(new ElidedLabel(QString(), TextStyle::Mono, ColorToken::TextSecond, this))
    , m_swap(new QPushButton(this))
    , m_toBadge(new Badge(this))
    , m_to(new ElidedLabel(QString(), TextStyle::Mono, ColorToken::TextSecond, this))
    , m_others(new QPushButton(this))
    , m_upgrade(new QPushButton(this)) {
    setFixedHeight(Theme::of(this).scaled(45));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(14, 0, 14, 1);
    row->setSpacing(8);
    row->addWidget(m_title);
    row->addSpacing(6);
    row->addWidget(m_fromBadge);
    row->addWidget(m_from, 1);
    row->addWidget(m_swap);
    row->addWidget(m_toBadge);
    row->addWidget(m_to, 1);
    row->addWidget(m_others);
    row->addWidget(m_upgrade);
    for (QPushButton* button : {m_swap, m_others}) {
        setButtonLook(*button, ButtonLook::Quiet);
        button->setAutoDefault(false);
        button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }
    m_swap->setToolTip(tr("Change sides: the build goes from the first to the second (s)"));
    m_swap->setAccessibleName(tr("Change sides"));
    m_others->setText(tr("Other…"));
    m_others->setToolTip(tr("Compare with another context or namespace (o)"));
    m_upgrade->setAutoDefault(false);
    connect(m_swap, &QPushButton::clicked, this, &CompareHeader::swapWanted);
    connect(m_others, &QPushButton::clicked, this,
        [this] { Q_EMIT othersWanted(m_others->mapToGlobal(m_others->rect().bottomLeft())); });
    connect(m_upgrade, &QPushButton::clicked, this, &CompareHeader::upgradeWanted);
    restyle();
}

void CompareHeader::restyle() {
    m_swap->setIcon(Theme::of(this).icon(u"arrow-left-right"_s, ColorToken::Text));
    m_others->setIcon(Theme::of(this).icon(u"chevron-down"_s, ColorToken::Text));
}

void CompareHeader::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        restyle();
    }
}

void CompareHeader::present(const ComparePresenter& presenter) {
    const bool hasOther = presenter.state() != ComparePresenter::State::NoCounterpart
        && presenter.state() != ComparePresenter::State::Idle;
    const ReleaseComparisonPtr& comparison = presenter.comparison();
    const Environment from = presenter.environmentOf(presenter.from());
    const Environment to = presenter.environmentOf(presenter.to());
    m_title->setText(escapeControls(presenter.of().release.name));
    const QString fromName = sideName(presenter.from(), presenter.to(), from);
    const QString toName = sideName(presenter.to(), presenter.from(), to);
    m_fromBadge->setSpec({fromName, environmentColor(from.kind)});
    m_from->setText(placeText(presenter.from(), comparison ? comparison->from.record : nullptr));
    m_toBadge->setSpec({toName, environmentColor(to.kind)});
    m_to->setText(hasOther ? placeText(presenter.to(), comparison ? comparison->to.record : nullptr) : QString());
    for (QWidget* widget : std::initializer_list<QWidget*>{m_swap, m_toBadge, m_to, m_upgrade}) {
        widget->setVisible(hasOther);
    }
    m_others->setVisible(presenter.candidates().size() > 1);
    //: %1 is an environment: stg, prd
    m_upgrade->setText(tr("Upgrade %1 to this build…").arg(toName));
    setButtonLook(*m_upgrade, ButtonLook::Filled, environmentColor(to.kind));
    m_upgrade->setToolTip(
        tr("Opens the plan of an upgrade with this chart. Nothing is sent before you apply it there. (u)"));
    m_upgrade->setEnabled(presenter.state() == ComparePresenter::State::Ready && !presenter.isPreparing());
}

void CompareHeader::paintEvent(QPaintEvent* /*event*/) {
    const Theme& theme = Theme::of(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(ColorToken::Surface));
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme.color(ColorToken::Line));
}

} // namespace pilothouse::ui
