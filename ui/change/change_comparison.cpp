// SPDX-License-Identifier: Apache-2.0
#include "ui/change/change_comparison.h"

#include "core/helm/record_secrets.h"

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

/// Keys in one order: a file's own order is no difference.
YamlValue sorted(const YamlValue& values) {
    return values.isNull() ? values : loadYaml(toYaml(values), u"values"_s).value_or(values);
}

/// What of the rendering is no manifest, as a record: hooks, values and notes are compared as those of two records are.
ReleaseRecord besideManifest(const Rendering& rendering) {
    ReleaseRecord record;
    const ChangeRequest& request = rendering.request;
    record.name = request.release.name;
    record.nameSpace = request.release.nameSpace;
    if (request.kind == ChangeKind::Uninstall) {
        return record;
    }
    record.hooks = rendering.hooks;
    record.notes = rendering.notes;
    record.chart = rendering.chart;
    if (request.kind == ChangeKind::Rollback) {
        record.userValues = rendering.target ? sorted(rendering.target->userValues) : YamlValue();
        return record;
    }
    if (auto values = loadYaml(request.values, u"values"_s, {}, DuplicateKeys::KeepLast)) {
        if (!values->isNull()) {
            record.userValues = sorted(*values);
        }
    }
    return record;
}

} // namespace

ReleaseDiffPtr releaseDiffOf(const Rendering& rendering, const ChangeDiff& diff) {
    ReleaseRecord from;
    from.name = rendering.request.release.name;
    from.nameSpace = rendering.request.release.nameSpace;
    if (const ReleaseRecord* base = rendering.base ? rendering.base.get() : nullptr) {
        from.revision = base->revision;
        from.hooks = base->hooks;
        // `helm template` prints no notes: what they will say is not known, and not that they go.
        const bool areNotesKnown
            = rendering.request.kind == ChangeKind::Rollback || rendering.request.kind == ChangeKind::Uninstall;
        from.notes = areNotesKnown ? base->notes : QString();
        from.userValues = sorted(base->userValues);
    }
    const ReleaseRecord to = besideManifest(rendering);
    KnownSecrets known; // of both manifests: neither record here has one
    for (const QByteArray& manifest : {rendering.base ? rendering.base->manifest : QByteArray(), rendering.manifest}) {
        known.addManifest(manifest);
    }
    addSecretsOf(from, known);
    addSecretsOf(to, known);
    CompareOptions options;
    options.known = &known;
    const ReleaseDiffPtr beside = compareRecords(from, to, options);
    auto result = std::make_shared<ReleaseDiff>(*beside);
    result->manifest = diff.diff;
    // Core's comparison has the hooks among the objects; here they have a section of their own.
    for (const ObjectDiff& hook : result->hooks.objects) {
        std::erase_if(result->manifest.objects, [&](const ObjectDiff& object) { return object.key == hook.key; });
    }
    const QString name = from.name;
    result->fromName
        = diff.base == DiffBase::Record ? u"%1 %2"_s.arg(name).arg(number(from.revision)) : u"%1 live"_s.arg(name);
    result->toName = u"%1 after %2"_s.arg(name, changeWord(rendering.request.kind));
    return result;
}

} // namespace pilothouse::ui
