// SPDX-License-Identifier: Apache-2.0
#include "ui/clusters/context_tile.h"

#include "core/base/plain_text.h"
#include "ui/frame/environment_look.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/error_text.h"

#include <QCoreApplication>
#include <QPainter>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kSide = 44;

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(ContextTile)
};

ColorToken dotColor(ConnectionStatus::State state) {
    switch (state) {
    case ConnectionStatus::State::Live:
        return ColorToken::Ok;
    case ConnectionStatus::State::Connecting:
        return ColorToken::Accent;
    case ConnectionStatus::State::NeedsTrust:
    case ConnectionStatus::State::Stale:
        return ColorToken::Warning;
    case ConnectionStatus::State::Failed:
        return ColorToken::Failed;
    case ConnectionStatus::State::Idle:
        break;
    }
    return ColorToken::TextThird;
}

} // namespace

QString connectionSentence(const ContextItem& item) {
    if (item.problem) {
        return errorLine(*item.problem);
    }
    switch (item.status.state) {
    case ConnectionStatus::State::Idle:
        return Tr::tr("Not opened yet");
    case ConnectionStatus::State::Connecting:
        return Tr::tr("Connecting…");
    case ConnectionStatus::State::Live:
        return Tr::tr("Connected");
    case ConnectionStatus::State::NeedsTrust:
        return Tr::tr("Waiting for your answer: may its credential plugin run?");
    case ConnectionStatus::State::Stale:
        return Tr::tr("Connection lost; showing what was last known");
    case ConnectionStatus::State::Failed:
        break;
    }
    return item.status.error ? errorLine(*item.status.error) : Tr::tr("Not connected");
}

ContextTile::ContextTile(Theme& theme, const ContextItem& item, QWidget* parent)
    : QAbstractButton(parent)
    , m_theme(theme) {
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setItem(item);
}

QSize ContextTile::sizeHint() const {
    return QSize(kSide + 6, kSide + 4);
}

QString ContextTile::word() const {
    if (!m_item.environment.label.isEmpty()) {
        return m_item.environment.label;
    }
    const QString name = shortContextName(m_item.id.value());
    return name.size() > 6 ? name.section(u'-', 0, 0) : name; // `edge` of edge-app
}

void ContextTile::setItem(const ContextItem& item) {
    m_item = item;
    setAccessibleName(describe());
    setToolTip(plainToolTip(describe()));
    update();
}

void ContextTile::setSecondLine(const QString& text) {
    m_secondLine = text;
    update();
}

QString ContextTile::describe() const {
    return escapeControls(m_item.id.value()) + u'\n' + environmentName(m_item.environment.kind) + u'\n'
        + connectionSentence(m_item);
}

void ContextTile::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF tile(3.5, 2.5, kSide - 1, kSide - 1);
    const ColorToken tone = environmentColor(m_item.environment.kind);
    const bool isCurrent = isChecked();
    painter.setBrush(m_theme.color(isCurrent ? tone : underMouse() ? ColorToken::Raised : ColorToken::Surface));
    painter.setPen(QPen(m_theme.color(hasFocus() ? ColorToken::Accent : isCurrent ? tone : ColorToken::LineStrong), 1));
    painter.drawRoundedRect(tile, 8, 8);
    const QColor text = isCurrent ? m_theme.textOn(tone) : m_theme.color(ColorToken::TextSecond);
    painter.setPen(text);
    painter.setFont(m_theme.font(TextStyle::SmallStrong));
    const QRectF inner = tile.adjusted(3, 0, -3, 0);
    const auto elided = [&](const QString& t) {
        return painter.fontMetrics().elidedText(escapeControls(t), Qt::ElideMiddle, static_cast<int>(inner.width()));
    };
    if (m_secondLine.isEmpty()) {
        painter.drawText(inner, Qt::AlignCenter, elided(word()));
    } else {
        painter.drawText(inner.adjusted(0, 4, 0, -18), Qt::AlignCenter, elided(word()));
        painter.setFont(m_theme.font(TextStyle::Badge));
        painter.drawText(inner.adjusted(0, 20, 0, -4), Qt::AlignCenter, elided(m_secondLine));
    }
    if (isProtected(m_item.environment.kind)) {
        paintLock(painter, tile);
    }
    paintDot(painter, tile);
}

void ContextTile::paintLock(QPainter& painter, const QRectF& tile) const {
    const QRectF ground(tile.left() - 3, tile.top() - 2, 14, 14);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(ColorToken::Side));
    painter.drawEllipse(ground);
    const ColorToken tone = environmentColor(m_item.environment.kind);
    painter.drawPixmap(ground.topLeft() + QPointF(2, 2), m_theme.pixmap(u"lock"_s, tone, 10, devicePixelRatioF()));
}

void ContextTile::paintDot(QPainter& painter, const QRectF& tile) const {
    const auto state = m_item.problem ? ConnectionStatus::State::Failed : m_item.status.state;
    const QRectF dot(tile.right() - 7, tile.bottom() - 7, 9, 9);
    painter.setPen(QPen(m_theme.color(ColorToken::Side), 2));
    painter.setBrush(m_theme.color(dotColor(state)));
    if (state == ConnectionStatus::State::Failed || state == ConnectionStatus::State::Stale) {
        painter.drawRect(dot.adjusted(0.5, 0.5, -0.5, -0.5)); // a square: something is wrong
    } else if (state == ConnectionStatus::State::Idle) {
        painter.setPen(QPen(m_theme.color(ColorToken::TextThird), 1.5));
        painter.setBrush(m_theme.color(ColorToken::Side));
        painter.drawEllipse(dot.adjusted(1, 1, -1, -1)); // hollow: nothing yet
    } else {
        painter.drawEllipse(dot);
    }
}

} // namespace pilothouse::ui
