// SPDX-License-Identifier: Apache-2.0
#include "ui/releases/secrets_chip.h"

#include "core/base/plain_text.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/secret_shown.h"

#include <QHBoxLayout>
#include <QMenu>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr int kShownFor = 30; // seconds: long enough to read a value, short enough for a forgotten screen
constexpr qsizetype kMostOffered = 100; // a menu longer than the screen helps nobody
constexpr int kLongestName = 80;
} // namespace

SecretsChip::SecretsChip(QString where, QWidget* parent)
    : QWidget(parent)
    , m_where(std::move(where))
    , m_chip(new Chip(QString(), Chip::Kind::Toggle, this))
    , m_second(this) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_chip);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_second.setInterval(1s);
    connect(&m_second, &QTimer::timeout, this, [this] {
        if (--m_left <= 0)
            hideSecrets();
        restyle();
    });
    connect(m_chip, &QPushButton::clicked, this, [this] {
        isRevealed() ? hideSecrets() : offer();
        restyle();
    });
    restyle();
}

void SecretsChip::setItems(const QStringList& items) {
    if (m_items == items)
        return;
    m_items = items;
    restyle();
}

void SecretsChip::offer() {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(tr("Show sensitive values for 30 seconds"));
    for (const QString& item : m_items.first(std::min(m_items.size(), kMostOffered))) {
        QString name = escapeControls(elideMiddle(item, kLongestName));
        menu->addAction(name.replace(u'&', u"&&"_s), this, [this, item] { show(item); });
    }
    menu->popup(m_chip->mapToGlobal(QPoint(0, m_chip->height() + 2)));
}

void SecretsChip::show(const QString& item) {
    m_shown = item;
    m_left = kShownFor;
    m_second.start();
    restyle();
    tellSecretShown(*this, m_where + u": "_s + item);
    Q_EMIT revealedChanged(true);
}

void SecretsChip::hideSecrets() {
    const bool wasRevealed = isRevealed();
    m_second.stop();
    m_left = 0;
    m_shown.clear();
    restyle();
    if (wasRevealed)
        Q_EMIT revealedChanged(false);
}

void SecretsChip::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    hideSecrets();
}

void SecretsChip::restyle() {
    m_chip->setChecked(isRevealed());
    m_chip->setEnabled(!m_items.isEmpty());
    m_chip->setIconName(isRevealed() ? u"eye"_s : u"eye-off"_s);
    m_chip->setText(isRevealed() ? tr("Secrets shown, %1 s").arg(m_left) : tr("Secrets hidden"));
    m_chip->setToolTip(isRevealed() ? tr("Hide them now") : tr("Show sensitive values for 30 seconds"));
    m_chip->updateGeometry();
}

} // namespace pilothouse::ui
