// SPDX-License-Identifier: Apache-2.0
#include "core/change/object_desk.h"
#include "core/change/open_intent.h"

#include "core/kube/api_client.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;
using StepEffect = ObjectStep::Effect;
using Outcome = ObjectReport::Outcome;

namespace {

constexpr int kWriteTries = 4; ///< somebody else wrote between looking and writing

ObjectReport::Line lineOf(ObjectStep step, Outcome outcome, std::optional<Error> error = {}) {
    return {.step = std::move(step), .outcome = outcome, .error = std::move(error)};
}

Error outdated(const ObjectStep& step, const QString& why) {
    return fail(ErrorCode::Conflict, objectLabel(step.ref), why, u"PlanOutdated"_s).error();
}

/// Whether what is seen now is still what was shown. Status moves all the time and means nothing; another object of the
/// name, or another spec, is not what was agreed to (AP10).
std::optional<Error> moved(const ObjectStep& planned, const LookedObject& now) {
    const ObjectStep& step = now.step;
    if (step.effect == StepEffect::Nothing) {
        return {};
    }
    if (step.effect == StepEffect::Blocked) {
        return outdated(step, step.word + u": "_s + step.detail);
    }
    if (step.effect != planned.effect || step.uid != planned.uid) {
        return outdated(step, u"it is not as it was when the plan was made"_s);
    }
    const bool isOtherSpec = step.generation != planned.generation || step.before != planned.before
        || (step.generation == 0 && step.effect == StepEffect::Change && step.shape != planned.shape);
    return isOtherSpec ? std::optional(outdated(step, u"somebody changed it since the plan was made"_s)) : std::nullopt;
}

/// Written by somebody between the look and the dry run: worth another look.
bool isOvertaken(const LookedObject& now) {
    return now.step.effect == StepEffect::Blocked && now.step.word == "Conflict"_L1 && now.opened.isNull();
}

/// How the object looks when all is done; empty: as it was to be.
QString differsFromWish(const ObjectWish& wish, const YamlValue& live) {
    const YamlValue& spec = live[u"spec"];
    switch (wish.verb) {
    case ObjectVerb::Scale:
        return spec.contains(u"replicas") && spec[u"replicas"].text() != QString::number(wish.request->replicas)
            ? u"replicas are %1"_s.arg(spec[u"replicas"].text())
            : QString();
    case ObjectVerb::Cordon:
        return spec[u"unschedulable"].text() == "true"_L1 ? QString() : u"it is schedulable"_s;
    case ObjectVerb::Uncordon:
        return spec[u"unschedulable"].text() == "true"_L1 ? u"it is not schedulable"_s : QString();
    case ObjectVerb::Restart:
    case ObjectVerb::Delete:
    case ObjectVerb::Drain:
    case ObjectVerb::Apply:
        break;
    }
    return {};
}

/// What is in the cluster now, after the server said yes.
Task<ObjectReport::Line> readBack(ApiClient* client, ObjectWish wish, ObjectStep step) {
    const ApiResource* found = wish.catalog->find(step.ref.kind);
    if (!found) {
        co_return lineOf(std::move(step), Outcome::Done); // its kind came with this very text
    }
    const auto live = co_await readObject(*client, *found, step.ref.nameSpace, step.ref.name);
    if (wish.verb == ObjectVerb::Delete) {
        const bool isGone = live ? live->at({u"metadata", u"uid"}).text() != step.uid.value()
                                 : live.error().code == ErrorCode::NotFound;
        step.word = isGone ? u"Gone"_s : u"Terminating"_s;
        co_return lineOf(std::move(step), isGone ? Outcome::Done : Outcome::Ending);
    }
    step.detail = live ? differsFromWish(wish, *live) : describe(live.error());
    step.word = step.detail.isEmpty() ? QString() : live ? u"ChangedAgain"_s : u"NotReadBack"_s;
    co_return lineOf(std::move(step), Outcome::Done);
}

} // namespace

GuardedPlan ObjectDesk::guardedPlanOf(const ObjectPlan& plan) {
    const ObjectRequest& request = *plan.request;
    return {.id = plan.id,
        .context = request.context,
        .identity = plan.identity,
        .connection = plan.connection,
        .agreement = {.subject = objectSubject(request),
            .places = objectPlaces(plan.steps),
            .confirmation = objectConfirmation(request.context, plan.steps),
            .mustBeTyped = !plan.confirmation.isEmpty() || isGrave(request, plan.steps),
            .needsReason = false,
            .reason = request.reason}};
}

AuditEntry ObjectDesk::entryOf(const ObjectPlan& plan, const ObjectStep& step, AuditEntry::Step auditStep) const {
    AuditEntry entry = m_guard.entryOf(guardedPlanOf(plan), auditStep);
    entry.verb = objectVerbWord(plan.request->verb);
    entry.nameSpace = step.ref.nameSpace;
    entry.more.insert(u"object"_s, objectLabel(step.ref));
    entry.more.insert(u"apiVersion"_s, step.ref.kind.apiVersion());
    entry.more.insert(u"effect"_s, objectEffectWord(step.effect));
    if (!step.uid.isEmpty()) {
        entry.more.insert(u"uid"_s, step.uid.value());
    }
    if (!step.after.isEmpty()) {
        entry.more.insert(u"replicas"_s, u"%1 → %2"_s.arg(step.before, step.after));
    }
    if (plan.request->verb == ObjectVerb::Delete) {
        entry.more.insert(u"propagation"_s, propagationWord(plan.request->propagation));
        entry.more.insert(u"dependents"_s, static_cast<int>(plan.dependents.size()));
    }
    return entry;
}

std::unexpected<Error> ObjectDesk::refuse(const ObjectPlan& plan, const Error& error) {
    const ObjectStep first = plan.steps.empty() ? ObjectStep() : plan.steps.front();
    auditRefusal(m_guard.audit(), entryOf(plan, first, AuditEntry::Step::Refused), error);
    return std::unexpected(error);
}

Task<Result<ObjectReport>> ObjectDesk::carryOut(ObjectPlanPtr plan, QString typed, ObjectWatch watch) {
    const auto blocked = std::ranges::find(plan->steps, StepEffect::Blocked, &ObjectStep::effect);
    if (blocked != plan->steps.end()) {
        const QString why = u"%1: %2 %3"_s.arg(objectLabel(blocked->ref), blocked->word, blocked->detail);
        co_return refuse(*plan, fail(ErrorCode::Invalid, objectSubject(*plan->request), why, u"Blocked"_s).error());
    }
    auto connection = co_await m_guard.admit(guardedPlanOf(*plan), std::move(typed));
    if (!connection) {
        co_return refuse(*plan, connection.error());
    }
    if (plan->request->verb == ObjectVerb::Drain) {
        co_return co_await drainNodes(std::move(*connection), plan, std::move(watch));
    }
    co_return co_await doSteps(std::move(*connection), plan);
}

Task<Result<ObjectReport>> ObjectDesk::doSteps(GuardedConnectionPtr connection, ObjectPlanPtr plan) {
    auto wishes = wishesOf(plan->request, connection->catalog);
    if (!wishes) {
        co_return std::unexpected(wishes.error());
    }
    ObjectReport report;
    bool hasFailed = wishes->size() != plan->steps.size();
    for (size_t i = 0; i < plan->steps.size(); ++i) {
        if (hasFailed) {
            report.lines.push_back(lineOf(plan->steps[i], Outcome::NotBegun));
            continue;
        }
        ObjectWish wish = (*wishes)[i];
        wish.isPlaceComing = false; // its namespace is there by now
        auto line = co_await doStep(connection, plan, std::move(wish), plan->steps[i]);
        hasFailed = line.outcome == Outcome::Failed;
        report.lines.push_back(std::move(line));
    }
    co_return report;
}

/// The step as it would be done now; looks anew while others write in between.
Task<Result<LookedObject>> ObjectDesk::lookFresh(GuardedConnectionPtr connection, ObjectWish wish, ObjectStep planned) {
    for (int round = 1;; ++round) {
        auto looked = co_await lookAtObject(&connection->client(), wish);
        if (looked && isOvertaken(*looked) && round < kWriteTries) {
            continue;
        }
        if (!looked) {
            co_return looked;
        }
        if (auto problem = moved(planned, *looked)) {
            co_return std::unexpected(std::move(*problem));
        }
        co_return looked;
    }
}

Task<ObjectReport::Line> ObjectDesk::doStep(
    GuardedConnectionPtr connection, ObjectPlanPtr plan, ObjectWish wish, ObjectStep planned) {
    ApiClient* const client = &connection->client();
    std::unique_ptr<OpenIntent> intent;
    bool mayBeDone = false; ///< an answer was lost
    for (int round = 1;; ++round) {
        auto looked = co_await lookFresh(connection, wish, planned);
        std::optional<Error> problem = looked ? std::nullopt : std::optional(looked.error());
        if (looked && looked->step.effect == StepEffect::Nothing) { // also: the answer was lost, and it was done
            const bool isEnding = looked->step.word == "Terminating"_L1;
            if (intent) {
                intent->close(u"Succeeded"_s);
            }
            co_return lineOf(looked->step, isEnding ? Outcome::Ending : intent ? Outcome::Done : Outcome::Already);
        }
        if (!problem && !intent) {
            if (const auto written = m_guard.audit().append(entryOf(*plan, planned, AuditEntry::Step::Intent));
                !written) {
                co_return lineOf(planned, Outcome::Failed, written.error());
            }
            intent = std::make_unique<OpenIntent>(m_guard.audit(), entryOf(*plan, planned, AuditEntry::Step::Outcome));
        }
        if (!problem) {
            const auto answer = co_await sendCall(client, std::move(looked->call), pilothouse::Effect::Real);
            if (answer) {
                auto line = co_await readBack(client, wish, std::move(looked->step));
                intent->close(u"Succeeded"_s, line.step.detail);
                co_return line;
            }
            mayBeDone = leavesOpen(answer.error());
            const bool isTellable = plan->request->verb != ObjectVerb::Restart; // a restart looks the same twice
            if (round < kWriteTries && (answer.error().code == ErrorCode::Conflict || (mayBeDone && isTellable))) {
                continue; // what is there now decides
            }
            problem = answer.error();
        }
        if (intent) {
            intent->close(mayBeDone || leavesOpen(*problem) ? u"Unknown"_s : u"Failed"_s, describe(*problem));
        }
        co_return lineOf(planned, Outcome::Failed, problem);
    }
}

} // namespace pilothouse
