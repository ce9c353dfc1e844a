// SPDX-License-Identifier: Apache-2.0
#include "core/helm/record_store.h"

#include "core/helm/body_loader.h"
#include "core/helm/release_decoder.h"

namespace pilothouse {

namespace {

qint64 valueCost(const YamlValue& value) {
    qint64 cost = 100 + 2 * value.text().size();
    for (const YamlValue& item : value.items()) {
        cost += valueCost(item);
    }
    for (const auto& [key, inner] : value.entries()) {
        cost += 50 + 2 * key.size() + valueCost(inner);
    }
    return cost;
}

Task<Result<ReleaseRecordPtr>> fetchRecord(ApiClient* client, RecordMeta meta) {
    auto object = co_await client->get(recordPath(meta));
    if (!object) {
        co_return std::unexpected(std::move(object.error()));
    }
    auto decode = [object = std::move(*object), meta = std::move(meta)] { return decodeReleaseObject(object, meta); };
    co_return co_await client->services().pool.run(std::move(decode));
}

} // namespace

qint64 recordCost(const ReleaseRecord& record) {
    qint64 cost = 2048 + record.manifest.size() + record.schema.size() + 2 * record.notes.size()
        + valueCost(record.userValues) + valueCost(record.chartValues);
    for (const Hook& hook : record.hooks) {
        cost += 512 + hook.manifest.size();
    }
    for (const QString& name : record.templateFiles) {
        cost += 50 + 2 * name.size();
    }
    return cost;
}

Task<Result<ReleaseRecordPtr>> RecordStore::read(std::shared_ptr<RecordStore> store, RecordMeta meta) {
    if (auto kept = store->takeKept({meta.uid, meta.resourceVersion})) {
        co_return kept;
    }
    auto answer = store->wait(meta);
    co_return co_await std::move(answer);
}

ReleaseRecordPtr RecordStore::takeKept(const Id& id) {
    const auto place = m_places.constFind(id);
    if (place == m_places.cend()) {
        return {};
    }
    m_kept.splice(m_kept.begin(), m_kept, *place);
    return m_kept.front().record;
}

Completion<RecordStore::Answer> RecordStore::wait(const RecordMeta& meta) {
    const Id id{meta.uid, meta.resourceVersion};
    Completion<Answer> completion;
    auto& waiting = m_waiting[id];
    const bool isUnderWay = static_cast<bool>(waiting);
    if (!isUnderWay) {
        waiting = std::make_shared<std::vector<Completion<Answer>::Completer>>();
    }
    waiting->push_back(completion.completer());
    if (!isUnderWay) {
        // Runs to its end although everybody may lose interest: the answer is kept for the next who asks.
        m_scope.launch<Answer>(
            fetchRecord(&m_client, meta), [this, id](Answer answer) { onDone(id, std::move(answer)); });
    }
    return completion;
}

void RecordStore::onDone(const Id& id, Answer answer) {
    const auto self = shared_from_this(); // those who wait may be the last holders
    const auto waiting = m_waiting.take(id);
    if (answer) {
        keep(id, *answer);
    }
    for (auto& completer : *waiting) {
        completer.complete(answer);
    }
}

void RecordStore::keep(const Id& id, const ReleaseRecordPtr& record) {
    const qint64 cost = recordCost(*record);
    if (cost > m_capacity / 4 || m_places.contains(id)) {
        return; // one giant must not push out all others
    }
    m_kept.push_front({id, record, cost});
    m_places.insert(id, m_kept.begin());
    m_size += cost;
    while (m_size > m_capacity) {
        m_size -= m_kept.back().cost;
        m_places.remove(m_kept.back().id);
        m_kept.pop_back();
    }
}

} // namespace pilothouse
