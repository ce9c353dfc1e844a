// SPDX-License-Identifier: Apache-2.0
#include "ui/releases/revision_rail.h"

#include "ui/releases/revision_card.h"
#include "ui/releases/revision_model.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QPainter>

namespace pilothouse::ui {

RevisionRail::RevisionRail(RevisionModel& model, QWidget* parent)
    : QListView(parent)
    , m_model(model) {
    setItemDelegate(new RevisionCard(this));
    setFrameShape(NoFrame);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    setTabKeyNavigation(false);
    setAccessibleName(tr("Revisions"));
    setModel(&model);
    connect(&model, &QAbstractItemModel::modelAboutToBeReset, this, [this] { m_isSetting = true; });
    connect(&model, &QAbstractItemModel::modelReset, this, &RevisionRail::restore);
    changeEvent(nullptr);
}

QSize RevisionRail::sizeHint() const {
    return {Theme::of(this).scaled(196), 300};
}

void RevisionRail::keyboardSearch(const QString& /*search*/) { } // letters are commands of the page

Revision RevisionRail::revisionAt(const QModelIndex& index) const {
    return index.isValid() ? Revision{index.data(RevisionModel::NumberRole).toInt()} : Revision::None;
}

void RevisionRail::setSelected(Revision revision) {
    m_selected = revision;
    const int row = m_model.rowOf(revision);
    if (row == currentIndex().row() && row >= 0)
        return;
    m_isSetting = true;
    if (row < 0) {
        clearSelection();
        setCurrentIndex({});
    } else {
        setCurrentIndex(m_model.index(row, 0));
        scrollTo(m_model.index(row, 0));
    }
    m_isSetting = false;
}

void RevisionRail::restore() {
    m_isSetting = false;
    setSelected(m_selected);
}

void RevisionRail::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QListView::currentChanged(current, previous);
    if (m_isSetting || !current.isValid() || revisionAt(current) == m_selected)
        return;
    m_selected = revisionAt(current);
    Q_EMIT selected(m_selected);
}

void RevisionRail::keyPressEvent(QKeyEvent* event) {
    const auto go = [this](int step) {
        const QModelIndex to = m_model.index(currentIndex().row() + step, 0);
        if (to.isValid())
            setCurrentIndex(to);
    };
    switch (event->key()) {
    case Qt::Key_Space:
        Q_EMIT comparisonToggled(revisionAt(currentIndex()));
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        Q_EMIT opened();
        return;
    case Qt::Key_J:
        return go(1);
    case Qt::Key_K:
        return go(-1);
    default:
        break;
    }
    if (event->text().size() == 1 && event->text().front().isPrint() && !(event->modifiers() & Qt::ControlModifier)) {
        event->ignore(); // a shortcut of the page
        return;
    }
    QListView::keyPressEvent(event);
}

void RevisionRail::mousePressEvent(QMouseEvent* event) {
    const QModelIndex index = indexAt(event->pos());
    if (index.isValid() && event->button() == Qt::LeftButton && event->modifiers().testFlag(Qt::ControlModifier)) {
        Q_EMIT comparisonToggled(revisionAt(index));
        return;
    }
    QListView::mousePressEvent(event);
}

void RevisionRail::mouseDoubleClickEvent(QMouseEvent* /*event*/) {
    Q_EMIT opened();
}

void RevisionRail::paintEvent(QPaintEvent* event) {
    QPainter(viewport()).fillRect(event->rect(), Theme::of(this).color(ColorToken::Side));
    QListView::paintEvent(event);
}

void RevisionRail::changeEvent(QEvent* event) {
    if (event)
        QListView::changeEvent(event);
    if (!event || event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        QPalette side = Theme::of(this).palette();
        side.setColor(QPalette::Base, Theme::of(this).color(ColorToken::Side));
        if (side.color(QPalette::Base) != palette().color(QPalette::Base))
            setPalette(side);
        scheduleDelayedItemsLayout();
    }
}

} // namespace pilothouse::ui
