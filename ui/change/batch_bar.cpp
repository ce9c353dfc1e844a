// SPDX-License-Identifier: Apache-2.0
#include "ui/change/batch_bar.h"

#include "core/base/plain_text.h"
#include "ui/change/batch_words.h"
#include "ui/frame/environment_look.h"
#include "ui/theme/button_look.h"
#include "ui/theme/theme.h"
#include "ui/widgets/confirm_field.h"
#include "ui/widgets/elided_label.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

BatchBar::BatchBar(BatchPresenter& presenter, QWidget* parent)
    : QWidget(parent)
    , m_presenter(presenter)
    , m_confirm(new ConfirmField(this))
    , m_line(new QLabel(this))
    , m_leave(new QPushButton(this))
    , m_stop(new QPushButton(tr("Stop after this one"), this))
    , m_again(new QPushButton(tr("Plan the rest"), this))
    , m_apply(new QPushButton(this)) {
    m_leave->setObjectName(u"leave"_s);
    m_stop->setObjectName(u"stopAfterThis"_s);
    m_stop->setToolTip(tr("The release that is being upgraded is finished; no further one is begun."));
    m_again->setObjectName(u"planRest"_s);
    m_again->setToolTip(tr("A new plan of the releases that are not upgraded yet"));
    m_apply->setObjectName(u"applyAll"_s);
    for (QPushButton* button : {m_leave, m_stop, m_again, m_apply}) {
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
    for (QPushButton* button : {m_leave, m_stop, m_again, m_apply}) {
        row->addWidget(button);
    }
    setMinimumHeight(Theme::of(this).scaled(60));
    connect(m_confirm, &QLineEdit::textChanged, this, &BatchBar::refresh);
    connect(m_leave, &QPushButton::clicked, this, &BatchBar::left);
    connect(m_stop, &QPushButton::clicked, &m_presenter, &BatchPresenter::stopAfterThis);
    connect(m_again, &QPushButton::clicked, &m_presenter, &BatchPresenter::planAgain);
    connect(m_apply, &QPushButton::clicked, this, [this] { m_presenter.apply(typed()); });
    refresh();
}

QString BatchBar::typed() const {
    return m_confirm->text();
}

void BatchBar::focusCancel() {
    m_leave->setFocus();
}

void BatchBar::say(const QString& text, ColorToken tone) {
    m_line->setText(text);
    QPalette palette = Theme::of(this).palette();
    palette.setColor(QPalette::WindowText, Theme::of(this).color(tone));
    m_line->setPalette(palette);
}

void BatchBar::refresh() {
    const bool isPlan = !m_presenter.isRunning() && !m_presenter.hasEnded();
    m_stop->setVisible(m_presenter.isRunning());
    m_apply->setVisible(isPlan);
    m_leave->setText(isPlan ? tr("Cancel") : tr("Back to the releases"));
    if (isPlan) {
        m_again->hide();
        refreshPlan();
    } else {
        refreshRun();
    }
}

void BatchBar::refreshPlan() {
    const BatchPlanPtr& plan = m_presenter.plan();
    const QString confirmation = plan ? plan->confirmation() : QString();
    m_confirm->setVisible(!confirmation.isEmpty());
    if (!confirmation.isEmpty()) {
        const QString wanted = tr("Type %1").arg(confirmation);
        m_confirm->setPlaceholderText(wanted);
        m_confirm->setAccessibleName(tr("Type %1 to confirm").arg(confirmation));
        m_confirm->setFixedWidth(
            std::min(m_confirm->fontMetrics().horizontalAdvance(wanted) + 26, Theme::of(this).scaled(300)));
    }
    const Hindrance hindrance = m_presenter.hindrance(typed());
    const QString why = batchHindranceText(hindrance, m_presenter);
    ChangeRequest options;
    options.options = m_presenter.common().options;
    const QString meant = optionsLine(options) + u" · "_s + tr("stops at the first that fails");
    const bool isQuiet = hindrance == Hindrance::None || hindrance == Hindrance::NotTyped;
    const bool isWaiting = isQuiet || hindrance == Hindrance::NotLoaded || hindrance == Hindrance::Working
        || hindrance == Hindrance::Incomplete;
    say(isQuiet ? meant : why, isWaiting ? ColorToken::TextSecond : ColorToken::Warning);
    m_line->setToolTip(plainToolTip(meant));
    const PlaceMode mode = m_presenter.mode();
    const ColorToken tone = mode.isProtected ? environmentColor(mode.environment.kind) : ColorToken::Accent;
    const Theme& theme = Theme::of(this);
    setButtonLook(*m_apply, ButtonLook::Filled, tone);
    m_apply->setText(tr("Upgrade %n in %1", nullptr, static_cast<int>(m_presenter.items().size()))
            .arg(escapeControls(shortContextName(m_presenter.context().value()))));
    m_apply->setIcon(QIcon(theme.pixmap(applyIcon(ChangeKind::Upgrade), theme.textOn(tone), 16, devicePixelRatioF())));
    m_apply->setEnabled(hindrance == Hindrance::None);
    m_apply->setToolTip(plainToolTip(why));
}

void BatchBar::refreshRun() {
    m_confirm->hide();
    m_confirm->clear();
    m_stop->setEnabled(!m_presenter.isStopping());
    const RunWords words = batchRunWords(m_presenter);
    say(words.detail.isEmpty() ? words.title : words.title + u'\n' + words.detail,
        m_presenter.isRunning() ? ColorToken::TextSecond : words.tone);
    m_line->setToolTip({});
    m_again->setVisible(m_presenter.hasEnded() && !m_presenter.plan()->hasSucceeded());
}

void BatchBar::paintEvent(QPaintEvent* /*event*/) {
    const Theme& theme = Theme::of(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(ColorToken::Side));
    painter.fillRect(QRect(0, 0, width(), 1), theme.color(ColorToken::Line));
}

} // namespace pilothouse::ui
