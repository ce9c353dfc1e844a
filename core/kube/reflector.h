// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task_scope.h"
#include "core/base/ids.h"
#include "core/kube/api_client.h"
#include "core/kube/object_reader.h"
#include "core/kube/resource.h"
#include "core/net/backoff.h"

#include <QObject>

#include <memory>
#include <optional>
#include <vector>

namespace pilothouse {

class WatchSource;

/// Keeps a copy of a collection true: list in pages, then watch from the list's resourceVersion, re-watch, relist when
/// the history is gone. An event whose resourceVersion is known changes nothing; unknown DELETED, double ADDED and
/// MODIFIED before ADDED do no harm (WA7).
///
/// What is watched can be whole objects or metadata only (PartialObjectMetadata).
/// Behaviour (protocol: client-go tools/cache/reflector.go; fault ids WA1–WA12): pages of 500 first, then 5,000; 410 on
/// a continue token restarts the list without doubling (AP5); watch timeout random in 5–10 min; clean end: watch again
/// from the last version; 410: relist; 429 and refused connections: back off, no relist; bookmarks move the version
/// only; very short watches back off (WA4); half-open streams are found by the liveness rule (WA5); a list whose
/// version went down replaces everything (WA11). Lists are always asked for without a resourceVersion: the newest there
/// is, so that time never runs backwards. State: Listing and Live as they say; Waiting stays until a page of a list has
/// come or a watch is open again, so that a failing server does not flicker. lastError() stays until Live. Order: the
/// first list is told page by page, upserted* then synced; a later one all at once, removed, upserted, synced. Removed
/// objects are told before added ones. Thread: core's. Not to be deleted from its own signals: deleteLater().
class Reflector final : public QObject {
    Q_OBJECT
public:
    enum class State { Idle, Listing, Live, Waiting, Stopped };
    Q_ENUM(State)
    enum class Content { Full, MetadataOnly };

    struct Target {
        ApiResource resource;
        QString nameSpace; ///< empty: all
        QString labelSelector;
        QString fieldSelector;
        Content content = Content::Full;
    };
    Reflector(ApiClient& client, Target target, QObject* parent = nullptr);
    /// From another source than a server's (tests).
    struct Source {
        std::unique_ptr<WatchSource> watch;
        WorkerPool& pool;
        Clock& clock;
    };
    Reflector(Source source, Target target, QObject* parent = nullptr);
    ~Reflector() override;
    Q_DISABLE_COPY_MOVE(Reflector)

    void start();
    /// Tries now instead of after the backoff (the prober saw the server, or the user pressed Reconnect).
    void wake();
    /// For good. Allowed from its own signals.
    void stop();
    [[nodiscard]] State state() const { return m_state; }
    /// Why it is Waiting.
    [[nodiscard]] const std::optional<Error>& lastError() const { return m_lastError; }
    [[nodiscard]] const Target& target() const { return m_target; }
    /// Last proof of life: bytes of the watch, or an answered probe.
    [[nodiscard]] Clock::Steady lastAlive() const { return m_lastAlive; }

Q_SIGNALS:
    /// Objects that are new or changed. Within one emission every uid appears once.
    void upserted(const std::vector<pilothouse::RawObject>& objects);
    void removed(const std::vector<pilothouse::Uid>& uids);
    /// The first or a renewed list is complete: what was told is what the server has.
    void synced();
    /// Also when it goes on Waiting for another reason.
    void stateChanged(pilothouse::Reflector::State state);

private:
    class Private;
    Target m_target;
    State m_state = State::Idle;
    std::optional<Error> m_lastError;
    Clock::Steady m_lastAlive{};
    std::unique_ptr<Private> d;
};

} // namespace pilothouse
