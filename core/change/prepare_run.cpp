// SPDX-License-Identifier: Apache-2.0
#include "core/async/sleep.h"
#include "core/change/open_intent.h"
#include "core/change/preparer.h"

#include <QJsonArray>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Effect = PrepareStep::Effect;
using Kind = PrepareStep::Kind;
using Outcome = PrepareReport::Outcome;

namespace {

constexpr int kWriteTries = 4; ///< somebody else wrote between looking and writing
constexpr int kAccountTries = 40; ///< a new namespace gets its account within moments
constexpr auto kAccountPause = 250ms;

Error outdated(const PrepareStep& step, const QString& why) {
    return fail(ErrorCode::Conflict, step.object, why, u"PlanOutdated"_s).error();
}

/// Whether what is seen now is still what was shown. A service account may have got other secrets: they stay.
std::optional<Error> moved(const PrepareStep& planned, const PrepareStep& now) {
    if (now.effect == Effect::Nothing) {
        return {};
    }
    if (now.effect != planned.effect) {
        return outdated(now,
            now.effect == Effect::Blocked ? now.word + u": "_s + now.detail
                                          : u"it is not as it was when the plan was made"_s);
    }
    const bool isSecretMoved = now.kind == Kind::PullSecret && now.resourceVersion != planned.resourceVersion;
    return isSecretMoved ? std::optional(outdated(now, u"somebody changed it since the plan was made"_s))
                         : std::nullopt;
}

/// Not there yet, or written by somebody between the look and the dry run: worth another look.
bool isPassing(const LookedStep& now, int round) {
    const bool isLate = now.step.word == "NoServiceAccount"_L1;
    const bool isOvertaken = now.step.word == "Conflict"_L1 && round < kWriteTries;
    return now.step.effect == Effect::Blocked && (isLate || isOvertaken);
}

PrepareReport::Line lineOf(PrepareStep step, Outcome outcome, std::optional<Error> error = {}) {
    return {.step = std::move(step), .outcome = outcome, .error = std::move(error)};
}

QStringList registriesOf(const PrepareRequest& request) {
    QStringList names;
    for (const RegistryLogin& login : request.logins) {
        names += login.registry;
    }
    return names;
}

} // namespace

GuardedPlan Preparer::guardedPlanOf(const PreparePlan& plan) {
    const PrepareRequest& request = *plan.request;
    return {.id = plan.id,
        .context = request.context,
        .identity = plan.identity,
        .connection = plan.connection,
        .agreement = {.subject = prepareSubject(request),
            .places = preparePlaces(request),
            .confirmation = u"%1/%2"_s.arg(request.context.value(), request.nameSpace),
            .mustBeTyped = !plan.confirmation.isEmpty(),
            .needsReason = !plan.confirmation.isEmpty(),
            .reason = request.reason}};
}

AuditEntry Preparer::entryOf(const PreparePlan& plan, const PrepareStep& step, AuditEntry::Step auditStep) const {
    AuditEntry entry = m_guard.entryOf(guardedPlanOf(plan), auditStep);
    entry.verb = prepareKindWord(step.kind);
    entry.nameSpace = plan.request->nameSpace;
    entry.more.insert(u"object"_s, step.object);
    if (step.kind == Kind::PullSecret) {
        entry.more.insert(u"registries"_s, QJsonArray::fromStringList(registriesOf(*plan.request)));
    }
    if (step.kind == Kind::ServiceAccount) {
        entry.more.insert(u"pullSecret"_s, plan.request->pullSecret);
    }
    return entry;
}

std::unexpected<Error> Preparer::refuse(const PreparePlan& plan, const Error& error) {
    const PrepareStep first = plan.steps.empty() ? PrepareStep() : plan.steps.front();
    AuditEntry entry = entryOf(plan, first, AuditEntry::Step::Refused);
    entry.verb = u"prepare"_s;
    auditRefusal(m_guard.audit(), std::move(entry), error);
    return std::unexpected(error);
}

Task<Result<PrepareReport>> Preparer::carryOut(PreparePlanPtr plan, QString typed) {
    const auto blocked = std::ranges::find(plan->steps, Effect::Blocked, &PrepareStep::effect);
    if (blocked != plan->steps.end()) {
        const QString why = u"%1: %2 %3"_s.arg(blocked->object, blocked->word, blocked->detail);
        co_return refuse(*plan, fail(ErrorCode::Invalid, prepareSubject(*plan->request), why, u"Blocked"_s).error());
    }
    auto connection = co_await m_guard.admit(guardedPlanOf(*plan), std::move(typed));
    if (!connection) {
        co_return refuse(*plan, connection.error());
    }
    co_return co_await doSteps(std::move(*connection), plan);
}

Task<Result<PrepareReport>> Preparer::doSteps(GuardedConnectionPtr connection, PreparePlanPtr plan) {
    PrepareReport report;
    bool hasFailed = false;
    for (const PrepareStep& planned : plan->steps) {
        if (hasFailed) {
            report.lines.push_back(lineOf(planned, Outcome::NotBegun));
            continue;
        }
        auto line = co_await doStep(connection, plan, planned);
        hasFailed = line.outcome == Outcome::Failed;
        report.lines.push_back(std::move(line));
    }
    co_return report;
}

/// As it is now; waits for the account that the server makes in a new namespace.
Task<Result<LookedStep>> Preparer::lookFresh(
    GuardedConnectionPtr connection, PreparePlanPtr plan, PrepareStep planned) {
    for (int round = 1;; ++round) {
        auto looked = co_await lookAt(planned.kind, &connection->client(), plan->request, Surroundings::There);
        if (!looked || round >= kAccountTries || !isPassing(*looked, round)) {
            co_return looked;
        }
        co_await sleepFor(m_guard.workspace().clock(), kAccountPause);
    }
}

Task<PrepareReport::Line> Preparer::doStep(GuardedConnectionPtr connection, PreparePlanPtr plan, PrepareStep planned) {
    ApiClient& client = connection->client();
    std::unique_ptr<OpenIntent> intent;
    for (int round = 1;; ++round) {
        auto looked = co_await lookFresh(connection, plan, planned);
        std::optional<Error> problem = looked ? moved(planned, looked->step) : std::optional(looked.error());
        if (!problem && !looked->write) {
            if (intent) {
                intent->close(u"Succeeded"_s);
            }
            co_return lineOf(looked->step, intent ? Outcome::Done : Outcome::Already);
        }
        if (!problem && !intent) {
            const auto written = m_guard.audit().append(entryOf(*plan, planned, AuditEntry::Step::Intent));
            if (!written) {
                co_return lineOf(looked->step, Outcome::Failed, written.error());
            }
            intent = std::make_unique<OpenIntent>(m_guard.audit(), entryOf(*plan, planned, AuditEntry::Step::Outcome));
        }
        if (!problem) {
            const auto answer = co_await client.send(std::move(*looked->write));
            if (answer) {
                intent->close(u"Succeeded"_s);
                co_return lineOf(looked->step, Outcome::Done);
            }
            const bool isWorthIt = answer.error().code == ErrorCode::Conflict || leavesOpen(answer.error());
            if (round < kWriteTries && isWorthIt) {
                continue; // what is there now decides
            }
            problem = answer.error();
        }
        if (intent) {
            intent->close(leavesOpen(*problem) ? u"Unknown"_s : u"Failed"_s, describe(*problem));
        }
        co_return lineOf(looked ? looked->step : planned, Outcome::Failed, problem);
    }
}

} // namespace pilothouse
