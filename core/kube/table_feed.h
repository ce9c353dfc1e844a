// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/kube/objects.h"
#include "core/kube/reflector.h"

#include <QHash>
#include <QObject>

#include <memory>
#include <optional>

namespace pilothouse {

/// What changed in a table since the last delta. Applied in order: columns (where isAnew, all rows before are gone),
/// removed, upserted.
struct TableDelta {
    bool isAnew = false;
    std::vector<ObjectTable::Column> columns; ///< with isAnew
    std::vector<Uid> removed;
    std::vector<ObjectTable::Row> upserted; ///< each uid once
};
using TableDeltaPtr = std::shared_ptr<const TableDelta>;

/// Where a feed stands.
struct TableState {
    Reflector::State state = Reflector::State::Idle;
    std::optional<Error> error; ///< why it is waiting
    bool isWhole = false; ///< a list was complete once
};

/// A collection as the server prints it, kept live: a list, then a watch (both Table API), told in deltas at most ten
/// times a second and at most kMostRows a time, so that whoever shows it never has much to do at once. Thread: core's.
class TableFeed final : public QObject {
    Q_OBJECT
public:
    static constexpr size_t kMostRows = 500;
    static constexpr std::chrono::milliseconds kPause{100};

    /// @param nameSpace empty: all; @param client outlives it
    TableFeed(ApiClient& client, ApiResource resource, QString nameSpace, QObject* parent = nullptr);
    ~TableFeed() override;
    Q_DISABLE_COPY_MOVE(TableFeed)

    void start();
    /// Tries now instead of after the backoff.
    void wake();

Q_SIGNALS:
    void changed(const std::shared_ptr<const pilothouse::TableDelta>& delta);
    /// After the last delta of a list, and whenever it waits or goes on.
    void stateChanged(const pilothouse::TableState& state);

private:
    void onColumns(std::vector<ObjectTable::Column> columns);
    void onUpserted(const std::vector<RawObject>& objects);
    void onRemoved(const std::vector<Uid>& uids);
    void schedule();
    void tell();
    void tellState();

    Clock& m_clock;
    std::unique_ptr<Reflector> m_reflector;
    std::vector<ObjectTable::Column> m_columns;
    bool m_hasColumns = false;
    bool m_isAnew = true;
    bool m_isWhole = false;
    QHash<Uid, RawObject> m_pending; ///< not told yet: the newest of each
    std::vector<Uid> m_removed;
    std::unique_ptr<Timer> m_timer;
    bool m_isScheduled = false;
};

} // namespace pilothouse
