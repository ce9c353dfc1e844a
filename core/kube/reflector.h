// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task_scope.h"
#include "core/base/ids.h"
#include "core/kube/api_client.h"
#include "core/kube/resource.h"
#include "core/net/backoff.h"

#include <QObject>

#include <memory>
#include <optional>
#include <vector>

namespace pilothouse {

/// One object as a list or watch brought it: the few fields everything needs, and its JSON.
struct RawObject {
    Uid uid; ///< `namespace/name` where the server gave none (AP8)
    ResourceVersion resourceVersion;
    QString nameSpace;
    QString name;
    QByteArray json;
};

/// Keeps a copy of a collection true: list in pages, then watch from the list's resourceVersion, re-watch, relist when the
/// history is gone. An event whose resourceVersion is known changes nothing; unknown DELETED, double ADDED and MODIFIED
/// before ADDED do no harm (WA7).
///
/// What is watched can be whole objects or metadata only (PartialObjectMetadata).
/// Behaviour (protocol: client-go tools/cache/reflector.go; fault ids WA1–WA12): pages of 500 first, then 5,000; 410 on a
/// continue token restarts the list without doubling (AP5); watch timeout random in 5–10 min; clean end: watch again from
/// the last version; 410: relist; 429 and refused connections: back off, no relist; bookmarks move the version only;
/// very short watches back off (WA4); half-open streams are found by the liveness rule (WA5); a list whose version went
/// down replaces everything (WA11).
/// Order: for a (re)list, pageLoaded* then synced; removed objects are told before added ones. Thread: core's.
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
    ~Reflector() override;
    Q_DISABLE_COPY_MOVE(Reflector)

    void start();
    /// Tries now instead of after the backoff (the prober saw the server, or the user pressed Reconnect).
    void wake();
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
    void stateChanged(pilothouse::Reflector::State state);

private:
    class Private;
    ApiClient& m_client;
    Target m_target;
    State m_state = State::Idle;
    std::optional<Error> m_lastError;
    Clock::Steady m_lastAlive{};
    std::unique_ptr<Private> d;
};

} // namespace pilothouse
