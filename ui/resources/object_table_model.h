// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/kube/metrics_source.h"
#include "core/kube/table_feed.h"

#include <QAbstractTableModel>
#include <QDateTime>

namespace pilothouse::ui {

/// A collection as the server prints it, whatever the kind: its columns, plus the namespace where several are shown,
/// plus CPU and memory where they are known. Takes deltas row by row, so that selection and scroll stay; its work is
/// O(changed).
class ObjectTableModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit ObjectTableModel(QObject* parent = nullptr);
    Q_DISABLE_COPY_MOVE(ObjectTableModel)

    void apply(const TableDelta& delta);
    void setNamespaceShown(bool shown);
    /// By usageKey(); an empty one with @p hasColumns false takes the two columns away. Like the times, the figures are
    /// read when they are painted: told of cell by cell, 5,000 rows would hold the window up for nothing. Whoever shows
    /// them paints anew; where rows are sorted by them, tellUsage() follows.
    void setUsage(QHash<QString, Usage> usage, bool hasColumns);
    void clear();
    void tellUsage();
    /// The time that ages are counted to; paint anew afterwards.
    void setNow(const QDateTime& now) { m_now = now; }

    [[nodiscard]] const ObjectTable::Row* row(int row) const;
    [[nodiscard]] const ObjectTable::Row* find(const Uid& uid) const;
    [[nodiscard]] bool hasColumns() const { return !m_columns.empty(); }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    /// What a column of ours shows.
    struct Shown {
        enum class What { Server, Namespace, Cores, Memory } what = What::Server;
        size_t server = 0; ///< with Server
    };
    [[nodiscard]] Shown shown(int column) const;
    void reset(const std::vector<ObjectTable::Column>& columns);
    void remove(const std::vector<Uid>& uids);
    void upsert(const std::vector<ObjectTable::Row>& rows);
    void reindexFrom(size_t row);
    [[nodiscard]] QString cellText(const ObjectTable::Row& row, Shown column) const;
    [[nodiscard]] QVariant sortValue(const ObjectTable::Row& row, Shown column) const;
    [[nodiscard]] std::optional<Usage> usageOf(const ObjectTable::Row& row) const;
    [[nodiscard]] QVariant toneOf(const ObjectTable::Row& row, const QModelIndex& index) const;
    [[nodiscard]] bool isAge(Shown column) const;
    [[nodiscard]] bool isSpan(Shown column) const;
    [[nodiscard]] bool isNumber(Shown column) const;

    std::vector<ObjectTable::Column> m_columns;
    std::vector<ObjectTable::Row> m_rows;
    QHash<Uid, int> m_places; ///< row of each uid
    QHash<Uid, qint64> m_heard; ///< when each row was told, in seconds since the epoch
    QHash<QString, Usage> m_usage;
    QDateTime m_now;
    bool m_showsNamespace = false;
    bool m_showsUsage = false;
};

} // namespace pilothouse::ui
