// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task_scope.h"
#include "core/helm/record_facts.h"
#include "core/helm/release_types.h"
#include "core/kube/api_client.h"
#include "core/net/backoff.h"

#include <deque>

namespace pilothouse {

/// Path of the object that holds a record.
[[nodiscard]] QString recordPath(const RecordMeta& meta);

/// Fetches the newest body of each release, visible rows first, then newest first, 64 at a time over one HTTP/2
/// connection, and keeps only what a list shows of it. A body that can't be read is kept with its reason; what failed
/// on the way (not in the record itself) is tried again. Thread: core's. The callback may do anything but destroy the
/// loader.
class BodyLoader {
public:
    struct Body {
        RecordMeta meta; ///< the record that is wanted
        ReleaseSummary::BodyState state = ReleaseSummary::BodyState::Missing;
        RecordFacts facts; ///< of this record, or while another version of the same record loads, of that
        std::optional<Error> error;
        int attempts = 0;
        TaskId running = TaskId::None;
    };
    BodyLoader(ApiClient& client, std::function<void(const ReleaseKey&)> changed);
    ~BodyLoader();
    Q_DISABLE_COPY_MOVE(BodyLoader)

    /// Asks for the body of this record instead of any other of its release. A known one is not fetched again. Nothing
    /// starts before pump(), so that of many the newest goes first.
    void want(const RecordMeta& newest);
    void forget(const ReleaseKey& key);
    void clear();
    void pump();
    void prioritise(const std::vector<ReleaseKey>& keys);
    /// Until the list is complete a newest revision may not be the newest: superseded ones wait for that.
    void setListComplete(bool isComplete);
    /// Tries again what failed on the way.
    void wake();

    [[nodiscard]] const Body* find(const ReleaseKey& key) const;
    [[nodiscard]] int loadedCount() const { return m_loaded; }
    /// Nothing under way, nothing waiting.
    [[nodiscard]] bool isIdle() const { return m_running == 0 && m_waiting == 0; }

private:
    void enqueue(const ReleaseKey& key);
    std::optional<ReleaseKey> takeNext();
    [[nodiscard]] bool mayStart(const Body& body) const;
    void start(const ReleaseKey& key);
    void onDone(const ReleaseKey& key, const RecordMeta& asked, Result<RecordFacts> facts);
    void onFailed(Body& body, const Error& error);
    void setState(Body& body, ReleaseSummary::BodyState state);
    void pauseFor(Clock::Duration delay);
    Task<void> sleep(Clock::Duration delay);

    ApiClient& m_client;
    std::function<void(const ReleaseKey&)> m_changed;
    QHash<ReleaseKey, std::shared_ptr<Body>> m_bodies;
    std::deque<ReleaseKey> m_urgent;
    std::vector<ReleaseKey> m_queue; ///< taken from the back: newest last, once sorted
    bool m_isQueueSorted = true;
    bool m_isListComplete = false;
    bool m_isPumping = false;
    int m_loaded = 0;
    int m_running = 0;
    int m_waiting = 0; ///< bodies to be fetched (again)
    Backoff m_backoff;
    TaskId m_pause = TaskId::None;
    TaskScope m_scope;
};

} // namespace pilothouse
