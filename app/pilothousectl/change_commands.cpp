// SPDX-License-Identifier: Apache-2.0
#include "app/pilothousectl/change_requests.h"
#include "app/pilothousectl/change_session.h"
#include "app/pilothousectl/commands.h"
#include "app/pilothousectl/output.h"
#include "app/pilothousectl/plan_output.h"
#include "app/pilothousectl/values_files.h"

#include "core/change/change_places.h"
#include "core/change/plan_maker.h"

#include <QFileInfo>

namespace pilothouse::ctl {

using namespace Qt::StringLiterals;

namespace {

std::optional<ChangeKind> kindFrom(const QString& word) {
    for (const ChangeKind kind :
        {ChangeKind::Install, ChangeKind::Upgrade, ChangeKind::Rollback, ChangeKind::Uninstall, ChangeKind::Test}) {
        if (changeWord(kind) == word) {
            return kind;
        }
    }
    return {};
}

ChartSource sourceFrom(const ChangeFlags& flags) {
    ChartSource source;
    source.location = flags.chart;
    source.version = flags.chartVersion;
    source.repositoryUrl = flags.repositoryUrl;
    const QFileInfo info(flags.chart);
    if (flags.chart.isEmpty()) {
        source.kind = ChartSource::Kind::Record;
    } else if (flags.chart.startsWith("oci://"_L1)) {
        source.kind = ChartSource::Kind::Oci;
    } else if (!flags.repositoryUrl.isEmpty() || !info.exists()) {
        source.kind = ChartSource::Kind::Repository;
    } else {
        source.kind = info.isDir() ? ChartSource::Kind::Folder : ChartSource::Kind::Archive;
        source.location = info.canonicalFilePath();
    }
    return source;
}

/// Revision of `rollback RELEASE REVISION`: always said, never guessed (protocol: 3.3).
Result<Revision> targetFrom(const Options& options) {
    bool isNumber = false;
    const int value = options.arguments.value(1).toInt(&isNumber);
    if (!isNumber || value < 1) {
        return fail(ErrorCode::Invalid, u"rollback"_s, u"say a release and a revision: rollback storefront 1382"_s);
    }
    return Revision{value};
}

/// Values to send: the files, else those the newest record has, so that nothing is lost by not naming them.
Task<Result<QByteArray>> valuesFor(
    ClusterSession* session, ChangeDesk* desk, Options options, ChangeKind kind, ReleaseKey key) {
    if (!options.change.valuesFiles.isEmpty()) {
        co_return co_await readValuesFiles(desk, options.context, options.change.valuesFiles);
    }
    if (kind == ChangeKind::Install) {
        co_return QByteArray();
    }
    const auto revisions = session->releases().revisions(key);
    const Revision newest = revisions.empty() ? Revision::None : revisions.front().revision;
    const auto record = co_await session->releases().record(key, newest);
    if (!record) {
        co_return std::unexpected(record.error());
    }
    co_return (*record)->userValues.isNull() ? QByteArray() : toYaml((*record)->userValues);
}

} // namespace

Task<Result<ChangeRequest>> requestFrom(ClusterSession* session, ChangeDesk* desk, Options options, ChangeKind kind) {
    ChangeRequest request;
    request.context = options.context;
    request.kind = kind;
    request.options = options.change.options;
    request.reason = options.change.reason;
    request.release = {.nameSpace = namespaceOf(*session, options), .name = options.arguments.value(0)};
    if (request.release.name.isEmpty()) {
        co_return fail(ErrorCode::Invalid, options.command, u"say which release"_s);
    }
    if (kind != ChangeKind::Install) {
        const auto key = co_await findRelease(session, options);
        if (!key) {
            co_return std::unexpected(key.error());
        }
        request.release = *key;
    }
    if (kind == ChangeKind::Rollback) {
        const auto target = targetFrom(options);
        if (!target) {
            co_return std::unexpected(target.error());
        }
        request.target = *target;
    }
    if (kind == ChangeKind::Install || kind == ChangeKind::Upgrade) {
        if (options.change.chart.isEmpty()) {
            options.change.chart = options.arguments.value(1);
        }
        request.chart = sourceFrom(options.change);
        request.login = options.change.login;
        if (kind == ChangeKind::Install && request.chart.kind == ChartSource::Kind::Record) {
            co_return fail(ErrorCode::Invalid, u"install"_s, u"say which chart: install web ./web"_s);
        }
        auto values = co_await valuesFor(session, desk, options, kind, request.release);
        if (!values) {
            co_return std::unexpected(values.error());
        }
        request.values = std::move(*values);
    }
    co_return request;
}

Result<void> openPlaces(ClusterSession& session, const Rendering& rendering, const ChangeFlags& flags) {
    constexpr std::chrono::minutes kSlack{5};
    const auto needed = std::chrono::ceil<std::chrono::minutes>(flags.options.timeout) + kSlack;
    const auto time = std::clamp(needed, ModeKeeper::kShortest, ModeKeeper::kLongest);
    for (const QString& nameSpace : namespacesTouched(rendering)) {
        if (!session.modes().table().isProtected(nameSpace)) {
            continue;
        }
        if (auto opened = session.modes().choose(nameSpace, Mode::ChangesOpen, flags.reason, time); !opened) {
            return opened;
        }
    }
    return {};
}

namespace {

/// What keeps a plan from being carried out by this command line; empty: nothing.
QString whatIsMissing(const ChangePlan& plan, const Options& options) {
    if (!plan.confirmation.isEmpty() && options.change.confirm != plan.confirmation) {
        return u"this place is protected: add --reason TEXT --confirm %1"_s.arg(plan.confirmation);
    }
    if (!plan.confirmation.isEmpty() && options.change.reason.trimmed().isEmpty()) {
        return u"this place is protected: add --reason TEXT"_s;
    }
    return plan.confirmation.isEmpty() && !options.yes ? u"add --yes to carry it out"_s : QString();
}

Result<int> writePatch(const Rendering& rendering, DiffBase base) {
    const auto patch = exactPatch(rendering, base);
    if (!patch) {
        return std::unexpected(patch.error());
    }
    write(*patch);
    return patch->isEmpty() ? kExitSame : kExitDifferent;
}

Task<Result<int>> carryOut(ChangeDesk* desk, ChangePlanPtr plan, Options options) {
    RunWatch watch(*desk);
    const auto id = co_await desk->begin(plan, options.change.confirm);
    if (!id) {
        co_return std::unexpected(id.error());
    }
    const RunStatusPtr run = co_await watch.end(*id);
    writeRun(options.format, *run);
    co_return run->outcome == RunStatus::Outcome::Succeeded ? kExitSame : kExitError;
}

} // namespace

Task<Result<int>> runChange(Workspace* workspace, Options options) {
    const bool isPlanOnly = options.command == "plan"_L1 || options.change.dryRun;
    const QString verb = options.command == "plan"_L1 && !options.arguments.isEmpty() ? options.arguments.takeFirst()
                                                                                      : options.command;
    const auto kind = kindFrom(verb);
    if (!kind) {
        co_return fail(ErrorCode::Invalid, u"plan "_s + verb, u"it must be upgrade, install, rollback, uninstall"_s);
    }
    const auto session = workspace->session(options.context);
    if (!session) {
        co_return std::unexpected(session.error());
    }
    ChangeDesk desk(*workspace, placesHere());
    desk.setOwnerRules(options.owners);
    auto request = co_await requestFrom(*session, &desk, options, *kind);
    if (!request) {
        co_return std::unexpected(request.error());
    }
    const auto rendering = co_await desk.render(std::move(*request));
    if (!rendering) {
        co_return std::unexpected(rendering.error());
    }
    if (options.format == Format::Patch) { // parsed for `plan` alone
        co_return writePatch(**rendering, options.change.diffBase);
    }
    if (!isPlanOnly && !options.change.confirm.isEmpty()) {
        if (auto opened = openPlaces(**session, **rendering, options.change); !opened) {
            co_return std::unexpected(opened.error());
        }
    }
    const auto shown = co_await desk.compare(*rendering, options.change.diffBase);
    if (!shown) {
        co_return std::unexpected(shown.error());
    }
    const auto plan = co_await desk.plan(*rendering);
    if (!plan) {
        co_return std::unexpected(plan.error());
    }
    const bool isPrinted = isPlanOnly || options.format == Format::Text;
    if (isPrinted) {
        writePlan(options.format, **plan, **shown);
    }
    if (isPlanOnly) {
        co_return changesSomething(**plan, **shown) ? kExitDifferent : kExitSame;
    }
    if (const QString missing = whatIsMissing(**plan, options); !missing.isEmpty()) {
        co_return fail(ErrorCode::Invalid, u"%1 %2"_s.arg(verb, (*plan)->request().release.name),
            u"nothing was done; "_s + missing, u"NotConfirmed"_s);
    }
    co_return co_await carryOut(&desk, *plan, std::move(options));
}

Task<Result<int>> runChangeDiff(Workspace* workspace, Options options) {
    const auto session = workspace->session(options.context);
    if (!session) {
        co_return std::unexpected(session.error());
    }
    ChangeDesk desk(*workspace, placesHere());
    // Against live without a chart: what the record says is what is wanted, which is what a test's rendering holds.
    const bool isPlainLive = options.change.live && options.change.chart.isEmpty();
    auto request = co_await requestFrom(*session, &desk, options, isPlainLive ? ChangeKind::Test : ChangeKind::Upgrade);
    if (!request) {
        co_return std::unexpected(request.error());
    }
    const auto rendering = co_await desk.render(std::move(*request));
    if (!rendering) {
        co_return std::unexpected(rendering.error());
    }
    const DiffBase base = options.change.live ? DiffBase::Live : options.change.diffBase;
    if (options.format == Format::Patch) {
        co_return writePatch(**rendering, base);
    }
    const auto shown = co_await desk.compare(*rendering, base);
    if (!shown) {
        co_return std::unexpected(shown.error());
    }
    writeChangeDiff(options.format, **rendering, **shown);
    co_return (*shown)->diff.objects.empty() ? kExitSame : kExitDifferent;
}

Task<Result<int>> runHelm(Workspace* workspace, Options options) {
    ChangeDesk desk(*workspace, placesHere());
    const auto chosen = co_await desk.helmFor(options.context);
    const auto found = co_await desk.helmPrograms();
    if (!found) {
        co_return std::unexpected(found.error());
    }
    writeHelm(options.format, chosen, *found, placesHere());
    co_return chosen ? kExitSame : kExitError;
}

Task<Result<int>> runAudit(Workspace* workspace, Options options) {
    ChangeDesk desk(*workspace, placesHere());
    const auto reading = desk.audit().read();
    if (!reading) {
        co_return std::unexpected(reading.error());
    }
    writeAudit(options.format, *reading);
    if (reading->brokenAt > 0) {
        co_return fail(ErrorCode::Invalid, u"%1:%2"_s.arg(desk.audit().file()).arg(reading->brokenAt),
            u"this line or the one before it was changed or taken out"_s, u"ChainBroken"_s);
    }
    co_return kExitSame;
}

} // namespace pilothouse::ctl
