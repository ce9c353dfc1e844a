// SPDX-License-Identifier: Apache-2.0
#include "core/diff/known_secrets.h"

#include "core/base/redaction.h"
#include "core/diff/sensitive_fields.h"
#include "core/yaml/document_splitter.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaxValues = 4096;
constexpr int kMaxDepth = 64;
/// Shorter ones would black out half of what helm says, and guard nothing.
constexpr int kShortestSecret = 4;
constexpr int kShortestOther = 8; ///< data of a Secret under a key that does not speak of a secret (`host: shop`)
constexpr qsizetype kShortestWhole = 6; ///< shorter values are found everywhere by chance

} // namespace

KnownSecrets::~KnownSecrets() {
    for (QString& value : m_byLength) {
        value.fill(u'\0');
    }
}

void KnownSecrets::add(const QString& value, int shortest) {
    const QString text = value.trimmed();
    if (text.size() < shortest || m_values.size() >= kMaxValues || !canBeSecret(text)) {
        return;
    }
    m_values.insert(text);
    if (text.contains(u'\n')) {
        for (const QString& line : text.split(u'\n')) { // helm prints errors line by line
            if (line.trimmed().size() >= kShortestOther) {
                m_values.insert(line.trimmed());
            }
        }
    }
}

void KnownSecrets::collect(const YamlValue& value, bool isUnderSecret, int depth) {
    if (depth > kMaxDepth) {
        return;
    }
    if (value.isScalar() && (isUnderSecret || isSensitiveValue(value.text()))) {
        add(value.text(), kShortestSecret);
    }
    for (const YamlValue& item : value.items()) {
        collect(item, isUnderSecret, depth + 1);
    }
    for (const auto& [key, child] : value.entries()) {
        collect(child, isUnderSecret || isHiddenKey(key), depth + 1);
    }
}

void KnownSecrets::addData(const YamlValue& data, bool isEncoded) {
    for (const auto& [key, value] : data.entries()) {
        const int shortest = isHiddenKey(key) ? kShortestSecret : kShortestOther;
        add(value.text(), kShortestOther);
        if (isEncoded) {
            add(QString::fromUtf8(QByteArray::fromBase64(value.text().toLatin1())), shortest);
        } else {
            add(value.text(), shortest);
            add(QString::fromLatin1(value.text().toUtf8().toBase64()), kShortestOther);
        }
    }
}

void KnownSecrets::addValues(const YamlValue& values) {
    const QMutexLocker lock(&m_mutex);
    collect(values, false, 0);
    m_byLength = m_values.values();
    std::ranges::sort(m_byLength, std::ranges::greater(), &QString::size);
}

void KnownSecrets::addManifest(const QByteArray& manifest) {
    const QMutexLocker lock(&m_mutex);
    for (const DocumentSpan& span : splitDocuments(manifest)) {
        const QByteArray document = manifest.sliced(span.begin, span.end - span.begin);
        if (!document.contains("Secret")) {
            continue;
        }
        const auto tree = loadYaml(document, u"manifest"_s, {}, DuplicateKeys::KeepLast);
        if (tree && (*tree)[u"kind"].text() == "Secret"_L1) {
            addData((*tree)[u"data"], true);
            addData((*tree)[u"stringData"], false);
        }
    }
    m_byLength = m_values.values();
    std::ranges::sort(m_byLength, std::ranges::greater(), &QString::size);
}

bool KnownSecrets::contains(QStringView value) const {
    const QMutexLocker lock(&m_mutex);
    const QStringView text = value.trimmed();
    return text.size() >= kShortestWhole && m_values.contains(text.toString());
}

QString KnownSecrets::mask(const QString& text) const {
    const QMutexLocker lock(&m_mutex);
    QString masked = text;
    for (const QString& value : m_byLength) {
        masked.replace(value, kMask.toString());
    }
    return masked;
}

} // namespace pilothouse
