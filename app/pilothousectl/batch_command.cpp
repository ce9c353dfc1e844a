// SPDX-License-Identifier: Apache-2.0
#include "app/pilothousectl/change_requests.h"
#include "app/pilothousectl/change_session.h"
#include "app/pilothousectl/commands.h"
#include "app/pilothousectl/diff_output.h"
#include "app/pilothousectl/output.h"
#include "app/pilothousectl/plan_output.h"

#include "core/change/batch.h"
#include "core/change/change_desk.h"
#include "core/change/change_places.h"
#include "core/change/check_words.h"

#include <algorithm>

namespace pilothouse::ctl {

using namespace Qt::StringLiterals;

namespace {

/// The desk, which opens the protected places of each plan first, where the command line confirms the whole.
class OpeningDesk final : public BatchDesk {
public:
    OpeningDesk(ChangeDesk& desk, ClusterSession& session, ChangeFlags flags)
        : m_desk(batchDesk(desk))
        , m_session(session)
        , m_flags(std::move(flags)) { }

    Task<Result<RenderingPtr>> render(ChangeRequest request) override { return m_desk->render(std::move(request)); }
    Task<Result<ChangeDiffPtr>> compare(RenderingPtr rendering, DiffBase base) override {
        return m_desk->compare(std::move(rendering), base);
    }
    Task<Result<ChangePlanPtr>> plan(RenderingPtr rendering) override {
        if (!m_flags.confirm.isEmpty()) {
            if (const auto opened = openPlaces(m_session, *rendering, m_flags); !opened) {
                co_return std::unexpected(opened.error());
            }
        }
        co_return co_await m_desk->plan(std::move(rendering));
    }
    Task<Result<QString>> begin(ChangePlanPtr plan, QString typed) override {
        return m_desk->begin(std::move(plan), std::move(typed));
    }
    Task<RunStatusPtr> end(QString id, std::function<void(RunStatusPtr)> told) override {
        return m_desk->end(std::move(id), std::move(told));
    }

private:
    std::shared_ptr<BatchDesk> m_desk;
    ClusterSession& m_session;
    ChangeFlags m_flags;
};

/// `storefront`, or `shop/storefront`.
Task<Result<std::vector<BatchChoice>>> choicesFrom(ClusterSession* session, ChangeDesk* desk, Options options) {
    std::vector<BatchChoice> choices;
    const QStringList names = std::exchange(options.arguments, {});
    for (const QString& name : names) {
        Options one = options;
        const qsizetype slash = name.indexOf(u'/');
        one.arguments = {name.sliced(slash + 1)};
        one.nameSpace = slash > 0 ? name.first(slash) : options.nameSpace;
        auto request = co_await requestFrom(session, desk, one, ChangeKind::Upgrade);
        if (!request) {
            co_return std::unexpected(std::move(request.error()));
        }
        choices.push_back({std::move(*request), false});
    }
    co_return choices;
}

QString blockersOf(const BatchStep& step) {
    if (step.error) {
        return describe(*step.error);
    }
    QStringList words;
    for (const PlanCheck& check : step.plan->checks) {
        if (check.level == PlanCheck::Level::Blocker) {
            words += checkTopicWord(check.topic) + u": "_s + check.subject + u' ' + check.detail;
        }
    }
    return words.join(u"; "_s);
}

void writeSteps(const BatchPlan& plan) {
    TextTable table;
    table.header = {u"RELEASE"_s, u"NAMESPACE"_s, u"OBJECTS"_s, u"STATE"_s, u"SAYS"_s};
    for (const BatchStep* step : plan.listed()) {
        const auto objects = step->diff ? QString::number(static_cast<qsizetype>(step->diff->diff.objects.size())
                                              - step->diff->diff.labelsOnlyCount)
                                        : u"-"_s;
        const QString said = step->run && step->run->error ? describe(*step->run->error) : blockersOf(*step);
        table.rows.push_back({step->request.release.name, step->request.release.nameSpace, objects,
            batchProgressWord(step->progress), said.isEmpty() ? u"-"_s : said});
    }
    write(table.text());
}

QJsonObject stepsJson(const BatchPlan& plan) {
    QJsonArray steps;
    for (const BatchStep* step : plan.listed()) {
        steps += QJsonObject{{u"release"_s, step->request.release.name},
            {u"namespace"_s, step->request.release.nameSpace}, {u"progress"_s, batchProgressWord(step->progress)},
            {u"says"_s, blockersOf(*step)}, {u"revision"_s, step->run ? number(step->run->reached) : 0}};
    }
    return {{u"steps"_s, steps}, {u"confirmation"_s, plan.confirmation()}, {u"blocked"_s, plan.isBlocked()},
        {u"succeeded"_s, plan.hasSucceeded()}, {u"diff"_s, diffJson(plan.sum, 0, 0)}};
}

void tellOutcome(Format format, const BatchPlan& plan) {
    if (format == Format::Text) {
        writeSteps(plan);
    } else {
        writeAs(format, stepsJson(plan), {});
    }
}

/// What keeps it from being carried out by this command line; empty: nothing.
QString whatIsMissing(const BatchPlan& plan, const Options& options) {
    const QString confirmation = plan.confirmation();
    if (!confirmation.isEmpty()
        && (options.change.confirm != confirmation || options.change.reason.trimmed().isEmpty())) {
        return u"a place of these is protected: add --reason TEXT --confirm \"%1\""_s.arg(confirmation);
    }
    return confirmation.isEmpty() && !options.yes ? u"add --yes to carry it out"_s : QString();
}

} // namespace

Task<Result<int>> runUpgradeAll(Workspace* workspace, Options options) {
    if (!options.change.valuesFiles.isEmpty()) {
        co_return fail(
            ErrorCode::Invalid, u"upgrade-all -f"_s, u"one values file for several releases; each keeps its own"_s);
    }
    const auto session = workspace->session(options.context);
    if (!session) {
        co_return std::unexpected(session.error());
    }
    ChangeDesk desk(*workspace, placesHere());
    auto choices = co_await choicesFrom(*session, &desk, options);
    if (!choices) {
        co_return std::unexpected(std::move(choices.error()));
    }
    const std::shared_ptr<BatchDesk> opening = std::make_shared<OpeningDesk>(desk, **session, options.change);
    const auto plan = co_await planBatch(opening, std::move(*choices), options.change.diffBase);
    if (!plan) {
        co_return std::unexpected(plan.error());
    }
    if (options.format == Format::Text) {
        write(toUnifiedText((*plan)->sum, u"deployed"_s, u"upgraded"_s));
    }
    if (options.change.dryRun) {
        tellOutcome(options.format, **plan);
        co_return (*plan)->sum.objects.empty() ? kExitSame : kExitDifferent;
    }
    if (const QString missing = whatIsMissing(**plan, options); !missing.isEmpty() || (*plan)->isBlocked()) {
        tellOutcome(options.format, **plan);
        co_return fail(ErrorCode::Invalid, options.command,
            u"nothing was done; "_s + ((*plan)->isBlocked() ? u"a check of one of them says no"_s : missing),
            (*plan)->isBlocked() ? u"Blocked"_s : u"NotConfirmed"_s);
    }
    const auto tellProgress = [](const BatchPlanPtr& now) {
        for (const BatchStep& step : now->steps) {
            if (step.progress == BatchStep::Progress::Running && step.run) {
                writeNote(step.request.release.name + u": "_s + progressLine(*step.run));
            }
        }
    };
    const auto done = co_await runBatch(opening, *plan, (*plan)->confirmation(), tellProgress);
    if (!done) {
        co_return std::unexpected(done.error());
    }
    tellOutcome(options.format, **done);
    co_return (*done)->hasSucceeded() ? kExitSame : kExitError;
}

} // namespace pilothouse::ctl
