// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/navigation_panel.h"

#include "core/base/plain_text.h"
#include "ui/frame/place.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"

#include <QAbstractButton>
#include <QEnterEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kWidth = 178;
constexpr int kEntryHeight = 30;
} // namespace

/// One line of the panel: icon, text, count.
class NavigationPanel::Entry final : public QAbstractButton {
public:
    Entry(Theme& theme, QString pageName, QString icon, const QString& text, QWidget* parent)
        : QAbstractButton(parent)
        , page(std::move(pageName))
        , m_theme(theme)
        , m_icon(std::move(icon)) {
        setText(text);
        setAccessibleName(text);
        setCheckable(true);
        setFocusPolicy(Qt::TabFocus);
        setAttribute(Qt::WA_Hover);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }
    QSize sizeHint() const override { return {100, m_theme.scaled(kEntryHeight)}; }

    const QString page;
    int count = -1;
    int alert = 0;

protected:
    void nextCheckState() override { } // the panel decides what is current
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const bool isCurrent = isChecked();
        if (isCurrent || underMouse()) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(m_theme.color(isCurrent ? ColorToken::Selection : ColorToken::Raised));
            painter.drawRoundedRect(QRectF(rect()), 6, 6);
        }
        if (hasFocus()) {
            painter.setPen(QPen(m_theme.color(ColorToken::Accent), 1));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
        }
        const ColorToken tone = isCurrent ? ColorToken::Text : ColorToken::TextSecond;
        painter.drawPixmap(9, (height() - 16) / 2, m_theme.pixmap(m_icon, tone, 16, devicePixelRatioF()));
        const int numberRoom = paintNumber(painter);
        painter.setFont(m_theme.font(TextStyle::Body));
        painter.setPen(m_theme.color(tone));
        const QRect textRect = rect().adjusted(33, 0, -numberRoom - 8, 0);
        painter.drawText(textRect, Qt::AlignVCenter | Qt::AlignLeft,
            painter.fontMetrics().elidedText(text(), Qt::ElideRight, textRect.width()));
    }

private:
    int paintNumber(QPainter& painter) {
        if (alert <= 0 && count < 0) {
            return 0;
        }
        const QString number = QLocale().toString(alert > 0 ? alert : count);
        painter.setFont(m_theme.font(alert > 0 ? TextStyle::SmallStrong : TextStyle::Small));
        const int width = painter.fontMetrics().horizontalAdvance(number);
        if (alert > 0) {
            const QRectF pill(rect().right() - width - 18, (height() - 18) / 2.0, width + 13, 18);
            painter.setPen(Qt::NoPen);
            painter.setBrush(m_theme.color(ColorToken::Failed));
            painter.drawRoundedRect(pill, 9, 9);
            painter.setPen(m_theme.textOn(ColorToken::Failed));
            painter.drawText(pill, Qt::AlignCenter, number);
        } else {
            painter.setPen(m_theme.color(ColorToken::TextSecond));
            painter.drawText(rect().adjusted(0, 0, -9, 0), Qt::AlignVCenter | Qt::AlignRight, number);
        }
        return width + 16;
    }

    Theme& m_theme;
    QString m_icon;
};

NavigationPanel::NavigationPanel(Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(new ElidedLabel({}, TextStyle::Title, ColorToken::Text, this))
    , m_detail(new ElidedLabel({}, TextStyle::Small, ColorToken::TextSecond, this)) {
    setObjectName(u"navigation"_s);
    setAccessibleName(tr("Navigation"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 14, 8, 8);
    layout->setSpacing(0);
    for (ElidedLabel* label : {m_title, m_detail}) {
        label->setContentsMargins(8, 0, 8, 0);
        layout->addWidget(label);
        layout->addSpacing(3);
    }
    layout->addSpacing(10);
    addEntry(page::kReleases.toString(), u"package"_s, tr("Releases"));
    addEntry(page::kFaults.toString(), u"stethoscope"_s, tr("What is wrong"));
    addGroup(tr("Cluster"));
    addEntry(u"kind:workloads"_s, u"boxes"_s, tr("Workloads"));
    addEntry(u"kind:pods"_s, u"box"_s, tr("Pods"));
    addEntry(u"kind:config"_s, u"sliders-horizontal"_s, tr("Config"));
    addEntry(u"kind:network"_s, u"network"_s, tr("Network"));
    addEntry(u"kind:storage"_s, u"hard-drive"_s, tr("Storage"));
    addEntry(u"kind:events"_s, u"activity"_s, tr("Events"));
    addEntry(u"kind:custom"_s, u"puzzle"_s, tr("Custom kinds"));
    addGroup(tr("This program"));
    addEntry(u"dock:trace"_s, u"arrow-left-right"_s, tr("HTTP trace"));
    addEntry(u"dock:forwards"_s, u"plug"_s, tr("Port-forwards"));
    addEntry(u"dock:audit"_s, u"scroll-text"_s, tr("Audit"));
    addEntry(page::kSettings.toString(), u"settings"_s, tr("Settings"));
    layout->addStretch(1);
    connect(&theme, &Theme::changed, this, &NavigationPanel::applyTheme);
    applyTheme();
}

void NavigationPanel::applyTheme() {
    setFixedWidth(m_theme.scaled(kWidth));
    for (QLabel* group : m_groups) {
        group->setFont(m_theme.font(TextStyle::SmallStrong));
        QPalette palette = group->palette();
        palette.setColor(QPalette::WindowText, m_theme.color(ColorToken::TextSecond));
        group->setPalette(palette);
    }
    update();
}

void NavigationPanel::addGroup(const QString& title) {
    auto* label = new QLabel(title, this);
    label->setTextFormat(Qt::PlainText);
    label->setContentsMargins(8, 14, 0, 6);
    m_groups.push_back(label);
    layout()->addWidget(label);
}

void NavigationPanel::addEntry(const QString& page, const QString& icon, const QString& text) {
    auto* added = new Entry(m_theme, page, icon, text, this);
    m_entries.push_back(added);
    layout()->addWidget(added);
    connect(added, &QAbstractButton::clicked, this, [this, page] { Q_EMIT chosen(page); });
}

NavigationPanel::Entry* NavigationPanel::entry(const QString& page) const {
    const auto found = std::ranges::find_if(m_entries, [&](const Entry* e) { return e->page == page; });
    return found == m_entries.end() ? nullptr : *found;
}

void NavigationPanel::setHeading(const QString& title, const QString& detail) {
    m_title->setText(escapeControls(title));
    m_detail->setText(escapeControls(detail));
}

void NavigationPanel::setCurrent(const QString& page) {
    for (Entry* e : m_entries) {
        e->setChecked(e->page == page);
    }
}

void NavigationPanel::setCount(const QString& page, int count) {
    if (Entry* e = entry(page); e && e->count != count) {
        e->count = count;
        e->update();
    }
}

void NavigationPanel::setAlert(const QString& page, int count) {
    if (Entry* e = entry(page); e && e->alert != count) {
        e->alert = count;
        e->update();
    }
}

void NavigationPanel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(ColorToken::Side));
    painter.fillRect(QRect(width() - 1, 0, 1, height()), m_theme.color(ColorToken::Line));
}

} // namespace pilothouse::ui
