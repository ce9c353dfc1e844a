// SPDX-License-Identifier: Apache-2.0
#include "core/diff/normaliser.h"

#include "core/diff/object_header.h"
#include "core/diff/quantity.h"

#include <algorithm>
#include <array>
#include <optional>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

template <size_t N> bool isOneOf(QStringView key, const std::array<QStringView, N>& list) {
    return std::ranges::find(list, key) != list.end();
}

QStringView fromEnd(const QStringList& keys, qsizetype offset) {
    return offset < keys.size() ? QStringView(keys[keys.size() - 1 - offset]) : QStringView();
}

/// Fields of type Quantity, by their own name or by the map they stand in.
bool isQuantityField(const QStringList& keys, const FieldContext& context) {
    static constexpr std::array kOwnName
        = {QStringView(u"sizeLimit"), QStringView(u"averageValue"), QStringView(u"divisor")};
    static constexpr std::array kMaps = {QStringView(u"limits"), QStringView(u"requests"), QStringView(u"capacity"),
        QStringView(u"hard"), QStringView(u"allocatable"), QStringView(u"podFixed")};
    static constexpr std::array kLimitRange = {QStringView(u"default"), QStringView(u"defaultRequest"),
        QStringView(u"max"), QStringView(u"min"), QStringView(u"maxLimitRequestRatio")};
    const QStringView parent = fromEnd(keys, 1);
    if (!isBuiltInGroup(context.group)) { // operators' kinds embed the pod's `resources`, the rest of them is unknown
        return fromEnd(keys, 2) == u"resources" && (parent == u"limits" || parent == u"requests");
    }
    return isOneOf(fromEnd(keys, 0), kOwnName) || isOneOf(parent, kMaps)
        || (context.kind == u"LimitRange"_s && isOneOf(parent, kLimitRange));
}

bool isIntOrStringField(const QStringList& keys) {
    static constexpr std::array kFields = {QStringView(u"targetPort"), QStringView(u"maxUnavailable"),
        QStringView(u"maxSurge"), QStringView(u"minAvailable")};
    static constexpr std::array kProbes = {QStringView(u"httpGet"), QStringView(u"tcpSocket")};
    return isOneOf(fromEnd(keys, 0), kFields) || (fromEnd(keys, 0) == u"port" && isOneOf(fromEnd(keys, 1), kProbes));
}

bool isEmpty(const YamlValue& value) {
    return value.isNull() || (value.isMap() && value.entries().empty())
        || (value.isSequence() && value.items().empty());
}

/// Fields where `{}` says something: everything is selected, a kind is chosen. (Pointers in the Go types.)
bool meansSomethingWhenEmpty(const QStringList& keys) {
    static constexpr std::array kFields = {QStringView(u"emptyDir"), QStringView(u"ingress"), QStringView(u"egress"),
        QStringView(u"policyTypes"), QStringView(u"tls"), QStringView(u"status"), QStringView(u"scale"),
        QStringView(u"suspend"), QStringView(u"command"), QStringView(u"args")};
    const QString key = fromEnd(keys, 0).toString();
    return key.endsWith(u"selector", Qt::CaseInsensitive) || isOneOf(key, kFields);
}

bool isSameEmptiness(const YamlValue& from, const YamlValue& to, const QStringList& keys, const FieldContext& context) {
    const bool isKnown = isBuiltInGroup(context.group) && context.kind != u"CustomResourceDefinition"_s;
    return isKnown && isEmpty(from) && isEmpty(to) && (from.isNull() || to.isNull()) && !meansSomethingWhenEmpty(keys);
}

/// `protocol: TCP` in a list of ports is what stands there when nothing does.
bool isDefaultProtocol(
    const YamlValue& from, const YamlValue& to, const QStringList& keys, const FieldContext& context) {
    if (fromEnd(keys, 0) != u"protocol" || fromEnd(keys, 1) != u"ports" || !isBuiltInGroup(context.group)) {
        return false;
    }
    const auto isTcp = [](const YamlValue& value) { return value.isNull() || value.text() == u"TCP"_s; };
    return isTcp(from) && isTcp(to);
}

std::optional<bool> boolOf(const YamlValue& value) {
    if (value.isString()) {
        return std::nullopt;
    }
    const QString text = value.text().toLower();
    static constexpr std::array kTrue
        = {QStringView(u"true"), QStringView(u"yes"), QStringView(u"on"), QStringView(u"y")};
    static constexpr std::array kFalse
        = {QStringView(u"false"), QStringView(u"no"), QStringView(u"off"), QStringView(u"n")};
    return isOneOf(text, kTrue) ? std::optional(true) : isOneOf(text, kFalse) ? std::optional(false) : std::nullopt;
}

bool isSameScalar(const YamlValue& from, const YamlValue& to, const QStringList& keys, const FieldContext& context) {
    const QString a = from.text();
    const QString b = to.text();
    if (from.isString() == to.isString() && a == b) {
        return true;
    }
    if (isQuantityField(keys, context)) {
        return isSameQuantity(a, b);
    }
    if (isIntOrStringField(keys)) {
        return a == b;
    }
    if (from.isString() || to.isString()) {
        return false; // `1` and `"1"` are different things to the server
    }
    const std::optional<bool> truth = boolOf(from);
    return (truth && truth == boolOf(to)) || isSameQuantity(a, b);
}

QByteArray canonicalBase64(const QString& text) {
    QByteArray bytes = text.toLatin1();
    bytes.removeIf([](char c) { return c == '\n' || c == '\r' || c == ' ' || c == '\t'; });
    const auto decoded
        = QByteArray::fromBase64Encoding(bytes, QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    return decoded ? (*decoded).toBase64() : bytes;
}

} // namespace

bool isSameToServer(const YamlValue& from, const YamlValue& to, const QStringList& keys, const FieldContext& context) {
    if (from.isNull() && to.isNull()) {
        return true;
    }
    if (context.normalising == Normalising::Off) {
        return from.isScalar() && to.isScalar() && from.isString() == to.isString() && from.text() == to.text();
    }
    if (from.isScalar() && to.isScalar()) {
        return isSameScalar(from, to, keys, context);
    }
    return isSameEmptiness(from, to, keys, context) || isDefaultProtocol(from, to, keys, context);
}

YamlValue foldSecret(const YamlValue& secret) {
    YamlValue::Map data;
    const auto put = [&data](const QString& key, const QByteArray& base64) {
        std::erase_if(data, [&key](const auto& entry) { return entry.first == key; });
        data.emplace_back(key, YamlValue::string(QString::fromLatin1(base64)));
    };
    for (const auto& [key, value] : secret[u"data"].entries()) {
        data.emplace_back(key, YamlValue::string(QString::fromLatin1(canonicalBase64(value.text()))));
    }
    for (const auto& [key, value] : secret[u"stringData"].entries()) { // wins over data (API: core/v1 Secret)
        put(key, value.text().toUtf8().toBase64());
    }
    YamlValue::Map folded;
    for (const auto& entry : secret.entries()) {
        if (entry.first != u"data"_s && entry.first != u"stringData"_s) {
            folded.push_back(entry);
        }
    }
    folded.emplace_back(u"data"_s, YamlValue(std::move(data)));
    return YamlValue(std::move(folded));
}

} // namespace pilothouse
