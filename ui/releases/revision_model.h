// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/releases/revision_facts.h"

#include <QAbstractTableModel>

namespace pilothouse {
class Clock;
}

namespace pilothouse::ui {

/// The revisions of one release, newest first: the first column is the rail's, all of them the history table's.
/// A new list is taken over row by row (a new revision comes in on top), so that the selection stays. Thread: GUI.
class RevisionModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RevisionModel)

public:
    enum Column : int { RevisionColumn, Updated, Status, Chart, AppVersion, Moved, Description, FirstLabel };
    enum Role : int {
        WhatRole = Qt::UserRole + 1, ///< QString, mono
        ExtraRole, ///< QString
        AgeRole, ///< QString
        NumberRole, ///< int
        ComparedRole, ///< bool: the other side of the diff
        SignRole, ///< QString: Lucide name of its status
        SignToneRole, ///< int of ColorToken
    };
    explicit RevisionModel(const Clock& clock, QObject* parent = nullptr);

    /// @param facts newest first
    void setFacts(std::vector<RevisionFacts> facts);
    void clear();
    void setCompared(Revision revision);
    [[nodiscard]] int rowOf(Revision revision) const;
    /// Null where there is no such row. Valid until the next change.
    [[nodiscard]] const RevisionFacts* find(Revision revision) const;
    [[nodiscard]] const std::vector<RevisionFacts>& all() const { return m_facts; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QVariant text(const RevisionFacts& facts, int column) const;
    [[nodiscard]] QVariant sortValue(const RevisionFacts& facts, int column) const;
    [[nodiscard]] QString toolTip(const RevisionFacts& facts) const;

    const Clock& m_clock;
    std::vector<RevisionFacts> m_facts;
    QStringList m_labels; ///< keys of user labels that any revision has: a column each
    Revision m_compared = Revision::None;
};

} // namespace pilothouse::ui
