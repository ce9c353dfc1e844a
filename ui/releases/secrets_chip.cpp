// SPDX-License-Identifier: Apache-2.0
#include "ui/releases/secrets_chip.h"

#include "ui/widgets/chip.h"

#include <QHBoxLayout>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr int kShownFor = 30; // seconds: long enough to read a value, short enough for a forgotten screen
}

SecretsChip::SecretsChip(QWidget* parent)
    : QWidget(parent)
    , m_chip(new Chip(QString(), Chip::Kind::Toggle, this)) {
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
        if (isRevealed()) {
            hideSecrets();
            return;
        }
        m_left = kShownFor;
        m_second.start();
        restyle();
        Q_EMIT revealedChanged(true);
    });
    restyle();
}

void SecretsChip::hideSecrets() {
    const bool wasRevealed = m_second.isActive();
    m_second.stop();
    m_left = 0;
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
    m_chip->setIconName(isRevealed() ? u"eye"_s : u"eye-off"_s);
    m_chip->setText(isRevealed() ? tr("Secrets shown, %1 s").arg(m_left) : tr("Secrets hidden"));
    m_chip->setToolTip(isRevealed() ? tr("Hide them now") : tr("Show sensitive values for 30 seconds"));
    m_chip->updateGeometry();
}

} // namespace pilothouse::ui
