// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/top_bar.h"

#include "ui/frame/environment_look.h"
#include "ui/shell/command_box.h"
#include "ui/theme/button_look.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"

#include "core/base/plain_text.h"

#include <QHBoxLayout>
#include <QMouseEvent>
#include <QPainter>
#include <QPushButton>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kHeight = 44;
constexpr int kMargin = 14;
constexpr int kChevron = 22;
} // namespace

TopBar::TopBar(Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_commandBox(new CommandBox(theme, this))
    , m_modeChip(new QPushButton(this)) {
    setFixedHeight(theme.scaled(kHeight));
    setMouseTracking(true);
    m_modeChip->setObjectName(u"mode"_s);
    m_modeChip->setFocusPolicy(Qt::TabFocus);
    m_modeChip->setAutoDefault(false);
    connect(m_modeChip, &QPushButton::clicked, this, &TopBar::modePressed);
    m_second.setInterval(std::chrono::seconds(1));
    connect(&m_second, &QTimer::timeout, this, &TopBar::refreshChip);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(kMargin, 0, kMargin, 0);
    layout->setSpacing(10);
    layout->addStretch(1);
    layout->addWidget(m_commandBox);
    layout->addWidget(m_modeChip);
    connect(&theme, &Theme::changed, this, &TopBar::applyTheme);
    applyTheme();
}

void TopBar::applyTheme() {
    setFixedHeight(m_theme.scaled(kHeight));
    refreshChip();
    update();
}

void TopBar::setMode(const PlaceMode& mode) {
    m_mode = mode;
    if (mode.until) {
        m_second.start();
    } else {
        m_second.stop();
    }
    refreshChip();
}

void TopBar::refreshChip() {
    const ColorToken tone = environmentColor(m_mode.environment.kind);
    const bool isOpen = m_mode.mode != Mode::ReadOnly && !m_mode.lock;
    // Filled only where it is an exception: in a protected place that somebody opened.
    const bool isFilled = isOpen && m_mode.isProtected;
    const QString text = modeWithTime(m_mode, std::chrono::steady_clock::now());
    setButtonLook(*m_modeChip, isFilled ? ButtonLook::Filled : ButtonLook::Outline, tone);
    m_modeChip->setIcon(isFilled
            ? QIcon(m_theme.pixmap(modeIcon(m_mode), m_theme.textOn(tone), 16, devicePixelRatioF()))
            : m_theme.icon(modeIcon(m_mode), tone));
    m_modeChip->setText(text);
    m_modeChip->setAccessibleName(tr("Mode: %1").arg(text));
    const QString why = whyLocked(m_mode);
    m_modeChip->setToolTip(plainToolTip(why.isEmpty() ? modeMeaning(m_mode.mode) : why));
}

void TopBar::setPath(const Crumbs& path) {
    m_path = path;
    m_hovered = -1;
    for (Crumb& part : m_path) {
        part.text = escapeControls(part.text);
    }
    setAccessibleName(wordsOf(m_path).join(u" › "_s));
    update();
}

void TopBar::setEnvironment(const Environment& environment) {
    m_environment = environment;
    applyTheme();
}

void TopBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    m_theme.paintEnvironmentBar(painter, rect(), environmentColor(m_environment.kind), isProtected(m_environment.kind));
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.color(ColorToken::Line));
    paintPath(painter);
}

void TopBar::paintPath(QPainter& painter) {
    m_parts.clear();
    const int right = m_commandBox->x() - kMargin;
    int x = kMargin;
    for (qsizetype i = 0; i < m_path.size(); ++i) {
        const bool isLast = i + 1 == m_path.size();
        const QFont font = m_theme.font(isLast ? TextStyle::BodyStrong : TextStyle::Body);
        const QFontMetrics metrics(font);
        const int room = right - x;
        if (room < 24) {
            break;
        }
        const QString shown = metrics.elidedText(m_path[i].text, Qt::ElideMiddle, isLast ? room : qMin(room, 220));
        const QRect part(x, 0, metrics.horizontalAdvance(shown), height());
        m_parts += part;
        painter.setFont(font);
        painter.setPen(m_theme.color(isLast || i == m_hovered ? ColorToken::Text : ColorToken::TextSecond));
        painter.drawText(part.adjusted(0, 0, 2, 0), Qt::AlignVCenter | Qt::AlignLeft, shown);
        x = part.right() + 1;
        if (!isLast) {
            const QPixmap chevron = m_theme.pixmap(u"chevron-right"_s, ColorToken::TextThird, 14, devicePixelRatioF());
            painter.drawPixmap(x + (kChevron - 14) / 2, (height() - 14) / 2, chevron);
            x += kChevron;
        }
    }
}

/// Null: the part leads nowhere.
const Place* TopBar::placeAt(int part) const {
    const bool leads = part >= 0 && part < m_path.size() && m_path[part].place;
    return leads ? &*m_path[part].place : nullptr;
}

int TopBar::partAt(const QPoint& position) const {
    for (qsizetype i = 0; i < m_parts.size(); ++i) {
        if (m_parts[i].contains(position)) {
            return static_cast<int>(i);
        }
    }
    return -1;
}

void TopBar::mousePressEvent(QMouseEvent* event) {
    const Place* place = placeAt(partAt(event->position().toPoint()));
    if (place && event->button() == Qt::LeftButton) {
        Q_EMIT placePressed(Place(*place)); // going there sets another path
    }
}

void TopBar::mouseMoveEvent(QMouseEvent* event) {
    const int part = partAt(event->position().toPoint());
    const int hovered = part + 1 < m_path.size() && placeAt(part) ? part : -1; // the end is where one is
    if (hovered != m_hovered) {
        m_hovered = hovered;
        setCursor(hovered < 0 ? Qt::ArrowCursor : Qt::PointingHandCursor);
        update();
    }
}

void TopBar::leaveEvent(QEvent*) {
    m_hovered = -1;
    update();
}

} // namespace pilothouse::ui
