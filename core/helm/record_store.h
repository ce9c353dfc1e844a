// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/completion.h"
#include "core/async/task_scope.h"
#include "core/helm/release_types.h"
#include "core/kube/api_client.h"

#include <list>

namespace pilothouse {

/// What a decoded record takes in memory, roughly: texts, and 100 bytes a value.
[[nodiscard]] qint64 recordCost(const ReleaseRecord& record);

/// Whole records, by uid and resourceVersion: the last used ones are kept up to a size, and one that is being fetched
/// is fetched once, however many wait for it. What somebody still holds lives on when the store drops it. Thread:
/// core's. Hold it by shared_ptr: a waiting task keeps it.
class RecordStore : public std::enable_shared_from_this<RecordStore> {
public:
    explicit RecordStore(ApiClient& client, ByteSize capacity = 48_MiB)
        : m_client(client)
        , m_capacity(capacity.bytes) { }
    Q_DISABLE_COPY_MOVE(RecordStore)
    ~RecordStore() = default;

    /// Errors: as ApiClient::get and decodeReleaseObject; an error is not kept.
    [[nodiscard]] static Task<Result<ReleaseRecordPtr>> read(std::shared_ptr<RecordStore> store, RecordMeta meta);

    [[nodiscard]] qint64 size() const { return m_size; }

private:
    using Answer = Result<ReleaseRecordPtr>;
    struct Id {
        Uid uid;
        ResourceVersion version;
        friend bool operator==(const Id&, const Id&) = default;
        friend size_t qHash(const Id& id, size_t seed = 0) { return qHashMulti(seed, id.uid, id.version); }
    };
    struct Kept {
        Id id;
        ReleaseRecordPtr record;
        qint64 cost = 0;
    };
    [[nodiscard]] ReleaseRecordPtr takeKept(const Id& id);
    [[nodiscard]] Completion<Answer> wait(const RecordMeta& meta);
    void onDone(const Id& id, Answer answer);
    void keep(const Id& id, const ReleaseRecordPtr& record);

    ApiClient& m_client;
    qint64 m_capacity;
    qint64 m_size = 0;
    std::list<Kept> m_kept; ///< last used first
    QHash<Id, std::list<Kept>::iterator> m_places;
    QHash<Id, std::shared_ptr<std::vector<Completion<Answer>::Completer>>> m_waiting;
    TaskScope m_scope;
};

} // namespace pilothouse
