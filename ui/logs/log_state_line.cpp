// SPDX-License-Identifier: Apache-2.0
#include "ui/logs/log_state_line.h"

#include "ui/logs/log_words.h"
#include "ui/logs/logs_presenter.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kHeight = 24;
constexpr int kDot = 7;
constexpr QStringView kBetween = u"  ·  ";

QString streamsWords(const LogFollowStatus& status, bool isFollowing) {
    using enum LogFollowStatus::State;
    switch (status.state) {
    case Looking:
        return LogStateLine::tr("looking for pods");
    case Empty:
        return LogStateLine::tr("no pods now, still looking");
    case Done:
        return LogStateLine::tr("read to the end, nothing follows");
    case Failed:
        return LogStateLine::tr("not reading");
    case Streaming:
        break;
    }
    QString words
        = isFollowing ? LogStateLine::tr("following") : LogStateLine::tr("paused here, still reading (s follows)");
    words += kBetween + LogStateLine::tr("%n stream(s)", nullptr, status.openStreams);
    if (status.waitingStreams > 0) {
        words += kBetween + LogStateLine::tr("%n waiting for a free stream", nullptr, status.waitingStreams);
    }
    return words;
}

} // namespace

LogStateLine::LogStateLine(QWidget* parent)
    : QWidget(parent)
    , m_left(new ElidedLabel(QString(), TextStyle::Small, ColorToken::TextSecond, this))
    , m_right(new ElidedLabel(QString(), TextStyle::Small, ColorToken::TextSecond, this)) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12 + kDot + 8, 0, 12, 0);
    layout->setSpacing(16);
    layout->addWidget(m_left, 1);
    layout->addWidget(m_right, 0);
    m_left->setElide(Qt::ElideRight);
    m_right->setElide(Qt::ElideRight);
    setFixedHeight(Theme::of(this).scaled(kHeight));
}

void LogStateLine::display(LogsPresenter& presenter, bool isFollowing, bool isLocalTime) {
    const LogFollowStatus& status = presenter.status();
    const LogStore& store = presenter.store();
    m_isLive = status.state == LogFollowStatus::State::Streaming;
    m_isTroubled = status.state == LogFollowStatus::State::Failed;
    m_left->setText(streamsWords(status, isFollowing));
    QStringList parts;
    const qint64 shown = presenter.filter().rowCount();
    if (presenter.isFiltering()) {
        parts += presenter.filter().isComplete()
            ? tr("%1 of %2 lines shown").arg(countWords(shown), countWords(store.count()))
            : tr("%1 of %2 lines shown, filtering %3 %")
                  .arg(countWords(shown), countWords(store.count()))
                  .arg(static_cast<int>(presenter.filter().progress() * 100));
    } else {
        parts += tr("%1 lines").arg(countWords(store.count()));
    }
    parts += QLocale().formattedDataSize(store.bytes(), 1);
    parts += tr("%1 lines/s").arg(countWords(qRound64(presenter.rate())));
    parts += tr("%1 dropped").arg(countWords(store.droppedLines()));
    parts += zoneWords(isLocalTime);
    m_right->setLook(TextStyle::Small, store.droppedLines() > 0 ? ColorToken::Warning : ColorToken::TextSecond);
    m_right->setText(parts.join(kBetween));
    setAccessibleName(m_left->text() + kBetween + m_right->text());
    update();
}

void LogStateLine::paintEvent(QPaintEvent* /*event*/) {
    const Theme& theme = Theme::of(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(ColorToken::Side));
    painter.fillRect(QRect(0, 0, width(), 1), theme.color(ColorToken::Line));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(m_isTroubled ? ColorToken::Failed
            : m_isLive                        ? ColorToken::Ok
                                              : ColorToken::TextThird));
    painter.drawEllipse(QRectF(12, (height() - kDot) / 2.0, kDot, kDot));
}

} // namespace pilothouse::ui
