// SPDX-License-Identifier: Apache-2.0
#include "ui/logs/level_chips.h"

#include "ui/logs/log_words.h"
#include "ui/theme/style_paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"

#include <QAbstractButton>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPainter>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr quint32 bitOf(LogLevel level) {
    return 1U << static_cast<unsigned>(level);
}

/// Which levels one chip stands for; the first names it.
struct Group {
    LogLevel level;
    quint32 bits;
};
constexpr std::array<Group, 5> kGroups{{
    {LogLevel::Error, bitOf(LogLevel::Error) | bitOf(LogLevel::Fatal)},
    {LogLevel::Warning, bitOf(LogLevel::Warning)},
    {LogLevel::Info, bitOf(LogLevel::Info)},
    {LogLevel::Debug, bitOf(LogLevel::Debug) | bitOf(LogLevel::Trace)},
    {LogLevel{}, bitOf(LogLevel{})},
}};
constexpr quint32 kAll = (1U << kLogLevelCount) - 1;
constexpr int kSide = 8;
constexpr int kDot = 8;
constexpr int kGap = 5;

/// `12 k`: as short as can be said.
QString shortCount(qint64 count) {
    if (count < 10'000) {
        return countWords(count);
    }
    return count < 10'000'000 ? LevelChips::tr("%1 k").arg(count / 1000)
                              : LevelChips::tr("%1 M").arg(count / 1'000'000);
}

} // namespace

/// A dot in the level's colour, its word and its count; struck out while hidden.
class LevelChips::LevelChip final : public QAbstractButton {
public:
    LevelChip(LogLevel level, QWidget* parent)
        : QAbstractButton(parent)
        , m_level(level) {
        setCheckable(true);
        setChecked(true);
        setFocusPolicy(Qt::TabFocus);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        setCount(0);
    }
    void setCount(qint64 count) {
        if (count == m_count) {
            return;
        }
        m_count = count;
        setText(levelWord(m_level) + u' ' + shortCount(count));
        setAccessibleName(text());
        setToolTip(plainToolTip(LevelChips::tr("%1: %2 lines. Click hides them, Ctrl+click shows them alone.")
                .arg(levelWord(m_level), countWords(count))));
        updateGeometry();
        update();
    }
    [[nodiscard]] QSize sizeHint() const override {
        const Theme& theme = Theme::of(this);
        const QFontMetrics metrics(theme.font(TextStyle::Badge));
        return {2 * kSide + kDot + kGap + metrics.horizontalAdvance(text()), theme.scaled(22)};
    }

protected:
    void paintEvent(QPaintEvent* /*event*/) override {
        const Theme& theme = Theme::of(this);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const bool isShown = isChecked();
        const QColor tone = theme.color(isShown ? levelTone(m_level) : ColorToken::TextThird);
        if (underMouse() || isDown()) {
            paintRounded(painter, rect(), height() / 2.0, theme.color(ColorToken::Raised), QColor());
        }
        const QRectF dot(kSide, (height() - kDot) / 2.0, kDot, kDot);
        painter.setPen(QPen(tone, 1.5));
        painter.setBrush(isShown ? QBrush(tone) : QBrush(Qt::NoBrush));
        painter.drawEllipse(dot.adjusted(0.75, 0.75, -0.75, -0.75));
        QFont font = theme.font(TextStyle::Badge);
        font.setStrikeOut(!isShown);
        painter.setFont(font);
        const bool isQuiet = m_count == 0 || !isShown;
        painter.setPen(theme.color(isQuiet ? ColorToken::TextThird : ColorToken::Text));
        painter.drawText(rect().adjusted(kSide + kDot + kGap, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, text());
        if (hasFocus()) {
            paintFocusRing(painter, rect(), height() / 2.0, theme);
        }
    }

private:
    LogLevel m_level;
    qint64 m_count = -1;
};

LevelChips::LevelChips(QWidget* parent)
    : QWidget(parent) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    for (std::size_t i = 0; i < kChips; ++i) {
        auto* chip = new LevelChip(kGroups.at(i).level, this);
        m_chips.at(i) = chip;
        layout->addWidget(chip);
        connect(chip, &QAbstractButton::clicked, this,
            [this, i] { toggle(i, QGuiApplication::keyboardModifiers().testFlag(Qt::ControlModifier)); });
    }
    connect(&Theme::of(this), &Theme::changed, this, [this] {
        for (LevelChip* chip : m_chips) {
            chip->updateGeometry();
        }
    });
}

LevelChips::~LevelChips() = default;

void LevelChips::setCounts(const LogHistogram& histogram) {
    for (std::size_t i = 0; i < kChips; ++i) {
        qint64 count = 0;
        for (int level = 0; level < kLogLevelCount; ++level) {
            if ((kGroups.at(i).bits & (1U << static_cast<unsigned>(level))) != 0) {
                count += histogram.count(static_cast<LogLevel>(level));
            }
        }
        m_chips.at(i)->setCount(count);
    }
}

void LevelChips::setHidden(quint32 levels) {
    m_hidden = levels;
    for (std::size_t i = 0; i < kChips; ++i) {
        m_chips.at(i)->setChecked((levels & kGroups.at(i).bits) == 0);
    }
}

void LevelChips::toggle(std::size_t chip, bool isAlone) {
    const quint32 bits = kGroups.at(chip).bits;
    const quint32 others = kAll & ~bits;
    const quint32 wanted = !isAlone ? m_hidden ^ bits : m_hidden == others ? 0U : others;
    setHidden(wanted);
    Q_EMIT hiddenWanted(wanted);
}

} // namespace pilothouse::ui
