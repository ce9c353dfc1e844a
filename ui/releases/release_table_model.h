// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/helm/release_feed.h"
#include "core/session/owner_rules.h"
#include "ui/widgets/badge.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QSet>

#include <memory>
#include <vector>

namespace pilothouse {
class Clock;
}

namespace pilothouse::ui {

/// The releases of one context, as rows. Kept for as long as the context is open, so that coming back is instant.
///
/// A delta costs what it changes: one insertion for all new rows, one dataChanged a run of changed rows, nothing for
/// rows that say the same as before. A list that comes anew after a reconnect is taken over row by row, never as a
/// reset, so that selection and scrolling stay. Order of rows is arrival; tables sort. Thread: GUI.
class ReleaseTableModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ReleaseTableModel)

public:
    enum Role : int {
        NamespaceRole = Qt::UserRole + 1, ///< QString
        StatusRole, ///< int of ReleaseStatus
        FaultRole, ///< bool
        KeyRole, ///< ReleaseKey
        ContextRole, ///< ContextId
    };
    /// @param clock dates ages and "stuck for"; outlives the model
    ReleaseTableModel(ContextId context, const Clock& clock, QObject* parent = nullptr);

    void apply(const ReleaseDelta& delta);
    void clear();
    /// Who else deploys these releases, as a person said: marked in their rows.
    void setOwnerRules(OwnerRules owners, EnvironmentRules environments);
    [[nodiscard]] OwnerRules ownersOf(const ReleaseKey& key) const;
    /// Marks rows for a plan of several, or takes the marks away; releases that are not there get none. A mark stays
    /// while its release changes, and goes with it.
    void setMarked(const std::vector<ReleaseKey>& releases, bool marked);
    [[nodiscard]] bool isMarked(const ReleaseKey& release) const { return m_marked.contains(release); }
    [[nodiscard]] const QSet<ReleaseKey>& marked() const { return m_marked; }
    /// Ages move on: called each minute.
    void refreshAges();
    /// The rows keep words; called when the language has changed.
    void retranslate();

    [[nodiscard]] const ContextId& context() const { return m_context; }
    [[nodiscard]] int faults() const { return m_faults; }
    /// Null where there is no such row. Valid until the next change.
    [[nodiscard]] const ReleaseSummary* find(const ReleaseKey& key) const;
    [[nodiscard]] const ReleaseSummary& at(int row) const { return m_rows[static_cast<size_t>(row)].summary; }
    /// The key that @p word names: `namespace/name`, a name, else the first name that holds it.
    [[nodiscard]] std::optional<ReleaseKey> resolve(const ReleaseKey& wanted) const;
    /// What UidRole says for a release of this context.
    [[nodiscard]] QString uidOf(const ReleaseKey& key) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// How many rows have a fault.
    void faultsChanged(int faults);
    void markedChanged();

private:
    /// A row, with what painting asks for often made beforehand.
    struct Row {
        ReleaseSummary summary;
        QString uid;
        QString filterText;
        QList<BadgeSpec> marks;
        bool hasFault = false;
    };
    [[nodiscard]] Row makeRow(ReleaseSummary summary) const;
    [[nodiscard]] QList<BadgeSpec> marksOf(const ReleaseSummary& summary, const QDateTime& now) const;
    void remakeRows();
    [[nodiscard]] QList<ReleaseKey> missingFrom(const ReleaseDelta& delta) const;
    void remove(QList<int> rows);
    void upsert(const std::vector<ReleaseSummary>& summaries);
    void tellChanged(QList<int> rows);
    /// Of releases that are gone.
    void dropMarks(const QList<ReleaseKey>& releases);
    void countFaults(int change);
    [[nodiscard]] QVariant text(const Row& row, int column) const;
    [[nodiscard]] QVariant sortValue(const Row& row, int column) const;
    [[nodiscard]] QVariant tone(const Row& row, int column) const;
    [[nodiscard]] QVariant toolTip(const Row& row, int column) const;

    ContextId m_context;
    const Clock& m_clock;
    OwnerRules m_owners;
    EnvironmentRules m_environments;
    std::vector<Row> m_rows;
    QHash<ReleaseKey, int> m_index;
    QSet<ReleaseKey> m_marked;
    int m_faults = 0;
};

} // namespace pilothouse::ui
