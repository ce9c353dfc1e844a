// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/session/forward_book.h"

#include <QAbstractTableModel>

namespace pilothouse::ui {

/// The book of forwards as a table.
class ForwardsModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Target, Context, Local, Remote, State, Pod, Connections, Sent, Received, ColumnCount };
    explicit ForwardsModel(QObject* parent = nullptr);
    Q_DISABLE_COPY_MOVE(ForwardsModel)

    /// Lines that stay are changed in place.
    void setEntries(const std::vector<ForwardEntry>& entries);
    [[nodiscard]] const ForwardEntry* entry(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<ForwardEntry> m_entries;
};

/// `http://127.0.0.1:8080`; empty where nothing listens.
[[nodiscard]] QString forwardUrl(const ForwardEntry& entry);
[[nodiscard]] QString forwardStateText(ForwardStatus::State state);
[[nodiscard]] bool isRunning(const ForwardEntry& entry);

} // namespace pilothouse::ui
