// SPDX-License-Identifier: Apache-2.0
#include "ui/logs/logs_bar.h"

#include "core/base/plain_text.h"
#include "ui/frame/environment_look.h"
#include "ui/logs/log_actions.h"
#include "ui/theme/button_look.h"
#include "ui/theme/theme.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/filter_field.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QToolButton>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kHeight = 44;
constexpr int kSide = 12;
constexpr int kFilterWidth = 210;
constexpr int kNarrowFilter = 120;
constexpr qsizetype kLongestName = 32;

QToolButton* quietButton(QWidget* parent, const QString& name) {
    auto* button = new QToolButton(parent);
    button->setAutoRaise(true);
    button->setAccessibleName(name);
    button->setToolTip(name);
    return button;
}

} // namespace

LogsBar::LogsBar(LogActions& actions, QWidget* parent)
    : QWidget(parent)
    , m_actions(actions)
    , m_context(new Badge(this))
    , m_filter(new FilterField(this))
    , m_more(quietButton(this, tr("More")))
    , m_save(quietButton(this, tr("Save what is shown (Ctrl+S)")))
    , m_podsMenu(new QMenu(this))
    , m_containersMenu(new QMenu(this))
    , m_columnsMenu(new QMenu(tr("Choose columns"), this))
    , m_sinceMenu(new QMenu(tr("How far back"), this))
    , m_menu(new QMenu(this)) {
    m_scope = makeMenuChip(u"box"_s, m_podsMenu);
    m_containers = makeMenuChip(u"container"_s, m_containersMenu);
    m_since = makeMenuChip(u"clock"_s, m_sinceMenu);
    for (QAction* preset : m_actions.presets) {
        m_sinceMenu->addAction(preset);
        connect(preset, &QAction::toggled, this, [this, preset](bool isOn) {
            if (isOn) {
                m_since->setText(preset->iconText());
                arrange();
            }
        });
    }
    m_since->setText(sincePresetWord(m_actions.preset()));
    m_since->setToolTip(tr("How far back the log begins (0 to 6)"));
    m_since->setAccessibleName(tr("How far back"));
    m_filter->setAccessibleName(tr("Filter lines"));
    m_zone = makeChip(m_actions.timestamps);
    m_chips = {makeChip(m_actions.follow), makeChip(m_actions.columns), makeChip(m_actions.wrap), m_zone};
    fillMenu();
    connect(m_more, &QToolButton::clicked, this, [this] { popUp(*m_more, *m_menu); });
    connect(m_save, &QToolButton::clicked, m_actions.saveShown, &QAction::trigger);
    connect(
        m_actions.chooseContainers, &QAction::triggered, this, [this] { openMenu(*m_containers, *m_containersMenu); });
    connect(m_actions.choosePods, &QAction::triggered, this, [this] { openMenu(*m_scope, *m_podsMenu); });
    connect(m_actions.chooseColumns, &QAction::triggered, this, [this] { openMenu(*m_more, *m_columnsMenu); });
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(kSide, 0, kSide, 0);
    layout->setSpacing(8);
    layout->setSizeConstraint(QLayout::SetNoConstraint);
    for (QWidget* part : std::initializer_list<QWidget*>{m_context, m_scope, m_containers, m_filter, m_since}) {
        layout->addWidget(part);
    }
    for (Chip* chip : std::as_const(m_chips)) {
        layout->addWidget(chip);
    }
    layout->addStretch(1);
    layout->addWidget(m_save);
    layout->addWidget(m_more);
    connect(&Theme::of(this), &Theme::changed, this, &LogsBar::restyle);
    restyle();
}

QSize LogsBar::minimumSizeHint() const {
    return {Theme::of(this).scaled(360), Theme::of(this).scaled(kHeight)};
}

Chip* LogsBar::makeMenuChip(const QString& icon, QMenu* menu) {
    auto* chip = new Chip(QString(), Chip::Kind::Menu, this);
    chip->setIconName(icon);
    connect(chip, &Chip::clicked, this, [this, chip, menu] { popUp(*chip, *menu); });
    return chip;
}

Chip* LogsBar::makeChip(QAction* action) {
    auto* chip = new Chip(action->iconText(), Chip::Kind::Toggle, this);
    chip->setChecked(action->isChecked());
    chip->setToolTip(action->toolTip());
    connect(chip, &Chip::clicked, action, &QAction::trigger);
    connect(action, &QAction::changed, chip, [this, chip, action] {
        chip->setChecked(action->isChecked());
        chip->setEnabled(action->isEnabled());
        arrange();
    });
    return chip;
}

void LogsBar::fillMenu() {
    const LogActions& all = m_actions;
    m_menu->addMenu(m_sinceMenu);
    m_menu->addActions({all.follow, all.timestamps, all.localTime, all.wrap, all.columns, all.chooseColumns});
    m_menu->addActions({all.previous, all.chooseContainers, all.choosePods, all.allContainers, all.fullScreen});
    m_menu->addSeparator();
    m_menu->addActions({all.filter, all.find, all.mindCase, all.nextError, all.previousError, all.nextMark});
    m_menu->addSeparator();
    m_menu->addActions({all.expand, all.mark, all.copy, all.maskSecrets, all.clear, all.reload});
    m_menu->addSeparator();
    m_menu->addActions({all.saveShown, all.saveRaw, all.command});
}

void LogsBar::popUp(QWidget& chip, QMenu& menu) {
    QWidget& below = chip.isVisible() ? chip : *m_more; // a chip there is no room for
    const int x = &below == m_more ? below.width() - menu.sizeHint().width() : 0;
    menu.popup(below.mapToGlobal(QPoint(x, below.height() + 2)));
}

/// By key: the first entry is chosen, so that arrows and Enter go on.
void LogsBar::openMenu(QWidget& chip, QMenu& menu) {
    popUp(chip, menu);
    const QList<QAction*> entries = menu.actions();
    const auto first = std::ranges::find_if(
        entries, [](const QAction* entry) { return entry->isEnabled() && !entry->isSeparator(); });
    if (first != entries.end()) {
        menu.setActiveAction(*first);
    }
}

void LogsBar::setContext(const QString& context, const Environment& environment) {
    m_context->setSpec({escapeControls(shortContextName(context)), environmentColor(environment.kind)});
    m_context->setToolTip(plainToolTip(escapeControls(context) + u'\n' + environmentName(environment.kind)));
    arrange();
}

void LogsBar::setScope(const QString& words, const QString& icon, const QString& toolTip) {
    m_scope->setText(elideMiddle(words, kLongestName));
    m_scope->setIconName(icon);
    m_scope->setToolTip(plainToolTip(toolTip));
    m_scope->setAccessibleName(words);
    arrange();
}

void LogsBar::setContainers(const QString& words, const QString& toolTip) {
    m_containers->setText(elideMiddle(words, kLongestName));
    m_containers->setToolTip(plainToolTip(toolTip));
    m_containers->setAccessibleName(words);
    arrange();
}

void LogsBar::setZone(const QString& zone) {
    m_zone->setText(zone);
    m_zone->setAccessibleName(tr("Time of each line, %1").arg(zone));
    arrange();
}

/// The filter keeps its room, then chips come in their order of weight.
void LogsBar::arrange() {
    if (!layout()) {
        return;
    }
    const Theme& theme = Theme::of(this);
    const int spacing = layout()->spacing();
    const auto widthOf = [spacing](const QWidget* part) { return part->sizeHint().width() + spacing; };
    int room = width() - 2 * kSide - widthOf(m_context) - widthOf(m_scope) - widthOf(m_save) - widthOf(m_more);
    const bool isNarrow = room < theme.scaled(480);
    m_filter->setFixedWidth(theme.scaled(isNarrow ? kNarrowFilter : kFilterWidth));
    room -= m_filter->width() + spacing;
    bool isFull = false;
    QList<Chip*> chips{m_containers, m_since};
    chips += m_chips;
    for (Chip* chip : std::as_const(chips)) {
        const int wanted = widthOf(chip);
        isFull = isFull || wanted > room;
        chip->setVisible(!isFull);
        room -= isFull ? 0 : wanted;
    }
}

void LogsBar::restyle() {
    const Theme& theme = Theme::of(this);
    m_more->setIcon(theme.icon(u"ellipsis"_s, ColorToken::Text));
    m_save->setIcon(theme.icon(u"download"_s, ColorToken::Text));
    setButtonLook(*m_more, ButtonLook::Quiet);
    setButtonLook(*m_save, ButtonLook::Quiet);
    m_filter->setFont(theme.font(TextStyle::Small));
    setFixedHeight(theme.scaled(kHeight));
    arrange();
}

void LogsBar::paintEvent(QPaintEvent* /*event*/) {
    const Theme& theme = Theme::of(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(ColorToken::Surface));
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme.color(ColorToken::Line));
}

void LogsBar::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

} // namespace pilothouse::ui
