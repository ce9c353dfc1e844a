// SPDX-License-Identifier: Apache-2.0
#include "core/diff/manifest_diff.h"

#include "core/diff/field_changes.h"
#include "core/diff/headline.h"
#include "core/diff/manifest_matcher.h"
#include "core/diff/masking.h"
#include "core/diff/noise_rules.h"
#include "core/diff/normaliser.h"
#include "core/diff/risk_rules.h"
#include "core/yaml/yaml_loader.h"

#include <algorithm>
#include <optional>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const YamlValue kAbsent;

/// One side of a pair as far as it had to be read.
struct Side {
    const ManifestObject* object = nullptr;
    QByteArrayView text;
    std::optional<YamlValue> tree;
    [[nodiscard]] const YamlValue& value() const { return tree ? *tree : kAbsent; }
    [[nodiscard]] bool isSecret() const {
        return value()[u"kind"].text() == u"Secret"_s || (object && object->key.kind == u"Secret"_s);
    }
};

QString label(const ManifestKey& key) {
    const QString name = key.nameSpace.isEmpty() ? key.name : QString(key.nameSpace + u'/' + key.name);
    return key.kind.isEmpty() ? name : QString(key.kind + u' ' + name);
}

class ManifestDiffer {
public:
    ManifestDiffer(const Manifest& from, const Manifest& to, const DiffOptions& options)
        : m_from(from)
        , m_to(to)
        , m_options(options)
        , m_headline(options.releaseName) { }
    ManifestDiff run(const std::atomic_bool* cancelled);

private:
    [[nodiscard]] Side sideOf(const Manifest& manifest, const ManifestObject* object) const;
    void load(Side& side);
    void comparePair(const ObjectPair& pair);
    bool judgeFields(ObjectDiff& diff, const Side& from, const Side& to) const;
    void judgeLoneObject(ObjectDiff& diff, const Side& from, const Side& to) const;
    void showLines(ObjectDiff& diff, const Side& from, const Side& to) const;
    void tellDuplicates();
    void sortObjects();

    const Manifest& m_from;
    const Manifest& m_to;
    const DiffOptions& m_options;
    HeadlineBuilder m_headline;
    ManifestDiff m_result;
};

Side ManifestDiffer::sideOf(const Manifest& manifest, const ManifestObject* object) const {
    if (!object) {
        return {};
    }
    return {object, QByteArrayView(manifest.text).sliced(object->begin, object->end - object->begin), std::nullopt};
}

void ManifestDiffer::load(Side& side) {
    if (!side.object) {
        return;
    }
    // Only where: the parser's words may quote the text, and this may be a Secret.
    auto loaded = loadYaml(side.text.toByteArray(), label(side.object->key), {}, DuplicateKeys::KeepLast);
    if (loaded && loaded->isMap()) {
        side.tree = std::move(*loaded);
    } else {
        m_result.problems
            += u"can't be read, compared as text: %1"_s.arg(loaded ? label(side.object->key) : loaded.error().subject);
    }
}

/// Fills changed and noise paths and risks. False where the two are the same to the server.
bool ManifestDiffer::judgeFields(ObjectDiff& diff, const Side& from, const Side& to) const {
    const FieldContext context{diff.key.group, diff.key.kind, m_options.normalise ? Normalising::On : Normalising::Off};
    const bool foldsSecret = m_options.normalise && from.isSecret() && to.isSecret();
    auto changes = foldsSecret ? compareFields(foldSecret(from.value()), foldSecret(to.value()), context)
                               : compareFields(from.value(), to.value(), context);
    if (m_options.foldNoise) {
        for (const FieldChange& change : changes) {
            if (isNoise(change, context)) {
                diff.noisePaths += change.path;
            }
        }
        std::erase_if(changes, [&context](const FieldChange& change) { return isNoise(change, context); });
    }
    for (const FieldChange& change : changes) {
        diff.changedPaths += change.path;
    }
    diff.risks = findRisks({diff.key, diff.change, changes, from.value(), to.value()});
    if (changes.empty() && diff.noisePaths.isEmpty() && !diff.risks.empty()) {
        return true;
    }
    diff.labelsOnly = changes.empty() && !diff.noisePaths.isEmpty() && diff.change == ObjectChange::Changed;
    if (diff.labelsOnly) {
        diff.risks.clear(); // a label on a CustomResourceDefinition is still a label
    }
    const bool differsAsWritten = !m_options.normalise;
    return !changes.empty() || !diff.noisePaths.isEmpty() || diff.change == ObjectChange::Replaced || differsAsWritten;
}

void ManifestDiffer::judgeLoneObject(ObjectDiff& diff, const Side& from, const Side& to) const {
    diff.risks = findRisks({diff.key, diff.change, {}, from.value(), to.value()});
}

void ManifestDiffer::showLines(ObjectDiff& diff, const Side& from, const Side& to) const {
    if (m_options.maskSecrets) {
        const auto side = [](const Side& s) { return MaskSide{s.text, s.tree ? &*s.tree : nullptr, s.isSecret()}; };
        MaskedPair masked = maskPair(side(from), side(to));
        diff.fromText = std::move(masked.from);
        diff.toText = std::move(masked.to);
    } else {
        diff.fromText = from.text.toByteArray();
        diff.toText = to.text.toByteArray();
    }
    diff.lines = diffLines(diff.fromText, diff.toText, m_options.contextLines);
    diff.addedLines = diff.lines.added;
    diff.removedLines = diff.lines.removed;
    if (from.isSecret() || to.isSecret()) {
        diff.secretKeys = compareSecretKeys(from.value(), to.value());
    }
}

void ManifestDiffer::comparePair(const ObjectPair& pair) {
    Side from = sideOf(m_from, pair.from);
    Side to = sideOf(m_to, pair.to);
    if (pair.from && pair.to && !pair.isReplacement && from.text.trimmed() == to.text.trimmed()) {
        ++m_result.unchanged;
        return;
    }
    ObjectDiff diff;
    diff.key = pair.to ? pair.to->key : pair.from->key;
    diff.apiVersionFrom = pair.from ? pair.from->apiVersion : QString();
    diff.apiVersionTo = pair.to ? pair.to->apiVersion : QString();
    diff.change = pair.isReplacement ? ObjectChange::Replaced
        : !pair.from                 ? ObjectChange::Added
        : !pair.to                   ? ObjectChange::Removed
                                     : ObjectChange::Changed;
    load(from);
    load(to);
    if (!pair.from || !pair.to) {
        judgeLoneObject(diff, from, to);
    } else if (from.tree && to.tree) {
        if (!judgeFields(diff, from, to)) {
            ++m_result.unchanged;
            return;
        }
        m_headline.add(diff, pair.to->source, from.value(), to.value());
    } else {
        judgeLoneObject(diff, from, to); // as text: only what kind it is says something
    }
    showLines(diff, from, to);
    m_result.labelsOnlyCount += diff.labelsOnly ? 1 : 0;
    m_result.objects.push_back(std::move(diff));
}

void ManifestDiffer::tellDuplicates() {
    const auto tell = [this](const QStringList& duplicates, QLatin1StringView side) {
        for (const QString& duplicate : duplicates) {
            m_result.problems += u"twice in the %1 manifest, the later one counts: %2"_s.arg(side, duplicate);
        }
    };
    tell(m_from.duplicates, "old"_L1);
    tell(m_to.duplicates, "new"_L1);
}

void ManifestDiffer::sortObjects() {
    const auto rank = [](const ObjectDiff& diff) {
        if (diff.labelsOnly) {
            return 4;
        }
        switch (diff.change) {
        case ObjectChange::Replaced:
            return 1;
        case ObjectChange::Added:
            return 2;
        case ObjectChange::Removed:
            return 3;
        case ObjectChange::Same:
        case ObjectChange::Changed:
            break;
        }
        return 0;
    };
    std::ranges::stable_sort(m_result.objects, {}, rank);
}

ManifestDiff ManifestDiffer::run(const std::atomic_bool* cancelled) {
    tellDuplicates();
    for (const ObjectPair& pair : matchObjects(m_from, m_to)) {
        if (cancelled && cancelled->load(std::memory_order_relaxed)) {
            break;
        }
        comparePair(pair);
    }
    sortObjects();
    m_result.headline = m_headline.take();
    return std::move(m_result);
}

} // namespace

ManifestDiff diffManifests(
    const Manifest& from, const Manifest& to, const DiffOptions& options, const std::atomic_bool* cancelled) {
    return ManifestDiffer(from, to, options).run(cancelled);
}

} // namespace pilothouse
