// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/net/http_trace.h"

#include <QAbstractTableModel>
#include <QHash>

#include <vector>

namespace pilothouse::ui {

/// The program's HTTP exchanges, newest last. Fed four times a second while it is looked at: a busy watch costs nothing
/// when nobody looks.
class TraceModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Time, Context, Method, Url, Status, Took, Received, Try, ColumnCount };

    explicit TraceModel(HttpTrace& trace, QObject* parent = nullptr);
    Q_DISABLE_COPY_MOVE(TraceModel)

    /// Takes over what came since the last call.
    void pull();
    void clear();
    [[nodiscard]] const TraceEntry* entry(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(const TraceEntry& entry, int column) const;
    [[nodiscard]] QVariant sortKey(const TraceEntry& entry, int column) const;
    void trim();

    HttpTrace& m_trace;
    std::vector<TraceEntry> m_entries;
    QHash<quint64, int> m_rows; ///< id → row
    quint64 m_sequence = 0;
};

} // namespace pilothouse::ui
