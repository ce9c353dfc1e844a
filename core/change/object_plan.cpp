// SPDX-License-Identifier: Apache-2.0
#include "core/change/object_plan.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <array>

namespace pilothouse {

using namespace Qt::StringLiterals;
using StepEffect = ObjectStep::Effect;
using Outcome = ObjectReport::Outcome;

namespace {

constexpr int kMaxReplicas = 10'000; ///< beyond it is a slip of the finger
constexpr size_t kMaxTargets = 500;

/// A word as a shell takes it.
QString shellWord(const QString& word) {
    static const QRegularExpression kPlain(u"\\A[A-Za-z0-9_./:=@%+-]+\\z"_s);
    return kPlain.match(word).hasMatch() ? word : u'\'' + QString(word).replace(u'\'', u"'\\''"_s) + u'\'';
}

/// `deployment.apps/web`, in the words kubectl takes.
QString kubectlName(const ObjectRef& ref) {
    const QString kind = ref.kind.kind.toLower();
    return (ref.kind.group.isEmpty() ? kind : kind + u'.' + ref.kind.group) + u'/' + ref.name;
}

QString kubectl(const ContextId& context, const QString& nameSpace, const QStringList& words) {
    QStringList line{u"kubectl"_s, u"--context"_s, context.value()};
    if (!nameSpace.isEmpty()) {
        line += {u"--namespace"_s, nameSpace};
    }
    line += words;
    QStringList quoted;
    for (const QString& word : line) {
        quoted += shellWord(word);
    }
    return quoted.join(u' ');
}

QStringList deleteWords(const ObjectStep& step, Propagation propagation) {
    QStringList words{u"delete"_s, kubectlName(step.ref)};
    if (propagation != Propagation::Background) {
        words += u"--cascade="_s + propagationWord(propagation).toLower();
    }
    return words;
}

QStringList drainWords(const ObjectRequest& request, const ObjectStep& step) {
    QStringList words{u"drain"_s, step.ref.name, u"--ignore-daemonsets"_s};
    if (request.drain.unmanaged) {
        words += u"--force"_s;
    }
    if (request.drain.localData) {
        words += u"--delete-emptydir-data"_s;
    }
    return words + QStringList{u"--timeout"_s, QString::number(request.drain.patience.count()) + u's'};
}

QStringList applyWords(const ObjectRequest& request) {
    if (request.opened) {
        return {u"replace"_s, u"--filename"_s, u"-"_s};
    }
    QStringList words{u"apply"_s, u"--server-side"_s, u"--field-manager"_s, u"pilothouse"_s};
    if (request.takeOver) {
        words += u"--force-conflicts"_s;
    }
    return words + QStringList{u"--filename"_s, u"-"_s};
}

QStringList commandWords(const ObjectRequest& request, const ObjectStep& step) {
    switch (request.verb) {
    case ObjectVerb::Scale:
        return {u"scale"_s, kubectlName(step.ref), u"--replicas"_s, QString::number(request.replicas)};
    case ObjectVerb::Restart:
        return {u"rollout"_s, u"restart"_s, kubectlName(step.ref)};
    case ObjectVerb::Delete:
        return deleteWords(step, request.propagation);
    case ObjectVerb::Cordon:
        return {u"cordon"_s, step.ref.name};
    case ObjectVerb::Uncordon:
        return {u"uncordon"_s, step.ref.name};
    case ObjectVerb::Drain:
        return drainWords(request, step);
    case ObjectVerb::Apply:
        break;
    }
    return applyWords(request);
}

} // namespace

QString objectVerbWord(ObjectVerb verb) {
    switch (verb) {
    case ObjectVerb::Scale:
        return u"scale"_s;
    case ObjectVerb::Restart:
        return u"restart"_s;
    case ObjectVerb::Delete:
        return u"delete"_s;
    case ObjectVerb::Cordon:
        return u"cordon"_s;
    case ObjectVerb::Uncordon:
        return u"uncordon"_s;
    case ObjectVerb::Drain:
        return u"drain"_s;
    case ObjectVerb::Apply:
        return u"apply"_s;
    }
    return {};
}

QString objectEffectWord(StepEffect effect) {
    switch (effect) {
    case StepEffect::Nothing:
        return u"Nothing"_s;
    case StepEffect::Create:
        return u"Create"_s;
    case StepEffect::Change:
        return u"Change"_s;
    case StepEffect::Delete:
        return u"Delete"_s;
    case StepEffect::Evict:
        return u"Evict"_s;
    case StepEffect::Blocked:
        return u"Blocked"_s;
    }
    return {};
}

QString objectOutcomeWord(Outcome outcome) {
    switch (outcome) {
    case Outcome::Done:
        return u"Done"_s;
    case Outcome::Already:
        return u"Already"_s;
    case Outcome::Ending:
        return u"Ending"_s;
    case Outcome::Waiting:
        return u"Waiting"_s;
    case Outcome::Failed:
        return u"Failed"_s;
    case Outcome::NotBegun:
        return u"NotBegun"_s;
    }
    return {};
}

bool ObjectPlan::isBlocked() const {
    return std::ranges::contains(steps, StepEffect::Blocked, &ObjectStep::effect);
}

bool ObjectPlan::changesSomething() const {
    return std::ranges::any_of(steps, [](const ObjectStep& step) {
        return step.effect != StepEffect::Nothing && step.effect != StepEffect::Blocked;
    });
}

bool ObjectReport::isDone() const {
    return std::ranges::all_of(lines, [](const Line& line) {
        return line.outcome == Outcome::Done || line.outcome == Outcome::Already || line.outcome == Outcome::Ending;
    });
}

Result<void> checkObjectRequest(const ObjectRequest& request) {
    const QString subject = objectVerbWord(request.verb);
    if (request.verb == ObjectVerb::Apply) {
        return request.text.trimmed().isEmpty()
            ? Result<void>(fail(ErrorCode::Invalid, subject, u"there is no text"_s, u"Nothing"_s))
            : Result<void>();
    }
    if (request.targets.empty()) {
        return fail(ErrorCode::Invalid, subject, u"no object was named"_s, u"Nothing"_s);
    }
    if (request.targets.size() > kMaxTargets) {
        return fail(ErrorCode::Invalid, subject, u"more than %1 objects at once"_s.arg(kMaxTargets), u"TooMany"_s);
    }
    if (request.verb == ObjectVerb::Scale && (request.replicas < 0 || request.replicas > kMaxReplicas)) {
        return fail(ErrorCode::Invalid, subject, u"replicas are 0 to %1"_s.arg(kMaxReplicas), u"BadReplicas"_s);
    }
    const bool isOfNodes = request.verb == ObjectVerb::Drain;
    if (isOfNodes && !std::ranges::all_of(request.targets, isNode, [](const ObjectTarget& one) { return one.ref; })) {
        return fail(ErrorCode::Invalid, subject, u"only nodes are drained"_s, u"NotANode"_s);
    }
    return {};
}

QString objectLabel(const ObjectRef& ref) {
    return ref.nameSpace.isEmpty() ? u"%1 %2"_s.arg(ref.kind.kind, ref.name)
                                   : u"%1 %2/%3"_s.arg(ref.kind.kind, ref.nameSpace, ref.name);
}

QString objectSubject(const ObjectRequest& request) {
    const QString verb = objectVerbWord(request.verb);
    if (request.opened) {
        return u"%1 %2"_s.arg(verb, objectLabel(request.opened->ref));
    }
    if (request.targets.size() == 1) {
        return u"%1 %2"_s.arg(verb, objectLabel(request.targets.front().ref));
    }
    return request.targets.empty() ? verb : u"%1 %2 objects"_s.arg(verb).arg(request.targets.size());
}

QStringList objectPlaces(const std::vector<ObjectStep>& steps) {
    QStringList places;
    for (const ObjectStep& step : steps) {
        const bool isNamespace = step.ref.kind.kind == "Namespace"_L1 && step.ref.kind.group.isEmpty();
        // As the gate judges the request: a namespace belongs to itself; a new one to the cluster.
        const QString place
            = isNamespace && step.effect != StepEffect::Create ? step.ref.name : QString(step.ref.nameSpace);
        if (!places.contains(place)) {
            places += place;
        }
    }
    return places;
}

bool isNode(const ObjectRef& ref) {
    return ref.kind.kind == "Node"_L1 && ref.kind.group.isEmpty();
}

QString objectConfirmation(const ContextId& context, const std::vector<ObjectStep>& all) {
    std::vector<ObjectStep> steps = all;
    if (std::ranges::contains(all, StepEffect::Evict, &ObjectStep::effect)) {
        std::erase_if(steps, [](const ObjectStep& step) { return !isNode(step.ref); }); // what is drained is named
    }
    QSet<QString> spaces;
    for (const ObjectStep& step : steps) {
        spaces.insert(step.ref.nameSpace);
    }
    QStringList words{context.value()};
    if (spaces.size() == 1 && !spaces.begin()->isEmpty()) {
        words += *spaces.begin();
    }
    if (steps.size() == 1) {
        words += steps.front().ref.name;
    }
    return words.join(u'/');
}

bool isGrave(const ObjectRequest& request, const std::vector<ObjectStep>& steps) {
    static constexpr std::array kGrave
        = {"Namespace"_L1, "CustomResourceDefinition"_L1, "PersistentVolume"_L1, "PersistentVolumeClaim"_L1, "Node"_L1};
    return request.verb == ObjectVerb::Drain
        || (request.verb == ObjectVerb::Delete && std::ranges::any_of(steps, [](const ObjectStep& step) {
               return std::ranges::contains(kGrave, step.ref.kind.kind);
           }));
}

QStringList kubectlLines(const ObjectRequest& request, const std::vector<ObjectStep>& steps) {
    if (request.verb == ObjectVerb::Apply) {
        return {kubectl(request.context, request.nameSpace, applyWords(request))};
    }
    QStringList lines;
    for (const ObjectStep& step : steps) {
        if (request.verb == ObjectVerb::Drain && !isNode(step.ref)) {
            continue; // goes with its node
        }
        lines += kubectl(request.context, step.ref.nameSpace, commandWords(request, step));
    }
    return lines;
}

} // namespace pilothouse
