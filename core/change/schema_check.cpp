// SPDX-License-Identifier: Apache-2.0
#include "core/change/schema_check.h"

#include "core/change/schema_guard.h"
#include "core/helm/chart_files.h"
#include "core/yaml/yaml_places.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>
#include <exception>

#include <valijson/adapters/qtjson_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t kMaxFindings = 200;
constexpr qsizetype kMaxSchema = qsizetype{4} * 1024 * 1024;
constexpr qsizetype kLongText = 1024;

/// PCRE gives up after a bounded number of steps; std::regex overflows the stack on long texts (CH3).
class BoundedRegex {
public:
    explicit BoundedRegex(const std::string& pattern)
        : m_pattern(QString::fromStdString(pattern)) { }
    template <typename Text> static bool search(const Text& text, const BoundedRegex& regex) {
        return regex.m_pattern.match(QString::fromStdString(std::string(text))).hasMatch();
    }

private:
    QRegularExpression m_pattern;
};

QJsonValue toJsonValue(const YamlValue& value) {
    if (value.isMap()) {
        QJsonObject object;
        for (const auto& [key, inner] : value.entries()) {
            object.insert(key, toJsonValue(inner));
        }
        return object;
    }
    if (value.isSequence()) {
        QJsonArray list;
        for (const YamlValue& inner : value.items()) {
            list.append(toJsonValue(inner));
        }
        return list;
    }
    if (value.isString()) {
        return value.text();
    }
    if (value.isNull()) {
        return QJsonValue(QJsonValue::Null);
    }
    const QString text = value.text();
    if (text == "true"_L1 || text == "false"_L1) {
        return text == "true"_L1;
    }
    bool isWhole = false;
    const qint64 whole = text.toLongLong(&isWhole);
    return isWhole ? QJsonValue(whole) : QJsonValue(text.toDouble());
}

int depthOf(const YamlValue& value) {
    int deepest = 0;
    for (const auto& entry : value.entries()) {
        deepest = std::max(deepest, depthOf(entry.second));
    }
    for (const YamlValue& item : value.items()) {
        deepest = std::max(deepest, depthOf(item));
    }
    return deepest + 1;
}

/// valijson knows drafts 3, 4 and 7; 6 lies between, and what it lacks of 7 it ignores.
std::optional<valijson::SchemaParser::Version> versionOf(const QJsonObject& schema) {
    const QString id = schema.value("$schema"_L1).toString();
    if (id.isEmpty() || id.contains("draft-07"_L1) || id.contains("draft-06"_L1)) {
        return valijson::SchemaParser::kDraft7;
    }
    if (id.contains("draft-04"_L1)) {
        return valijson::SchemaParser::kDraft4;
    }
    if (id.contains("draft-03"_L1)) {
        return valijson::SchemaParser::kDraft3;
    }
    return {};
}

/// `<root>`, `["image"]`, `[0]` → `/image/0`
QString pointerOf(const std::vector<std::string>& context) {
    QString pointer;
    for (const std::string& part : context) {
        QString step = QString::fromStdString(part);
        if (step == "<root>"_L1) {
            continue;
        }
        if (step.startsWith(u'[') && step.endsWith(u']')) {
            step = step.sliced(1, step.size() - 2);
        }
        if (step.size() >= 2 && step.startsWith(u'"') && step.endsWith(u'"')) {
            step = step.sliced(1, step.size() - 2);
        }
        pointer += u'/' + pointerStep(step);
    }
    return pointer;
}

qsizetype longestText(const YamlValue& value) {
    qsizetype longest = value.isString() ? value.text().size() : 0;
    for (const auto& entry : value.entries()) {
        longest = std::max(longest, longestText(entry.second));
    }
    for (const YamlValue& item : value.items()) {
        longest = std::max(longest, longestText(item));
    }
    return longest;
}

/// `format` is checked with std::regex, which needs stack for every character (CH3).
QJsonValue withoutFormats(const QJsonValue& schema) {
    if (schema.isArray()) {
        QJsonArray kept;
        for (const auto& item : schema.toArray()) {
            kept.append(withoutFormats(item));
        }
        return kept;
    }
    if (!schema.isObject()) {
        return schema;
    }
    QJsonObject kept;
    const QJsonObject object = schema.toObject();
    for (auto entry = object.begin(); entry != object.end(); ++entry) {
        if (entry.key() != "format"_L1 || !entry.value().isString()) {
            kept.insert(entry.key(), withoutFormats(entry.value()));
        }
    }
    return kept;
}

SchemaVerdict notChecked(const QString& word, const QString& detail) {
    return {.findings = {}, .notChecked = word, .detail = detail};
}

/// A failure is told at every level above it too: only the deepest say something.
void keepDeepest(std::vector<ValuesFinding>& findings) {
    const std::vector<ValuesFinding> all = findings;
    std::erase_if(findings, [&all](const ValuesFinding& finding) {
        const bool isGeneral = finding.message.startsWith("Failed to validate"_L1);
        return isGeneral && std::ranges::any_of(all, [&finding](const ValuesFinding& other) {
            return other.pointer.startsWith(finding.pointer + u'/')
                || (other.pointer == finding.pointer && !other.message.startsWith("Failed to validate"_L1));
        });
    });
}

SchemaVerdict validate(const QJsonValue& instance, const QJsonObject& root, valijson::SchemaParser::Version version,
    const YamlPlaces& places) {
    using Adapter = valijson::adapters::QtJsonAdapter;
    const QJsonValue schemaValue(root);
    valijson::Schema schema;
    valijson::SchemaParser(version).populateSchema(Adapter(schemaValue), schema);
    valijson::ValidatorT<BoundedRegex> validator;
    valijson::ValidationResults results;
    (void)validator.validate(schema, Adapter(instance), &results);
    SchemaVerdict verdict;
    for (const valijson::ValidationResults::Error& error : results) {
        if (verdict.findings.size() >= kMaxFindings) {
            break;
        }
        const QString pointer = pointerOf(error.context);
        verdict.findings.push_back(
            {u"Schema"_s, pointer, places.lineOf(pointer), {}, QString::fromStdString(error.description).left(1024)});
    }
    keepDeepest(verdict.findings);
    std::ranges::stable_sort(verdict.findings, {}, &ValuesFinding::line);
    return verdict;
}

} // namespace

SchemaVerdict checkSchema(const QByteArray& values, const YamlValue& defaults, const QByteArray& schema) {
    const auto mine = loadYaml(values, u"values"_s, {}, DuplicateKeys::KeepLast);
    if (!mine) {
        return {};
    }
    QJsonParseError problem{};
    const QJsonDocument document = QJsonDocument::fromJson(schema, &problem);
    if (!document.isObject() || schema.size() > kMaxSchema) {
        return notChecked(u"BadSchema"_s, document.isNull() ? problem.errorString() : u"it is no JSON object"_s);
    }
    const auto version = versionOf(document.object());
    if (!version) {
        return notChecked(u"UnknownSchema"_s, document.object().value("$schema"_L1).toString().left(256));
    }
    YamlValue whole = coalesceValues(*mine, defaults);
    if (whole.isNull()) {
        whole = YamlValue(YamlValue::Map());
    }
    if (auto refusal = guardSchema(document.object(), depthOf(whole))) {
        return notChecked(refusal->word, refusal->detail);
    }
    const QJsonValue root
        = longestText(whole) > kLongText ? withoutFormats(document.object()) : QJsonValue(document.object());
    try {
        return validate(toJsonValue(whole), root.toObject(), *version, YamlPlaces::of(values));
    } catch (const std::exception& error) {
        return notChecked(u"BadSchema"_s, QString::fromUtf8(error.what()).left(512));
    }
}

} // namespace pilothouse
