// SPDX-License-Identifier: Apache-2.0
#include "core/diff/manifest_diff.h"
#include "core/diff/bounded_emit.h"
#include "core/diff/object_header.h"
#include "core/yaml/document_splitter.h"
#include "core/yaml/yaml_loader.h"

#include <QSet>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMaxListDepth = 4; ///< Lists of Lists are refused by no one, but helped by no one either
constexpr qsizetype kMaxText = 128 * 1024 * 1024;

class ManifestParser {
public:
    ManifestParser(QByteArray text, QString releaseNamespace)
        : m_releaseNamespace(std::move(releaseNamespace)) {
        m_manifest.text = std::move(text);
        m_manifest.originalSize = m_manifest.text.size();
    }
    Manifest parse();

private:
    void takeDocument(const DocumentSpan& span, int number);
    void takeHeader(const ObjectHeader& header, const QString& source, qsizetype begin, qsizetype end);
    void takeUnreadable(const QString& source, const DocumentSpan& span, int number);
    bool takeList(const YamlValue& document, const QString& source, int depth);
    void takeItem(YamlValue item, const YamlValue& list, const QString& source, int depth);
    void findDuplicates();

    Manifest m_manifest;
    QString m_releaseNamespace;
    QSet<QString> m_unreadableNames;
};

/// `Deployment shop/web`
QString label(const ManifestKey& key) {
    return key.nameSpace.isEmpty() ? QString(key.kind + u' ' + key.name)
                                   : QString(key.kind + u' ' + key.nameSpace + u'/' + key.name);
}

Manifest ManifestParser::parse() {
    // The spans are into the text before list items are appended to it.
    const std::vector<DocumentSpan> spans = splitDocuments(m_manifest.text);
    int number = 0;
    for (const DocumentSpan& span : spans) {
        takeDocument(span, ++number);
    }
    findDuplicates();
    return std::move(m_manifest);
}

void ManifestParser::takeDocument(const DocumentSpan& span, int number) {
    const QByteArrayView document = QByteArrayView(m_manifest.text).sliced(span.begin, span.end - span.begin);
    const QString source = scanSource(document);
    const std::optional<ObjectHeader> scanned = scanHeader(document);
    if (scanned && !scanned->kind.endsWith(u"List")) {
        takeHeader(*scanned, source, span.begin, span.end);
        return;
    }
    const Result<YamlValue> loaded = loadYaml(document.toByteArray(), source, {}, DuplicateKeys::KeepLast);
    if (!loaded) {
        takeUnreadable(source, span, number);
        return;
    }
    if (takeList(*loaded, source, 0)) {
        return;
    }
    const ObjectHeader header = readHeader(*loaded);
    if (header.kind.isEmpty() || header.name.isEmpty()) {
        takeUnreadable(source, span, number);
    } else {
        takeHeader(header, source, span.begin, span.end);
    }
}

void ManifestParser::takeHeader(const ObjectHeader& header, const QString& source, qsizetype begin, qsizetype end) {
    const QString group = groupOf(header.apiVersion);
    const QString nameSpace = isClusterScoped(group, header.kind) ? QString()
        : header.nameSpace.isEmpty()                              ? m_releaseNamespace
                                                                  : header.nameSpace;
    m_manifest.objects.push_back(
        {{group, header.kind, nameSpace, header.name}, header.apiVersion, source, begin, end, true});
}

void ManifestParser::takeUnreadable(const QString& source, const DocumentSpan& span, int number) {
    // Named by where it comes from, so that the same document of another revision is found.
    QString name = source.isEmpty() ? u"document %1"_s.arg(number) : source;
    for (int copy = 2; m_unreadableNames.contains(name); ++copy) {
        name = u"%1 (%2)"_s.arg(source.isEmpty() ? u"document %1"_s.arg(number) : source).arg(copy);
    }
    m_unreadableNames.insert(name);
    m_manifest.objects.push_back({{{}, {}, {}, name}, {}, source, span.begin, span.end, false});
}

bool ManifestParser::takeList(const YamlValue& document, const QString& source, int depth) {
    // A custom kind may be called AllowList: an API list has items and no name.
    const bool isList = document[u"kind"].text().endsWith(u"List") && document[u"items"].isSequence()
        && document.at({u"metadata", u"name"}).isNull() && depth < kMaxListDepth;
    if (!isList) {
        return false;
    }
    for (const YamlValue& item : document[u"items"].items()) {
        takeItem(item, document, source, depth + 1);
    }
    return true;
}

/// An item becomes a document of its own behind the manifest's text, so that it is shown and compared like any other.
void ManifestParser::takeItem(YamlValue item, const YamlValue& list, const QString& source, int depth) {
    if (takeList(item, source, depth)) {
        return;
    }
    if (item.isMap() && item[u"kind"].isNull() && list[u"kind"].text() != u"List"_s) {
        YamlValue::Map entries = item.entries(); // items of a RoleList need not repeat what they are
        std::erase_if(
            entries, [](const auto& entry) { return entry.first == u"kind"_s || entry.first == u"apiVersion"_s; });
        QString kind = list[u"kind"].text();
        kind.chop(4);
        entries.insert(entries.begin(), {{u"apiVersion"_s, list[u"apiVersion"]}, {u"kind"_s, YamlValue::string(kind)}});
        item = YamlValue(std::move(entries));
    }
    const std::optional<QByteArray> text = emitBounded(item);
    m_manifest.text += m_manifest.text.endsWith('\n') ? "---\n" : "\n---\n";
    const qsizetype begin = m_manifest.text.size();
    if (!source.isEmpty()) {
        m_manifest.text += "# Source: " + source.toUtf8() + '\n';
    }
    m_manifest.text += text.value_or(QByteArrayLiteral("{}\n"));
    const DocumentSpan span{begin, m_manifest.text.size(), 0};
    const ObjectHeader header = readHeader(item);
    if (!text || m_manifest.text.size() > kMaxText || header.kind.isEmpty() || header.name.isEmpty()) {
        takeUnreadable(source, span, static_cast<int>(m_manifest.objects.size()) + 1);
    } else {
        takeHeader(header, source, span.begin, span.end);
    }
}

void ManifestParser::findDuplicates() {
    QSet<ManifestKey> seen;
    for (const ManifestObject& object : m_manifest.objects) {
        if (seen.contains(object.key)) {
            m_manifest.duplicates += label(object.key);
        }
        seen.insert(object.key);
    }
    m_manifest.duplicates.removeDuplicates();
}

} // namespace

Manifest parseManifest(QByteArray text, QString releaseNamespace) {
    return ManifestParser(std::move(text), std::move(releaseNamespace)).parse();
}

} // namespace pilothouse
