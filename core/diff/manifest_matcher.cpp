// SPDX-License-Identifier: Apache-2.0
#include "core/diff/manifest_matcher.h"

#include <QHash>

namespace pilothouse {

namespace {

using ByKey = QHash<ManifestKey, const ManifestObject*>;

ByKey lastOfEach(const Manifest& manifest) {
    ByKey objects;
    objects.reserve(static_cast<qsizetype>(manifest.objects.size()));
    for (const ManifestObject& object : manifest.objects) {
        objects.insert(object.key, &object);
    }
    return objects;
}

/// Indexes of unpaired objects by kind and name; -1: there is more than one.
QHash<QString, qsizetype> leftOver(const std::vector<ObjectPair>& pairs, const ManifestObject* ObjectPair::* side,
    const ManifestObject* ObjectPair::* otherSide) {
    QHash<QString, qsizetype> left;
    for (size_t i = 0; i < pairs.size(); ++i) {
        const ManifestObject* object = pairs[i].*side;
        if (!object || pairs[i].*otherSide || !object->isReadable) {
            continue;
        }
        const QString name = object->key.kind + u'/' + object->key.name;
        left[name] = left.contains(name) ? -1 : static_cast<qsizetype>(i);
    }
    return left;
}

void pairReplacements(std::vector<ObjectPair>& pairs) {
    const auto removed = leftOver(pairs, &ObjectPair::from, &ObjectPair::to);
    const auto added = leftOver(pairs, &ObjectPair::to, &ObjectPair::from);
    for (auto it = removed.cbegin(); it != removed.cend(); ++it) {
        const qsizetype other = added.value(it.key(), -1);
        if (it.value() < 0 || other < 0) {
            continue;
        }
        ObjectPair& gone = pairs[static_cast<size_t>(it.value())];
        ObjectPair& made = pairs[static_cast<size_t>(other)];
        made.from = gone.from;
        made.isReplacement = true;
        gone.from = nullptr;
    }
    std::erase_if(pairs, [](const ObjectPair& pair) { return !pair.from && !pair.to; });
}

} // namespace

std::vector<ObjectPair> matchObjects(const Manifest& from, const Manifest& to) {
    ByKey before = lastOfEach(from);
    const ByKey after = lastOfEach(to);
    std::vector<ObjectPair> pairs;
    pairs.reserve(static_cast<size_t>(after.size()));
    for (const ManifestObject& object : to.objects) {
        if (after.value(object.key) == &object) {
            pairs.push_back({before.take(object.key), &object, false});
        }
    }
    for (const ManifestObject& object : from.objects) {
        if (before.value(object.key) == &object) {
            pairs.push_back({&object, nullptr, false});
        }
    }
    pairReplacements(pairs);
    return pairs;
}

} // namespace pilothouse
