// SPDX-License-Identifier: Apache-2.0
#include "ui/diff/diff_bar.h"

#include "ui/diff/diff_words.h"
#include "ui/diff/headline_label.h"
#include "ui/theme/button_look.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/elided_label.h"

#include <QAbstractItemView>
#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QSignalBlocker>
#include <QStyledItemDelegate>
#include <QToolButton>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kRevisionRole = Qt::UserRole;
constexpr int kStatusRole = Qt::UserRole + 1;
constexpr int kAgeRole = Qt::UserRole + 2;
constexpr int kLeastHeadline = 210;
constexpr int kHeight = 52;

/// A revision in the open list: number, status, age at the right.
class RevisionDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& /*index*/) const override {
        const Theme& theme = Theme::of(option.widget);
        return {theme.scaled(230), theme.rowHeight()};
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const Theme& theme = Theme::of(option.widget);
        const bool isCurrent
            = option.state.testFlag(QStyle::State_Selected) || option.state.testFlag(QStyle::State_MouseOver);
        painter->save();
        if (isCurrent) {
            painter->fillRect(option.rect, theme.color(ColorToken::Selection));
        }
        QRect rect = option.rect.adjusted(10, 0, -10, 0);
        painter->setFont(theme.font(TextStyle::BodyStrong));
        painter->setPen(theme.color(ColorToken::Text));
        const QString number = QString::number(index.data(kRevisionRole).toInt());
        painter->drawText(rect, Qt::AlignVCenter | Qt::AlignLeft, number);
        rect.setLeft(rect.left() + painter->fontMetrics().horizontalAdvance(number) + 8);
        painter->setFont(theme.font(TextStyle::Small));
        painter->setPen(theme.color(ColorToken::TextSecond));
        painter->drawText(rect, Qt::AlignVCenter | Qt::AlignLeft, index.data(kStatusRole).toString());
        painter->setPen(theme.color(ColorToken::TextThird));
        painter->drawText(rect, Qt::AlignVCenter | Qt::AlignRight, index.data(kAgeRole).toString());
        painter->restore();
    }
};

} // namespace

DiffBar::DiffBar(QWidget* parent)
    : QWidget(parent)
    , m_from(makeCombo(tr("From revision")))
    , m_to(makeCombo(tr("To revision")))
    , m_arrow(new QLabel(this))
    , m_headline(new HeadlineLabel(this))
    , m_more(new QToolButton(this))
    , m_menu(new QMenu(this)) {
    makeActions();
    m_chips = {makeChip(m_actions.labels), makeChip(m_actions.secrets, u"eye-off"_s), makeChip(m_actions.sideBySide),
        makeChip(m_actions.normalise)};
    fillMenu();
    m_arrow->setAccessibleName(tr("to"));
    m_more->setAccessibleName(tr("More"));
    m_more->setToolTip(tr("More"));
    m_more->setAutoRaise(true);
    connect(m_more, &QToolButton::clicked, this, [this] {
        const QSize size = m_menu->sizeHint();
        m_menu->popup(m_more->mapToGlobal(QPoint(m_more->width() - size.width(), m_more->height() + 2)));
    });
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(8);
    layout->setSizeConstraint(QLayout::SetNoConstraint);
    layout->addWidget(m_from);
    layout->addWidget(m_arrow);
    layout->addWidget(m_to);
    layout->addSpacing(4);
    layout->addWidget(m_headline, 1);
    for (Chip* chip : std::as_const(m_chips)) {
        layout->addWidget(chip);
    }
    layout->addWidget(m_more);
    setLabelsOnlyCount(0);
    connect(&Theme::of(this), &Theme::changed, this, &DiffBar::restyle);
    restyle();
}

QSize DiffBar::minimumSizeHint() const {
    return {Theme::of(this).scaled(320), Theme::of(this).scaled(kHeight)};
}

QComboBox* DiffBar::makeCombo(const QString& name) {
    auto* combo = new QComboBox(this);
    combo->setAccessibleName(name);
    combo->setToolTip(name);
    combo->setItemDelegate(new RevisionDelegate(combo));
    combo->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    combo->setMaxVisibleItems(16);
    combo->view()->setMinimumWidth(Theme::of(this).scaled(250));
    connect(combo, &QComboBox::activated, this, [this] { Q_EMIT revisionsChosen(from(), to()); });
    return combo;
}

QAction* DiffBar::makeAction(const QString& text, bool checkable) {
    auto* action = new QAction(text, this);
    action->setCheckable(checkable);
    return action;
}

void DiffBar::makeActions() {
    m_actions.labels = makeAction(QString(), true);
    m_actions.secrets = makeAction(tr("Secrets hidden"), true);
    m_actions.sideBySide = makeAction(tr("Side by side"), true);
    m_actions.normalise = makeAction(tr("Normalise"), true);
    m_actions.normalise->setChecked(true);
    m_actions.normalise->setToolTip(
        tr("Quantities, ports as numbers or strings, and empty maps that are the same to the server are no change."));
    m_actions.nextChange = makeAction(tr("Next change"));
    m_actions.previousChange = makeAction(tr("Previous change"));
    m_actions.find = makeAction(tr("Find…"));
    m_actions.copyUnified = makeAction(tr("Copy as unified diff"));
    m_actions.copyMarkdown = makeAction(tr("Copy as Markdown"));
    m_actions.saveUnified = makeAction(tr("Save as unified diff…"));
    m_actions.saveMarkdown = makeAction(tr("Save as Markdown…"));
    m_actions.command = makeAction(tr("Show the command"));
    m_actions.swap = makeAction(tr("Swap from and to"));
    // Only told here: the keys themselves belong to the view, which may hold several diffs.
    m_actions.nextChange->setText(m_actions.nextChange->text() + u"\tn"_s);
    m_actions.previousChange->setText(m_actions.previousChange->text() + u"\tShift+N"_s);
    m_actions.find->setText(m_actions.find->text() + u"\tCtrl+F"_s);
}

void DiffBar::fillMenu() {
    m_menu->addActions({m_actions.labels, m_actions.secrets, m_actions.sideBySide, m_actions.normalise});
    m_menu->addSeparator();
    m_menu->addActions({m_actions.nextChange, m_actions.previousChange, m_actions.find, m_actions.swap});
    m_menu->addSeparator();
    m_menu->addActions({m_actions.copyUnified, m_actions.copyMarkdown, m_actions.saveUnified, m_actions.saveMarkdown});
    m_menu->addSeparator();
    m_menu->addAction(m_actions.command);
}

Chip* DiffBar::makeChip(QAction* action, const QString& icon) {
    auto* chip = new Chip(action->text(), Chip::Kind::Toggle, this);
    if (!icon.isEmpty()) {
        chip->setIconName(icon);
    }
    connect(chip, &Chip::clicked, action, &QAction::trigger);
    const auto follow = [this, chip, action, icon] {
        chip->setText(action->text());
        chip->setChecked(action->isChecked());
        chip->setEnabled(action->isEnabled());
        chip->setToolTip(action->toolTip() == action->text() ? QString() : plainToolTip(action->toolTip()));
        if (!icon.isEmpty()) {
            chip->setIconName(action->isChecked() ? u"eye"_s : icon);
        }
        chip->updateGeometry();
        arrange();
    };
    connect(action, &QAction::changed, chip, follow);
    chip->setChecked(action->isChecked());
    return chip;
}

void DiffBar::fill(QComboBox& combo, const std::vector<RecordMeta>& revisions, Revision chosen) {
    const QSignalBlocker blocker(combo);
    combo.clear();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto add = [&combo](Revision revision, const QString& status, const QString& age) {
        // Superseded is what every older one is: not worth the room.
        const QString shown = status.isEmpty() || status == u"superseded"
            ? QString::number(number(revision))
            : u"%1 %2"_s.arg(number(revision)).arg(status);
        combo.addItem(shown);
        const int at = combo.count() - 1;
        combo.setItemData(at, number(revision), kRevisionRole);
        combo.setItemData(at, status, kStatusRole);
        combo.setItemData(at, age, kAgeRole);
    };
    for (const RecordMeta& meta : revisions) {
        const QString status = meta.statusText.isEmpty() ? releaseStatusWord(meta.status) : meta.statusText;
        add(meta.revision, status, ageWords(meta.modified.isValid() ? meta.modified : meta.created, now));
    }
    int at = combo.findData(number(chosen), kRevisionRole);
    if (at < 0 && chosen != Revision::None) {
        add(chosen, {}, {}); // shown, but no longer kept
        at = combo.count() - 1;
    }
    combo.setCurrentIndex(at);
    // As wide as what is chosen, not as the widest there is: the bar has little room.
    const Theme& theme = Theme::of(this);
    combo.setFixedWidth(QFontMetrics(combo.font()).horizontalAdvance(combo.currentText()) + theme.scaled(46));
}

void DiffBar::setRevisions(const std::vector<RecordMeta>& revisions, Revision from, Revision to) {
    fill(*m_from, revisions, from);
    fill(*m_to, revisions, to);
    arrange();
}

void DiffBar::setDiff(const ReleaseDiffPtr& diff) {
    m_headline->setHeadline(
        diff ? headlineParts(*diff) : QList<HeadlinePart>(), diff ? headlineDetail(*diff) : QString());
    for (QAction* action : {m_actions.copyUnified, m_actions.copyMarkdown, m_actions.saveUnified,
             m_actions.saveMarkdown, m_actions.nextChange, m_actions.previousChange, m_actions.find}) {
        action->setEnabled(diff != nullptr);
    }
}

void DiffBar::setLabelsOnlyCount(int count) {
    m_actions.labels->setText(tr("Show label changes (%1)").arg(count));
    m_actions.labels->setEnabled(count > 0);
    m_actions.labels->setToolTip(tr("Objects of which only chart and version labels, checksums and the like changed"));
}

Revision DiffBar::from() const {
    return static_cast<Revision>(m_from->currentData(kRevisionRole).toInt());
}
Revision DiffBar::to() const {
    return static_cast<Revision>(m_to->currentData(kRevisionRole).toInt());
}

void DiffBar::arrange() {
    if (!layout()) {
        return;
    }
    const int spacing = layout()->spacing();
    int room = width() - 24 - m_from->width() - m_to->width() - m_arrow->sizeHint().width() - m_more->sizeHint().width()
        - 5 * spacing - 4;
    room -= std::min(m_headline->sizeHint().width(), Theme::of(this).scaled(kLeastHeadline));
    bool isFull = false;
    for (Chip* chip : std::as_const(m_chips)) {
        const bool isUseful = chip->isEnabled() || chip == m_chips.at(1);
        const int wanted = chip->sizeHint().width() + spacing;
        isFull = isFull || (isUseful && wanted > room);
        chip->setVisible(isUseful && !isFull);
        room -= isUseful && !isFull ? wanted : 0;
    }
}

void DiffBar::restyle() {
    const Theme& theme = Theme::of(this);
    m_arrow->setPixmap(theme.pixmap(u"arrow-right"_s, ColorToken::Text, 16, devicePixelRatioF()));
    m_more->setIcon(theme.icon(u"ellipsis"_s, ColorToken::Text));
    setButtonLook(*m_more, ButtonLook::Quiet);
    for (QComboBox* combo : {m_from, m_to}) {
        combo->setFont(theme.font(TextStyle::Small));
    }
    setFixedHeight(theme.scaled(kHeight));
    arrange();
}

void DiffBar::paintEvent(QPaintEvent* /*event*/) {
    const Theme& theme = Theme::of(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(ColorToken::Surface));
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme.color(ColorToken::Line));
}

void DiffBar::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

} // namespace pilothouse::ui
