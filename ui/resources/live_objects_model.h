// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/session/live_objects.h"

#include <QAbstractItemModel>

#include <vector>

namespace pilothouse::ui {

/// The live tree of a release: objects of its manifest, and under workloads the ReplicaSets and Pods that hang on them.
class LiveObjectsModel final : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Column { Name, Kind, Namespace, State, Ready, Message, ColumnCount };

    explicit LiveObjectsModel(QObject* parent = nullptr);
    Q_DISABLE_COPY_MOVE(LiveObjectsModel)

    void setObjects(std::vector<LiveObject> objects);
    [[nodiscard]] const LiveObject* object(const QModelIndex& index) const;
    [[nodiscard]] const std::vector<LiveObject>& objects() const { return m_objects; }

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& index) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<LiveObject> m_objects;
    std::vector<std::vector<int>> m_children; ///< by index + 1; [0]: the roots
    std::vector<int> m_rowOf; ///< row of each object under its owner
};

} // namespace pilothouse::ui
