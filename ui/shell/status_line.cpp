// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/status_line.h"

#include "core/base/plain_text.h"
#include "ui/frame/environment_look.h"
#include "ui/theme/theme.h"

#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QTimeZone>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kHeight = 24;
constexpr double kAmberSeconds = 10.0;

double secondsSince(Clock::Steady then) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - then).count();
}

} // namespace

StatusLine::StatusLine(Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme) {
    setObjectName(u"statusLine"_s);
    setFixedHeight(theme.scaled(kHeight));
    setAccessibleName(tr("Status line"));
    connect(&theme, &Theme::changed, this, [this] {
        setFixedHeight(m_theme.scaled(kHeight));
        update();
    });
    connect(&m_tick, &QTimer::timeout, this, qOverload<>(&QWidget::update));
    m_tick.start(std::chrono::seconds(1));
}

void StatusLine::setContext(const QString& context, const QString& nameSpace, const Environment& environment) {
    m_context = escapeControls(context);
    m_namespace = nameSpace.isEmpty() ? tr("All namespaces") : escapeControls(nameSpace);
    m_environment = environment;
    update();
}

void StatusLine::setConnection(const ConnectionStatus& status, const FeedState& feed) {
    m_status = status;
    m_feed = feed;
    update();
}

void StatusLine::setActivity(const QString& text) {
    m_activity = text;
    update();
}

void StatusLine::setMode(const PlaceMode& mode) {
    m_mode = mode;
    update();
}

void StatusLine::setOperations(int running, int open) {
    m_running = running;
    m_open = open;
    update();
}

/// Lower case, as the line's other words; a protected place that is open stands out.
StatusLine::Part StatusLine::modePart() const {
    QString text = modeWithTime(m_mode, std::chrono::steady_clock::now());
    text.replace(0, 1, text.first(1).toLower());
    const bool isOpen = m_mode.mode != Mode::ReadOnly && m_mode.isProtected && !m_mode.lock;
    if (isOpen && !m_mode.reason.isEmpty()) {
        //: %1 is "changes open, 9 min 41 s", %2 the reason somebody typed
        text = tr("%1, for “%2”").arg(text, escapeControls(elideMiddle(m_mode.reason, 40)));
    }
    return {.text = text,
        .tone = static_cast<int>(isOpen ? environmentColor(m_mode.environment.kind) : ColorToken::TextSecond),
        .isStrong = isOpen,
        .hasDot = false};
}

QString StatusLine::operationsText() const {
    QStringList words;
    if (m_running > 0) {
        words += tr("%n operation(s) running", nullptr, m_running);
    }
    if (m_open > 0) {
        words += tr("%n plan(s) open", nullptr, m_open);
    }
    return words.join(u" · "_s);
}

QString StatusLine::ageText() const {
    const double seconds = secondsSince(m_status.lastAlive);
    if (seconds < 60) {
        return tr("%1 s").arg(QLocale().toString(seconds, 'f', seconds < 10 ? 1 : 0));
    }
    return tr("%1 min").arg(static_cast<int>(seconds / 60));
}

QString StatusLine::liveText(double seconds) const {
    if (seconds >= kAmberSeconds) {
        return tr("quiet, last answer %1 ago").arg(ageText());
    }
    return tr("live, %1 old").arg(ageText());
}

StatusLine::Part StatusLine::connectionPart() const {
    using State = ConnectionStatus::State;
    const auto part
        = [](const QString& text, ColorToken tone) { return Part{text, static_cast<int>(tone), false, true}; };
    switch (m_status.state) {
    case State::Idle:
        return part(tr("not connected"), ColorToken::TextThird);
    case State::Connecting:
        return part(tr("connecting…"), ColorToken::Accent);
    case State::NeedsTrust:
        return part(tr("waiting for your answer"), ColorToken::Warning);
    case State::Failed:
        return part(tr("not connected"), ColorToken::Failed);
    case State::Stale:
        return part(tr("stale: last answer %1 ago, trying again").arg(ageText()), ColorToken::Failed);
    case State::Live:
        break;
    }
    if (m_feed.phase == FeedState::Phase::Stale) {
        return part(tr("stale: the watch is down, trying again"), ColorToken::Failed);
    }
    if (m_feed.phase == FeedState::Phase::Loading && m_feed.rows > 0) {
        return part(
            tr("loading: %1 of %2 releases read").arg(m_feed.bodiesLoaded).arg(m_feed.rows), ColorToken::Accent);
    }
    const double seconds = secondsSince(m_status.lastAlive);
    return part(liveText(seconds), seconds >= kAmberSeconds ? ColorToken::Warning : ColorToken::Ok);
}

int StatusLine::paintPart(QPainter& painter, int x, const Part& part) {
    const auto tone = static_cast<ColorToken>(part.tone);
    if (part.hasDot) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(tone));
        painter.drawEllipse(QRectF(x, height() / 2.0 - 3.5, 7, 7));
        x += 12;
    }
    painter.setFont(m_theme.font(part.isStrong ? TextStyle::SmallStrong : TextStyle::Small));
    painter.setPen(m_theme.color(part.hasDot ? ColorToken::TextSecond : tone));
    const int width = painter.fontMetrics().horizontalAdvance(part.text);
    painter.drawText(QRect(x, 0, width + 2, height()), Qt::AlignVCenter | Qt::AlignLeft, part.text);
    return x + width + 14;
}

void StatusLine::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), m_theme.color(ColorToken::Side));
    painter.fillRect(QRect(0, 0, width(), 1), m_theme.color(ColorToken::Line));
    int x = 12;
    if (!m_context.isEmpty()) {
        x = paintPart(painter, x, {m_context, static_cast<int>(environmentColor(m_environment.kind)), true, false});
        x = paintPart(painter, x, {m_namespace, static_cast<int>(ColorToken::TextSecond), false, false});
        x = paintPart(painter, x, modePart());
        const int begin = x;
        x = paintPart(painter, x, connectionPart());
        m_connectionRect = QRect(begin, 0, x - begin, height());
    }
    paintRight(painter, x);
}

void StatusLine::paintRight(QPainter& painter, int left) {
    painter.setFont(m_theme.font(TextStyle::Small));
    painter.setPen(m_theme.color(ColorToken::TextSecond));
    const QFontMetrics metrics = painter.fontMetrics();
    const QString help = tr("? keys");
    m_helpRect = QRect(width() - metrics.horizontalAdvance(help) - 12, 0, metrics.horizontalAdvance(help), height());
    painter.drawText(m_helpRect, Qt::AlignVCenter, help);
    int right = m_helpRect.left() - 16;
    m_operationsRect = {};
    if (const QString operations = operationsText(); !operations.isEmpty()) {
        const int wide = metrics.horizontalAdvance(operations);
        m_operationsRect = QRect(right - wide, 0, wide, height());
        painter.setPen(m_theme.color(m_running > 0 ? ColorToken::Accent : ColorToken::TextSecond));
        painter.drawText(m_operationsRect, Qt::AlignVCenter, operations);
        painter.setPen(m_theme.color(ColorToken::TextSecond));
        right -= wide + 16;
    }
    const QString zone
        = tr("times in %1").arg(QTimeZone::systemTimeZone().displayName(QTimeZone::GenericTime, QTimeZone::OffsetName));
    const QString rest = m_activity.isEmpty() ? zone : m_activity + u"    "_s + zone;
    const QRect room(left, 0, right - left, height());
    painter.drawText(room, Qt::AlignVCenter | Qt::AlignRight, metrics.elidedText(rest, Qt::ElideMiddle, room.width()));
}

void StatusLine::mousePressEvent(QMouseEvent* event) {
    if (m_connectionRect.contains(event->position().toPoint())) {
        Q_EMIT reconnectRequested();
    } else if (m_helpRect.contains(event->position().toPoint())) {
        Q_EMIT helpRequested();
    } else if (m_operationsRect.contains(event->position().toPoint())) {
        Q_EMIT operationsRequested(mapToGlobal(m_operationsRect.topLeft()));
    }
}

} // namespace pilothouse::ui
