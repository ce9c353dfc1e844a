// SPDX-License-Identifier: Apache-2.0
#include "core/change/change_objects.h"

#include "core/diff/manifest_matcher.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView kPolicy = u"helm.sh/resource-policy";

QByteArrayView textOf(const Manifest& manifest, const ManifestObject& object) {
    return QByteArrayView(manifest.text).sliced(object.begin, object.end - object.begin);
}

YamlValue treeOf(const Manifest& manifest, const ManifestObject& object) {
    // Later keys win, as in sigs.k8s.io/yaml, which helm reads with.
    auto loaded = loadYaml(textOf(manifest, object).toByteArray(), object.key.name, {}, DuplicateKeys::KeepLast);
    return loaded && loaded->isMap() ? std::move(*loaded) : YamlValue();
}

ChangeObject objectOf(const ManifestObject& object) {
    return {.key = object.key, .apiVersion = object.apiVersion, .source = object.source, .wanted = {}, .base = {}};
}

bool saysKeep(const YamlValue& object) {
    return object.at({u"metadata", u"annotations", kPolicy}).text().trimmed().compare("keep"_L1, Qt::CaseInsensitive)
        == 0;
}

void put(YamlValue::Map& map, const QString& key, YamlValue value) {
    const auto found = std::ranges::find_if(map, [&key](const auto& entry) { return entry.first == key; });
    if (found == map.end()) {
        map.emplace_back(key, std::move(value));
    } else {
        found->second = std::move(value);
    }
}

} // namespace

std::vector<ChangeObject> changeObjects(const Rendering& rendering) {
    const QString& nameSpace = rendering.request.release.nameSpace;
    const Manifest from = parseManifest(rendering.base ? rendering.base->manifest : QByteArray(), nameSpace);
    const Manifest to = parseManifest(rendering.manifest, nameSpace);
    std::vector<ChangeObject> objects;
    const auto add = [&](const ManifestObject* old, const ManifestObject* next) {
        ChangeObject object = objectOf(next ? *next : *old);
        object.base = old ? treeOf(from, *old) : YamlValue();
        object.wanted = next ? treeOf(to, *next) : YamlValue();
        object.differs = !old || !next || textOf(from, *old).trimmed() != textOf(to, *next).trimmed();
        object.isReadable = (next ? next->isReadable : old->isReadable) && !(next && object.wanted.isNull());
        objects.push_back(std::move(object));
    };
    std::vector<const ManifestObject*> replaced;
    for (const ObjectPair& pair : matchObjects(from, to)) {
        if (pair.isReplacement) {
            replaced.push_back(pair.from);
            add(nullptr, pair.to);
        } else {
            add(pair.from, pair.to);
        }
    }
    for (const ManifestObject* old : replaced) {
        add(old, nullptr);
    }
    return objects;
}

bool isKept(const ChangeObject& object, const YamlValue& live, ChangeKind kind) {
    return object.wanted.isNull() && saysKeep(kind == ChangeKind::Uninstall ? object.base : live);
}

YamlValue asHelmSends(const ChangeObject& object, const ReleaseKey& release, ResourceScope scope) {
    YamlValue::Map metadata = object.wanted[u"metadata"].entries();
    YamlValue::Map labels = object.wanted.at({u"metadata", u"labels"}).entries();
    YamlValue::Map annotations = object.wanted.at({u"metadata", u"annotations"}).entries();
    put(labels, u"app.kubernetes.io/managed-by"_s, YamlValue::string(u"Helm"_s));
    put(annotations, u"meta.helm.sh/release-name"_s, YamlValue::string(release.name));
    put(annotations, u"meta.helm.sh/release-namespace"_s, YamlValue::string(release.nameSpace));
    put(metadata, u"labels"_s, YamlValue(std::move(labels)));
    put(metadata, u"annotations"_s, YamlValue(std::move(annotations)));
    if (scope == ResourceScope::Namespaced) {
        put(metadata, u"namespace"_s, YamlValue::string(object.key.nameSpace));
    }
    YamlValue::Map whole = object.wanted.entries();
    put(whole, u"metadata"_s, YamlValue(std::move(metadata)));
    return YamlValue(std::move(whole));
}

bool isOwnedBy(const YamlValue& live, const ReleaseKey& release) {
    const YamlValue& metadata = live[u"metadata"];
    const YamlValue& annotations = metadata[u"annotations"];
    return metadata.at({u"labels", u"app.kubernetes.io/managed-by"}).text() == "Helm"_L1
        && annotations[u"meta.helm.sh/release-name"].text() == release.name
        && annotations[u"meta.helm.sh/release-namespace"].text() == release.nameSpace;
}

QString objectLabel(const ManifestKey& key) {
    const QString name = key.nameSpace.isEmpty() ? key.name : QString(key.nameSpace + u'/' + key.name);
    return key.kind + u' ' + name;
}

} // namespace pilothouse
