// SPDX-License-Identifier: Apache-2.0
#include "ui/resources/object_change_words.h"

#include "ui/widgets/error_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <optional>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;
using StepEffect = ObjectStep::Effect;
using Outcome = ObjectReport::Outcome;

namespace {

constexpr size_t kShownDependents = 40; ///< of one plan; the rest is counted

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ObjectChangeWords)
};

QString blockedText(const ObjectStep& step) {
    const QString& word = step.word;
    if (word == "OtherObject"_L1) {
        return Words::tr("It is not the object that was shown: that one was deleted, and this one has its name.");
    }
    if (word == "NotFound"_L1) {
        return Words::tr("It, or the namespace it is to be in, is not there.");
    }
    if (word == "NotScalable"_L1) {
        return Words::tr("Objects of this kind have no number of replicas.");
    }
    if (word == "NotRestartable"_L1) {
        return Words::tr("Only Deployments, StatefulSets and DaemonSets can roll out anew.");
    }
    if (word == "NoSuchKind"_L1) {
        return Words::tr("The server has no such kind of object.");
    }
    if (word == "MaskedValue"_L1) {
        return Words::tr("A hidden value can be left as it is or written anew, but not moved.");
    }
    if (word == "Conflict"_L1) {
        return Words::tr("Somebody else changed it, or owns a field of it.");
    }
    if (word == "ImmutableField"_L1) {
        return Words::tr("A field that can’t be changed afterwards: delete the object and make it anew.");
    }
    if (word == "AdmissionDenied"_L1) {
        return Words::tr("A rule of this cluster does not allow it.");
    }
    if (word == "Unmanaged"_L1) {
        return Words::tr("Nobody makes this pod anew when it goes. Tick “Pods nobody makes anew” to take it along.");
    }
    if (word == "LocalData"_L1) {
        return Words::tr("What it keeps in an emptyDir volume goes with it. Tick “Local data” to take it along.");
    }
    if (word == "ManyBudgets"_L1) {
        return Words::tr("More than one PodDisruptionBudget is about this pod: the server evicts no such pod.");
    }
    if (word == "Forbidden"_L1) {
        return Words::tr("This account may not do that.");
    }
    return Words::tr("The server refuses it.");
}

QString nothingText(const ObjectStep& step) {
    if (step.word == "Terminating"_L1) {
        return Words::tr("It is being deleted already and waits for its finalizers or its grace period.");
    }
    if (step.word == "DaemonSetPod"_L1) {
        return Words::tr("Stays: its DaemonSet puts one on every node.");
    }
    if (step.word == "MirrorPod"_L1) {
        return Words::tr("Stays: the node runs it from its own files.");
    }
    return step.word == "Gone"_L1 ? Words::tr("It is gone already.") : Words::tr("It is as wanted already.");
}

ObjectLine stepLine(const ObjectStep& step) {
    const QString label = objectLabel(step.ref);
    ObjectLine line{.icon = u"circle-dot"_s, .tone = ColorToken::Accent, .title = label, .detail = {}};
    switch (step.effect) {
    case StepEffect::Nothing:
        line.icon = u"check"_s;
        line.tone = ColorToken::TextSecond;
        line.detail = nothingText(step);
        break;
    case StepEffect::Create:
        line.title = Words::tr("%1: will be created").arg(label);
        line.icon = u"plus"_s;
        line.tone = ColorToken::Ok;
        break;
    case StepEffect::Change:
        line.title = step.after.isEmpty() ? Words::tr("%1: will be changed").arg(label)
                                          : Words::tr("%1: from %2 to %3 replicas").arg(label, step.before, step.after);
        break;
    case StepEffect::Delete:
        line.title = Words::tr("%1: will be deleted").arg(label);
        line.icon = u"trash-2"_s;
        line.tone = ColorToken::Failed;
        break;
    case StepEffect::Evict:
        line.title = Words::tr("%1: will be evicted").arg(label);
        line.icon = u"arrow-right"_s;
        line.tone = step.word == "Budget"_L1 ? ColorToken::Warning : ColorToken::TextSecond;
        line.detail = step.word == "Budget"_L1
            ? Words::tr("A budget holds it now; it is asked again until it may go: %1").arg(step.detail)
            : QString();
        line.indent = 1;
        break;
    case StepEffect::Blocked:
        line.icon = u"circle-x"_s;
        line.tone = ColorToken::Failed;
        line.detail = blockedText(step);
        break;
    }
    if (step.effect == StepEffect::Blocked && !step.detail.isEmpty()) {
        line.detail += u'\n' + step.detail;
    }
    return line;
}

QString checkText(const ObjectCheck& check) {
    const QString& word = check.word;
    if (word == "HelmRelease"_L1) {
        return Words::tr("Release %1 made it: the next upgrade or rollback may take the change back.")
            .arg(check.subject);
    }
    if (word == "GitOps"_L1) {
        return Words::tr("%1 deploys it from elsewhere and will take the change back.").arg(check.subject);
    }
    if (word == "Controlled"_L1) {
        return Words::tr("%1 controls it and will make it anew or take the change back.").arg(check.subject);
    }
    if (word == "Autoscaled"_L1) {
        return Words::tr("The autoscaler %1 sets the number of replicas too.").arg(check.subject);
    }
    if (word == "ScaledToZero"_L1) {
        return Words::tr("Nothing of it will run any more: %n pod(s) end.", nullptr, check.count);
    }
    if (word == "Paused"_L1) {
        return Words::tr("%1 is paused: nothing rolls out until it is resumed.").arg(check.subject);
    }
    if (word == "OnDelete"_L1) {
        return Words::tr("%1 renews a pod only when the pod is deleted by hand.").arg(check.subject);
    }
    if (word == "Finalizers"_L1) {
        return Words::tr("%1 stays until these finalizers let it go: %2").arg(check.subject, check.detail);
    }
    if (word == "PodsGo"_L1) {
        return Words::tr("%n running pod(s) end with it.", nullptr, check.count);
    }
    if (word == "ObjectsGo"_L1) {
        return Words::tr("%n other object(s) go with it.", nullptr, check.count);
    }
    return {};
}

QString drainText(const ObjectCheck& check) {
    const QString& word = check.word;
    if (word == "PodsEvicted"_L1) {
        return Words::tr(
            "%n pod(s) are asked to go and start elsewhere, if there is room for them.", nullptr, check.count);
    }
    if (word == "BudgetHolds"_L1) {
        return Words::tr("%1 may not go now: %2").arg(check.subject, check.detail);
    }
    if (word == "NotMadeAnew"_L1) {
        return Words::tr("%1 is gone for good: nobody makes it anew.").arg(check.subject);
    }
    return word == "LocalDataGoes"_L1 ? Words::tr("%1 loses what it keeps in emptyDir volumes.").arg(check.subject)
                                      : QString();
}

QString graveText(const ObjectCheck& check) {
    const QString& word = check.word;
    if (const QString text = drainText(check); !text.isEmpty()) {
        return text;
    }
    if (word == "NamespaceGoes"_L1) {
        return Words::tr("Namespace %1 goes with everything in it: %n object(s).", nullptr, check.count)
            .arg(check.subject);
    }
    if (word == "KindGoes"_L1) {
        return Words::tr(
            "The kind %1 goes, and with it all %n object(s) of it in every namespace.", nullptr, check.count)
            .arg(check.subject);
    }
    if (word == "DataGoes"_L1) {
        return check.detail == "Retain"_L1
            ? Words::tr("%1 stands for stored data. The volume is kept, but nothing uses it any more.")
                  .arg(check.subject)
            : Words::tr("%1 stands for stored data, which may be gone for good.").arg(check.subject);
    }
    if (word == "LastNode"_L1) {
        return Words::tr("No other node takes new pods then: nothing can be scheduled.");
    }
    if (word == "PodsOnNode"_L1) {
        return Words::tr("%n pod(s) run on %1 and stay there; new ones go elsewhere.", nullptr, check.count)
            .arg(check.subject);
    }
    if (word == "NoDryRun"_L1) {
        return Words::tr("It could not be tried: a webhook of this cluster knows no dry run.");
    }
    if (word == "ListIncomplete"_L1) {
        return Words::tr("Not everything in %1 may be listed: more may go than is shown.").arg(check.subject);
    }
    return word + u' ' + check.subject;
}

QString outcomeText(const ObjectReport::Line& line) {
    const QString label = objectLabel(line.step.ref);
    switch (line.outcome) {
    case Outcome::Done:
        return Words::tr("%1: done").arg(label);
    case Outcome::Already:
        return Words::tr("%1: was so already").arg(label);
    case Outcome::Ending:
        return Words::tr("%1: is ending").arg(label);
    case Outcome::Waiting:
        return Words::tr("%1: held by a budget, asked again").arg(label);
    case Outcome::Failed:
        return Words::tr("%1: failed").arg(label);
    case Outcome::NotBegun:
        return Words::tr("%1: not begun").arg(label);
    }
    return label;
}

QString outcomeDetail(const ObjectReport::Line& line) {
    if (line.error) {
        return line.error->reason == "PlanOutdated"_L1
            ? Words::tr("It is not as it was when it was looked at. Look again.") + u'\n' + line.error->detail
            : errorLine(*line.error);
    }
    if (line.step.word == "ChangedAgain"_L1) {
        return Words::tr("It was done, and somebody changed it again at once: %1").arg(line.step.detail);
    }
    if (line.step.word == "NotReadBack"_L1) {
        return Words::tr("The server said yes; how it is now could not be read: %1").arg(line.step.detail);
    }
    if (line.outcome == Outcome::Waiting) {
        return line.step.detail;
    }
    if (line.step.word == "CameLater"_L1) {
        return Words::tr("It came to the node after it was looked at. Look again to move it too.");
    }
    return line.outcome == Outcome::Ending ? Words::tr("It waits for its finalizers or its grace period.") : QString();
}

/// What a verb does to one object, where that is more than "changed".
QString changeText(ObjectVerb verb, const QString& label) {
    switch (verb) {
    case ObjectVerb::Cordon:
    case ObjectVerb::Drain:
        return Words::tr("%1: will take no new pods").arg(label);
    case ObjectVerb::Uncordon:
        return Words::tr("%1: will take new pods again").arg(label);
    case ObjectVerb::Restart:
        return Words::tr("%1: will roll out anew, by its update strategy").arg(label);
    case ObjectVerb::Scale:
    case ObjectVerb::Delete:
    case ObjectVerb::Apply:
        break;
    }
    return {};
}

/// How far a drain is, above its pods; nothing where none were to be evicted.
std::optional<ObjectLine> drainSummary(const ObjectReport& report) {
    const auto isEvicted = [](const ObjectReport::Line& line) { return line.step.effect == StepEffect::Evict; };
    const auto isGone
        = [&](const ObjectReport::Line& line) { return isEvicted(line) && line.outcome == Outcome::Done; };
    const auto all = static_cast<int>(std::ranges::count_if(report.lines, isEvicted));
    if (all == 0) {
        return {};
    }
    const auto gone = std::ranges::count_if(report.lines, isGone);
    return ObjectLine{.icon = u"arrow-right"_s,
        .tone = gone == all ? ColorToken::Ok : ColorToken::Accent,
        .title = Words::tr("%1 of %n pod(s) have left", nullptr, all).arg(gone),
        .detail = {}};
}

bool isSettled(const ObjectReport::Line& line) {
    return line.outcome == Outcome::Done || line.outcome == Outcome::Already;
}

QString targetsText(const ObjectRequest& request) {
    if (request.targets.size() == 1) {
        return objectLabel(request.targets.front().ref);
    }
    return Words::tr("%n object(s)", nullptr, static_cast<int>(request.targets.size()));
}

QString verbName(ObjectVerb verb) {
    switch (verb) {
    case ObjectVerb::Scale:
        return Words::tr("Scale");
    case ObjectVerb::Restart:
        return Words::tr("Restart");
    case ObjectVerb::Delete:
        return Words::tr("Delete");
    case ObjectVerb::Cordon:
        return Words::tr("Cordon");
    case ObjectVerb::Uncordon:
        return Words::tr("Uncordon");
    case ObjectVerb::Drain:
        return Words::tr("Drain");
    case ObjectVerb::Apply:
        break;
    }
    return Words::tr("Apply");
}

} // namespace

ObjectLine checkLine(const ObjectCheck& check) {
    const QString text = checkText(check);
    ObjectLine line{.icon = u"info"_s,
        .tone = ColorToken::TextSecond,
        .title = text.isEmpty() ? graveText(check) : text,
        .detail = check.word == "NamespaceGoes"_L1 ? check.detail : QString()};
    if (check.level != ObjectCheck::Level::Fine) {
        line.icon = u"triangle-alert"_s;
        line.tone = check.level == ObjectCheck::Level::Grave ? ColorToken::Failed : ColorToken::Warning;
    }
    return line;
}

std::vector<ObjectLine> planLines(const ObjectPlan& plan) {
    std::vector<ObjectLine> lines;
    for (const ObjectCheck& check : plan.checks) {
        lines.push_back(checkLine(check));
    }
    for (const ObjectStep& step : plan.steps) {
        ObjectLine line = stepLine(step);
        if (step.effect == StepEffect::Change) {
            const QString what = changeText(plan.request->verb, objectLabel(step.ref));
            line.title = what.isEmpty() ? line.title : what;
        }
        lines.push_back(std::move(line));
    }
    const bool stays = plan.request->propagation == Propagation::Orphan;
    for (size_t i = 0; i < plan.dependents.size() && i < kShownDependents; ++i) {
        const Dependent& one = plan.dependents[i];
        lines.push_back({.icon = stays ? u"circle-dot"_s : u"trash-2"_s,
            .tone = ColorToken::TextSecond,
            .title = stays ? Words::tr("%1: loses its owner and stays").arg(objectLabel(one.ref))
                           : Words::tr("%1: goes with it").arg(objectLabel(one.ref)),
            .detail = {},
            .indent = one.depth});
    }
    if (plan.dependents.size() > kShownDependents) {
        const auto more = static_cast<int>(plan.dependents.size() - kShownDependents);
        lines.push_back({.icon = u"ellipsis"_s,
            .tone = ColorToken::TextSecond,
            .title = Words::tr("and %n more", nullptr, more),
            .detail = {},
            .indent = 1});
    }
    return lines;
}

std::vector<ObjectLine> reportLines(const ObjectReport& report) {
    std::vector<ObjectLine> lines;
    std::vector<ObjectReport::Line> reported = report.lines;
    if (auto summary = drainSummary(report)) {
        lines.push_back(std::move(*summary));
        // What still needs somebody's eyes comes first.
        std::ranges::stable_partition(reported, [](const ObjectReport::Line& line) { return !isSettled(line); });
    }
    for (const ObjectReport::Line& line : reported) {
        const bool isGood = line.outcome == Outcome::Done || line.outcome == Outcome::Already;
        const bool isBad = line.outcome == Outcome::Failed;
        lines.push_back({.icon = isGood ? u"check"_s
                : isBad                 ? u"circle-x"_s
                                        : u"clock"_s,
            .tone = isGood ? ColorToken::Ok
                : isBad    ? ColorToken::Failed
                           : ColorToken::TextSecond,
            .title = outcomeText(line),
            .detail = outcomeDetail(line)});
    }
    return lines;
}

QString changeTitle(const ObjectRequest& request) {
    if (request.verb != ObjectVerb::Apply) {
        return Words::tr("%1 %2", "Delete Pod shop/web").arg(verbName(request.verb), targetsText(request));
    }
    return request.opened ? Words::tr("Edit %1").arg(objectLabel(request.opened->ref)) : Words::tr("Create from YAML");
}

QString changeButton(const ObjectRequest& request) {
    return Words::tr("%1 in %2", "Delete in eks_prd-app").arg(verbName(request.verb), request.context.value());
}

QString changeIcon(ObjectVerb verb) {
    switch (verb) {
    case ObjectVerb::Scale:
        return u"sliders-horizontal"_s;
    case ObjectVerb::Restart:
        return u"refresh-cw"_s;
    case ObjectVerb::Delete:
        return u"trash-2"_s;
    case ObjectVerb::Cordon:
    case ObjectVerb::Uncordon:
        return u"circle-minus"_s;
    case ObjectVerb::Drain:
        return u"arrow-right"_s;
    case ObjectVerb::Apply:
        break;
    }
    return u"check"_s;
}

bool isDestructive(const ObjectRequest& request) {
    return request.verb == ObjectVerb::Delete || request.verb == ObjectVerb::Drain
        || (request.verb == ObjectVerb::Scale && request.replicas == 0);
}

} // namespace pilothouse::ui
