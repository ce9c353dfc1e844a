// SPDX-License-Identifier: Apache-2.0
#include "app/pilothousectl/commands.h"
#include "app/pilothousectl/output.h"

#include "core/change/change_places.h"
#include "core/change/preparer.h"

namespace pilothouse::ctl {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::minutes kOpenFor{10};

Result<PrepareRequestPtr> requestFrom(const Options& options) {
    const PrepareFlags& flags = options.prepare;
    if (options.arguments.size() != 1) {
        return fail(ErrorCode::Invalid, u"prepare"_s, u"say which namespace: prepare shop --create"_s);
    }
    auto logins = readLogins(flags);
    if (!logins) {
        return std::unexpected(logins.error());
    }
    auto request = std::make_shared<PrepareRequest>();
    request->context = options.context;
    request->nameSpace = options.arguments.front();
    request->createNamespace = flags.create;
    request->pullSecret = flags.pullSecret;
    request->logins = std::move(*logins);
    request->replaceLogins = flags.replace;
    request->serviceAccount = flags.serviceAccount;
    request->reason = options.change.reason;
    return request;
}

QJsonObject stepJson(const PrepareStep& step) {
    return {{u"step"_s, prepareKindWord(step.kind)}, {u"object"_s, step.object},
        {u"effect"_s, prepareEffectWord(step.effect)}, {u"word"_s, step.word}, {u"detail"_s, step.detail},
        {u"before"_s, QJsonArray::fromStringList(step.before)}, {u"after"_s, QJsonArray::fromStringList(step.after)},
        {u"tried"_s, step.wasTried}};
}

void writePlan(Format format, const PreparePlan& plan) {
    QJsonArray steps;
    TextTable table{.header = {u"STEP"_s, u"OBJECT"_s, u"EFFECT"_s, u"BEFORE"_s, u"AFTER"_s, u"WHY"_s}, .rows = {}};
    for (const PrepareStep& step : plan.steps) {
        steps += stepJson(step);
        const QString why = step.detail.isEmpty() ? step.word : step.word + u": "_s + step.detail;
        table.rows.push_back({prepareKindWord(step.kind), step.object, prepareEffectWord(step.effect),
            step.before.join(u", "_s), step.after.join(u", "_s), why});
    }
    QJsonObject object{{u"namespace"_s, plan.request->nameSpace}, {u"steps"_s, steps},
        {u"confirmation"_s, plan.confirmation}, {u"blocked"_s, plan.isBlocked()}};
    if (plan.locked) {
        object.insert(u"locked"_s, describe(*plan.locked));
    }
    writeAs(format, object, table);
}

void writeReport(Format format, const PrepareReport& report) {
    QJsonArray lines;
    TextTable table{.header = {u"STEP"_s, u"OBJECT"_s, u"OUTCOME"_s, u"WHY"_s}, .rows = {}};
    for (const auto& line : report.lines) {
        QJsonObject object = stepJson(line.step);
        object.insert(u"outcome"_s, prepareOutcomeWord(line.outcome));
        const QString why = line.error ? describe(*line.error) : QString();
        object.insert(u"error"_s, why);
        lines += object;
        table.rows.push_back(
            {prepareKindWord(line.step.kind), line.step.object, prepareOutcomeWord(line.outcome), why});
    }
    writeAs(format, QJsonObject{{u"steps"_s, lines}}, table);
}

/// Opens the protected places this reaches, for as long as it may take.
Result<void> openPlaces(ClusterSession& session, const PrepareRequest& request) {
    for (const QString& place : preparePlaces(request)) {
        if (!session.modes().table().isProtected(place)) {
            continue;
        }
        if (auto opened = session.modes().choose(place, Mode::ChangesOpen, request.reason, kOpenFor); !opened) {
            return opened;
        }
    }
    return {};
}

/// What keeps the plan from being carried out by this command line; empty: nothing.
QString whatIsMissing(const PreparePlan& plan, const Options& options) {
    const bool isTyped = options.change.confirm == plan.confirmation;
    if (!plan.confirmation.isEmpty() && (!isTyped || options.change.reason.trimmed().isEmpty())) {
        return u"this place is protected: add --reason TEXT --confirm %1"_s.arg(plan.confirmation);
    }
    return plan.confirmation.isEmpty() && !options.yes ? u"add --yes to carry it out"_s : QString();
}

} // namespace

Task<Result<int>> runPrepare(Workspace* workspace, Options options) {
    const auto request = requestFrom(options);
    if (!request) {
        co_return std::unexpected(request.error());
    }
    const auto session = workspace->session(options.context);
    if (!session) {
        co_return std::unexpected(session.error());
    }
    ChangeDesk desk(*workspace, placesHere()); // its audit, also of the places that are opened
    if (!options.change.dryRun && !options.change.confirm.isEmpty()) {
        if (auto opened = openPlaces(**session, **request); !opened) {
            co_return std::unexpected(opened.error());
        }
    }
    Preparer preparer(*workspace, desk.audit(), placesHere().stateFolder + u"/identities.json"_s);
    const auto plan = co_await preparer.plan(*request);
    if (!plan) {
        co_return std::unexpected(plan.error());
    }
    if (options.change.dryRun || options.format == Format::Text || (*plan)->isBlocked()) {
        writePlan(options.format, **plan);
    }
    const QString subject = u"prepare "_s + (*request)->nameSpace;
    if ((*plan)->isBlocked()) {
        co_return fail(ErrorCode::Invalid, subject, u"a step is blocked; nothing was done"_s, u"Blocked"_s);
    }
    if (options.change.dryRun) {
        co_return (*plan)->changesSomething() ? kExitDifferent : kExitSame;
    }
    if (const QString missing = whatIsMissing(**plan, options); !missing.isEmpty()) {
        co_return fail(ErrorCode::Invalid, subject, u"nothing was done; "_s + missing, u"NotConfirmed"_s);
    }
    const auto report = co_await preparer.carryOut(*plan, options.change.confirm);
    if (!report) {
        co_return std::unexpected(report.error());
    }
    writeReport(options.format, *report);
    co_return report->isDone() ? kExitSame : kExitError;
}

} // namespace pilothouse::ctl
