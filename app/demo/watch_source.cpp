// SPDX-License-Identifier: Apache-2.0
#include "app/demo/watch_source.h"

#include <format>

namespace pilothouse::demo {

namespace {

constexpr std::size_t kPiece = 64 * 1024;

} // namespace

WatchSource::WatchSource(
    ObjectStore& store, const ResourceType& type, Representation representation, WatchOptions options)
    : m_store(store)
    , m_type(type)
    , m_representation(std::move(representation))
    , m_options(std::move(options))
    , m_position(m_options.fromVersion)
    , m_end(now() + m_options.timeout) {
    if (m_options.initialEvents) {
        m_position = m_store.version();
        m_initial = m_store.list(m_type.storageKey(), m_options.namespaceName, m_position);
        m_initialPending = true;
    }
    if (m_options.bookmarks)
        scheduleBookmark();
}

WatchSource::~WatchSource() {
    m_store.unsubscribe(m_subscription);
}

void WatchSource::start(std::function<void()> wake) {
    m_subscription = m_store.subscribe(std::move(wake));
}

void WatchSource::scheduleBookmark() {
    // protocol: the cacher also sends one about two seconds before the watch ends
    const Time last = m_end - std::chrono::seconds(2);
    const Time regular = now() + m_options.bookmarkEvery;
    m_nextBookmark = now() < last ? std::min(regular, last) : Time::max();
}

bool WatchSource::matches(const ObjectPtr& object) const {
    return object && (m_options.namespaceName.empty() || object->namespaceName == m_options.namespaceName)
        && m_options.labels.matches(object->value) && m_options.fields.matches(object->value);
}

void WatchSource::append(std::string& out, std::string_view type, const std::string& object) {
    out += std::format(R"({{"type":"{}","object":)", type);
    out += object;
    out += "}\n";
}

void WatchSource::appendInitial(std::string& out) {
    for (; m_nextInitial < m_initial.size() && out.size() < kPiece; ++m_nextInitial) {
        const ObjectPtr& object = m_initial[m_nextInitial];
        if (!matches(object))
            continue;
        append(out, "ADDED", m_representation.watched(m_type, *object, std::exchange(m_firstObject, false)));
    }
    if (m_nextInitial < m_initial.size())
        return;
    m_initialPending = false;
    m_initial.clear();
    if (m_options.initialEventsEnd)
        append(out, "BOOKMARK", m_representation.bookmark(m_type, m_position, true));
}

void WatchSource::appendNews(std::string& out) {
    m_store.eventsAfter(m_position, [&](const StoreEvent& event) {
        m_position = event.version;
        if (event.now->storageKey != m_type.storageKey())
            return true;
        const bool was = matches(event.before);
        const bool is = event.type != EventType::Deleted && matches(event.now);
        if (!was && !is)
            return true;
        StoredObject gone; // an object that leaves the selection shows its last matching state at the new version
        const StoredObject* shown = event.now.get();
        if (!is) {
            gone = *event.before;
            gone.version = event.version;
            makeObjectAt(gone.value, "metadata")["resourceVersion"] = std::to_string(event.version);
            shown = &gone;
        }
        append(out, is ? (was ? "MODIFIED" : "ADDED") : "DELETED",
            m_representation.watched(m_type, *shown, std::exchange(m_firstObject, false)));
        return out.size() < kPiece;
    });
}

BodySource::Next WatchSource::next(std::string& out) {
    if (m_failed || now() >= m_end)
        return Next::End;
    if (m_initialPending) {
        appendInitial(out);
        if (!out.empty())
            return Next::Data;
    }
    if (m_position < m_store.oldestVersion()) {
        m_failed = true;
        const ApiError error
            = expired(std::format("too old resource version: {} ({})", m_position, m_store.oldestVersion()));
        append(out, "ERROR", json::serialize(error.status()));
        return Next::Data;
    }
    appendNews(out);
    if (out.empty() && now() >= m_nextBookmark) {
        append(out, "BOOKMARK", m_representation.bookmark(m_type, m_position, false));
        scheduleBookmark();
    }
    return out.empty() ? Next::Wait : Next::Data;
}

} // namespace pilothouse::demo
