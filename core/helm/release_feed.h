// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/helm/release_types.h"
#include "core/kube/api_client.h"

#include <QObject>

#include <memory>
#include <vector>

namespace pilothouse {

/// What changed in the list of releases since the last one told.
struct ReleaseDelta {
    std::vector<ReleaseSummary> upserted; ///< one a key
    std::vector<ReleaseKey> removed;
    bool isReset = false; ///< upserted is the whole list
};

/// How true the list is.
struct FeedState {
    enum class Phase { Connecting, Loading, Live, Stale, Failed } phase = Phase::Connecting;
    bool isComplete = false; ///< every body that can be read has been
    int rows = 0;
    int bodiesLoaded = 0;
    std::optional<Error> error; ///< why Stale or Failed; with Live: a namespace that may not be read
    std::optional<Error> configMapError; ///< the second driver alone failed (AU5)
    QStringList namespaces; ///< those that are watched; empty: all
    std::chrono::milliseconds age{0}; ///< since the last proof of life
};

/// All releases of one context, from metadata first, bodies newest-first in the background (design: "Reading releases
/// fast"). Both drivers. An account that may not list Secrets in the whole cluster is served by namespace.
///
/// Signals are coalesced to 10 a second; changed() before stateChanged() that follows from it. Thread: core's; the
/// carried values are immutable and may cross threads.
class ReleaseFeed final : public QObject {
    Q_OBJECT
public:
    explicit ReleaseFeed(ApiClient& client, QObject* parent = nullptr);
    ~ReleaseFeed() override;
    Q_DISABLE_COPY_MOVE(ReleaseFeed)

    /// Left: metadata is all that is wanted; a record is read when it is asked for.
    enum class Bodies { Loaded, Left };
    /// @param namespaces empty: the whole cluster
    /// @param release only this one, by name: the server leaves the others out; empty: all
    void start(QStringList namespaces, Bodies bodies = Bodies::Loaded, QString release = {});
    void wake();
    /// Bodies of these come first (visible rows).
    void prioritise(std::vector<ReleaseKey> keys);

    /// Where the records are decoded: what is made of them is made there too.
    [[nodiscard]] WorkerPool& workers() const;
    [[nodiscard]] FeedState state() const;
    [[nodiscard]] std::vector<ReleaseSummary> snapshot() const;
    /// Records kept of one release, newest first, from metadata.
    [[nodiscard]] std::vector<RecordMeta> revisions(const ReleaseKey& key) const;
    /// One decoded record: from the cache (uid + resourceVersion), else fetched. Errors: NotFound, Parse, Forbidden…
    [[nodiscard]] Task<Result<ReleaseRecordPtr>> record(ReleaseKey key, Revision revision);

Q_SIGNALS:
    void changed(const std::shared_ptr<const pilothouse::ReleaseDelta>& delta);
    void stateChanged(const pilothouse::FeedState& state);
    /// Revisions of this release came, went or changed.
    void revisionsChanged(const pilothouse::ReleaseKey& key);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace pilothouse
