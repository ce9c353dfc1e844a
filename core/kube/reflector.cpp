// SPDX-License-Identifier: Apache-2.0
#include "core/kube/reflector.h"

#include "core/async/sleep.h"
#include "core/kube/api_watch_source.h"
#include "core/kube/known_objects.h"
#include "core/kube/page_lister.h"
#include "core/kube/watch_session.h"

#include <QRandomGenerator>

namespace pilothouse {

using namespace std::chrono_literals;

namespace {

constexpr auto kShortestTimeout = 300s; // client-go: minWatchTimeout 5 min, times a random factor in [1, 2)
constexpr auto kTimeoutSlack = 30s; // a server that has not ended the watch by then never will
constexpr Clock::Duration kLongRetry = 30s; // after a refusal
/// A server that has just started refuses for seconds what it granted before (its certificates and roles are still
/// being read): a feed that was live asks again soon, so often.
constexpr int kEarlyRefusals = 6;
constexpr Clock::Duration kEarlyRetry = 2s;
constexpr Clock::Duration kLongestRetryAfter = 120s;
constexpr int kSilentShortWatches = 2; // one very short watch happens; from the third on it is said

/// Whether @p version lies before @p reference in the server's history. Versions of real servers are numbers
/// (KEP-5504); of others nothing is known.
bool isOlder(const ResourceVersion& version, const ResourceVersion& reference) {
    bool isNumber = false;
    bool isReferenceNumber = false;
    const qulonglong number = version.value().toULongLong(&isNumber);
    const qulonglong referenceNumber = reference.value().toULongLong(&isReferenceNumber);
    return isNumber && isReferenceNumber && number < referenceNumber;
}

} // namespace

/// The state machine. One of three things is under way at any time: a list (a task), a watch (opening, then a
/// WatchSession), or a pause; `m_step` is what comes after the pause.
class Reflector::Private {
public:
    enum class Step { List, Watch };

    Private(Reflector& reflector, std::unique_ptr<WatchSource> source, WorkerPool& pool, Clock& clock)
        : q(reflector)
        , m_source(std::move(source))
        , m_pool(pool)
        , m_clock(clock)
        , m_backoff(clock) { }
    ~Private() { dropWatch(); }
    Q_DISABLE_COPY_MOVE(Private)

    void list();
    void wake();
    void stop();
    [[nodiscard]] bool isStopped() const { return q.m_state == State::Stopped; }

private:
    void onListBegun();
    void onPage(ListPage page);
    void onListDone(Result<ResourceVersion> result);

    void watch();
    void onWatchOpened(Result<WatchSource::OpenWatch> opened, Clock::Duration longest);
    void onOpened();
    void onReceived(const std::vector<WatchEvent>& events);
    void onEnded(const WatchEnd& end);
    void dropWatch();
    void refreshThenWatch();
    void distrustHistory();

    void follow(NextStep step, const WatchEnd& end);
    void pause(Step next, Clock::Duration delay);
    [[nodiscard]] Task<void> sleep(Clock::Duration delay);
    [[nodiscard]] Clock::Duration delayFor(const std::optional<Error>& error);
    [[nodiscard]] Clock::Duration delayAfterRefusal(const Error& error);
    void resume();

    void tell(const KnownObjects::Change& change);
    void setState(State state);
    void waitBecause(const Error& error);
    void noteAlive() { q.m_lastAlive = m_clock.steadyNow(); }

    Reflector& q;
    std::unique_ptr<WatchSource> m_source;
    WorkerPool& m_pool;
    Clock& m_clock;
    Backoff m_backoff;
    KnownObjects m_known;
    ResourceVersion m_version; ///< to watch from
    std::vector<RawObject> m_news; ///< of a renewed list, until it is complete
    bool m_hasSynced = false;
    bool m_hasBeenLive = false;
    int m_refusals = 0; ///< since it was live
    WatchRecord m_record;
    int m_shortWatches = 0;
    quint64 m_generation = 0; ///< credentials of the watch
    Step m_step = Step::List;
    std::optional<TaskId> m_pause;
    WatchSession* m_session = nullptr;
    TaskScope m_scope;
};

// --- Listing

void Reflector::Private::list() {
    if (q.m_state != State::Waiting) {
        setState(State::Listing);
    }
    const ListSteps steps{
        .begun = [this] { onListBegun(); },
        .page = [this](ListPage page) { onPage(std::move(page)); },
    };
    m_scope.launch<Result<ResourceVersion>>(
        listAllPages(m_source.get(), steps), [this](Result<ResourceVersion> result) { onListDone(std::move(result)); });
}

void Reflector::Private::onListBegun() {
    m_news.clear();
    m_known.beginList();
}

void Reflector::Private::onPage(ListPage page) {
    if (isStopped()) {
        return;
    }
    noteAlive();
    setState(State::Listing);
    if (isOlder(page.resourceVersion, m_version)) {
        distrustHistory(); // restored from a backup: equal versions need not be equal objects (WA11)
    }
    auto news = m_known.news(std::move(page.items));
    if (!m_hasSynced) {
        tell(m_known.put(std::move(news)));
        return;
    }
    std::ranges::move(news, std::back_inserter(m_news));
}

void Reflector::Private::onListDone(Result<ResourceVersion> result) {
    if (isStopped()) {
        return;
    }
    if (!result) {
        const Error& error = result.error();
        waitBecause(error);
        pause(Step::List, isLasting(error) ? delayAfterRefusal(error) : delayFor(error));
        return;
    }
    m_version = *result;
    m_record = {.isRefreshed = false, .isFreshList = true, .serverErrors = 0};
    tell({.upserted = {}, .removed = m_known.takeUnlisted()});
    tell(m_known.put(std::exchange(m_news, {})));
    m_hasSynced = true;
    if (!isStopped()) {
        Q_EMIT q.synced();
    }
    watch();
}

void Reflector::Private::distrustHistory() {
    m_version = {};
    m_known.distrustVersions();
}

// --- Watching

void Reflector::Private::watch() {
    if (isStopped()) {
        return;
    }
    const std::chrono::seconds timeout = kShortestTimeout
        + std::chrono::seconds(QRandomGenerator::global()->bounded(static_cast<int>(kShortestTimeout.count())));
    m_scope.launch<Result<WatchSource::OpenWatch>>(
        m_source->watch(m_version, timeout), [this, timeout](Result<WatchSource::OpenWatch> opened) {
            onWatchOpened(std::move(opened), timeout + kTimeoutSlack);
        });
}

void Reflector::Private::onWatchOpened(Result<WatchSource::OpenWatch> opened, Clock::Duration longest) {
    if (isStopped()) {
        return;
    }
    if (!opened) {
        onEnded({.error = opened.error(), .lasted = {}, .events = 0});
        return;
    }
    m_generation = opened->generation;
    m_session = new WatchSession({*m_source, m_pool, m_clock}, std::move(opened->stream), longest, &q);
    connect(m_session, &WatchSession::opened, &q, [this] { onOpened(); });
    connect(m_session, &WatchSession::alive, &q, [this] { noteAlive(); });
    connect(m_session, &WatchSession::received, &q, [this](const auto& events) { onReceived(events); });
    connect(m_session, &WatchSession::ended, &q, [this](const WatchEnd& end) { onEnded(end); });
    m_session->start();
}

void Reflector::Private::onOpened() {
    m_record.isRefreshed = false;
    m_record.serverErrors = 0;
    m_hasBeenLive = true;
    m_refusals = 0;
    if (m_shortWatches <= kSilentShortWatches) {
        q.m_lastError.reset();
        setState(State::Live);
    }
}

void Reflector::Private::onReceived(const std::vector<WatchEvent>& events) {
    m_record.isFreshList = false;
    m_shortWatches = 0;
    q.m_lastError.reset();
    setState(State::Live);
    const bool runsBackwards = std::ranges::any_of(
        events, [this](const WatchEvent& event) { return isOlder(event.object.resourceVersion, m_version); });
    if (runsBackwards) {
        distrustHistory();
        dropWatch();
        pause(Step::List, delayFor({}));
        return;
    }
    if (const auto& last = events.back().object.resourceVersion; !last.isEmpty()) {
        m_version = last;
    }
    tell(m_known.apply(events));
}

void Reflector::Private::onEnded(const WatchEnd& end) {
    dropWatch();
    if (isStopped()) {
        return;
    }
    const NextStep step = afterWatch(end, m_record);
    if (end.error && end.error->code == ErrorCode::ServerError) {
        ++m_record.serverErrors;
    }
    m_record.isRefreshed = false;
    const bool isVeryShort = !end.error && end.events == 0 && end.lasted < kShortWatch;
    m_shortWatches = isVeryShort ? m_shortWatches + 1 : 0;
    follow(step, end);
}

void Reflector::Private::dropWatch() {
    if (m_session) {
        m_session->disconnect(&q);
        m_session->abandon();
        std::exchange(m_session, nullptr)->deleteLater();
    }
}

void Reflector::Private::refreshThenWatch() {
    m_scope.launch<Result<void>>(m_source->refreshCredentials(m_generation), [this](Result<void> renewed) {
        if (isStopped()) {
            return;
        }
        if (!renewed) {
            waitBecause(renewed.error());
            pause(Step::Watch, delayAfterRefusal(renewed.error()));
            return;
        }
        m_record.isRefreshed = true;
        watch();
    });
}

// --- What comes next

void Reflector::Private::follow(NextStep step, const WatchEnd& end) {
    const bool isQuiet = step == NextStep::WatchNow || step == NextStep::Refresh || step == NextStep::ListNow;
    if (end.error && !isQuiet) {
        waitBecause(*end.error);
    } else if (m_shortWatches > kSilentShortWatches) {
        waitBecause({
            .code = ErrorCode::Protocol,
            .subject = m_source->subject(),
            .detail = QStringLiteral("the server ends every watch within a second, without an event"),
            .httpStatus = 0,
            .reason = QStringLiteral("VeryShortWatch"),
            .retryAfter = {},
        });
    }
    switch (step) {
    case NextStep::WatchNow:
        watch();
        break;
    case NextStep::WatchLater:
        pause(Step::Watch, end.error || m_shortWatches > 0 ? std::max(kShortWatch, delayFor(end.error)) : kShortWatch);
        break;
    case NextStep::Refresh:
        refreshThenWatch();
        break;
    case NextStep::ListNow:
        list();
        break;
    case NextStep::ListLater:
        pause(Step::List, delayFor(end.error));
        break;
    case NextStep::ListMuchLater:
        pause(Step::List, end.error ? delayAfterRefusal(*end.error) : kLongRetry);
        break;
    }
}

Clock::Duration Reflector::Private::delayAfterRefusal(const Error& error) {
    const bool mayPass = m_hasBeenLive && error.code != ErrorCode::NotFound; // a kind that went away stays away (AP7)
    return mayPass && ++m_refusals <= kEarlyRefusals ? kEarlyRetry : kLongRetry;
}

Clock::Duration Reflector::Private::delayFor(const std::optional<Error>& error) {
    const Clock::Duration delay = m_backoff.next();
    if (error && error->retryAfter) {
        return std::max(delay, std::min<Clock::Duration>(*error->retryAfter, kLongestRetryAfter));
    }
    return delay;
}

void Reflector::Private::pause(Step next, Clock::Duration delay) {
    if (isStopped()) {
        return;
    }
    m_step = next;
    m_pause = m_scope.launch(sleep(delay), [this] { resume(); });
}

Task<void> Reflector::Private::sleep(Clock::Duration delay) {
    co_await sleepFor(m_clock, delay);
}

void Reflector::Private::resume() {
    m_pause.reset();
    if (isStopped()) {
        return;
    }
    if (m_step == Step::List) {
        list();
    } else {
        watch();
    }
}

void Reflector::Private::wake() {
    if (m_pause && !isStopped()) {
        m_scope.cancel(*m_pause);
        resume();
    }
}

void Reflector::Private::stop() {
    dropWatch();
    setState(State::Stopped);
    // The caller may be inside one of our tasks, which must not destroy itself.
    QMetaObject::invokeMethod(&q, [this] { m_scope.cancelAll(); }, Qt::QueuedConnection);
}

// --- Telling

void Reflector::Private::tell(const KnownObjects::Change& change) {
    if (!change.removed.empty() && !isStopped()) {
        Q_EMIT q.removed(change.removed);
    }
    if (!change.upserted.empty() && !isStopped()) {
        Q_EMIT q.upserted(change.upserted);
    }
}

void Reflector::Private::setState(State state) {
    if (q.m_state != state && !isStopped()) {
        q.m_state = state;
        Q_EMIT q.stateChanged(state);
    }
}

void Reflector::Private::waitBecause(const Error& error) {
    const bool isNews = q.m_state != State::Waiting || q.m_lastError != error;
    q.m_lastError = error;
    if (isNews && !isStopped()) {
        q.m_state = State::Waiting;
        Q_EMIT q.stateChanged(State::Waiting);
    }
}

// --- The public side

Reflector::Reflector(ApiClient& client, Target target, QObject* parent)
    : QObject(parent)
    , m_target(std::move(target))
    , d(std::make_unique<Private>(*this, std::make_unique<ApiWatchSource>(client, m_target), client.services().pool,
          client.services().clock)) { }

Reflector::Reflector(Source source, Target target, QObject* parent)
    : QObject(parent)
    , m_target(std::move(target))
    , d(std::make_unique<Private>(*this, std::move(source.watch), source.pool, source.clock)) { }

Reflector::~Reflector() = default;

void Reflector::start() {
    if (m_state == State::Idle) {
        d->list();
    }
}

void Reflector::wake() {
    d->wake();
}

void Reflector::stop() {
    d->stop();
}

} // namespace pilothouse
