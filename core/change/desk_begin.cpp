// SPDX-License-Identifier: Apache-2.0
#include "core/change/change_call.h"
#include "core/change/desk_private.h"
#include "core/change/plan_maker.h"
#include "core/change/revision_guard.h"
#include "core/change/local_chart.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>

namespace pilothouse {

using namespace Qt::StringLiterals;
using Outcome = RunStatus::Outcome;

namespace {

constexpr qint64 kStartingSeconds = 60;

QString subjectOf(const ChangeRequest& request) {
    return u"%1 of release %2/%3"_s.arg(changeWord(request.kind), request.release.nameSpace, request.release.name);
}

std::unexpected<Error> alreadyRunning(const ChangeRequest& request) {
    return fail(
        ErrorCode::Conflict, subjectOf(request), u"an operation on this release is under way"_s, u"AlreadyRunning"_s);
}

/// One release of one cluster, whatever the context is called.
QString releaseLockName(const Fingerprint& print, const ChangeRequest& request) {
    const QString cluster = print.clusterUid.isEmpty() ? request.context.value() : print.clusterUid;
    const QString key = QStringList{cluster, request.release.nameSpace, request.release.name}.join(u'\n');
    return QString::fromLatin1(QCryptographicHash::hash(key.toUtf8(), QCryptographicHash::Sha256).toHex().first(32));
}

bool needsChart(ChangeKind kind) {
    return kind == ChangeKind::Install || kind == ChangeKind::Upgrade;
}

QString whatMoved(const Fingerprint& before, const Fingerprint& now) {
    if (before.newest != now.newest) {
        return u"revision %1 has come since"_s.arg(number(now.newest));
    }
    if (before.newestUid != now.newestUid || before.newestVersion != now.newestVersion) {
        return u"the record of revision %1 was changed"_s.arg(number(now.newest));
    }
    if (before.clusterUid != now.clusterUid || before.user != now.user) {
        return u"another cluster or user answers"_s;
    }
    return u"the chart or helm is another one now"_s;
}

} // namespace

// --- Before it starts

/// What can be said without asking anybody. Mode and identity are judged as of now, not as of the plan.
Result<void> ChangeDesk::Private::mayBegin(const ChangePlan& plan, const QString& typed) {
    const QString subject = subjectOf(plan.request());
    for (const PlanCheck& check : plan.checks) {
        const bool isJudgedNow = check.topic == PlanCheck::Topic::Mode || check.topic == PlanCheck::Topic::Identity;
        if (check.level == PlanCheck::Level::Blocker && !isJudgedNow) {
            return fail(
                ErrorCode::Invalid, subject, u"%1 %2: %3"_s.arg(check.word, check.subject, check.detail), u"Blocked"_s);
        }
    }
    const auto modes = modesOf(m_workspace, plan.request().context);
    if (!modes) {
        return std::unexpected(modes.error());
    }
    return judgeAgreement(**modes,
        {.subject = subject,
            .places = namespacesTouched(*plan.rendering),
            .confirmation = u"%1/%2"_s.arg(plan.request().context.value(), plan.request().release.name),
            .mustBeTyped = !plan.confirmation.isEmpty(),
            .needsReason = false,
            .reason = plan.request().reason},
        typed);
}

/// A fresh look at what the plan stands on (production safety, 6).
Task<Result<void>> ChangeDesk::Private::lookAgain(ChangePlanPtr plan) {
    const auto session = connectionFor(*plan->rendering);
    if (!session) {
        co_return std::unexpected(session.error());
    }
    auto now = co_await readFingerprint(*session, plan->rendering);
    if (!now) {
        co_return std::unexpected(now.error());
    }
    const auto lock
        = noteIdentity(plan->request().context, ClusterIdentity{.clusterUid = now->clusterUid, .user = now->user});
    if (lock) {
        co_return std::unexpected(*lock);
    }
    const HelmProgram helm = co_await m_finder.probe(plan->rendering->helm.path);
    now->helmVersion = helm.problem ? QString() : helm.version;
    if (needsChart(plan->request().kind)) {
        const auto chart
            = co_await m_workspace.pool().run([path = plan->rendering->chartPath] { return chartDigestOf(path); });
        now->chartDigest = chart.value_or(QByteArray());
    }
    if (*now != plan->fingerprint) {
        co_return fail(
            ErrorCode::Conflict, subjectOf(plan->request()), whatMoved(plan->fingerprint, *now), u"PlanOutdated"_s);
    }
    co_return Result<void>();
}

/// One operation a release, in all windows (RC5).
Result<std::vector<FileLock>> ChangeDesk::Private::reserve(const ChangePlan& plan) {
    adoptAll(); // those a window that is gone left behind count too
    for (const auto& [id, run] : m_runs) {
        const OperationFacts& facts = run->facts();
        const bool isSame = facts.release.name == plan.request().release.name
            && facts.release.nameSpace == plan.request().release.nameSpace
            && (facts.context == plan.request().context
                || (!facts.clusterUid.isEmpty() && facts.clusterUid == plan.fingerprint.clusterUid));
        if (isSame && !run->isOver()) {
            return alreadyRunning(plan.request());
        }
    }
    const QString folder = m_places.stateFolder + u"/locks"_s;
    QDir().mkpath(folder);
    auto lock = FileLock::take(folder + u'/' + releaseLockName(plan.fingerprint, plan.request()));
    if (!lock) {
        return alreadyRunning(plan.request());
    }
    std::vector<FileLock> locks;
    locks.push_back(std::move(*lock));
    return locks;
}

void ChangeDesk::Private::refuse(const ChangePlan& plan, const Error& error) {
    auditRefusal(m_audit, entryOf(factsOfPlan(plan, m_workspace.clock().wallNow()), AuditEntry::Step::Refused), error);
}

namespace {

/// A plan that is being begun, given back where nothing comes of it; also when the caller drops the task.
class Beginning {
public:
    Beginning(std::shared_ptr<QSet<QString>> begun, QString id)
        : m_begun(std::move(begun))
        , m_id(std::move(id)) {
        m_begun->insert(m_id);
    }
    ~Beginning() {
        if (!m_isKept) {
            m_begun->remove(m_id);
        }
    }
    Q_DISABLE_COPY_MOVE(Beginning)
    void keep() { m_isKept = true; }

private:
    std::shared_ptr<QSet<QString>> m_begun;
    QString m_id;
    bool m_isKept = false;
};

} // namespace

Task<Result<QString>> ChangeDesk::Private::begin(ChangePlanPtr plan, QString typed) {
    if (m_begun->contains(plan->id)) {
        co_return alreadyRunning(plan->request());
    }
    Beginning beginning(m_begun, plan->id);
    auto locks = reserve(*plan);
    Result<void> may = locks ? mayBegin(*plan, typed) : Result<void>(std::unexpected(locks.error()));
    std::shared_ptr<GuardedChart> guarded;
    m_liveObjects.forget(); // what is there moves from here on
    if (may) {
        guarded = co_await guardOf(plan);
        may = co_await lookAgain(plan);
    }
    if (may) {
        may = mayBegin(*plan, typed); // looking took a moment: the lock may have closed
    }
    if (!may) {
        refuse(*plan, may.error());
        co_return std::unexpected(may.error());
    }
    auto begun = launch(*plan, std::move(*locks), guarded.get());
    if (begun) {
        beginning.keep();
    }
    co_return begun;
}

/// Null: this chart can't be guarded, and between the last look and helm's own lie some milliseconds, as for all verbs
/// but upgrade; what comes of it is told all the same.
Task<std::shared_ptr<GuardedChart>> ChangeDesk::Private::guardOf(ChangePlanPtr plan) {
    const RenderingPtr rendering = plan->rendering;
    if (rendering->request.kind != ChangeKind::Upgrade) {
        co_return nullptr; // helm creates revision 1 or fails; rollback and uninstall render nothing
    }
    HelmReading reading{.helm = rendering->helm,
        .call = helmCallOf(rendering->request, {}, {}),
        .kubeconfig = rendering->kubeconfig.text,
        .values = rendering->request.values,
        .environment = environmentFor(rendering->request),
        .root = m_places.stateFolder + u"/readings"_s,
        .mask = {}};
    reading.call.verb = HelmVerb::Template;
    GuardProof proof{.reading = std::move(reading), .root = chartsFolder()};
    const Revision expected{number(plan->fingerprint.newest) + 1};
    auto guarded
        = co_await guardChart(rendering, expected, std::move(proof), &m_workspace.pool(), &m_workspace.clock());
    co_return guarded ? *guarded : nullptr;
}

/// Into the operation's own folder: it outlives this program with it, and goes with it.
QString ChangeDesk::Private::keepGuarded(const GuardedChart& guarded, const HelmFolder& folder) {
    const QString kept = folder.file(u"chart");
    return QDir().rename(guarded.path(), kept) ? kept : guarded.path();
}

/// From here on nothing waits: between the intent in the audit and the start of helm nobody can cancel.
Result<QString> ChangeDesk::Private::launch(
    const ChangePlan& plan, std::vector<FileLock> locks, const GuardedChart* guarded) {
    const auto modes = modesOf(m_workspace, plan.request().context);
    const auto session = connectionFor(*plan.rendering);
    if (!modes || !session) {
        return std::unexpected(modes ? session.error() : modes.error());
    }
    OperationFacts facts = factsOfPlan(plan, m_workspace.clock().wallNow());
    facts.audit.insert(u"revisionGuarded"_s, guarded != nullptr);
    auto folder = HelmFolder::create(operationsFolder(), plan.id);
    if (!folder) {
        refuse(plan, folder.error());
        return std::unexpected(folder.error());
    }
    if (auto own = FileLock::take(folder->file(u"window.lock"))) {
        locks.push_back(std::move(*own));
    }
    if (auto written = m_audit.append(entryOf(facts, AuditEntry::Step::Intent)); !written) {
        folder->remove();
        return std::unexpected(written.error());
    }
    auto secrets = std::make_shared<KnownSecrets>();
    const Rendering& rendering = *plan.rendering;
    if (const auto values = loadYaml(rendering.request.values, u"values"_s, {}, DuplicateKeys::KeepLast)) {
        secrets->addValues(*values);
    }
    secrets->addManifest(rendering.manifest);
    auto run = std::make_unique<OperationRun>(OperationRun::Parts{.facts = facts,
                                                  .session = *session,
                                                  .base = rendering.newest,
                                                  .secrets = std::move(secrets),
                                                  .locks = std::move(locks)},
        m_workspace.clock());
    const QString description = describeChange(rendering.request, facts.user, facts.id);
    HelmStart start{.folder = *folder,
        .helm = rendering.helm,
        .call
        = helmCallOf(rendering.request, guarded ? keepGuarded(*guarded, *folder) : rendering.chartPath, description),
        .kubeconfig = rendering.kubeconfig.text,
        .values = needsChart(rendering.request.kind) ? std::optional(rendering.request.values) : std::nullopt,
        .environment = environmentFor(rendering.request),
        .supervisor = m_places.supervisor,
        .facts = facts.toJson()};
    if (auto started = run->start(**modes, std::move(start)); !started) {
        AuditEntry entry = entryOf(facts, AuditEntry::Step::Outcome);
        entry.outcome = u"NotStarted"_s;
        entry.more.insert(u"why"_s, describe(started.error()));
        (void)m_audit.append(entry);
        folder->remove();
        return std::unexpected(started.error());
    }
    add(std::move(run));
    return plan.id;
}

// --- While it runs, and afterwards

void ChangeDesk::Private::add(std::unique_ptr<OperationRun> made) {
    OperationRun* run = made.get();
    m_runs.insert_or_assign(run->facts().id, std::move(made));
    QObject::connect(run, &OperationRun::changed, &q, [this, run] { Q_EMIT q.runChanged(run->status()); });
    QObject::connect(run, &OperationRun::judged, &q, [this, run] { onJudged(*run); });
    Q_EMIT q.runChanged(run->status());
}

AuditEntry ChangeDesk::Private::entryOf(const OperationFacts& facts, AuditEntry::Step step) const {
    AuditEntry entry;
    entry.step = step;
    entry.time = m_workspace.clock().wallNow();
    entry.operation = facts.id;
    entry.context = facts.context.value();
    entry.clusterUser = facts.user;
    entry.clusterUid = facts.clusterUid;
    entry.verb = changeWord(facts.kind);
    entry.nameSpace = facts.release.nameSpace;
    entry.release = facts.release.name;
    entry.from = number(facts.from);
    const bool makesNone = facts.kind == ChangeKind::Uninstall || facts.kind == ChangeKind::Test;
    entry.to = makesNone ? number(facts.from) : number(facts.expected());
    entry.reason = facts.reason;
    entry.more = facts.audit;
    if (facts.kind == ChangeKind::Rollback) {
        entry.more.insert(u"target"_s, number(facts.target));
    }
    return entry;
}

/// The files go once the outcome is in the audit, not before: whoever finds them asks the cluster again.
void ChangeDesk::Private::onJudged(OperationRun& run) {
    const RunStatusPtr status = run.status();
    m_connections.remove(run.facts().context); // kinds may have come or gone
    m_liveObjects.forget();
    if (status->outcome == Outcome::Unknown) {
        return;
    }
    AuditEntry entry = entryOf(run.facts(), AuditEntry::Step::Outcome);
    entry.outcome = outcomeWord(status->outcome);
    if (status->reached != Revision::None) {
        entry.to = number(status->reached);
    }
    if (status->exitCode) {
        entry.more.insert(u"exit"_s, *status->exitCode);
    }
    entry.more.insert(u"durationMs"_s, run.facts().started.msecsTo(status->ended));
    if (status->error) {
        entry.more.insert(u"why"_s, status->error->detail);
    }
    if (status->isAdopted) {
        entry.more.insert(u"adopted"_s, true);
    }
    if (m_audit.append(entry)) {
        run.forgetFiles();
    }
}

void ChangeDesk::Private::adoptAll() {
    for (const QString& path : helmFolders(operationsFolder())) {
        const QString id = QFileInfo(path).fileName();
        if (!m_runs.contains(id)) {
            adoptOne(path);
        }
    }
}

void ChangeDesk::Private::adoptOne(const QString& path) {
    const HelmFolder folder(path);
    auto own = FileLock::take(folder.file(u"window.lock"));
    if (!own) {
        return; // another window follows it
    }
    OperationFacts facts;
    facts.id = folder.id();
    {
        HelmProcess probe(m_workspace.clock());
        if (!probe.adopt(folder)) {
            // It never came to a start; or it is being started by another window this very moment.
            if (QFileInfo(path).lastModified().secsTo(QDateTime::currentDateTime()) > kStartingSeconds) {
                folder.remove();
            }
            return;
        }
        facts = OperationFacts::fromJson(probe.facts());
    }
    std::shared_ptr<ClusterSession> session;
    if (const auto connection = connectionOf(facts.context)) {
        session = connection->session;
    }
    std::vector<FileLock> locks;
    locks.push_back(std::move(*own));
    auto run = std::make_unique<OperationRun>(OperationRun::Parts{.facts = facts,
                                                  .session = std::move(session),
                                                  .base = {},
                                                  .secrets = std::make_shared<KnownSecrets>(),
                                                  .locks = std::move(locks)},
        m_workspace.clock());
    OperationRun* adopted = run.get();
    add(std::move(run));
    if (!adopted->adopt(folder)) {
        m_runs.erase(facts.id);
        folder.remove();
    }
}

} // namespace pilothouse
