// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/cell_roles.h"
#include "ui/widgets/row_filter.h"

#include <QtCore/QPersistentModelIndex>
#include <QtCore/QSet>
#include <QtWidgets/QTableView>

namespace pilothouse::ui {

class RowProxy;

/// The table of the whole program: filter, typed sorting, column chooser, saved layout, selection kept by uid.
///
/// Give it a model that speaks CellRole. Keys: Enter or double-click opens, Space marks, Ctrl+C copies the selected
/// cells, j/k/g/G move as in k9s; all other letters are left to the actions of the page. Thread: GUI.
class DataTable final : public QTableView {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DataTable)

public:
    explicit DataTable(QWidget* parent = nullptr);
    ~DataTable() override;

    /// @param model not owned; lives longer than the table or is replaced (nullptr) before
    void setSource(QAbstractItemModel* model);
    [[nodiscard]] QAbstractItemModel* source() const;

    void setFilter(const RowFilter& filter);
    [[nodiscard]] int shownRows() const;
    /// Rows the filter hides; the page must say so.
    [[nodiscard]] int hiddenRows() const;

    /// Empty where no row is current or the model has no uids.
    [[nodiscard]] QString currentUid() const;
    /// The selected rows from top to bottom.
    [[nodiscard]] QStringList selectedUids() const;
    /// Makes the row current and scrolls to it. A row that is not there (yet) is taken up when it comes.
    bool selectUid(const QString& uid);
    /// Source-model row of the current row, -1 where there is none.
    [[nodiscard]] int currentSourceRow() const;

    /// Columns (order, width, hidden) and sorting as JSON. Restoring ignores columns that are gone and anything
    /// that is not such a layout.
    [[nodiscard]] QByteArray saveLayout() const;
    bool restoreLayout(const QByteArray& layout);
    void resetLayout();
    /// The column chooser.
    void showColumnMenu(const QPoint& globalPosition);

Q_SIGNALS:
    /// Enter or double-click. @p sourceIndex is of the source model.
    void opened(const QModelIndex& sourceIndex);
    void markToggled(const QModelIndex& sourceIndex);
    /// The user (or a reset that lost the row) made another row current; empty for none.
    void currentUidChanged(const QString& uid);
    /// Filter or model changed how many rows are shown or hidden.
    void rowCountsChanged();
    void layoutEdited();
    /// Right click or menu key on a row.
    void contextMenuWanted(const QModelIndex& sourceIndex, const QPoint& globalPosition);

public:
    void keyboardSearch(const QString& search) override;

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    void keepRowsInPlace();
    void rememberTopRow();
    void putTopRowBack();
    void takeDefaultWidths();
    void rememberSelection();
    void restoreSelection();
    void copySelection() const;
    void applyRowHeight();
    [[nodiscard]] QString columnKey(int column) const;
    [[nodiscard]] QModelIndex rowOf(const QString& uid) const;

    RowProxy* m_proxy;
    QString m_wantedUid;
    QSet<QString> m_keptUids;
    int m_keptScroll = 0;
    QPersistentModelIndex m_topRow; ///< while rows come, go and move: the one that stays where it is on screen
    int m_topOffset = 0;
    bool m_restoring = false;
};

} // namespace pilothouse::ui
