// SPDX-License-Identifier: Apache-2.0
#include "core/change/change_desk.h"

#include "core/change/desk_private.h"
#include "core/change/encrypted_values.h"
#include "core/change/helmfile_source.h"
#include "core/change/local_chart.h"
#include "core/change/plan_maker.h"
#include "core/change/prediction.h"
#include "core/change/record_diff.h"
#include "core/change/renderer.h"
#include "core/helm/helm_arguments.h"
#include "core/helm/helm_reading.h"

#include <QDir>
#include <QFileInfo>
#include <QUuid>

namespace pilothouse {

using namespace Qt::StringLiterals;
using Level = PlanCheck::Level;
using Topic = PlanCheck::Topic;

ChangeDesk::Private::Private(ChangeDesk& desk, Workspace& workspace, Places places)
    : q(desk)
    , m_workspace(workspace)
    , m_places(std::move(places))
    , m_audit(m_places.stateFolder + u"/audit.jsonl"_s)
    , m_finder(workspace.clock(), m_places.stateFolder + u"/probes"_s, m_places.environment)
    , m_identities(m_places.stateFolder + u"/identities.json"_s)
    , m_helmfiles(m_places.stateFolder + u"/trusted-helmfiles.json"_s)
    , m_liveObjects(workspace.clock())
    , m_pulledCharts(workspace.clock()) { }

ChangeDesk::ChangeDesk(Workspace& workspace, Places places, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, workspace, std::move(places))) {
    const QString folder = d->m_places.stateFolder;
    if (!QFileInfo(folder).isDir()) {
        QDir().mkpath(folder);
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    d->readPins();
    connect(&workspace, &Workspace::statusChanged, this,
        [this](const ContextId& context, const ConnectionStatus& status) { d->onStatus(context, status); });
    connect(&workspace, &Workspace::sessionClosed, this, [this](const ContextId& context) {
        d->m_live.remove(context);
        d->m_connections.remove(context);
        d->m_modes.remove(context);
    });
    connect(&workspace, &Workspace::modesChanged, this,
        [this](
            const ContextId& context, const std::shared_ptr<const ModeTable>& table) { d->onModes(context, *table); });
}

ChangeDesk::~ChangeDesk() = default;

void ChangeDesk::adopt() {
    sweepHelmReadings(d->m_places.stateFolder + u"/readings"_s);
    sweepCharts(d->chartsFolder());
    d->adoptAll();
}

Task<Result<HelmProgram>> ChangeDesk::helmFor(ContextId context) {
    co_return co_await d->m_finder.find(d->m_pins.value(context));
}

Task<Result<std::vector<HelmProgram>>> ChangeDesk::helmPrograms() {
    co_return co_await d->m_finder.findAll();
}

void ChangeDesk::pinHelm(const ContextId& context, const QString& path) {
    if (path.isEmpty()) {
        d->m_pins.remove(context);
    } else {
        d->m_pins.insert(context, path);
    }
    const auto saved = d->savePins();
    Q_UNUSED(saved); // not remembered: in force now all the same
}

QString ChangeDesk::pinnedHelm(const ContextId& context) const {
    return d->m_pins.value(context);
}

void ChangeDesk::setOwnerRules(OwnerRules rules) {
    d->m_ownerRules = std::move(rules);
}

Result<void> ChangeDesk::trustHelmfile(const ChartSource& source) {
    const auto program = findHelmfile(d->m_places.environment);
    if (!program) {
        return std::unexpected(program.error());
    }
    const auto identity = helmfileIdentity(*program, source.location);
    return identity ? d->m_helmfiles.trust(*identity) : std::unexpected(identity.error());
}

void ChangeDesk::setLogins(LoginSource logins) {
    d->m_logins = std::move(logins);
}

// --- Looking

HelmEnvironment ChangeDesk::Private::environmentFor(const ChangeRequest& request) const {
    return helmEnvironment(m_places.environment, request.release.driver);
}

Task<Result<LoginPtr>> ChangeDesk::Private::loginFor(ChangeRequest request) {
    const ChartSource& chart = request.chart;
    const QString url = chart.kind == ChartSource::Kind::Oci ? chart.location
        : chart.kind == ChartSource::Kind::Repository        ? chart.repositoryUrl
                                                             : QString();
    if (request.login || url.isEmpty() || !m_logins) {
        co_return request.login;
    }
    co_return co_await m_logins(url);
}

Task<Result<RenderingPtr>> ChangeDesk::Private::render(ChangeRequest request) {
    auto login = co_await loginFor(request);
    if (!login) {
        co_return std::unexpected(login.error());
    }
    request.login = std::move(*login);
    auto helm = co_await m_finder.find(m_pins.value(request.context));
    if (!helm) {
        co_return std::unexpected(helm.error());
    }
    auto pinned = co_await pin(request.context);
    if (!pinned) {
        co_return std::unexpected(pinned.error());
    }
    const auto connection = connectionOf(request.context);
    if (!connection) {
        co_return std::unexpected(connection.error());
    }
    RenderInput input{.request = request,
        .session = connection->session,
        .helm = std::move(*helm),
        .kubeconfig = std::move(*pinned),
        .environment = environmentFor(request),
        .readings = m_places.stateFolder + u"/readings"_s,
        .pulled = &m_pulledCharts,
        .records = &m_records,
        .charts = chartsFolder(),
        .helmfile = findHelmfile(m_places.environment).value_or(QString()),
        .helmfileTrust = &m_helmfiles};
    co_return co_await renderChange(std::move(input));
}

Task<Result<void>> ChangeDesk::buildDependencies(ContextId context, QString folder) {
    auto helm = co_await helmFor(context);
    if (!helm) {
        co_return std::unexpected(helm.error());
    }
    HelmReading reading;
    reading.helm = std::move(*helm);
    reading.call.verb = HelmVerb::DependencyBuild;
    reading.call.chart = folder;
    reading.environment = helmEnvironment(d->m_places.environment);
    reading.root = d->m_places.stateFolder + u"/readings"_s;
    constexpr Clock::Duration kDeadline = std::chrono::seconds(180); // repositories are asked for every subchart
    reading.deadline = kDeadline;
    const auto answer = co_await readHelm(std::move(reading), d->m_workspace.clock());
    co_return answer ? Result<void>() : Result<void>(std::unexpected(answer.error()));
}

Task<Result<QByteArray>> ChangeDesk::decryptValues(ContextId context, QString path) {
    auto helm = co_await helmFor(context);
    if (!helm) {
        co_return std::unexpected(helm.error());
    }
    HelmReading reading;
    reading.helm = std::move(*helm);
    reading.environment = helmEnvironment(d->m_places.environment);
    reading.root = d->m_places.stateFolder + u"/readings"_s;
    co_return co_await pilothouse::decryptValues(std::move(reading), std::move(path), &d->m_workspace.clock());
}

Task<Result<RenderingPtr>> ChangeDesk::render(ChangeRequest request) {
    return d->render(std::move(request));
}

Task<Result<ChangeDiffPtr>> ChangeDesk::Private::predict(
    std::shared_ptr<ClusterSession> session, RenderingPtr rendering, std::function<void(ObjectDiff)> found) {
    auto shared = m_predicting.lock();
    if (!shared || shared->isOver() || shared->rendering() != rendering) {
        shared = std::make_shared<SharedPrediction>(rendering);
        m_predicting = shared;
        shared->start([session, rendering, live = m_liveObjects.objectsFor(rendering)](SharedPrediction::Found tell) {
            return predictChange(*session, rendering, std::move(tell), live);
        });
    }
    auto predicted = co_await SharedPrediction::wait(std::move(shared), std::move(found));
    if (predicted) {
        m_predictedOf = rendering;
        m_predicted = *predicted;
    }
    co_return predicted;
}

/// Two manifests never change: what was compared once is compared.
Task<ChangeDiffPtr> ChangeDesk::Private::recordDiff(RenderingPtr rendering) {
    if (m_recordDiff && m_recordDiffOf.lock() == rendering) {
        co_return m_recordDiff;
    }
    ChangeDiffPtr diff = co_await compareWithRecord(&m_workspace.pool(), rendering);
    m_recordDiffOf = rendering;
    m_recordDiff = diff;
    co_return diff;
}

Task<Result<ChangeDiffPtr>> ChangeDesk::compare(
    RenderingPtr rendering, DiffBase base, std::function<void(ObjectDiff)> found) {
    if (base == DiffBase::Record) {
        co_return co_await d->recordDiff(std::move(rendering));
    }
    const auto session = d->connectionFor(*rendering);
    if (!session) {
        co_return std::unexpected(session.error());
    }
    if (base == DiffBase::Live) {
        const LiveObjectsPtr live = d->m_liveObjects.objectsFor(rendering);
        co_return co_await compareWithLive(**session, std::move(rendering), live);
    }
    co_return co_await d->predict(*session, std::move(rendering), std::move(found));
}

PlanChecks ChangeDesk::Private::modeChecks(const ModeKeeper& modes, const Rendering& rendering) const {
    PlanChecks checks;
    const QString verb = changeWord(rendering.request.kind);
    if (const auto lock = modes.lockedBecause()) {
        checks.push_back({.level = Level::Blocker,
            .topic = Topic::Identity,
            .word = lock->reason,
            .subject = lock->subject,
            .detail = lock->detail});
        return checks;
    }
    for (const QString& nameSpace : namespacesTouched(rendering)) {
        const auto allowed = modes.allow(Reach::Change, nameSpace, u"%1 in namespace %2"_s.arg(verb, nameSpace));
        checks.push_back({.level = allowed ? Level::Fine : Level::Blocker,
            .topic = Topic::Mode,
            .word = allowed ? modeWord(Mode::ChangesOpen) : allowed.error().reason,
            .subject = nameSpace,
            .detail = allowed ? QString() : allowed.error().detail});
    }
    return checks;
}

Task<Result<ChangePlanPtr>> ChangeDesk::Private::plan(RenderingPtr rendering) {
    const auto session = connectionFor(*rendering);
    if (!session) {
        co_return std::unexpected(session.error());
    }
    const ContextId context = rendering->request.context;
    auto identity = co_await readIdentity(&(*session)->client());
    if (!identity) {
        co_return std::unexpected(identity.error());
    }
    const auto modes = modesOf(m_workspace, context);
    if (!modes) {
        co_return std::unexpected(modes.error());
    }
    noteIdentity(context, *identity);
    PlanInput input;
    input.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    input.rendering = rendering;
    input.session = *session;
    input.identity = *identity;
    input.known = modeChecks(**modes, *rendering);
    const ReleaseKey& release = rendering->request.release;
    if (rendering->request.chart.kind == ChartSource::Kind::Helmfile) {
        input.known.push_back({.level = Level::Blocker,
            .topic = Topic::Owner,
            .word = u"HelmfileDeploys"_s,
            .subject = release.name,
            .detail = shellLine(helmfileApplyCommand(helmfileCallOf(rendering->request.chart)))});
    }
    if (rendering->isChartMoved) {
        input.known.push_back({.level = Level::Warning,
            .topic = Topic::Stale,
            .word = u"ChartMoved"_s,
            .subject = rendering->chart.label(),
            .detail = u"sha256 "_s + QString::fromLatin1(rendering->chartDigest.toHex().first(12))});
    }
    input.owners
        = ownerRulesFor(m_ownerRules, context, release, (*modes)->table().environmentOf(release.nameSpace).kind);
    for (const QString& nameSpace : namespacesTouched(*rendering)) {
        if ((*modes)->table().isProtected(nameSpace)) {
            input.confirmation = u"%1/%2"_s.arg(context.value(), rendering->request.release.name);
        }
    }
    const bool hasPrediction = m_predicted && m_predictedOf.lock() == rendering;
    const ChangeKind kind = rendering->request.kind;
    if (hasPrediction) {
        input.prediction = m_predicted;
    } else if (kind != ChangeKind::Uninstall && kind != ChangeKind::Test) {
        // Not being able to ask is no reason to have no plan: the access checks say what is missing.
        input.prediction = (co_await predict(*session, rendering, {})).value_or(nullptr);
    }
    input.againstRecord = co_await recordDiff(rendering);
    co_return co_await makePlan(std::move(input));
}

Task<Result<ChangePlanPtr>> ChangeDesk::plan(RenderingPtr rendering) {
    return d->plan(std::move(rendering));
}

// --- Doing

Task<Result<QString>> ChangeDesk::begin(ChangePlanPtr plan, QString typed) {
    return d->begin(std::move(plan), std::move(typed));
}

Result<void> ChangeDesk::cancel(const QString& id) {
    const auto found = d->m_runs.find(id);
    if (found == d->m_runs.end()) {
        return fail(ErrorCode::NotFound, id, u"there is no such operation"_s, u"NoSuchRun"_s);
    }
    return found->second->cancel();
}

void ChangeDesk::dismiss(const QString& id) {
    const auto found = d->m_runs.find(id);
    if (found == d->m_runs.end() || !found->second->isOver()) {
        return;
    }
    found->second.release()->deleteLater(); // it may be the one that is telling
    d->m_runs.erase(found);
    Q_EMIT runDismissed(id);
}

std::vector<RunStatusPtr> ChangeDesk::runs() const {
    std::vector<RunStatusPtr> all;
    for (const auto& [id, run] : d->m_runs) {
        all.push_back(run->status());
    }
    std::ranges::sort(all, {}, [](const RunStatusPtr& run) { return run->started; });
    return all;
}

AuditLog& ChangeDesk::audit() const {
    return d->m_audit;
}

} // namespace pilothouse
