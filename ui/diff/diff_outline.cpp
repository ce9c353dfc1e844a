// SPDX-License-Identifier: Apache-2.0
#include "ui/diff/diff_outline.h"

#include "ui/diff/diff_words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QToolTip>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kSide = 12;
constexpr int kIcon = 16;
constexpr int kTick = 16;

/// Where the tick of a row stands.
QRect tickRect(const QRect& row) {
    return {row.right() - kSide - kTick + 1, row.bottom() - kTick - 5, kTick, kTick};
}

class OutlineDelegate final : public QStyledItemDelegate {
public:
    OutlineDelegate(const DiffOutlineModel& model, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_model(model) { }

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const Theme& theme = Theme::of(option.widget);
        const bool isFirst = index.row() == 0;
        return {10, m_model.entryAt(index.row()) < 0 ? theme.scaled(isFirst ? 34 : 38) : theme.scaled(46)};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        painter->save();
        const int entry = m_model.entryAt(index.row());
        entry < 0 ? paintHeading(*painter, option, index.row()) : paintEntry(*painter, option, entry);
        painter->restore();
    }

private:
    void paintHeading(QPainter& painter, const QStyleOptionViewItem& option, int row) const {
        const Theme& theme = Theme::of(option.widget);
        const DiffSection section = m_model.sectionAt(row);
        QRect rect = option.rect.adjusted(kSide, theme.scaled(row == 0 ? 4 : 8), -kSide, 0);
        painter.setFont(theme.font(TextStyle::SmallStrong));
        painter.setPen(theme.color(ColorToken::TextSecond));
        const QString size = QString::number(m_model.headingSize(row));
        painter.drawText(rect, Qt::AlignVCenter | Qt::AlignRight, size);
        rect.setRight(rect.right() - painter.fontMetrics().horizontalAdvance(size) - 6);
        if (section == DiffSection::LabelsOnly) {
            const qreal ratio = option.widget ? option.widget->devicePixelRatioF() : 1.0;
            const QString chevron = m_model.areLabelsShown() ? u"chevron-down"_s : u"chevron-right"_s;
            painter.drawPixmap(QPointF(rect.left() - 2, rect.center().y() - 6.5),
                theme.pixmap(chevron, ColorToken::TextThird, 14, ratio));
            rect.setLeft(rect.left() + 18);
        }
        painter.drawText(rect, Qt::AlignVCenter | Qt::AlignLeft,
            painter.fontMetrics().elidedText(m_model.headingAt(row), Qt::ElideMiddle, rect.width()));
    }

    void paintEntry(QPainter& painter, const QStyleOptionViewItem& option, int number) const {
        const Theme& theme = Theme::of(option.widget);
        const DiffEntry& entry = m_model.entries()[static_cast<size_t>(number)];
        const bool isSeen = m_model.isSeen(number);
        const bool isHovered = option.state.testFlag(QStyle::State_MouseOver);
        if (option.state.testFlag(QStyle::State_Selected)) {
            painter.fillRect(option.rect, theme.color(ColorToken::Selection));
        } else if (isHovered) {
            painter.fillRect(option.rect, mixed(theme.color(ColorToken::Side), theme.color(ColorToken::Raised), 0.8));
        }
        const qreal ratio = option.widget ? option.widget->devicePixelRatioF() : 1.0;
        const QPointF icon(option.rect.left() + kSide, option.rect.center().y() - kIcon / 2.0 + 0.5);
        painter.drawPixmap(
            icon, theme.pixmap(entryIcon(entry), isSeen ? ColorToken::TextThird : entryTone(entry), kIcon, ratio));
        const QRect text = option.rect.adjusted(kSide + kIcon + 8, theme.scaled(5), -kSide, -theme.scaled(4));
        const QRect upper(text.left(), text.top(), text.width(), text.height() / 2);
        const QRect lower(text.left(), text.top() + text.height() / 2, text.width(), text.height() / 2);
        paintUpper(painter, upper, theme, entry, isSeen);
        paintTick(painter, option, ratio, isSeen);
        painter.setFont(theme.font(TextStyle::Small));
        painter.setPen(theme.color(isSeen ? ColorToken::TextThird : ColorToken::TextSecond));
        const QString name = entry.diff->key.name;
        painter.drawText(lower, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
            painter.fontMetrics().elidedText(name, Qt::ElideMiddle, lower.width() - kTick - 6));
    }

    /// Kind, badges as far as they fit, counts.
    static void paintUpper(
        QPainter& painter, const QRect& rect, const Theme& theme, const DiffEntry& entry, bool isSeen) {
        const int right = paintCounts(painter, rect, theme, *entry.diff);
        painter.setFont(theme.font(TextStyle::Body));
        painter.setPen(theme.color(isSeen ? ColorToken::TextThird : ColorToken::Text));
        const QString kind
            = painter.fontMetrics().elidedText(entryKind(entry), Qt::ElideMiddle, right - rect.left() - 8);
        painter.drawText(rect, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, kind);
        int x = rect.left() + painter.fontMetrics().horizontalAdvance(kind) + 8;
        const QList<BadgeSpec> badges = riskBadges(*entry.diff);
        for (qsizetype i = 0; i < badges.size(); ++i) {
            BadgeSpec badge = badges.at(i);
            const qsizetype left = badges.size() - i - 1;
            const BadgeSpec more{u"+%1"_s.arg(left + 1), badge.tone};
            const int reserve = left > 0 ? badgeWidth(theme, more) + 4 : 0;
            const bool fits = x + badgeWidth(theme, badge) + reserve <= right;
            if (!fits) {
                badge = left > 0 || i > 0 ? more : badge;
            }
            if (x + badgeWidth(theme, badge) > right - 2) {
                break;
            }
            x = paintBadge(painter, QRect(x, rect.top(), right - x, rect.height()), theme, badge) + 4;
            if (!fits) {
                break;
            }
        }
    }

    /// @return where they begin
    static int paintCounts(QPainter& painter, const QRect& rect, const Theme& theme, const ObjectDiff& diff) {
        painter.setFont(theme.font(TextStyle::Mono));
        const QFontMetrics metrics = painter.fontMetrics();
        int right = rect.right() + 1;
        const auto draw = [&](int count, const QString& sign, ColorToken tone) {
            if (count > 0) {
                const QString text = sign + QString::number(count);
                painter.setPen(theme.color(tone));
                painter.drawText(QRect(rect.left(), rect.top(), right - rect.left(), rect.height()),
                    Qt::AlignVCenter | Qt::AlignRight, text);
                right -= metrics.horizontalAdvance(text) + metrics.horizontalAdvance(u' ');
            }
        };
        draw(diff.removedLines, u"−"_s, ColorToken::Failed);
        draw(diff.addedLines, u"+"_s, ColorToken::Ok);
        return right;
    }

    static void paintTick(QPainter& painter, const QStyleOptionViewItem& option, qreal ratio, bool isSeen) {
        const Theme& theme = Theme::of(option.widget);
        const QRect tick = tickRect(option.rect);
        const QString icon = isSeen ? u"circle-check"_s : u"circle"_s;
        const bool isNear
            = option.state.testFlag(QStyle::State_MouseOver) || option.state.testFlag(QStyle::State_Selected);
        if (isSeen || isNear) {
            painter.drawPixmap(QPointF(tick.left() + 1, tick.top() + 1),
                theme.pixmap(icon, isSeen ? ColorToken::Ok : ColorToken::TextThird, 14, ratio));
        }
    }

    const DiffOutlineModel& m_model;
};

} // namespace

DiffOutline::DiffOutline(QWidget* parent)
    : QListView(parent)
    , m_model(new DiffOutlineModel(this)) {
    setFrameShape(QFrame::NoFrame);
    setModel(m_model);
    setItemDelegate(new OutlineDelegate(*m_model, this));
    setMouseTracking(true);
    setUniformItemSizes(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setAccessibleName(tr("Changed objects"));
    connect(&Theme::of(this), &Theme::changed, this, [this] {
        scheduleDelayedItemsLayout();
        updateGeometry();
    });
}

QSize DiffOutline::sizeHint() const {
    return {Theme::of(this).scaled(262), 300};
}

QSize DiffOutline::minimumSizeHint() const {
    return {Theme::of(this).scaled(150), 80};
}

void DiffOutline::paintEvent(QPaintEvent* event) {
    QPainter(viewport()).fillRect(event->rect(), Theme::of(this).color(ColorToken::Side));
    QListView::paintEvent(event);
}

int DiffOutline::currentEntry() const {
    return m_model->entryAt(currentIndex().row());
}

void DiffOutline::setCurrentEntry(int entry) {
    const int row = m_model->rowOf(entry);
    if (row < 0 || row == currentIndex().row()) {
        return;
    }
    m_isFollowing = true;
    setCurrentIndex(m_model->index(row));
    m_isFollowing = false;
}

void DiffOutline::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QListView::currentChanged(current, previous);
    const int entry = m_model->entryAt(current.row());
    if (!m_isFollowing && entry >= 0) {
        Q_EMIT entryChosen(entry);
    }
}

void DiffOutline::mousePressEvent(QMouseEvent* event) {
    const QModelIndex index = indexAt(event->pos());
    const int entry = m_model->entryAt(index.row());
    if (event->button() == Qt::LeftButton && index.isValid()) {
        if (entry < 0) {
            if (m_model->sectionAt(index.row()) == DiffSection::LabelsOnly) {
                Q_EMIT labelsToggled();
            }
            return;
        }
        if (tickRect(visualRect(index)).adjusted(-4, -4, 6, 4).contains(event->pos())) {
            m_model->toggleSeen(entry);
            return;
        }
    }
    QListView::mousePressEvent(event);
    if (entry >= 0 && event->button() == Qt::LeftButton) {
        Q_EMIT entryChosen(entry); // again for the row that is current: it may have been scrolled away
    }
}

void DiffOutline::keyPressEvent(QKeyEvent* event) {
    // Letters are keys of the diff, not a search for names.
    const bool isLetter = !event->text().isEmpty() && event->text().front().isLetterOrNumber();
    isLetter ? event->ignore() : QListView::keyPressEvent(event);
}

bool DiffOutline::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QModelIndex index = indexAt(help->pos());
        QToolTip::showText(help->globalPos(),
            index.isValid() ? plainToolTip(index.data(Qt::ToolTipRole).toString()) : QString(), this);
        return true;
    }
    return QListView::viewportEvent(event);
}

} // namespace pilothouse::ui
