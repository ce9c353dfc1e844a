// SPDX-License-Identifier: Apache-2.0
#include "core/change/object_radius.h"

#include <QSet>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;
using Level = ObjectCheck::Level;

namespace {

constexpr auto kManagedBy = "app.kubernetes.io/managed-by"_L1;

ObjectCheck check(Level level, const QString& word, const QString& subject, const QString& detail = {}) {
    return {.level = level, .word = word, .subject = subject, .detail = detail};
}

/// The marks of those who write objects from somewhere else and take a change back.
void addWriters(std::vector<ObjectCheck>& checks, const ObjectRef& ref, const YamlValue& metadata) {
    const YamlValue& labels = metadata[u"labels"];
    const YamlValue& annotations = metadata[u"annotations"];
    const QString release = annotations[u"meta.helm.sh/release-name"].text();
    if (labels[kManagedBy.toString()].text() == "Helm"_L1 && !release.isEmpty()) {
        checks.push_back(check(Level::Warning, u"HelmRelease"_s,
            annotations[u"meta.helm.sh/release-namespace"].text() + u'/' + release, objectLabel(ref)));
    }
    for (const QString& mark : {u"kustomize.toolkit.fluxcd.io/name"_s, u"helm.toolkit.fluxcd.io/name"_s}) {
        if (labels.contains(mark)) {
            checks.push_back(check(Level::Warning, u"GitOps"_s, u"Flux "_s + labels[mark].text(), objectLabel(ref)));
        }
    }
    const QString tracking = annotations[u"argocd.argoproj.io/tracking-id"].text();
    if (!tracking.isEmpty()) {
        checks.push_back(
            check(Level::Warning, u"GitOps"_s, u"Argo CD "_s + tracking.section(u':', 0, 0), objectLabel(ref)));
    }
}

void addOwner(std::vector<ObjectCheck>& checks, const ObjectRef& ref, const YamlValue& metadata) {
    for (const YamlValue& owner : metadata[u"ownerReferences"].items()) {
        if (owner[u"controller"].text() == "true"_L1) {
            checks.push_back(check(Level::Warning, u"Controlled"_s,
                u"%1 %2"_s.arg(owner[u"kind"].text(), owner[u"name"].text()), objectLabel(ref)));
        }
    }
}

void addIdle(std::vector<ObjectCheck>& checks, const LookedObject& looked) {
    const QString label = objectLabel(looked.step.ref);
    const YamlValue& spec = looked.live[u"spec"];
    if (spec[u"paused"].text() == "true"_L1) {
        checks.push_back(check(Level::Warning, u"Paused"_s, label));
    }
    if (spec.at({u"updateStrategy", u"type"}).text() == "OnDelete"_L1) {
        checks.push_back(check(Level::Warning, u"OnDelete"_s, label));
    }
}

void addDeletion(std::vector<ObjectCheck>& checks, const LookedObject& looked) {
    QStringList finalizers;
    for (const YamlValue& finalizer : looked.live.at({u"metadata", u"finalizers"}).items()) {
        finalizers += finalizer.text();
    }
    if (!finalizers.isEmpty()) {
        checks.push_back(
            check(Level::Warning, u"Finalizers"_s, objectLabel(looked.step.ref), finalizers.join(u", "_s)));
    }
    const QString kind = looked.step.ref.kind.kind;
    if (kind == "PersistentVolumeClaim"_L1 || kind == "PersistentVolume"_L1) {
        checks.push_back(check(Level::Grave, u"DataGoes"_s, objectLabel(looked.step.ref),
            looked.live.at({u"spec", u"persistentVolumeReclaimPolicy"}).text()));
    }
}

} // namespace

std::vector<ObjectCheck> objectChecks(const ObjectRequest& request, const LookedObject& looked) {
    std::vector<ObjectCheck> checks;
    const ObjectRef& ref = looked.step.ref;
    if (looked.step.word == "NoDryRun"_L1) {
        checks.push_back(check(Level::Warning, u"NoDryRun"_s, objectLabel(ref), looked.step.detail));
    }
    if (looked.live.isNull() || looked.step.effect == ObjectStep::Effect::Nothing) {
        return checks;
    }
    const YamlValue& metadata = looked.live[u"metadata"];
    addOwner(checks, ref, metadata);
    if (request.verb != ObjectVerb::Restart) { // nobody takes a restart back
        addWriters(checks, ref, metadata);
    } else {
        addIdle(checks, looked);
    }
    if (request.verb == ObjectVerb::Delete) {
        addDeletion(checks, looked);
    }
    if (request.verb == ObjectVerb::Scale && request.replicas == 0) {
        ObjectCheck zero = check(Level::Grave, u"ScaledToZero"_s, objectLabel(ref));
        zero.count = looked.step.before.toInt();
        checks.push_back(zero);
    }
    return checks;
}

std::vector<Dependent> dependentsOf(const std::vector<Uid>& gone, const std::vector<OwnedObject>& all) {
    QSet<Uid> going(gone.begin(), gone.end());
    std::vector<Dependent> found;
    for (int depth = 1;; ++depth) {
        std::vector<Dependent> next;
        for (const OwnedObject& object : all) {
            const bool isOrphaned = !object.owners.empty() && !going.contains(object.uid)
                && std::ranges::all_of(object.owners, [&going](const Uid& owner) { return going.contains(owner); });
            if (isOrphaned) {
                next.push_back({.ref = object.ref, .uid = object.uid, .depth = depth});
            }
        }
        if (next.empty()) {
            return found;
        }
        for (Dependent& dependent : next) {
            going.insert(dependent.uid);
            found.push_back(std::move(dependent));
        }
    }
}

} // namespace pilothouse
