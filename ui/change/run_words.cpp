// SPDX-License-Identifier: Apache-2.0
#include "ui/change/run_words.h"

#include "core/base/plain_text.h"
#include "ui/change/plan_words.h"
#include "ui/frame/environment_look.h"

#include <QCoreApplication>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(Run)
};
using Phase = RunStatus::Phase;
using Outcome = RunStatus::Outcome;

QString lastWords(const RunStatus& run) {
    return run.error ? escapeControls(elideMiddle(run.error->detail.simplified(), 400)) : QString();
}

QString succeededText(const RunStatus& run) {
    const QString name = escapeControls(run.release.name);
    switch (run.kind) {
    case ChangeKind::Uninstall:
        return Tr::tr("%1 is uninstalled").arg(name);
    case ChangeKind::Rollback:
        return Tr::tr("%1 is back at what revision %2 was, as revision %3")
            .arg(name)
            .arg(number(run.target))
            .arg(number(run.reached));
    case ChangeKind::Install:
        return Tr::tr("%1 is installed").arg(name);
    case ChangeKind::Test:
        return Tr::tr("The tests of %1 have passed").arg(name);
    case ChangeKind::Upgrade:
        break;
    }
    return Tr::tr("%1 is at revision %2").arg(name).arg(number(run.reached));
}

RunWords endedWords(const RunStatus& run) {
    const QString name = escapeControls(run.release.name);
    switch (run.outcome) {
    case Outcome::Succeeded:
        return {u"circle-check"_s, ColorToken::Ok, succeededText(run),
            run.wayBack != Revision::None ? Tr::tr("The way back is revision %1.").arg(number(run.wayBack))
                                          : QString()};
    case Outcome::Failed:
        if (run.kind == ChangeKind::Test) {
            return {u"circle-x"_s, ColorToken::Failed, Tr::tr("A test of %1 failed").arg(name), lastWords(run)};
        }
        return {u"circle-x"_s, ColorToken::Failed, Tr::tr("%1 of %2 failed").arg(changeName(run.kind), name),
            lastWords(run)};
    case Outcome::Cancelled:
        return {u"circle-x"_s, ColorToken::Warning, Tr::tr("%1 of %2 was cancelled").arg(changeName(run.kind), name),
            run.kind == ChangeKind::Test
                ? Tr::tr("Pods that the tests made may still be there.")
                : Tr::tr("The record says failed; objects that were applied stay as they are.")};
    case Outcome::LeftPending:
        return {u"hourglass"_s, ColorToken::Pending, Tr::tr("helm is gone and %1 is left unfinished").arg(name),
            Tr::tr("The newest record is still pending: helm refuses the next upgrade until it is rolled back.")};
    case Outcome::Overtaken:
        return {u"triangle-alert"_s, ColorToken::Warning, Tr::tr("Somebody else changed %1 at the same time").arg(name),
            lastWords(run)};
    case Outcome::Unknown:
    case Outcome::None:
        break;
    }
    return {u"circle-question-mark"_s, ColorToken::Warning, Tr::tr("How it ended is not known"),
        Tr::tr("The cluster could not be asked. It is asked again when this program starts the next time.")};
}

} // namespace

RunWords runWords(const RunStatus& run) {
    const QString what = Tr::tr("%1 of %2").arg(changeName(run.kind), escapeControls(run.release.name));
    switch (run.phase) {
    case Phase::Starting:
        return {u"loader"_s, ColorToken::Accent, Tr::tr("%1: starting helm").arg(what), {}};
    case Phase::Running:
        return {u"loader"_s, ColorToken::Accent, Tr::tr("%1 is running").arg(what),
            run.isAdopted ? Tr::tr("Begun by an earlier window; helm went on without it.") : QString()};
    case Phase::Cancelling:
        return {u"loader"_s, ColorToken::Warning, Tr::tr("%1: helm was asked to stop").arg(what), cancelMeaning(run)};
    case Phase::ReadingBack:
        return {u"loader"_s, ColorToken::Accent, Tr::tr("%1: helm has ended").arg(what),
            Tr::tr("Reading from the cluster what came of it.")};
    case Phase::Ended:
        break;
    }
    return endedWords(run);
}

QString runLine(const RunStatus& run) {
    return Tr::tr("%1 · %2/%3 in %4")
        .arg(runWords(run).title, escapeControls(run.release.nameSpace), escapeControls(run.release.name),
            escapeControls(shortContextName(run.context.value())));
}

QString cancelMeaning(const RunStatus& run) {
    switch (run.kind) {
    case ChangeKind::Install:
    case ChangeKind::Upgrade:
        return Tr::tr("helm stops, and marks the new revision as failed. Objects that were applied stay as they are. "
                      "With undo on failure it rolls back first, which may take as long again.");
    case ChangeKind::Rollback:
        return Tr::tr("helm dies where it is: the record stays pending-rollback until another rollback ends it.");
    case ChangeKind::Uninstall:
        return Tr::tr("helm dies where it is: the record stays uninstalling, and what was deleted is gone.");
    case ChangeKind::Test:
        break;
    }
    return Tr::tr("helm dies where it is; test pods may stay.");
}

bool areObjectsNew(const RunStatus& run) {
    const bool hasRecord = run.record && number(run.record->revision) > number(run.from);
    return hasRecord || run.kind == ChangeKind::Uninstall;
}

ObjectCount countObjects(const RunStatus& run) {
    ObjectCount count;
    for (const LiveObject& object : run.objects) {
        if (!object.isInManifest) {
            continue;
        }
        ++count.total;
        const bool isDone = run.kind == ChangeKind::Uninstall ? object.health.state == HealthState::NotFound
                                                              : object.health.state == HealthState::Current;
        count.ready += isDone ? 1 : 0;
        count.failed += object.health.state == HealthState::Failed ? 1 : 0;
    }
    return count;
}

namespace {

RunStep::State stateOf(bool isDone, bool isActive, bool isFailed) {
    return isFailed ? RunStep::State::Failed
        : isDone    ? RunStep::State::Done
        : isActive  ? RunStep::State::Active
                    : RunStep::State::Waiting;
}

/// Hooks of @p run whose event begins with @p when (`pre-`, `post-`) and have a part in its verb.
std::vector<const Hook*> hooksOf(const RunStatus& run, QLatin1StringView when) {
    std::vector<const Hook*> hooks;
    const QString verb = run.kind == ChangeKind::Uninstall ? u"delete"_s : changeWord(run.kind);
    const bool isTest = run.kind == ChangeKind::Test;
    if (run.record) {
        for (const Hook& hook : run.record->hooks) {
            if (isTest ? isHookOf(hook, run.kind) : hook.events.contains(when + verb)) {
                hooks.push_back(&hook);
            }
        }
    }
    return hooks;
}

void addHooks(std::vector<RunStep>& steps, const RunStatus& run, QLatin1StringView when, const QString& title) {
    const auto hooks = hooksOf(run, when);
    if (hooks.empty()) {
        return;
    }
    const auto inPhase = [&](QLatin1StringView phase) {
        return std::ranges::count_if(hooks, [&](const Hook* hook) {
            return hook->phase == phase && (!hook->startedAt.isValid() || hook->startedAt >= run.started.addSecs(-60));
        });
    };
    const auto done = inPhase("Succeeded"_L1);
    const auto failed = inPhase("Failed"_L1);
    const auto active = inPhase("Running"_L1);
    QStringList names;
    for (const Hook* hook : hooks) {
        names += hook->kind + u' ' + hook->name;
    }
    steps.push_back({stateOf(done == static_cast<std::ptrdiff_t>(hooks.size()), active > 0, failed > 0), title,
        escapeControls(elideMiddle(names.join(u", "_s), 120))});
}

} // namespace

std::vector<RunStep> runSteps(const RunStatus& run) {
    std::vector<RunStep> steps;
    const bool isOver = run.phase == Phase::Ended || run.phase == Phase::ReadingBack;
    const bool isWell = run.phase == Phase::Ended && run.outcome == Outcome::Succeeded;
    const bool isBad = run.phase == Phase::Ended && !isWell && run.outcome != Outcome::Unknown;
    steps.push_back({stateOf(run.phase != Phase::Starting, true, isBad && !run.exitCode && run.output.isEmpty()),
        Tr::tr("Audit written, helm started"), escapeControls(run.user)});
    const auto addOutcome = [&] {
        steps.push_back({stateOf(isWell || isBad, run.phase == Phase::ReadingBack, run.outcome == Outcome::Unknown),
            Tr::tr("Outcome read from the cluster"),
            run.exitCode ? Tr::tr("helm ended with %1").arg(*run.exitCode) : QString()});
    };
    if (run.kind == ChangeKind::Test) { // makes no record and touches no object of the release
        addHooks(steps, run, {}, Tr::tr("Tests"));
        addOutcome();
        return steps;
    }
    const bool hasRecord = run.record && number(run.record->revision) > number(run.from);
    if (run.kind != ChangeKind::Uninstall) {
        steps.push_back({stateOf(hasRecord, run.phase == Phase::Running, isBad && !hasRecord), Tr::tr("New record"),
            hasRecord ? Tr::tr("revision %1, %2").arg(number(run.record->revision)).arg(run.record->statusText)
                      : QString()});
    }
    addHooks(steps, run, "pre-"_L1, Tr::tr("Hooks before"));
    const ObjectCount count = countObjects(run);
    const bool isReady = count.total > 0 && count.ready == count.total;
    steps.push_back({stateOf(isWell || (isReady && hasRecord),
                         !isOver && (hasRecord || run.kind == ChangeKind::Uninstall), isBad && hasRecord),
        run.kind == ChangeKind::Uninstall ? Tr::tr("Objects gone") : Tr::tr("Objects ready"),
        areObjectsNew(run) && count.total > 0 ? u"%1/%2"_s.arg(count.ready).arg(count.total) : Tr::tr("not read yet")});
    addHooks(steps, run, "post-"_L1, Tr::tr("Hooks after"));
    addOutcome();
    return steps;
}

QString hookLogsText(const RunStatus& run) {
    QString text;
    for (const HookLog& log : run.hookLogs) {
        const QString phase = log.phase == "Gone"_L1 ? Tr::tr("deleted") : log.phase;
        text += u"── %1 · %2 · %3\n"_s.arg(
            escapeControls(log.pod), escapeControls(log.container), escapeControls(phase));
        if (!log.text.isEmpty()) {
            text += log.text;
        } else if (!log.problem.isEmpty()) {
            text += Tr::tr("can't be read: %1").arg(escapeControls(log.problem.left(400)));
        } else {
            text += Tr::tr("has written nothing");
        }
        if (!text.endsWith(u'\n')) {
            text += u'\n';
        }
    }
    return text;
}

} // namespace pilothouse::ui
