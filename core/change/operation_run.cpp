// SPDX-License-Identifier: Apache-2.0
#include "core/change/operation_run.h"

#include "core/async/sleep.h"
#include "core/change/cluster_identity.h"
#include "core/change/release_reading.h"
#include "core/change/run_events.h"

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Phase = RunStatus::Phase;
using Outcome = RunStatus::Outcome;

namespace {

constexpr Clock::Duration kLookEvery = 1000ms;
constexpr Clock::Duration kTellEvery = 200ms;
constexpr int kEventRounds = 2; ///< events are asked for every other look
/// After helm has ended the cluster is asked for the truth: once, and again while it does not answer.
constexpr int kReadBackTries = 12;
constexpr Clock::Duration kReadBackPause = 3000ms;
constexpr size_t kMaxLater = 4; ///< newer records that are looked at for our mark

} // namespace

OperationRun::OperationRun(Parts parts, Clock& clock, QObject* parent)
    : QObject(parent)
    , m_facts(std::move(parts.facts))
    , m_session(std::move(parts.session))
    , m_base(std::move(parts.base))
    , m_secrets(std::move(parts.secrets))
    , m_locks(std::move(parts.locks))
    , m_clock(clock)
    , m_helm(clock, [secrets = m_secrets](const QString& text) { return secrets->mask(text); }) {
    setUp();
    connect(&m_helm, &HelmProcess::stateChanged, this, &OperationRun::onHelmState);
    connect(&m_helm, &HelmProcess::outputChanged, this, &OperationRun::tellSoon);
    connect(&m_helm, &HelmProcess::ended, this, &OperationRun::onHelmEnded);
}

OperationRun::~OperationRun() = default;

void OperationRun::setUp() {
    m_status.id = m_facts.id;
    m_status.context = m_facts.context;
    m_status.release = m_facts.release;
    m_status.kind = m_facts.kind;
    m_status.reason = m_facts.reason;
    m_status.user = m_facts.user;
    m_status.chartLabel = m_facts.chartLabel;
    m_status.from = m_facts.from;
    m_status.target = m_facts.target;
    m_status.started = m_facts.started;
    m_status.timeout = m_facts.timeout;
    m_status.record = m_base;
}

Result<void> OperationRun::start(const ModeGate& gate, HelmStart start) {
    m_isSameCluster = true;
    if (auto started = m_helm.start(gate, std::move(start)); !started) {
        return started;
    }
    m_scope.launch(follow());
    return {};
}

Result<void> OperationRun::adopt(const HelmFolder& folder) {
    m_status.isAdopted = true;
    if (auto adopted = m_helm.adopt(folder); !adopted) {
        return adopted;
    }
    setPhase(m_helm.wasCancelled() ? Phase::Cancelling : Phase::Running);
    if (m_session && m_helm.state() != HelmProcess::State::Ended) {
        m_scope.launch(follow());
    }
    return {};
}

Result<void> OperationRun::cancel() {
    if (isOver()) {
        return fail(ErrorCode::Conflict, m_facts.id, u"it has ended"_s, u"NotRunning"_s);
    }
    if (auto asked = m_helm.cancel(); !asked) {
        return asked;
    }
    setPhase(Phase::Cancelling);
    return {};
}

RunStatusPtr OperationRun::status() const {
    auto status = std::make_shared<RunStatus>(m_status);
    status->output = m_helm.output();
    if (m_helm.state() == HelmProcess::State::Ended && m_helm.ending().kind == HelmEnding::Kind::Exited) {
        status->exitCode = m_helm.ending().exitCode;
    }
    return status;
}

void OperationRun::setPhase(Phase phase) {
    if (m_status.phase != phase) {
        m_status.phase = phase;
        m_tellTimer.reset();
        Q_EMIT changed();
    }
}

void OperationRun::tellSoon() {
    if (!m_tellTimer) {
        m_tellTimer = m_clock.after(kTellEvery, [this] {
            m_tellTimer.reset();
            Q_EMIT changed();
        });
    }
}

void OperationRun::onHelmState() {
    if (m_helm.state() == HelmProcess::State::Running && m_status.phase == Phase::Starting) {
        setPhase(Phase::Running);
    }
}

void OperationRun::onHelmEnded() {
    m_scope.cancelAll();
    setPhase(Phase::ReadingBack);
    m_scope.launch(readBack());
}

// --- While it runs

Task<void> OperationRun::follow() {
    for (;;) {
        const auto seen = co_await look(); // an answer that fails is no news: the next one counts
        if (seen) {
            tellSoon();
        }
        co_await sleepFor(m_clock, kLookEvery);
    }
}

Task<Result<void>> OperationRun::look() {
    ApiClient* client = &m_session->client();
    auto revisions = co_await readRevisions(client, m_facts.release);
    if (!revisions) {
        co_return std::unexpected(revisions.error());
    }
    const bool isNews = revisions->empty() || m_revisions.empty()
        || revisions->front().resourceVersion != m_revisions.front().resourceVersion
        || revisions->front().uid != m_revisions.front().uid;
    m_revisions = std::move(*revisions);
    if (m_revisions.empty()) {
        m_status.record = nullptr;
    } else if (isNews || !m_status.record) {
        if (auto record = co_await readRecord(client, m_revisions.front())) {
            m_secrets->addValues((*record)->userValues);
            m_secrets->addManifest((*record)->manifest);
            m_status.record = *record;
            if (!m_base && (*record)->revision == m_facts.from) {
                m_base = *record;
            }
        }
    }
    co_await lookAtHooks();
    co_await lookAtObjects();
    if (m_round++ % kEventRounds == 0) {
        co_await lookAtEvents();
    }
    co_return Result<void>();
}

/// An uninstall's objects are those that go; all others' are those of the newest record, which has the new manifest
/// while it is still pending.
ReleaseRecordPtr OperationRun::shownRecord() const {
    const bool isGoing = m_facts.kind == ChangeKind::Uninstall;
    return isGoing && m_base ? m_base : m_status.record;
}

Task<void> OperationRun::lookAtObjects() {
    const ReleaseRecordPtr record = shownRecord();
    if (!record) {
        m_status.objects.clear();
        co_return;
    }
    if (auto objects = co_await m_session->liveObjects(record)) {
        m_status.objects = std::move(*objects);
    }
}

Task<void> OperationRun::lookAtEvents() {
    const auto events = co_await readEvents(&m_session->client(), m_facts.release.nameSpace);
    if (!events) {
        co_return; // often not allowed: a run is followed without them
    }
    QStringList hooks;
    for (const ReleaseRecordPtr& record : {m_status.record, m_base}) {
        for (const Hook& hook : record ? record->hooks : std::vector<Hook>()) {
            hooks += hook.name;
        }
    }
    m_status.events = eventsOfRun(*events, m_status.objects, hooks, m_facts.started);
}

/// Hooks are often deleted as soon as they have succeeded: what they say is read while they are there.
Task<void> OperationRun::lookAtHooks() {
    auto logs = co_await readHookLogs(&m_session->client(), shownRecord(), m_facts.kind, m_facts.started,
        [secrets = m_secrets](const QString& text) { return secrets->mask(text); });
    mergeHookLogs(m_status.hookLogs, std::move(logs));
}

// --- Afterwards

Task<Result<ClusterTruth>> OperationRun::readTruth() {
    ApiClient* client = &m_session->client();
    if (!m_isSameCluster) {
        const auto identity = co_await readIdentity(client);
        if (!identity) {
            co_return std::unexpected(identity.error());
        }
        if (!m_facts.clusterUid.isEmpty() && identity->clusterUid != m_facts.clusterUid) {
            co_return fail(ErrorCode::Conflict, u"context \"%1\""_s.arg(m_facts.context.value()),
                u"it means another cluster now"_s, u"OtherCluster"_s);
        }
        m_isSameCluster = true;
    }
    m_round = 0;
    m_revisions.clear();
    if (const auto seen = co_await look(); !seen) {
        co_return std::unexpected(seen.error());
    }
    ClusterTruth truth{.revisions = m_revisions, .expected = {}, .later = {}};
    const Revision wanted = m_facts.kind == ChangeKind::Test ? m_facts.from : m_facts.expected();
    for (const RecordMeta& meta : truth.revisions) {
        const bool isLater = number(meta.revision) > number(wanted) && truth.later.size() < kMaxLater;
        if (meta.revision != wanted && !isLater) {
            continue;
        }
        auto record = co_await readRecord(client, meta);
        if (!record) {
            co_return std::unexpected(record.error());
        }
        if (isLater) {
            truth.later.push_back(*record);
        } else {
            truth.expected = *record;
        }
    }
    co_return truth;
}

Task<void> OperationRun::readBack() {
    const QString subject = u"context \"%1\""_s.arg(m_facts.context.value());
    Error problem = fail(ErrorCode::NotFound, subject, u"it can't be opened"_s, u"NoSuchContext"_s).error();
    for (int round = 0; m_session && round < kReadBackTries; ++round) {
        const auto truth = co_await readTruth();
        if (truth) {
            const HelmTrace trace{
                .ending = m_helm.ending(), .wasCancelled = m_helm.wasCancelled(), .lastError = m_helm.lastError()};
            conclude(judgeRun(m_facts, *truth, trace));
            co_return;
        }
        problem = truth.error();
        if (problem.reason == u"OtherCluster"_s) {
            break;
        }
        co_await sleepFor(m_clock, kReadBackPause);
    }
    RunVerdict unknown;
    unknown.error = problem;
    conclude(std::move(unknown));
}

void OperationRun::conclude(RunVerdict verdict) {
    m_status.outcome = verdict.outcome;
    m_status.reached = verdict.reached;
    m_status.wayBack = verdict.wayBack;
    m_status.error = std::move(verdict.error);
    m_status.ended = m_helm.ending().when.isValid() ? m_helm.ending().when : m_clock.wallNow();
    m_status.phase = Phase::Ended;
    m_tellTimer.reset();
    if (m_status.outcome != Outcome::Unknown) {
        m_locks.clear();
    }
    Q_EMIT judged();
    Q_EMIT changed();
}

void OperationRun::askAgain(std::shared_ptr<ClusterSession> session) {
    if (!isOver() || m_status.outcome != Outcome::Unknown || m_helm.state() != HelmProcess::State::Ended) {
        return;
    }
    m_session = std::move(session);
    m_status.outcome = Outcome::None;
    m_status.error.reset();
    setPhase(Phase::ReadingBack);
    m_scope.cancelAll();
    m_scope.launch(readBack());
}

void OperationRun::forgetFiles() {
    m_helm.forget();
}

} // namespace pilothouse
