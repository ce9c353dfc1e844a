// SPDX-License-Identifier: Apache-2.0
#include "core/kube/table_feed.h"

#include "core/kube/table_watch_source.h"

#include <algorithm>
#include <utility>

namespace pilothouse {

namespace {

bool isSame(const std::vector<ObjectTable::Column>& a, const std::vector<ObjectTable::Column>& b) {
    return std::ranges::equal(a, b, {}, &ObjectTable::Column::name, &ObjectTable::Column::name);
}

} // namespace

TableFeed::TableFeed(ApiClient& client, ApiResource resource, QString nameSpace, QObject* parent)
    : QObject(parent)
    , m_clock(client.services().clock) {
    Reflector::Target target;
    target.resource = std::move(resource);
    target.nameSpace = std::move(nameSpace);
    auto source = std::make_unique<TableWatchSource>(
        client, target, [this](std::vector<ObjectTable::Column> columns) { onColumns(std::move(columns)); });
    m_reflector = std::make_unique<Reflector>(
        Reflector::Source{.watch = std::move(source), .pool = client.services().pool, .clock = m_clock}, target);
    connect(m_reflector.get(), &Reflector::upserted, this, &TableFeed::onUpserted);
    connect(m_reflector.get(), &Reflector::removed, this, &TableFeed::onRemoved);
    connect(m_reflector.get(), &Reflector::synced, this, [this] {
        m_isWhole = true;
        schedule();
    });
    connect(m_reflector.get(), &Reflector::stateChanged, this, [this] {
        if (m_pending.isEmpty()) {
            tellState();
        } else {
            schedule();
        }
    });
}

TableFeed::~TableFeed() = default;

void TableFeed::start() {
    m_reflector->start();
}

void TableFeed::wake() {
    m_reflector->wake();
}

/// Other columns than before: a custom resource's definition was changed, or the server.
void TableFeed::onColumns(std::vector<ObjectTable::Column> columns) {
    if (columns.empty() || (m_hasColumns && isSame(columns, m_columns))) {
        return;
    }
    m_columns = std::move(columns);
    m_hasColumns = true;
    m_isAnew = true;
}

void TableFeed::onUpserted(const std::vector<RawObject>& objects) {
    for (const RawObject& object : objects) {
        m_pending.insert(object.uid, object);
    }
    schedule();
}

void TableFeed::onRemoved(const std::vector<Uid>& uids) {
    for (const Uid& uid : uids) {
        m_pending.remove(uid);
        m_removed.push_back(uid);
    }
    schedule();
}

void TableFeed::schedule() {
    if (!m_isScheduled) {
        m_isScheduled = true;
        // The first rows at once, the rest in their turn.
        m_timer = m_clock.after(m_isAnew ? Clock::Duration(0) : kPause, [this] { tell(); });
    }
}

void TableFeed::tell() {
    m_isScheduled = false;
    auto delta = std::make_shared<TableDelta>();
    delta->isAnew = std::exchange(m_isAnew, false);
    if (delta->isAnew) {
        delta->columns = m_columns;
    }
    delta->removed = std::exchange(m_removed, {});
    while (!m_pending.isEmpty() && delta->upserted.size() < kMostRows) {
        const auto next = m_pending.begin();
        delta->upserted.push_back(tableRow(*next));
        m_pending.erase(next);
    }
    if (delta->isAnew || !delta->removed.empty() || !delta->upserted.empty()) {
        Q_EMIT changed(delta);
    }
    if (m_pending.isEmpty()) {
        tellState();
    } else {
        schedule();
    }
}

void TableFeed::tellState() {
    const bool isWaiting = m_reflector->state() == Reflector::State::Waiting;
    Q_EMIT stateChanged({.state = m_reflector->state(),
        .error = isWaiting ? m_reflector->lastError() : std::nullopt,
        .isWhole = m_isWhole && m_pending.isEmpty()});
}

} // namespace pilothouse
