// SPDX-License-Identifier: Apache-2.0
#include "core/diff/object_header.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QByteArrayView withoutComment(QByteArrayView value) {
    if (value.startsWith('#')) {
        return {};
    }
    for (qsizetype at = value.indexOf('#'); at > 0; at = value.indexOf('#', at + 1)) {
        if (value[at - 1] == ' ' || value[at - 1] == '\t') {
            return value.first(at).trimmed();
        }
    }
    return value;
}

/// A plain or quoted scalar on one line; nullopt where only a parser may say.
std::optional<QString> oneLineScalar(QByteArrayView value) {
    if (value.startsWith('"') || value.startsWith('\'')) {
        const qsizetype close = value.indexOf(value.front(), 1);
        const QByteArrayView inner = value.sliced(1, std::max<qsizetype>(0, close - 1));
        const bool isPlain
            = close > 0 && !inner.contains('\\') && withoutComment(value.sliced(close + 1).trimmed()).isEmpty();
        return isPlain ? std::optional(QString::fromUtf8(inner)) : std::nullopt;
    }
    const QByteArrayView plain = withoutComment(value);
    static constexpr QByteArrayView kIndicators("|>&*!%@`{}[],?\"'");
    if (plain.isEmpty() || kIndicators.contains(plain.front()) || plain.contains(": ") || plain.contains('\t')
        || plain.endsWith(':')) {
        return std::nullopt;
    }
    return QString::fromUtf8(plain);
}

/// A line by line reader that gives up at the first thing it can't be sure of.
class HeaderScanner {
public:
    std::optional<ObjectHeader> scan(QByteArrayView text);

private:
    bool takeLine(QByteArrayView line);
    bool takeTopLevel(QByteArrayView line);
    bool takeMetadata(QByteArrayView line, qsizetype indent);
    bool keep(std::optional<QString>& field, QByteArrayView value, qsizetype indent);

    std::optional<QString> m_apiVersion;
    std::optional<QString> m_kind;
    std::optional<QString> m_name;
    std::optional<QString> m_nameSpace;
    bool m_sawMetadata = false;
    bool m_inMetadata = false;
    qsizetype m_metadataIndent = -1;
    qsizetype m_scalarIndent = -1; ///< a deeper line after a kept scalar would continue it
};

std::optional<ObjectHeader> HeaderScanner::scan(QByteArrayView text) {
    qsizetype begin = text.startsWith("\xef\xbb\xbf") ? 3 : 0;
    while (begin < text.size()) {
        const qsizetype newline = text.indexOf('\n', begin);
        const qsizetype end = newline < 0 ? text.size() : newline;
        QByteArrayView line = text.sliced(begin, end - begin);
        if (line.endsWith('\r')) {
            line.chop(1);
        }
        if (!takeLine(line)) {
            return std::nullopt;
        }
        begin = end + 1;
    }
    if (!m_kind || !m_apiVersion || !m_name) {
        return std::nullopt;
    }
    return ObjectHeader{*m_apiVersion, *m_kind, *m_name, m_nameSpace.value_or(QString())};
}

bool HeaderScanner::takeLine(QByteArrayView line) {
    qsizetype indent = 0;
    while (indent < line.size() && line[indent] == ' ') {
        ++indent;
    }
    if (indent == line.size() || line[indent] == '#') {
        return true;
    }
    if (line[indent] == '\t' || (m_scalarIndent >= 0 && indent > m_scalarIndent)) {
        return false;
    }
    m_scalarIndent = -1;
    if (indent == 0) {
        return takeTopLevel(line);
    }
    return !m_inMetadata || takeMetadata(line.sliced(indent), indent);
}

bool HeaderScanner::keep(std::optional<QString>& field, QByteArrayView value, qsizetype indent) {
    if (field) {
        return false; // twice: a parser decides which one is real
    }
    field = oneLineScalar(value);
    m_scalarIndent = indent;
    return field.has_value();
}

bool HeaderScanner::takeTopLevel(QByteArrayView line) {
    if (line.startsWith("- ") || line == "-") {
        return !m_inMetadata && m_kind.has_value(); // items of a list under the key before
    }
    const qsizetype colon = line.indexOf(':');
    const bool isKey = colon > 0 && (colon + 1 == line.size() || line[colon + 1] == ' ');
    static constexpr QByteArrayView kIndicators("\"'{}[]?&*!|>%@`<,");
    if (!isKey || kIndicators.contains(line.front())) {
        return false;
    }
    const QByteArrayView key = line.first(colon).trimmed();
    const QByteArrayView value = line.sliced(colon + 1).trimmed();
    m_inMetadata = false;
    if (key == "kind") {
        return keep(m_kind, value, 0);
    }
    if (key == "apiVersion") {
        return keep(m_apiVersion, value, 0);
    }
    if (key == "metadata") {
        const bool isFirst = !m_sawMetadata;
        m_sawMetadata = m_inMetadata = true;
        return isFirst && withoutComment(value).isEmpty();
    }
    return true;
}

bool HeaderScanner::takeMetadata(QByteArrayView line, qsizetype indent) {
    if (m_metadataIndent < 0) {
        m_metadataIndent = indent;
    }
    if (indent != m_metadataIndent) {
        return indent > m_metadataIndent;
    }
    const qsizetype colon = line.indexOf(':');
    if (line.startsWith("- ")) {
        return true;
    }
    static constexpr QByteArrayView kIndicators("\"'{}[]?&*!|>%@`<,");
    if (colon <= 0 || kIndicators.contains(line.front())) {
        return false;
    }
    const QByteArrayView key = line.first(colon).trimmed();
    const QByteArrayView value = line.sliced(colon + 1).trimmed();
    if (key == "name") {
        return keep(m_name, value, indent);
    }
    return key != "namespace" || keep(m_nameSpace, value, indent);
}

} // namespace

std::optional<ObjectHeader> scanHeader(QByteArrayView document) {
    return HeaderScanner().scan(document);
}

ObjectHeader readHeader(const YamlValue& document) {
    const YamlValue& metadata = document[u"metadata"];
    return {document[u"apiVersion"].text(), document[u"kind"].text(), metadata[u"name"].text(),
        metadata[u"namespace"].text()};
}

QString scanSource(QByteArrayView document) {
    static constexpr QByteArrayView kPrefix("# Source:");
    qsizetype begin = 0;
    while (begin < document.size()) {
        const qsizetype newline = document.indexOf('\n', begin);
        const qsizetype end = newline < 0 ? document.size() : newline;
        const QByteArrayView line = document.sliced(begin, end - begin).trimmed();
        if (line.startsWith(kPrefix)) {
            return QString::fromUtf8(line.sliced(kPrefix.size()).trimmed());
        }
        if (!line.isEmpty() && !line.startsWith('#')) {
            break; // helm writes it on top
        }
        begin = end + 1;
    }
    return {};
}

QString groupOf(QStringView apiVersion) {
    const qsizetype slash = apiVersion.indexOf(u'/');
    return slash < 0 ? QString() : apiVersion.first(slash).toString();
}

} // namespace pilothouse
