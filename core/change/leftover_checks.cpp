// SPDX-License-Identifier: Apache-2.0
#include "core/change/image_override.h"
#include "core/change/plan_checks.h"

#include "core/diff/object_header.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;
using Level = PlanCheck::Level;
using Topic = PlanCheck::Topic;

namespace {

PlanCheck leftover(Level level, const QString& word, const QString& subject, const QString& detail) {
    return {.level = level, .topic = Topic::Leftover, .word = word, .subject = subject, .detail = detail};
}

YamlValue treeOf(QByteArrayView document) {
    auto tree = loadYaml(document.toByteArray(), u"manifest"_s, {}, DuplicateKeys::KeepLast);
    return tree ? std::move(*tree) : YamlValue();
}

void checkClaims(const ManifestObject& object, QByteArrayView document, PlanChecks& checks) {
    if (object.key.kind != "StatefulSet"_L1 || !document.contains("volumeClaimTemplates")) {
        return;
    }
    const YamlValue tree = treeOf(document);
    // persistentVolumeClaimRetentionPolicy (beta from 1.27): the controller deletes them itself where it says so.
    const bool goes = tree.at({u"spec", u"persistentVolumeClaimRetentionPolicy", u"whenDeleted"}).text() == "Delete"_L1;
    QStringList names;
    for (const YamlValue& claim : tree.at({u"spec", u"volumeClaimTemplates"}).items()) {
        names += claim.at({u"metadata", u"name"}).text();
    }
    checks.push_back(leftover(Level::Warning, goes ? u"ClaimsGo"_s : u"ClaimsStay"_s, objectWord(object.key),
        goes ? u"claims %1 are deleted with their data"_s.arg(names.join(u", "_s))
             : u"claims made from %1 stay with their data"_s.arg(names.join(u", "_s))));
}

void checkObject(const ManifestObject& object, QByteArrayView document, PlanChecks& checks) {
    const QString subject = objectWord(object.key);
    if (isKept(document)) {
        checks.push_back(leftover(Level::Warning, u"KeepPolicy"_s, subject, u"helm.sh/resource-policy: keep"_s));
        return;
    }
    if (object.key.kind == "PersistentVolumeClaim"_L1) {
        checks.push_back(leftover(Level::Warning, u"ClaimDies"_s, subject, u"deleted, and its data with it"_s));
    } else if (object.key.kind == "CustomResourceDefinition"_L1) {
        checks.push_back(
            leftover(Level::Warning, u"CrdDies"_s, subject, u"deleted, and every object of its kind with it"_s));
    } else if (object.key.kind == "Namespace"_L1 && object.key.group.isEmpty()) {
        checks.push_back(
            leftover(Level::Warning, u"NamespaceDies"_s, subject, u"deleted, and everything in it with it"_s));
    }
    checkClaims(object, document, checks);
}

/// Hooks are no part of the manifest: helm deletes them only as their own policy says.
void checkHooks(const std::vector<Hook>& hooks, PlanChecks& checks) {
    for (const Hook& hook : hooks) {
        const bool goes = hook.deletePolicies.contains(u"hook-succeeded"_s);
        if (!goes && hook.startedAt.isValid()) {
            checks.push_back(leftover(Level::Fine, u"HookStays"_s, u"%1 %2"_s.arg(hook.kind, hook.name),
                u"made by a hook (%1)"_s.arg(hook.events.join(u", "_s))));
        }
    }
}

void checkCrdFiles(const ReleaseRecord& record, PlanChecks& checks) {
    for (const QString& file : record.templateFiles) {
        if (file.startsWith("crds/"_L1)) {
            checks.push_back(leftover(Level::Fine, u"CrdStays"_s, file, u"helm never deletes what comes from crds/"_s));
        }
    }
}

/// Paths of values that hold a tag, `image.tag` and the like, with what they hold.
void checkOverride(const PlanFacts& facts, PlanChecks& checks) {
    const Rendering& rendering = *facts.rendering;
    if (rendering.request.kind != ChangeKind::Upgrade || !rendering.base) {
        return;
    }
    auto values = loadYaml(rendering.request.values, u"values"_s, {}, DuplicateKeys::KeepLast);
    if (!values) {
        return; // helm's own words are in the rendering's error
    }
    const ImageOverrideInput input{.chartFrom = rendering.base->chart,
        .chartTo = rendering.chart,
        .values = std::move(*values),
        .defaults = rendering.chartValues,
        .manifestFrom = rendering.base->manifest,
        .manifestTo = rendering.manifest};
    for (const HeldImage& held : heldImages(input)) {
        checks.push_back({.level = Level::Warning,
            .topic = Topic::Override,
            .word = u"ImageHeld"_s,
            .subject = held.path,
            .detail
            = u"the chart goes from %1 to %2, the image stays %3"_s.arg(held.chartFrom, held.chartTo, held.value)});
    }
}

} // namespace

bool isKept(QByteArrayView document) {
    if (!document.contains("helm.sh/resource-policy")) {
        return false;
    }
    return treeOf(document).at({u"metadata", u"annotations", u"helm.sh/resource-policy"}).text() == "keep"_L1;
}

PlanChecks leftoverChecks(const PlanFacts& facts) {
    PlanChecks checks;
    const ReleaseRecordPtr& base = facts.rendering->base;
    if (facts.rendering->request.kind != ChangeKind::Uninstall || !base) {
        return checks;
    }
    const Manifest manifest = parseManifest(base->manifest, facts.rendering->request.release.nameSpace);
    for (const ManifestObject& object : manifest.objects) {
        const QByteArrayView text(manifest.text);
        checkObject(object, text.sliced(object.begin, object.end - object.begin), checks);
    }
    checkHooks(base->hooks, checks);
    checkCrdFiles(*base, checks);
    return checks;
}

PlanChecks valuesChecks(const PlanFacts& facts) {
    PlanChecks checks;
    checkOverride(facts, checks);
    const ChangeRequest& request = facts.rendering->request;
    const bool isForeign = !request.valuesOf.isEmpty() && request.valuesOf != request.context;
    if (isForeign) {
        checks.push_back({.level = Level::Warning,
            .topic = Topic::Values,
            .word = u"OtherContext"_s,
            .subject = request.valuesOf.value(),
            .detail = u"these values were made for another context"_s});
    }
    return checks;
}

PlanChecks diffChecks(const PlanFacts& facts) {
    PlanChecks checks;
    if (!facts.againstRecord) {
        return checks;
    }
    for (const ObjectDiff& object : facts.againstRecord->diff.objects) {
        const bool isImmutable = std::ranges::contains(object.risks, Risk::ImmutableField);
        if (isImmutable) {
            checks.push_back({.level = Level::Warning,
                .topic = Topic::Immutable,
                .word = u"ImmutableField"_s,
                .subject = objectWord(object.key),
                .detail = object.changedPaths.join(u", "_s)});
        }
    }
    return checks;
}

} // namespace pilothouse
