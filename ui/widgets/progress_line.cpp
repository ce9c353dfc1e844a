// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/progress_line.h"

#include "ui/theme/theme.h"

#include <QtCore/QTimer>
#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QToolButton>

#include <cmath>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kBar = 2;
constexpr int kTurn = 60; // ticks of 33 ms: two seconds to and fro
} // namespace

ProgressLine::ProgressLine(QWidget* parent)
    : QWidget(parent)
    , m_words(new QLabel(this))
    , m_cancel(new QToolButton(this))
    , m_delay(new QTimer(this))
    , m_tick(new QTimer(this)) {
    const Theme& theme = Theme::of(this);
    m_words->setTextFormat(Qt::PlainText);
    m_words->setFont(theme.font(TextStyle::Small));
    m_words->setForegroundRole(QPalette::PlaceholderText);
    m_cancel->setText(tr("Cancel"));
    m_cancel->setFont(theme.font(TextStyle::Small));
    m_cancel->setAutoRaise(true);
    m_cancel->hide();
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, kBar + 1, 8, 1);
    layout->addWidget(m_words, 1);
    layout->addWidget(m_cancel);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_delay->setSingleShot(true);
    m_delay->setInterval(200);
    connect(m_delay, &QTimer::timeout, this, [this] {
        setVisible(true);
        m_tick->start();
    });
    m_tick->setInterval(33);
    connect(m_tick, &QTimer::timeout, this, [this] {
        m_phase = (m_phase + 1) % kTurn;
        if (m_share < 0)
            update(0, 0, width(), kBar);
    });
    connect(m_cancel, &QToolButton::clicked, this, &ProgressLine::cancelled);
    hide();
}

void ProgressLine::start(const QString& words) {
    m_words->setText(words);
    m_words->setVisible(!words.isEmpty());
    setAccessibleName(words.isEmpty() ? tr("Working") : words);
    m_share = -1;
    if (!isVisible())
        m_delay->start();
}

void ProgressLine::setProgress(qint64 done, qint64 total) {
    m_share = total > 0 ? std::clamp(qreal(done) / qreal(total), 0.0, 1.0) : -1;
    update(0, 0, width(), kBar);
}

void ProgressLine::setCancellable(bool cancellable) {
    m_cancel->setVisible(cancellable);
}

void ProgressLine::finish() {
    m_delay->stop();
    m_tick->stop();
    hide();
}

void ProgressLine::paintEvent(QPaintEvent* /*event*/) {
    const Theme& theme = Theme::of(this);
    QPainter painter(this);
    painter.fillRect(QRect(0, 0, width(), kBar), theme.color(ColorToken::Line));
    if (m_share >= 0) {
        painter.fillRect(QRectF(0, 0, width() * m_share, kBar), theme.color(ColorToken::Accent));
        return;
    }
    const qreal part = width() * 0.25;
    const qreal swing = 0.5 - 0.5 * std::cos(2 * 3.14159265 * m_phase / kTurn);
    painter.fillRect(QRectF((width() - part) * swing, 0, part, kBar), theme.color(ColorToken::Accent));
}

} // namespace pilothouse::ui
