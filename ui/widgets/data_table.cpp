// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/data_table.h"

#include "core/base/plain_text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/row_proxy.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QScrollBar>

#include <algorithm>

namespace pilothouse::ui {

DataTable::DataTable(QWidget* parent)
    : QTableView(parent)
    , m_proxy(new RowProxy(this)) {
    setItemDelegate(new CellDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    setCornerButtonEnabled(false);
    setMouseTracking(true);
    setAccessibleName(tr("Table"));
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    auto* header = horizontalHeader();
    header->setSectionsMovable(true);
    header->setHighlightSections(false);
    header->setStretchLastSection(true);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setMinimumSectionSize(40);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QWidget::customContextMenuRequested, this,
        [this, header](const QPoint& at) { showColumnMenu(header->mapToGlobal(at)); });
    connect(header, &QHeaderView::sectionMoved, this, &DataTable::layoutEdited);
    connect(header, &QHeaderView::sectionResized, this, &DataTable::layoutEdited);
    connect(header, &QHeaderView::sortIndicatorChanged, this, &DataTable::layoutEdited);
    connect(m_proxy, &QAbstractItemModel::modelAboutToBeReset, this, &DataTable::rememberSelection);
    setModel(m_proxy);
    keepRowsInPlace();
    // After setModel: QTableView's own handling of a reset comes first, then the selection comes back.
    connect(m_proxy, &QAbstractItemModel::modelReset, this, &DataTable::restoreSelection);
    connect(m_proxy, &QAbstractItemModel::rowsInserted, this, &DataTable::restoreSelection);
    connect(m_proxy, &QAbstractItemModel::rowsInserted, this, &DataTable::rowCountsChanged);
    connect(m_proxy, &QAbstractItemModel::rowsRemoved, this, &DataTable::rowCountsChanged);
    connect(m_proxy, &QAbstractItemModel::modelReset, this, &DataTable::rowCountsChanged);
    setSortingEnabled(true);
    applyRowHeight();
}

DataTable::~DataTable() = default;

void DataTable::setSource(QAbstractItemModel* model) {
    m_proxy->setSourceModel(model);
    if (model != nullptr)
        resetLayout();
}

QAbstractItemModel* DataTable::source() const {
    return m_proxy->sourceModel();
}

void DataTable::setFilter(const RowFilter& filter) {
    if (filter == m_proxy->rowFilter())
        return;
    m_proxy->setRowFilter(filter);
    Q_EMIT rowCountsChanged();
}

int DataTable::shownRows() const {
    return m_proxy->rowCount();
}

int DataTable::hiddenRows() const {
    return source() == nullptr ? 0 : source()->rowCount() - m_proxy->rowCount();
}

QString DataTable::currentUid() const {
    const QModelIndex current = currentIndex();
    return current.isValid() ? current.siblingAtColumn(0).data(UidRole).toString() : QString();
}

QStringList DataTable::selectedUids() const {
    QModelIndexList rows = selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, [](const QModelIndex& index) { return index.row(); });
    QStringList uids;
    for (const QModelIndex& row : std::as_const(rows))
        uids << row.data(UidRole).toString();
    return uids;
}

QModelIndex DataTable::rowOf(const QString& uid) const {
    for (int row = 0; row < m_proxy->rowCount(); ++row) {
        const QModelIndex index = m_proxy->index(row, 0);
        if (index.data(UidRole).toString() == uid)
            return index;
    }
    return {};
}

bool DataTable::selectUid(const QString& uid) {
    m_wantedUid = uid;
    const QModelIndex row = rowOf(uid);
    if (!row.isValid())
        return false;
    selectionModel()->setCurrentIndex(row, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollTo(row);
    return true;
}

int DataTable::currentSourceRow() const {
    return currentIndex().isValid() ? m_proxy->mapToSource(currentIndex()).row() : -1;
}

void DataTable::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTableView::currentChanged(current, previous);
    if (m_restoring)
        return;
    const QString uid = currentUid();
    // A row that a filter or a deletion took away is still wanted: it is taken up again when it comes back.
    if (!uid.isEmpty() && (hasFocus() || m_wantedUid.isEmpty()))
        m_wantedUid = uid;
    if (current.row() != previous.row() || !previous.isValid())
        Q_EMIT currentUidChanged(uid);
}

/// A row that comes above what is looked at must not push it away. At the top new rows are what one wants to see.
/// After setModel: the view's own slots come first.
void DataTable::keepRowsInPlace() {
    connect(m_proxy, &QAbstractItemModel::rowsAboutToBeInserted, this, &DataTable::rememberTopRow);
    connect(m_proxy, &QAbstractItemModel::rowsInserted, this, &DataTable::putTopRowBack);
    connect(m_proxy, &QAbstractItemModel::rowsAboutToBeRemoved, this, &DataTable::rememberTopRow);
    connect(m_proxy, &QAbstractItemModel::rowsRemoved, this, &DataTable::putTopRowBack);
    connect(m_proxy, &QAbstractItemModel::layoutAboutToBeChanged, this, &DataTable::rememberTopRow);
    connect(m_proxy, &QAbstractItemModel::layoutChanged, this, &DataTable::putTopRowBack);
}

void DataTable::rememberTopRow() {
    const QModelIndex top = verticalScrollBar()->value() > 0 ? indexAt(QPoint(0, 0)) : QModelIndex();
    m_topRow = top;
    m_topOffset = top.isValid() ? visualRect(top).top() : 0;
}

void DataTable::putTopRowBack() {
    if (m_topRow.isValid()) {
        executeDelayedItemsLayout(); // the scroll bar's range is the old one until then
        const int height = verticalHeader()->defaultSectionSize();
        verticalScrollBar()->setValue(m_topRow.row() * height - m_topOffset);
    }
    m_topRow = QModelIndex();
}

void DataTable::rememberSelection() {
    m_keptUids.clear();
    const QStringList uids = selectedUids();
    m_keptUids = QSet<QString>(uids.begin(), uids.end());
    if (const QString uid = currentUid(); !uid.isEmpty())
        m_wantedUid = uid;
    m_keptScroll = verticalScrollBar()->value();
}

void DataTable::restoreSelection() {
    if (m_wantedUid.isEmpty() || currentUid() == m_wantedUid)
        return;
    const QModelIndex wanted = rowOf(m_wantedUid);
    if (!wanted.isValid())
        return;
    const QString before = currentUid();
    m_restoring = true;
    QItemSelection rows;
    for (int row = 0; row < m_proxy->rowCount() && m_keptUids.size() > 1; ++row) {
        const QModelIndex index = m_proxy->index(row, 0);
        if (m_keptUids.contains(index.data(UidRole).toString()))
            rows.select(index, index);
    }
    selectionModel()->setCurrentIndex(wanted, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    selectionModel()->select(rows, QItemSelectionModel::Select | QItemSelectionModel::Rows);
    m_restoring = false;
    verticalScrollBar()->setValue(m_keptScroll);
    if (before != m_wantedUid)
        Q_EMIT currentUidChanged(m_wantedUid);
}

void DataTable::keyboardSearch(const QString& /*search*/) {
    // Letters are commands of the page (ui: "Keys in tables"); jumping to a row by its letter would eat them.
}

void DataTable::keyPressEvent(QKeyEvent* event) {
    const QModelIndex current = currentIndex();
    const bool plain = event->modifiers() == Qt::NoModifier || event->modifiers() == Qt::KeypadModifier;
    const auto go = [this](CursorAction action) {
        const QModelIndex to = moveCursor(action, Qt::NoModifier);
        if (to.isValid())
            selectionModel()->setCurrentIndex(to, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    };
    if (event->matches(QKeySequence::Copy))
        return copySelection();
    if (current.isValid() && plain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        Q_EMIT opened(m_proxy->mapToSource(current));
        return;
    }
    if (current.isValid() && plain && event->key() == Qt::Key_Space) {
        Q_EMIT markToggled(m_proxy->mapToSource(current));
        return go(MoveDown);
    }
    if (plain && event->key() == Qt::Key_J)
        return go(MoveDown);
    if (plain && event->key() == Qt::Key_K)
        return go(MoveUp);
    if (event->key() == Qt::Key_G && (plain || event->modifiers() == Qt::ShiftModifier)) {
        const int row = plain ? 0 : m_proxy->rowCount() - 1;
        if (row >= 0)
            selectionModel()->setCurrentIndex(m_proxy->index(row, std::max(0, current.column())),
                QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        return;
    }
    const bool letter = event->text().size() == 1 && event->text().front().isPrint();
    if (letter && !(event->modifiers() & Qt::ControlModifier)) {
        event->ignore(); // a shortcut of the page
        return;
    }
    QTableView::keyPressEvent(event);
}

void DataTable::mouseDoubleClickEvent(QMouseEvent* event) {
    const QModelIndex index = indexAt(event->pos());
    if (index.isValid() && event->button() == Qt::LeftButton)
        Q_EMIT opened(m_proxy->mapToSource(index));
}

void DataTable::contextMenuEvent(QContextMenuEvent* event) {
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = byKey ? currentIndex() : indexAt(event->pos());
    if (!index.isValid())
        return;
    const QPoint at = byKey ? viewport()->mapToGlobal(visualRect(index).bottomLeft()) : event->globalPos();
    Q_EMIT contextMenuWanted(m_proxy->mapToSource(index), at);
}

void DataTable::copySelection() const {
    QModelIndexList rows = selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, [](const QModelIndex& index) { return index.row(); });
    QStringList lines;
    for (const QModelIndex& row : std::as_const(rows)) {
        QStringList cells;
        for (int visual = 0; visual < horizontalHeader()->count(); ++visual) {
            const int column = horizontalHeader()->logicalIndex(visual);
            if (isColumnHidden(column))
                continue;
            const QModelIndex cell = row.siblingAtColumn(column);
            const QVariant copy = cell.data(CopyTextRole);
            cells << escapeControls((copy.isValid() ? copy : cell.data(Qt::DisplayRole)).toString());
        }
        lines << cells.join(u'\t');
    }
    if (!lines.isEmpty())
        QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

void DataTable::paintEvent(QPaintEvent* event) {
    QTableView::paintEvent(event);
    const Theme& theme = Theme::of(this);
    QPainter painter(viewport());
    const QColor line = mixed(theme.color(ColorToken::Surface), theme.color(ColorToken::Line), 0.75);
    const int first = std::max(0, rowAt(event->rect().top()));
    for (int row = first; row < m_proxy->rowCount(); ++row) {
        const int y = rowViewportPosition(row) + rowHeight(row) - 1;
        if (y > event->rect().bottom())
            break;
        painter.fillRect(QRect(0, y, viewport()->width(), 1), line);
    }
}

void DataTable::changeEvent(QEvent* event) {
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        applyRowHeight();
}

void DataTable::applyRowHeight() {
    const int height = Theme::of(this).rowHeight();
    verticalHeader()->setMinimumSectionSize(height);
    verticalHeader()->setDefaultSectionSize(height);
}

} // namespace pilothouse::ui
