// SPDX-License-Identifier: Apache-2.0
#include "core/helm/body_loader.h"

#include "core/async/sleep.h"
#include "core/kube/resource.h"

#include <algorithm>

namespace pilothouse {

using State = ReleaseSummary::BodyState;

namespace {

constexpr int kMaxInFlight = 64; // more gains nothing on one connection, and each may hold 1 MiB
constexpr int kMaxAttempts = 4;

Task<Result<RecordFacts>> fetchFacts(ApiClient* client, RecordMeta meta) {
    auto object = co_await client->get(recordPath(meta));
    if (!object) {
        co_return std::unexpected(std::move(object.error()));
    }
    auto decode = [object = std::move(*object), meta = std::move(meta)] { return decodeFacts(object, meta); };
    co_return co_await client->services().pool.run(std::move(decode));
}

/// False: asking again gives the same answer.
bool isPassing(const Error& error) {
    switch (error.code) {
    case ErrorCode::Timeout:
    case ErrorCode::Unreachable:
    case ErrorCode::RateLimited:
    case ErrorCode::ServerError:
    case ErrorCode::Unauthorized:
    case ErrorCode::Protocol:
        return true;
    default:
        return false;
    }
}

} // namespace

QString recordPath(const RecordMeta& meta) {
    const ApiResource& resource = meta.key.driver == StorageDriver::Secret ? builtin::secrets() : builtin::configMaps();
    return resource.path(meta.key.nameSpace, meta.objectName);
}

BodyLoader::BodyLoader(ApiClient& client, std::function<void(const ReleaseKey&)> changed)
    : m_client(client)
    , m_changed(std::move(changed))
    , m_backoff(client.services().clock) { }

BodyLoader::~BodyLoader() = default;

const BodyLoader::Body* BodyLoader::find(const ReleaseKey& key) const {
    const auto found = m_bodies.constFind(key);
    return found == m_bodies.cend() ? nullptr : found->get();
}

void BodyLoader::setState(Body& body, State state) {
    m_loaded += (state == State::Loaded) - (body.state == State::Loaded);
    m_waiting += (state == State::Missing) - (body.state == State::Missing);
    body.state = state;
}

void BodyLoader::want(const RecordMeta& newest) {
    auto& body = m_bodies[newest.key];
    if (body && body->meta.uid == newest.uid && body->meta.resourceVersion == newest.resourceVersion) {
        return;
    }
    const bool isSameRecord = body && body->meta.uid == newest.uid;
    if (!body) {
        body = std::make_shared<Body>();
        ++m_waiting; // Missing from the start
    }
    if (!isSameRecord) {
        body->facts = {}; // another revision's chart under this revision's number would be a lie
    }
    if (body->running != TaskId::None) {
        m_scope.cancel(std::exchange(body->running, TaskId::None));
        --m_running;
    }
    body->meta = newest;
    body->error.reset();
    body->attempts = 0;
    setState(*body, State::Missing);
    enqueue(newest.key);
}

void BodyLoader::forget(const ReleaseKey& key) {
    const auto body = m_bodies.take(key);
    if (!body) {
        return;
    }
    m_loaded -= body->state == State::Loaded;
    m_waiting -= body->state == State::Missing;
    if (body->running != TaskId::None) {
        m_scope.cancel(body->running);
        --m_running;
    }
}

void BodyLoader::clear() {
    m_scope.cancelAll();
    m_bodies.clear();
    m_urgent.clear();
    m_queue.clear();
    m_loaded = m_running = m_waiting = 0;
    m_pause = TaskId::None;
    m_isListComplete = false;
}

void BodyLoader::enqueue(const ReleaseKey& key) {
    m_queue.push_back(key);
    m_isQueueSorted = false;
}

void BodyLoader::prioritise(const std::vector<ReleaseKey>& keys) {
    m_urgent.assign(keys.begin(), keys.end());
    pump();
}

void BodyLoader::setListComplete(bool isComplete) {
    m_isListComplete = isComplete;
    pump();
}

void BodyLoader::wake() {
    m_scope.cancel(std::exchange(m_pause, TaskId::None));
    m_backoff.reset();
    for (const auto& body : std::as_const(m_bodies)) {
        if (body->state == State::Failed && body->error && isPassing(*body->error)) {
            body->attempts = 0;
            setState(*body, State::Missing);
            enqueue(body->meta.key);
        }
    }
    pump();
}

bool BodyLoader::mayStart(const Body& body) const {
    return body.state == State::Missing && (m_isListComplete || body.meta.status != ReleaseStatus::Superseded);
}

std::optional<ReleaseKey> BodyLoader::takeNext() {
    while (!m_urgent.empty()) {
        const ReleaseKey key = m_urgent.front();
        m_urgent.pop_front();
        if (const Body* body = find(key); body && mayStart(*body)) {
            return key;
        }
    }
    if (!m_isQueueSorted) {
        std::ranges::sort(m_queue, {}, [this](const ReleaseKey& key) {
            const Body* body = find(key);
            return body ? body->meta.modified : QDateTime();
        });
        m_isQueueSorted = true;
    }
    for (auto at = m_queue.rbegin(); at != m_queue.rend(); ++at) {
        const Body* body = find(*at);
        if (body && mayStart(*body)) {
            const ReleaseKey key = *at;
            m_queue.erase(std::next(at).base(), m_queue.end()); // those behind it are done, gone or wait
            return key;
        }
        if (body && body->state == State::Missing) {
            return std::nullopt; // superseded, and the list is still coming: all are asked again when it is complete
        }
    }
    m_queue.clear();
    return std::nullopt;
}

void BodyLoader::pump() {
    if (m_isPumping || m_pause != TaskId::None) {
        return;
    }
    m_isPumping = true; // a task may end inside launch()
    while (m_running < kMaxInFlight && m_pause == TaskId::None) {
        const auto key = takeNext();
        if (!key) {
            break;
        }
        start(*key);
    }
    m_isPumping = false;
}

void BodyLoader::start(const ReleaseKey& key) {
    const auto body = m_bodies.value(key);
    setState(*body, State::Loading);
    ++m_running;
    const RecordMeta asked = body->meta;
    const TaskId id = m_scope.launch<Result<RecordFacts>>(fetchFacts(&m_client, asked),
        [this, key, asked](Result<RecordFacts> facts) { onDone(key, asked, std::move(facts)); });
    if (body->state == State::Loading) {
        body->running = id;
    }
}

void BodyLoader::onDone(const ReleaseKey& key, const RecordMeta& asked, Result<RecordFacts> facts) {
    --m_running;
    const auto body = m_bodies.value(key);
    if (body && body->meta.uid == asked.uid && body->meta.resourceVersion == asked.resourceVersion) {
        body->running = TaskId::None;
        if (facts) {
            body->facts = std::move(*facts);
            body->error.reset();
            m_backoff.reset();
            setState(*body, State::Loaded);
        } else {
            onFailed(*body, facts.error());
        }
        m_changed(key);
    }
    pump();
}

void BodyLoader::onFailed(Body& body, const Error& error) {
    body.error = error;
    if (!isPassing(error) || ++body.attempts >= kMaxAttempts) {
        setState(body, State::Failed);
        return;
    }
    setState(body, State::Missing);
    enqueue(body.meta.key);
    pauseFor(m_backoff.next());
}

void BodyLoader::pauseFor(Clock::Duration delay) {
    if (m_pause == TaskId::None) {
        m_pause = m_scope.launch(sleep(delay), [this] {
            m_pause = TaskId::None;
            pump();
        });
    }
}

Task<void> BodyLoader::sleep(Clock::Duration delay) {
    co_await sleepFor(m_client.services().clock, delay);
}

} // namespace pilothouse
