// SPDX-License-Identifier: Apache-2.0
#include "ui/releases/release_toolbar.h"

#include "ui/releases/release_words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/filter_field.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QPushButton>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kHeight = 45;
constexpr ReleaseStatus kStatuses[] = {ReleaseStatus::Deployed, ReleaseStatus::Failed, ReleaseStatus::PendingInstall,
    ReleaseStatus::PendingUpgrade, ReleaseStatus::PendingRollback, ReleaseStatus::Uninstalling,
    ReleaseStatus::Uninstalled, ReleaseStatus::Superseded, ReleaseStatus::Unknown};
} // namespace

ReleaseToolbar::ReleaseToolbar(QWidget* parent)
    : QWidget(parent)
    , m_filter(new FilterField(this))
    , m_nameSpace(new Chip(tr("All namespaces"), Chip::Kind::Menu, this))
    , m_status(new Chip(tr("Status"), Chip::Kind::Menu, this))
    , m_faultsFirst(new Chip(tr("Faults first"), Chip::Kind::Toggle, this))
    , m_counts(new ElidedLabel(QString(), TextStyle::Small, ColorToken::TextSecond, this))
    , m_columns(new QPushButton(tr("Columns"), this))
    , m_install(new QPushButton(tr("Install"), this)) {
    setFixedHeight(Theme::of(this).scaled(kHeight));
    m_filter->setMaximumWidth(Theme::of(this).scaled(230));
    m_nameSpace->setCheckable(true);
    m_status->setCheckable(true);
    m_faultsFirst->setToolTip(tr("What has a fault stands above the rest (x)"));
    m_counts->setElide(Qt::ElideRight);
    m_counts->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_columns->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_install->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_install->setToolTip(tr("Install a chart in this context, with its difference first"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 0, 14, 1);
    layout->setSpacing(8);
    layout->addWidget(m_filter, 2);
    layout->addWidget(m_nameSpace);
    layout->addWidget(m_status);
    layout->addWidget(m_faultsFirst);
    layout->addWidget(m_counts, 3);
    layout->addWidget(m_columns);
    layout->addWidget(m_install);
    connect(m_install, &QPushButton::clicked, this, &ReleaseToolbar::installWanted);
    connect(m_nameSpace, &QPushButton::clicked, this, [this] {
        setNamespace(m_nameSpace->property("name").toString()); // a click opens the menu, it does not switch
        Q_EMIT namespaceMenuWanted();
    });
    connect(m_status, &QPushButton::clicked, this, &ReleaseToolbar::openStatusMenu);
    connect(m_faultsFirst, &QPushButton::toggled, this, &ReleaseToolbar::faultsFirstToggled);
    connect(m_columns, &QPushButton::clicked, this,
        [this] { Q_EMIT columnMenuWanted(m_columns->mapToGlobal(QPoint(0, m_columns->height() + 4))); });
    setNamespace({});
    restyle();
}

void ReleaseToolbar::restyle() {
    m_columns->setIcon(Theme::of(this).icon(u"columns-3"_s, ColorToken::Text));
    m_install->setIcon(Theme::of(this).icon(u"plus"_s, ColorToken::Text));
}

void ReleaseToolbar::setNamespace(const QString& nameSpace) {
    m_nameSpace->setProperty("name", nameSpace);
    m_nameSpace->setText(nameSpace.isEmpty() ? tr("All namespaces") : nameSpace);
    m_nameSpace->setChecked(true);
    m_nameSpace->updateGeometry();
}

void ReleaseToolbar::setStatuses(const QSet<ReleaseStatus>& statuses) {
    m_statuses = statuses;
    m_status->setChecked(!statuses.isEmpty());
    m_status->setText(statuses.isEmpty() ? tr("Status")
            : statuses.size() == 1       ? releaseStatusWord(*statuses.begin())
                                         : tr("%n statuses", nullptr, static_cast<int>(statuses.size())));
    m_status->updateGeometry();
}

void ReleaseToolbar::setFaultsFirst(bool first) {
    m_faultsFirst->setChecked(first);
}

bool ReleaseToolbar::isFaultsFirst() const {
    return m_faultsFirst->isChecked();
}

void ReleaseToolbar::setCounts(const QString& words) {
    m_counts->setText(words);
}

QPoint ReleaseToolbar::namespaceMenuPosition() const {
    return m_nameSpace->mapToGlobal(QPoint(0, m_nameSpace->height() + 4));
}

void ReleaseToolbar::openStatusMenu() {
    setStatuses(m_statuses);
    const Theme& theme = Theme::of(this);
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const ReleaseStatus status : kStatuses) {
        const StatusLook look = statusLook(status);
        const QString word
            = status == ReleaseStatus::Unknown ? tr("unknown to this version") : releaseStatusWord(status);
        QAction* action = menu->addAction(theme.icon(look.icon, look.tone), word);
        action->setCheckable(true);
        action->setChecked(m_statuses.contains(status));
        connect(action, &QAction::toggled, this, [this, status](bool on) {
            QSet<ReleaseStatus> chosen = m_statuses;
            if (on)
                chosen.insert(status);
            else
                chosen.remove(status);
            Q_EMIT statusesChosen(chosen);
        });
    }
    menu->addSeparator();
    connect(menu->addAction(tr("All statuses")), &QAction::triggered, this, [this] { Q_EMIT statusesChosen({}); });
    menu->popup(m_status->mapToGlobal(QPoint(0, m_status->height() + 4)));
}

void ReleaseToolbar::paintEvent(QPaintEvent* /*event*/) {
    const Theme& theme = Theme::of(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(ColorToken::Surface));
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme.color(ColorToken::Line));
}

void ReleaseToolbar::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        restyle();
}

} // namespace pilothouse::ui
