// SPDX-License-Identifier: Apache-2.0
#include "ui/change/check_list.h"

#include "ui/change/plan_words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"

#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

class CheckList::Row final : public QWidget {
public:
    Row(CheckWords words, bool isCurrent, QWidget* parent)
        : QWidget(parent)
        , m_words(std::move(words))
        , m_isCurrent(isCurrent) {
        setFixedHeight(Theme::of(this).scaled(26));
        setAccessibleName(text());
        setToolTip(plainToolTip(m_words.detail.isEmpty() ? m_words.title : m_words.title + u'\n' + m_words.detail));
    }
    [[nodiscard]] QString text() const {
        return m_words.detail.isEmpty() ? m_words.title : m_words.title + u": "_s + m_words.detail;
    }

protected:
    void paintEvent(QPaintEvent* /*event*/) override {
        const Theme& theme = Theme::of(this);
        QPainter painter(this);
        painter.setOpacity(m_isCurrent ? 1.0 : 0.5);
        int x = 14;
        if (!m_words.icon.isEmpty()) {
            painter.drawPixmap(
                x, (height() - 15) / 2, theme.pixmap(m_words.icon, m_words.tone, 15, devicePixelRatioF()));
            x += 23;
        }
        painter.setFont(theme.font(TextStyle::SmallStrong));
        painter.setPen(theme.color(ColorToken::Text));
        const int room = width() - x - 10;
        const QString title = painter.fontMetrics().elidedText(m_words.title, Qt::ElideMiddle, room);
        painter.drawText(QRect(x, 0, room, height()), Qt::AlignVCenter, title);
        x += painter.fontMetrics().horizontalAdvance(title) + 8;
        painter.setFont(theme.font(TextStyle::Small));
        const bool isFine = m_words.tone == ColorToken::Ok;
        painter.setPen(theme.color(isFine ? ColorToken::TextSecond : m_words.tone));
        const QRect rest(x, 0, width() - x - 10, height());
        if (rest.width() > 24) {
            painter.drawText(
                rest, Qt::AlignVCenter, painter.fontMetrics().elidedText(m_words.detail, Qt::ElideRight, rest.width()));
        }
    }

private:
    CheckWords m_words;
    bool m_isCurrent;
};

CheckList::CheckList(QWidget* parent)
    : QScrollArea(parent)
    , m_content(new QWidget(this))
    , m_column(new QVBoxLayout(m_content)) {
    setObjectName(u"checks"_s);
    setAccessibleName(tr("Checks"));
    setFrameShape(NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_column->setContentsMargins(0, 6, 0, 6);
    m_column->setSpacing(0);
    m_column->addStretch(1);
    setWidget(m_content);
}

void CheckList::show(std::vector<CheckWords> rows, bool isCurrent) {
    if (rows == m_shown && isCurrent == m_isCurrent) {
        return;
    }
    for (Row* row : m_rows) {
        m_column->removeWidget(row);
        delete row;
    }
    m_rows.clear();
    m_shown = std::move(rows);
    m_isCurrent = isCurrent;
    for (const CheckWords& words : m_shown) {
        auto* row = new Row(words, isCurrent, m_content);
        m_column->insertWidget(static_cast<int>(m_rows.size()), row);
        row->show();
        m_rows.push_back(row);
    }
}

void CheckList::setChecks(const std::vector<PlanCheck>& checks, bool isCurrent) {
    std::vector<PlanCheck> sorted = checks;
    std::ranges::stable_sort(
        sorted, std::greater(), [](const PlanCheck& check) { return static_cast<int>(check.level); });
    std::vector<CheckWords> rows;
    rows.reserve(sorted.size());
    for (const PlanCheck& check : sorted) {
        rows.push_back(checkWords(check));
    }
    show(std::move(rows), isCurrent);
}

void CheckList::setNote(const QString& note) {
    show({{.icon = u"info"_s, .tone = ColorToken::TextSecond, .title = note, .detail = {}}}, true);
}

QStringList CheckList::texts() const {
    QStringList texts;
    for (const Row* row : m_rows) {
        texts += row->text();
    }
    return texts;
}

void CheckList::changeEvent(QEvent* event) {
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        update();
    }
}

} // namespace pilothouse::ui
