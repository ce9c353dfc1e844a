// SPDX-License-Identifier: Apache-2.0
#include "core/net/body_masking.h"

#include "core/base/redaction.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaxParsed = 1024 * 1024; ///< larger ones would hold up the loop
constexpr qsizetype kMaxShown = 16 * 1024;

/// Where in a document a value stands.
struct Place {
    bool isSecretObject = false; ///< below a Secret
    bool isSensitive = false; ///< below a key that says so: every value goes
};

/// Keys that speak of secrets but hold only their names.
bool namesOnly(QStringView key) {
    static constexpr std::array<QStringView, 6> kKeys = {
        u"secretKeyRef", u"secretRef", u"imagePullSecrets", u"secretName", u"secret", u"automountServiceAccountToken"};
    return std::ranges::find(kKeys, key) != kKeys.end();
}

QJsonValue masked(const QJsonValue& value, Place place);

QJsonValue maskedScalar(const QJsonValue& value, Place place) {
    if (place.isSensitive && !value.isNull()) {
        return kMask.toString();
    }
    if (!value.isString()) {
        return value;
    }
    const QString text = value.toString();
    if (isSensitiveValue(text)) {
        return kMask.toString();
    }
    // last-applied-configuration and the like: a document in a string
    if (const QStringView start = QStringView(text).trimmed(); start.startsWith(u'{') || start.startsWith(u'[')) {
        const QJsonDocument inner = QJsonDocument::fromJson(text.toUtf8());
        if (inner.isNull()) {
            return kMask.toString();
        }
        const QJsonValue safe = masked(inner.isArray() ? QJsonValue(inner.array()) : QJsonValue(inner.object()), place);
        const QJsonDocument out = safe.isArray() ? QJsonDocument(safe.toArray()) : QJsonDocument(safe.toObject());
        return QString::fromUtf8(out.toJson(QJsonDocument::Compact));
    }
    return value;
}

Place placeBelow(const QJsonObject& object, const QString& key, const QJsonValue& value, Place place) {
    const bool isData = key == "data"_L1 || key == "stringData"_L1;
    if (place.isSecretObject && (isData || key == "value"_L1)) { // `value`: of a JSON patch
        place.isSensitive = true;
    }
    if (isSensitiveKey(key) && !(namesOnly(key) && (value.isObject() || value.isArray() || key != "secret"_L1))) {
        place.isSensitive = true;
    }
    if (key == "value"_L1 && isSensitiveKey(object.value("name"_L1).toString())) { // env: [{name, value}]
        place.isSensitive = true;
    }
    // Helm's records in ConfigMaps hold all values of a release.
    if (key == "release"_L1 && value.isString() && value.toString().size() > 256) {
        place.isSensitive = true;
    }
    return place;
}

QJsonObject maskedObject(const QJsonObject& object, Place place) {
    const QString kind = object.value("kind"_L1).toString();
    if (kind == "Secret"_L1 || kind == "SecretList"_L1) {
        place.isSecretObject = true;
    }
    QJsonObject out;
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QJsonValue value = it.value();
        if (it.key() == "kind"_L1 || it.key() == "apiVersion"_L1) {
            out.insert(it.key(), value);
            continue;
        }
        out.insert(it.key(), masked(value, placeBelow(object, it.key(), value, place)));
    }
    return out;
}

/// As deep as Qt's parser reads: 1024 levels.
QJsonValue masked(const QJsonValue& value, Place place) {
    if (value.isObject()) {
        return maskedObject(value.toObject(), place);
    }
    if (value.isArray()) {
        QJsonArray out;
        for (const QJsonValue& item : value.toArray()) {
            out.append(masked(item, place));
        }
        return out;
    }
    return maskedScalar(value, place);
}

bool isAboutSecrets(const QUrl& url) {
    const QStringList segments = url.path().split(u'/');
    return segments.contains("secrets"_L1) || segments.last() == "token"_L1;
}

} // namespace

QString maskedBody(const QByteArray& body, const QUrl& url) {
    if (body.isEmpty()) {
        return {};
    }
    const QJsonDocument document = body.size() <= kMaxParsed ? QJsonDocument::fromJson(body) : QJsonDocument();
    if (document.isNull()) {
        return u"(%1 bytes, not shown)"_s.arg(body.size());
    }
    const Place place{.isSecretObject = isAboutSecrets(url), .isSensitive = false};
    const QJsonValue root = document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
    const QJsonValue safe = masked(root, place);
    const QJsonDocument out = safe.isArray() ? QJsonDocument(safe.toArray()) : QJsonDocument(safe.toObject());
    const QByteArray text = out.toJson(QJsonDocument::Compact);
    QString shown = QString::fromUtf8(text.first(std::min(text.size(), kMaxShown)));
    if (text.size() > kMaxShown) {
        shown += u"… (%1 bytes in all)"_s.arg(body.size());
    }
    return shown;
}

} // namespace pilothouse
