// SPDX-License-Identifier: Apache-2.0
#include "core/session/log_follow_private.h"

#include "core/async/sleep.h"

#include <algorithm>

namespace pilothouse {

namespace {

constexpr Clock::Duration kStatusPause{100};

Task<void> statusPause(Clock* clock) {
    co_await sleepFor(*clock, kStatusPause);
}

} // namespace

/// Coalesced: a rollout of 100 pods changes it hundreds of times.
void LogFollow::Private::noteStatus() {
    if (std::exchange(isStatusNoted, true)) {
        return;
    }
    scope.launch(statusPause(&clock), [this] {
        isStatusNoted = false;
        tellStatus();
    });
}

LogFollowStatus::State LogFollow::Private::stateNow() const {
    using State = LogFollowStatus::State;
    const bool isReading = openCount > 0 || !queue.empty();
    if (isReading) {
        return State::Streaming;
    }
    if (!hasTargets || !watch->isSynced()) {
        return watch && watch->error() ? State::Failed : State::Looking;
    }
    const bool isOnePod = std::holds_alternative<PodScope::Pod>(request.scope.what);
    const bool isOver = !request.follow || (isOnePod && !sources.empty() && !canGoOn());
    if (isOver) {
        const bool hasRead = std::ranges::any_of(
            sources, [](const auto& entry) { return !entry.second->endedRun.isEmpty() && !entry.second->hasFailed; });
        return failure && !hasRead ? State::Failed : State::Done;
    }
    return pods.isEmpty() ? State::Empty : State::Streaming;
}

/// A container of the one pod may still write something.
bool LogFollow::Private::canGoOn() const {
    return std::ranges::any_of(sources, [](const auto& entry) {
        const Source& source = *entry.second;
        return source.isChosen && !source.isGone && source.facts.canRunAgain;
    });
}

void LogFollow::Private::tellStatus() {
    if (status.state == LogFollowStatus::State::Failed || !session) {
        return;
    }
    LogFollowStatus next;
    next.state = stateNow();
    next.openStreams = openCount;
    next.waitingStreams = static_cast<int>(queue.size());
    if (next.state == LogFollowStatus::State::Failed) {
        next.error = watch->error() ? watch->error() : failure;
    } else if (next.state == LogFollowStatus::State::Looking) {
        next.error = status.error;
    }
    for (const PodFacts& pod : std::as_const(pods)) {
        for (const ContainerFacts& container : pod.containers) {
            next.containers.push_back({.pod = pod.name,
                .name = container.name,
                .kind = container.kind,
                .isRunning = container.isRunning,
                .restarts = container.restarts});
        }
    }
    const bool isEnd = next.state == LogFollowStatus::State::Done || next.state == LogFollowStatus::State::Failed;
    if (isEnd) {
        batcher.flush(); // the lines come before the word that they were all
    }
    if (next.state == LogFollowStatus::State::Failed && isWatchRetrying()) {
        next.state = LogFollowStatus::State::Looking;
    }
    status = std::move(next);
    Q_EMIT q->statusChanged(status);
}

/// The reflector goes on by itself: only a refusal is final.
bool LogFollow::Private::isWatchRetrying() const {
    const auto error = watch->error();
    return error && error->code != ErrorCode::Forbidden && error->code != ErrorCode::Invalid
        && error->code != ErrorCode::NotFound && error->code != ErrorCode::Unauthorized;
}

} // namespace pilothouse
