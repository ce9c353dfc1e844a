// SPDX-License-Identifier: Apache-2.0
#include "core/async/sleep.h"
#include "core/change/open_intent.h"
#include "core/change/prepare_private.h"

#include <QJsonArray>

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

Result<void> Preparer::mayBegin(const PreparePlan& plan, const QString& typed) const {
    const PrepareRequest& request = *plan.request;
    const QString subject = prepareSubject(request);
    for (const PrepareStep& step : plan.steps) {
        if (step.effect == Effect::Blocked) {
            return fail(
                ErrorCode::Invalid, subject, u"%1: %2 %3"_s.arg(step.object, step.word, step.detail), u"Blocked"_s);
        }
    }
    const auto modes = modesOf(request.context);
    if (!modes) {
        return std::unexpected(modes.error());
    }
    bool isProtected = !plan.confirmation.isEmpty();
    for (const QString& place : preparePlaces(request)) {
        if (auto allowed = (*modes)->allow(Reach::Change, place, subject); !allowed) {
            return allowed;
        }
        isProtected = isProtected || (*modes)->table().isProtected(place);
    }
    const QString wanted = u"%1/%2"_s.arg(request.context.value(), request.nameSpace);
    if (isProtected && typed != wanted) {
        return fail(ErrorCode::Invalid, subject, u"%1 was to be typed"_s.arg(wanted), u"NotConfirmed"_s);
    }
    if (isProtected && request.reason.trimmed().isEmpty()) {
        return fail(ErrorCode::Invalid, subject, u"a change in a protected place needs a reason"_s, u"NoReason"_s);
    }
    return {};
}

/// The same cluster and user must answer as when the plan was made (NS3, KC10).
Task<Result<Preparer::ConnectionPtr>> Preparer::lookAgain(PreparePlanPtr plan) {
    auto connection = connect(plan->request->context);
    if (!connection) {
        co_return connection;
    }
    const QString subject = prepareSubject(*plan->request);
    if ((*connection)->fingerprint != plan->connection) {
        co_return fail(ErrorCode::Conflict, subject, u"the context means another server, user or credentials now"_s,
            u"PlanOutdated"_s);
    }
    const auto identity = co_await identify(*connection, plan->request->context);
    if (!identity) {
        co_return std::unexpected(identity.error());
    }
    if (*identity != plan->identity) {
        co_return fail(ErrorCode::Conflict, subject, u"another cluster or user answers"_s, u"PlanOutdated"_s);
    }
    co_return connection;
}

AuditEntry Preparer::entryOf(const PreparePlan& plan, const PrepareStep& step, AuditEntry::Step auditStep) const {
    AuditEntry entry;
    entry.step = auditStep;
    entry.time = m_workspace.clock().wallNow();
    entry.operation = plan.id;
    entry.context = plan.request->context.value();
    entry.clusterUser = plan.identity.user;
    entry.clusterUid = plan.identity.clusterUid;
    entry.verb = prepareKindWord(step.kind);
    entry.nameSpace = plan.request->nameSpace;
    entry.reason = plan.request->reason;
    entry.more.insert(u"object"_s, step.object);
    if (step.kind == Kind::PullSecret) {
        entry.more.insert(u"registries"_s, QJsonArray::fromStringList(registriesOf(*plan.request)));
    }
    if (step.kind == Kind::ServiceAccount) {
        entry.more.insert(u"pullSecret"_s, plan.request->pullSecret);
    }
    return entry;
}

void Preparer::refuse(const PreparePlan& plan, const Error& error) {
    AuditEntry entry
        = entryOf(plan, plan.steps.empty() ? PrepareStep() : plan.steps.front(), AuditEntry::Step::Refused);
    entry.verb = u"prepare"_s;
    entry.outcome = error.reason.isEmpty() ? errorCodeName(error.code) : error.reason;
    entry.more.insert(u"why"_s, error.detail);
    (void)m_audit.append(entry); // nothing was begun: there is nothing to hold back
}

Task<Result<PrepareReport>> Preparer::carryOut(PreparePlanPtr plan, QString typed) {
    auto may = mayBegin(*plan, typed);
    if (!may) {
        refuse(*plan, may.error());
        co_return std::unexpected(may.error());
    }
    auto connection = co_await lookAgain(plan);
    may = connection ? mayBegin(*plan, typed) : Result<void>(std::unexpected(connection.error()));
    if (!may) { // looking took a moment: the lock may have closed
        refuse(*plan, may.error());
        co_return std::unexpected(may.error());
    }
    co_return co_await doSteps(std::move(*connection), plan);
}

Task<Result<PrepareReport>> Preparer::doSteps(ConnectionPtr connection, PreparePlanPtr plan) {
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
Task<Result<LookedStep>> Preparer::lookFresh(ConnectionPtr connection, PreparePlanPtr plan, PrepareStep planned) {
    for (int round = 1;; ++round) {
        auto looked = co_await lookAt(planned.kind, &connection->session->client(), plan->request, Surroundings::There);
        if (!looked || round >= kAccountTries || !isPassing(*looked, round)) {
            co_return looked;
        }
        co_await sleepFor(m_workspace.clock(), kAccountPause);
    }
}

Task<PrepareReport::Line> Preparer::doStep(ConnectionPtr connection, PreparePlanPtr plan, PrepareStep planned) {
    ApiClient& client = connection->session->client();
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
            const auto written = m_audit.append(entryOf(*plan, planned, AuditEntry::Step::Intent));
            if (!written) {
                co_return lineOf(looked->step, Outcome::Failed, written.error());
            }
            intent = std::make_unique<OpenIntent>(m_audit, entryOf(*plan, planned, AuditEntry::Step::Outcome));
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
