// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/helm/release_types.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <optional>
#include <vector>

class QMenu;

namespace pilothouse::ui {

class DataTable;
class MarkBar;
class ReleaseStore;
class ReleaseTableModel;

/// Marking releases in their table: Space for the rows that are selected, the menu of a row for all shown that have
/// something in common with it, the bar for all shown. The marks themselves are the model's.
class ReleaseMarking final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ReleaseMarking)

public:
    /// @param table,bar,releases outlive it
    ReleaseMarking(DataTable& table, MarkBar& bar, ReleaseStore& releases, QObject* parent = nullptr);
    ~ReleaseMarking() override;

    void show(const ContextId& context);
    /// What the table shows has changed.
    void refresh();
    void markShown();
    void clear();
    /// The menu of the current row.
    [[nodiscard]] QMenu* makeMenu(QWidget* parent);

Q_SIGNALS:
    void upgradeMarkedWanted();
    /// A page of changing, for the current row.
    void changeWanted(const QString& page);

private:
    [[nodiscard]] std::vector<ReleaseKey> shown() const;
    [[nodiscard]] std::vector<ReleaseKey> selected() const;
    [[nodiscard]] std::optional<ReleaseKey> current() const;
    void toggle();
    void addSame(QMenu& menu, const ReleaseKey& release);

    DataTable& m_table;
    MarkBar& m_bar;
    ReleaseStore& m_releases;
    ContextId m_context;
    QPointer<ReleaseTableModel> m_model;
};

} // namespace pilothouse::ui
