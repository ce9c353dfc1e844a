// SPDX-License-Identifier: Apache-2.0
#include "core/change/object_text.h"

#include "core/base/redaction.h"
#include "core/yaml/document_splitter.h"

#include <algorithm>
#include <array>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t kMaxObjects = 200; ///< in one text
constexpr auto kLastApplied = "kubectl.kubernetes.io/last-applied-configuration"_L1;

bool isServers(const QString& key) {
    static constexpr std::array kFields = {"managedFields"_L1, "generation"_L1, "creationTimestamp"_L1,
        "resourceVersion"_L1, "uid"_L1, "selfLink"_L1, "deletionTimestamp"_L1, "deletionGracePeriodSeconds"_L1};
    return std::ranges::contains(kFields, key);
}

template <typename Drops> YamlValue filtered(const YamlValue& map, Drops drops) {
    YamlValue::Map kept;
    for (const auto& [key, value] : map.entries()) {
        if (!drops(key)) {
            kept.emplace_back(key, value);
        }
    }
    return YamlValue(std::move(kept));
}

YamlValue editableMetadata(const YamlValue& metadata) {
    YamlValue::Map kept;
    for (const auto& [key, value] : metadata.entries()) {
        if (isServers(key)) {
            continue;
        }
        if (key != "annotations"_L1) {
            kept.emplace_back(key, value);
            continue;
        }
        YamlValue annotations = filtered(value, [](const QString& name) { return name == kLastApplied; });
        if (!annotations.entries().empty()) {
            kept.emplace_back(key, std::move(annotations));
        }
    }
    return YamlValue(std::move(kept));
}

std::unexpected<Error> bad(const QString& subject, const QString& why, const QString& reason) {
    return fail(ErrorCode::Invalid, subject, why, reason);
}

using Written = std::vector<WrittenObject>;

/// Takes one document, or the items of a List.
class ObjectReader final {
public:
    ObjectReader(QString nameSpace, const ApiCatalog& catalog)
        : m_nameSpace(std::move(nameSpace))
        , m_catalog(catalog) { }

    Result<void> take(const YamlValue& document, const QString& place) {
        const QString kind = document[u"kind"].text();
        const QString apiVersion = document[u"apiVersion"].text();
        if (!document.isMap() || kind.isEmpty() || apiVersion.isEmpty()) {
            return bad(place, u"a document without apiVersion and kind is no object"_s, u"NoKind"_s);
        }
        const bool isList = kind.endsWith(u"List") && document[u"items"].isSequence() && !document.contains(u"spec");
        if (!isList) {
            return add(document, GroupVersionKind::fromApiVersion(apiVersion, kind), place);
        }
        for (const YamlValue& item : document[u"items"].items()) {
            if (auto taken = take(item, place); !taken) {
                return taken;
            }
        }
        return {};
    }
    [[nodiscard]] Written result() && { return std::move(m_objects); }

private:
    Result<void> add(const YamlValue& object, GroupVersionKind kind, const QString& place) {
        const QString name = object.at({u"metadata", u"name"}).text();
        if (name.isEmpty()) {
            return bad(place, u"%1 has no metadata.name"_s.arg(kind.kind), u"NoName"_s);
        }
        if (m_objects.size() >= kMaxObjects) {
            return bad(place, u"more than %1 objects in one text"_s.arg(kMaxObjects), u"TooMany"_s);
        }
        WrittenObject written{
            .ref = {.kind = std::move(kind), .nameSpace = {}, .name = name}, .resource = {}, .object = object};
        const ApiResource* resource = m_catalog.find(written.ref.kind);
        if (resource) {
            written.resource = *resource;
            written.resource.kind.version = written.ref.kind.version; // the server may serve several
        }
        const bool isNamespaced = !resource || resource->scope == ResourceScope::Namespaced;
        if (isNamespaced) {
            const QString own = object.at({u"metadata", u"namespace"}).text();
            written.ref.nameSpace = own.isEmpty() ? m_nameSpace : own;
            if (written.ref.nameSpace.isEmpty()) {
                return bad(place, u"%1 %2 names no namespace"_s.arg(written.ref.kind.kind, name), u"NoNamespace"_s);
            }
            const std::array path = {u"metadata"_s, u"namespace"_s};
            written.object = withValue(object, path, YamlValue::string(written.ref.nameSpace));
        }
        m_objects.push_back(std::move(written));
        return {};
    }

    QString m_nameSpace;
    const ApiCatalog& m_catalog;
    Written m_objects;
};

/// Walks the edited tree beside the masked and the real one.
class MaskFiller final {
public:
    Result<YamlValue> fill(
        const YamlValue& text, const YamlValue& masked, const YamlValue& original, const QString& path) {
        if (text.isMap()) {
            return fillMap(text, masked, original, path);
        }
        if (text.isSequence()) {
            return fillList(text, masked, original, path);
        }
        if (!text.text().contains(kMask)) {
            return text;
        }
        if (!masked.isScalar() || masked.text() != text.text() || original.isNull()) {
            return bad(path, u"a hidden value can be kept or written anew, not moved"_s, u"MaskedValue"_s);
        }
        return original;
    }

private:
    Result<YamlValue> fillMap(
        const YamlValue& text, const YamlValue& masked, const YamlValue& original, const QString& path) {
        YamlValue::Map filled;
        for (const auto& [key, value] : text.entries()) {
            auto inner = fill(value, masked[key], original[key], path.isEmpty() ? key : path + u'.' + key);
            if (!inner) {
                return inner;
            }
            filled.emplace_back(key, std::move(*inner));
        }
        return YamlValue(std::move(filled));
    }
    Result<YamlValue> fillList(
        const YamlValue& text, const YamlValue& masked, const YamlValue& original, const QString& path) {
        YamlValue::Sequence filled;
        for (size_t i = 0; i < text.items().size(); ++i) {
            const size_t at = counterpart(text, original, i);
            auto inner = fill(text.items()[i], itemAt(masked, at), itemAt(original, at), u"%1[%2]"_s.arg(path).arg(i));
            if (!inner) {
                return inner;
            }
            filled.push_back(std::move(*inner));
        }
        return YamlValue(std::move(filled));
    }
    /// By name where items have one; by place only while none came or went.
    static size_t counterpart(const YamlValue& text, const YamlValue& original, size_t i) {
        const QString name = text.items()[i][u"name"].text();
        const auto& items = original.items();
        if (!name.isEmpty()) {
            const auto found
                = std::ranges::find_if(items, [&name](const YamlValue& item) { return item[u"name"].text() == name; });
            return static_cast<size_t>(std::distance(items.begin(), found));
        }
        return text.items().size() == items.size() ? i : items.size();
    }
    static const YamlValue& itemAt(const YamlValue& list, size_t i) {
        static const YamlValue kNone;
        return i < list.items().size() ? list.items()[i] : kNone;
    }
};

} // namespace

Result<Written> readObjects(const QByteArray& text, const QString& nameSpace, const ApiCatalog& catalog) {
    ObjectReader reader(nameSpace, catalog);
    for (const DocumentSpan& span : splitDocuments(text)) {
        // Lines above it are kept empty, so that an error names the line of the whole text.
        const QByteArray document = QByteArray(span.firstLine, '\n') + text.sliced(span.begin, span.end - span.begin);
        const auto tree = loadYaml(document, u"text"_s);
        if (!tree) {
            return std::unexpected(tree.error());
        }
        if (const auto taken = reader.take(*tree, u"text:%1"_s.arg(span.firstLine + 1)); !taken) {
            return std::unexpected(taken.error());
        }
    }
    Written objects = std::move(reader).result();
    return objects.empty() ? Result<Written>(bad(u"text"_s, u"there is no object in it"_s, u"NoKind"_s))
                           : Result<Written>(std::move(objects));
}

YamlValue editable(const YamlValue& object) {
    YamlValue::Map kept;
    for (const auto& [key, value] : object.entries()) {
        if (key == "metadata"_L1) {
            kept.emplace_back(key, editableMetadata(value));
        } else if (key != "status"_L1) {
            kept.emplace_back(key, value);
        }
    }
    return YamlValue(std::move(kept));
}

QByteArray editableText(const YamlValue& object) {
    return maskManifest(toYaml(editable(object)));
}

bool hasMask(const YamlValue& value) {
    const auto inEntry = [](const auto& entry) { return hasMask(entry.second); };
    return value.text().contains(kMask) || std::ranges::any_of(value.entries(), inEntry)
        || std::ranges::any_of(value.items(), hasMask);
}

Result<YamlValue> withoutMasks(const YamlValue& text, const YamlValue& original) {
    const YamlValue clean = editable(original);
    const auto masked = loadYaml(maskManifest(toYaml(clean)), u"text"_s);
    if (!masked) {
        return std::unexpected(masked.error());
    }
    return MaskFiller().fill(text, *masked, clean, {});
}

YamlValue forReplace(const YamlValue& edited, const YamlValue& live) {
    YamlValue sent = edited;
    if (live.contains(u"status") && !sent.contains(u"status")) { // kinds without a status of its own door
        sent = withValue(sent, std::array{u"status"_s}, live[u"status"]);
    }
    const YamlValue& applied = live.at({u"metadata", u"annotations"})[kLastApplied.toString()];
    if (!applied.isNull()) {
        sent = withValue(sent, std::array{u"metadata"_s, u"annotations"_s, QString(kLastApplied)}, applied);
    }
    for (const QString& field : {u"resourceVersion"_s, u"uid"_s, u"creationTimestamp"_s}) {
        sent = withValue(sent, std::array{u"metadata"_s, field}, live.at({u"metadata", field}));
    }
    return sent;
}

YamlValue withValue(const YamlValue& map, std::span<const QString> path, YamlValue value) {
    if (path.empty()) {
        return value;
    }
    YamlValue::Map entries = map.entries();
    const auto found = std::ranges::find_if(entries, [&](const auto& entry) { return entry.first == path.front(); });
    if (found == entries.end()) {
        entries.emplace_back(path.front(), withValue({}, path.subspan(1), std::move(value)));
    } else {
        found->second = withValue(found->second, path.subspan(1), std::move(value));
    }
    return YamlValue(std::move(entries));
}

} // namespace pilothouse
