// SPDX-License-Identifier: Apache-2.0
#include "ui/diff/release_diff.h"

#include "core/base/redaction.h"
#include "core/diff/masking.h"
#include "core/helm/record_secrets.h"

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

DiffOptions diffOptions(const ReleaseRecord& to, CompareOptions options) {
    DiffOptions result;
    result.maskSecrets = options.masking == Masking::On;
    result.normalise = options.normalising == Normalising::On;
    result.releaseName = to.name;
    return result;
}

/// Hooks as one manifest. Helm keeps the document of each without its separator.
QByteArray hooksText(const ReleaseRecord& record) {
    QByteArray text;
    for (const Hook& hook : record.hooks) {
        text += "---\n# Source: " + hook.path.toUtf8().replace('\n', ' ') + '\n' + hook.manifest;
        if (!text.endsWith('\n')) {
            text += '\n';
        }
    }
    return text;
}

std::optional<ObjectDiff> compareTexts(
    const ManifestKey& key, const MaskSide& from, const MaskSide& to, Masking masking) {
    if (from.text == to.text) {
        return std::nullopt;
    }
    ObjectDiff diff;
    diff.key = key;
    diff.change = from.text.isEmpty() ? ObjectChange::Added
        : to.text.isEmpty()           ? ObjectChange::Removed
                                      : ObjectChange::Changed;
    if (masking == Masking::On) {
        MaskedPair masked = maskPair(from, to);
        diff.fromText = std::move(masked.from);
        diff.toText = std::move(masked.to);
    } else {
        diff.fromText = from.text.toByteArray();
        diff.toText = to.text.toByteArray();
    }
    diff.lines = diffLines(diff.fromText, diff.toText);
    diff.addedLines = diff.lines.added;
    diff.removedLines = diff.lines.removed;
    return diff;
}

QByteArray valuesText(const YamlValue& values) {
    return values.isNull() ? QByteArray() : toYaml(values, KeyOrder::Kept);
}

std::optional<ObjectDiff> compareValues(
    const ReleaseRecord& from, const ReleaseRecord& to, Masking masking, const KnownSecrets* known = nullptr) {
    const QByteArray before = valuesText(from.userValues);
    const QByteArray after = valuesText(to.userValues);
    return compareTexts({{}, u"Values"_s, to.nameSpace, to.name}, {before, &from.userValues, false, known},
        {after, &to.userValues, false, known}, masking);
}

std::optional<ObjectDiff> compareNotes(
    const ReleaseRecord& from, const ReleaseRecord& to, Masking masking, const KnownSecrets* known = nullptr) {
    const bool isMasking = masking == Masking::On && known;
    const QByteArray before = (isMasking ? maskedNotes(from.notes, *known) : from.notes).toUtf8();
    const QByteArray after = (isMasking ? maskedNotes(to.notes, *known) : to.notes).toUtf8();
    return compareTexts({{}, u"Notes"_s, to.nameSpace, to.name}, {before}, {after}, masking);
}

DiffSection sectionOf(const ObjectDiff& diff) {
    if (diff.labelsOnly) {
        return DiffSection::LabelsOnly;
    }
    switch (diff.change) {
    case ObjectChange::Replaced:
        return DiffSection::Replaced;
    case ObjectChange::Added:
        return DiffSection::Added;
    case ObjectChange::Removed:
        return DiffSection::Removed;
    case ObjectChange::Same:
    case ObjectChange::Changed:
        break;
    }
    return DiffSection::Changed;
}

/// Only the objects named like @p key: a replaced one has another group or namespace on the other side.
Manifest only(const QByteArray& text, const ReleaseRecord& record, const ManifestKey& key) {
    Manifest manifest = parseManifest(text, record.nameSpace);
    std::erase_if(
        manifest.objects, [&key](const ManifestObject& o) { return o.key.kind != key.kind || o.key.name != key.name; });
    return manifest;
}

} // namespace

ReleaseDiffPtr compareRecords(
    const ReleaseRecord& from, const ReleaseRecord& to, CompareOptions options, const std::atomic_bool* cancelled) {
    const DiffOptions wanted = diffOptions(to, options);
    auto result = std::make_shared<ReleaseDiff>();
    result->manifest = diffManifests(
        parseManifest(from.manifest, from.nameSpace), parseManifest(to.manifest, to.nameSpace), wanted, cancelled);
    result->hooks = diffManifests(
        parseManifest(hooksText(from), from.nameSpace), parseManifest(hooksText(to), to.nameSpace), wanted, cancelled);
    KnownSecrets own;
    if (!options.known) {
        addSecretsOf(from, own);
        addSecretsOf(to, own);
        options.known = &own;
    }
    result->values = compareValues(from, to, options.masking, options.known);
    result->notes = compareNotes(from, to, options.masking, options.known);
    result->fromName = u"%1 %2"_s.arg(from.name).arg(number(from.revision));
    result->toName = u"%1 %2"_s.arg(to.name).arg(number(to.revision));
    return result;
}

std::shared_ptr<const ObjectDiff> compareRevealed(const ReleaseRecord& from, const ReleaseRecord& to,
    DiffSection section, const ManifestKey& key, CompareOptions options) {
    options.masking = Masking::Off;
    const auto shared = [](std::optional<ObjectDiff> diff) {
        return diff ? std::make_shared<const ObjectDiff>(std::move(*diff)) : std::shared_ptr<const ObjectDiff>();
    };
    if (section == DiffSection::Values) {
        return shared(compareValues(from, to, Masking::Off));
    }
    if (section == DiffSection::Notes) {
        return shared(compareNotes(from, to, Masking::Off));
    }
    const bool isHook = section == DiffSection::Hooks;
    const Manifest before = only(isHook ? hooksText(from) : from.manifest, from, key);
    const Manifest after = only(isHook ? hooksText(to) : to.manifest, to, key);
    ManifestDiff diff = diffManifests(before, after, diffOptions(to, options));
    const auto found = std::ranges::find(diff.objects, key, &ObjectDiff::key);
    return found == diff.objects.end() ? nullptr : std::make_shared<const ObjectDiff>(std::move(*found));
}

std::vector<DiffEntry> entriesOf(const ReleaseDiffPtr& diff) {
    std::vector<DiffEntry> entries;
    for (const ReleaseDiff::Part& part : diff->parts) {
        for (DiffEntry& entry : entriesOf(part.diff)) {
            entry.release = part.name;
            entries.push_back(std::move(entry));
        }
    }
    if (!diff->parts.empty()) {
        return entries;
    }
    const auto add = [&](DiffSection section, const ObjectDiff& object) {
        entries.push_back({section, std::shared_ptr<const ObjectDiff>(diff, &object), {}});
    };
    for (const ObjectDiff& object : diff->manifest.objects) {
        add(sectionOf(object), object);
    }
    if (diff->values) {
        add(DiffSection::Values, *diff->values);
    }
    for (const ObjectDiff& object : diff->hooks.objects) {
        add(object.labelsOnly ? DiffSection::LabelsOnly : DiffSection::Hooks, object);
    }
    if (diff->notes) {
        add(DiffSection::Notes, *diff->notes);
    }
    std::ranges::stable_sort(entries, {}, &DiffEntry::section);
    return entries;
}

bool hidesValues(const ObjectDiff& diff) {
    static const QByteArray kMaskBytes = kMask.toUtf8();
    return diff.fromText.contains(kMaskBytes) || diff.toText.contains(kMaskBytes);
}

ManifestDiff joined(const ReleaseDiff& diff, LabelChanges labels) {
    ManifestDiff all = diff.manifest;
    all.objects.insert(all.objects.end(), diff.hooks.objects.begin(), diff.hooks.objects.end());
    for (const std::optional<ObjectDiff>* part : {&diff.values, &diff.notes}) {
        if (*part) {
            all.objects.push_back(**part);
        }
    }
    all.labelsOnlyCount += diff.hooks.labelsOnlyCount;
    if (labels == LabelChanges::Folded) {
        std::erase_if(all.objects, [](const ObjectDiff& object) { return object.labelsOnly; });
    }
    return all;
}

} // namespace pilothouse::ui
