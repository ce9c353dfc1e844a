// SPDX-License-Identifier: Apache-2.0
#include "core/change/object_desk.h"
#include "core/change/object_drain.h"
#include "core/change/open_intent.h"

#include "core/async/sleep.h"
#include "core/kube/api_client.h"
#include "core/kube/pod_eviction.h"

#include <QSet>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;
using StepEffect = ObjectStep::Effect;
using Outcome = ObjectReport::Outcome;
using Line = ObjectReport::Line;

namespace {

constexpr std::chrono::seconds kLook{1}; ///< between two looks at what is still on the node
constexpr std::chrono::seconds kAskAgain{5}; ///< what a budget holds (kubectl pkg/drain/drain.go)
constexpr int kTries = 4; ///< of an eviction whose answer is lost

bool isEvicted(const ObjectStep& step) {
    return step.effect == StepEffect::Evict;
}

/// A pod on its way from the node.
struct Going {
    size_t line = 0; ///< in the report
    std::unique_ptr<OpenIntent> intent; ///< null: not asked yet
    Clock::Steady askAt{};
    int tries = 0;
    std::optional<Error> heldBy;
};

} // namespace

/// Asks the pods of a drained node to go, and looks until they have.
class ObjectDesk::Drain final {
public:
    using EntryOf = std::function<AuditEntry(const ObjectStep&, AuditEntry::Step)>;
    Drain(ApiClient& client, AuditLog& audit, Clock& clock, const ObjectWatch& watch, EntryOf entryOf)
        : m_client(client)
        , m_audit(audit)
        , m_clock(clock)
        , m_watch(watch)
        , m_entryOf(std::move(entryOf)) { }
    Q_DISABLE_COPY_MOVE(Drain)

    ObjectReport report;

    void begin() {
        for (size_t i = 0; i < report.lines.size(); ++i) {
            Line& line = report.lines[i];
            if (isNode(line.step.ref)) {
                m_nodes += line.step.ref.name;
            } else if (isEvicted(line.step)) {
                m_going.push_back({.line = i, .intent = nullptr, .heldBy = {}});
            } else {
                const bool isLeaving = line.step.word == "Terminating"_L1;
                line.outcome = isLeaving ? Outcome::Ending : Outcome::Already;
            }
        }
        tell();
    }

    Task<void> run(std::chrono::seconds patience) {
        const auto deadline = m_clock.steadyNow() + patience;
        for (;;) {
            co_await askAll();
            tell();
            const bool isOver = !isPending() || m_watch.stop.stop_requested() || m_clock.steadyNow() >= deadline;
            if (isOver) {
                break;
            }
            co_await sleepFor(m_clock, kLook);
            co_await lookAround();
        }
        giveUp();
        co_await noteLateComers();
        tell();
    }

    void tell() const {
        if (m_watch.progress) {
            m_watch.progress(report);
        }
    }

private:
    [[nodiscard]] bool isPending() const {
        return std::ranges::any_of(report.lines, [](const Line& line) {
            return line.outcome == Outcome::Ending || line.outcome == Outcome::Waiting
                || (line.outcome == Outcome::NotBegun && isEvicted(line.step));
        });
    }

    Task<void> askAll() {
        for (Going& pod : m_going) {
            const Outcome outcome = report.lines[pod.line].outcome;
            const bool isToAsk = outcome == Outcome::NotBegun || outcome == Outcome::Waiting;
            if (!isToAsk || m_clock.steadyNow() < pod.askAt) {
                continue;
            }
            if (m_watch.stop.stop_requested()) {
                co_return;
            }
            co_await ask(&pod);
        }
    }

    /// The intent stands in the audit from the first time it is asked until it is known how that ended.
    Result<void> openIntent(Going& pod, const ObjectStep& step) {
        if (pod.intent) {
            return {};
        }
        if (auto written = m_audit.append(m_entryOf(step, AuditEntry::Step::Intent)); !written) {
            return written;
        }
        pod.intent = std::make_unique<OpenIntent>(m_audit, m_entryOf(step, AuditEntry::Step::Outcome));
        return {};
    }

    Task<void> ask(Going* pod) {
        const ObjectStep step = report.lines[pod->line].step;
        if (const auto opened = openIntent(*pod, step); !opened) {
            finish(*pod, Outcome::Failed, {}, opened.error());
            co_return;
        }
        const auto answer = co_await evictPod(m_client,
            {.nameSpace = step.ref.nameSpace,
                .name = step.ref.name,
                .uid = step.uid,
                .effect = pilothouse::Effect::Real});
        if (answer) {
            finish(*pod, Outcome::Ending, {}, {});
        } else if (answer.error().code == ErrorCode::NotFound) {
            finish(*pod, Outcome::Done, u"Gone"_s, {});
        } else {
            refused(*pod, answer.error());
        }
    }

    void refused(Going& pod, const Error& error) {
        // A conflict is another pod of the name, which the next look decides.
        const bool isHeld = error.code == ErrorCode::RateLimited || error.code == ErrorCode::Conflict;
        const bool isLost = leavesOpen(error) && ++pod.tries < kTries;
        if (!isHeld && !isLost) {
            finish(pod, Outcome::Failed, {}, error);
            return;
        }
        Line& line = report.lines[pod.line];
        line.outcome = Outcome::Waiting;
        line.step.word = isHeld ? u"Budget"_s : u"AnswerLost"_s;
        line.step.detail = error.detail;
        pod.heldBy = error;
        const Clock::Duration asked = error.retryAfter.value_or(std::chrono::seconds(0));
        pod.askAt = m_clock.steadyNow() + std::max<Clock::Duration>(asked, kAskAgain);
    }

    void finish(Going& pod, Outcome outcome, const QString& word, const std::optional<Error>& error) {
        Line& line = report.lines[pod.line];
        line.outcome = outcome;
        line.step.word = word;
        line.step.detail.clear();
        line.error = error;
        if (pod.intent) {
            const QString ended = !error ? u"Succeeded"_s : leavesOpen(*error) ? u"Unknown"_s : u"Failed"_s;
            pod.intent->close(ended, error ? describe(*error) : QString());
        }
    }

    /// What is still there, of all nodes; nothing where one can't be asked.
    Task<std::optional<std::vector<NodePod>>> podsThere() {
        std::vector<NodePod> there;
        for (const QString& node : m_nodes) {
            auto pods = co_await podsOnNode(&m_client, node);
            if (!pods) {
                co_return std::nullopt; // looked at again in a second
            }
            std::ranges::move(*pods, std::back_inserter(there));
        }
        co_return there;
    }

    Task<void> lookAround() {
        const auto there = co_await podsThere();
        if (!there) {
            co_return;
        }
        QSet<Uid> uids;
        for (const NodePod& pod : *there) {
            uids.insert(pod.uid);
        }
        for (Line& line : report.lines) {
            const bool mayGo = line.outcome == Outcome::Ending || line.outcome == Outcome::Waiting;
            if (mayGo && !isNode(line.step.ref) && !uids.contains(line.step.uid)) {
                line.outcome = Outcome::Done;
                line.step.word = u"Gone"_s;
                line.step.detail.clear();
            }
        }
        for (Going& pod : m_going) {
            if (report.lines[pod.line].outcome == Outcome::Done && pod.intent) {
                pod.intent->close(u"Succeeded"_s);
            }
        }
    }

    /// Time is up, or it was stopped: what a budget still holds stays where it is.
    void giveUp() {
        for (Going& pod : m_going) {
            if (report.lines[pod.line].outcome == Outcome::Waiting) {
                finish(pod, Outcome::Failed, {}, pod.heldBy);
            }
        }
    }

    /// What the scheduler put there before the node was closed: nobody agreed to evict that.
    Task<void> noteLateComers() {
        const auto there = co_await podsThere();
        if (!there) {
            co_return;
        }
        QSet<Uid> known;
        for (const Line& line : report.lines) {
            known.insert(line.step.uid);
        }
        for (const NodePod& pod : *there) {
            if (!pod.isDaemons && !pod.isMirror && !known.contains(pod.uid)) {
                ObjectStep step;
                step.ref = pod.ref;
                step.effect = StepEffect::Evict;
                step.uid = pod.uid;
                step.word = u"CameLater"_s;
                report.lines.push_back({.step = std::move(step), .outcome = Outcome::NotBegun, .error = {}});
            }
        }
    }

    ApiClient& m_client;
    AuditLog& m_audit;
    Clock& m_clock;
    const ObjectWatch& m_watch;
    EntryOf m_entryOf;
    QStringList m_nodes;
    std::vector<Going> m_going;
};

Task<Result<ObjectReport>> ObjectDesk::drainNodes(
    GuardedConnectionPtr connection, ObjectPlanPtr plan, ObjectWatch watch) {
    Drain drain(connection->client(), m_guard.audit(), m_guard.workspace().clock(), watch,
        [this, plan](const ObjectStep& step, AuditEntry::Step auditStep) { return entryOf(*plan, step, auditStep); });
    for (const ObjectStep& step : plan->steps) {
        drain.report.lines.push_back({.step = step, .outcome = Outcome::NotBegun, .error = {}});
    }
    const auto wishes = wishesOf(plan->request, connection->catalog);
    if (!wishes) {
        co_return std::unexpected(wishes.error());
    }
    for (size_t i = 0; i < wishes->size() && i < plan->steps.size(); ++i) { // nodes stand first
        drain.report.lines[i] = co_await doStep(connection, plan, (*wishes)[i], plan->steps[i]);
        if (drain.report.lines[i].outcome == Outcome::Failed) {
            co_return drain.report;
        }
    }
    drain.begin();
    co_await drain.run(plan->request->drain.patience);
    co_return std::move(drain.report);
}

} // namespace pilothouse
