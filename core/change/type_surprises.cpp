// SPDX-License-Identifier: Apache-2.0
#include "core/change/schema_check.h"

#include "core/yaml/scalar_rules.h"
#include "core/yaml/yaml_places.h"

#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace pilothouse {

using namespace Qt::StringLiterals;
using Kind = ResolvedScalar::Kind;

namespace {

constexpr size_t kMaxFindings = 1000;
/// Helm reads values through JSON's float64: from here on not every integer can be told from the next.
constexpr double kExactIntegers = 9007199254740992.0; // 2^53

bool isTrueOrFalse(const QString& written) {
    const QString lower = written.toLower();
    return lower == "true"_L1 || lower == "false"_L1;
}

QString integerWord(const QString& written, const QString& meaning) {
    static const QRegularExpression kOctal(u"^[-+]?0o?[0-7]+$"_s);
    if (kOctal.match(written).hasMatch() && written != meaning) {
        return u"Octal"_s;
    }
    return std::abs(meaning.toDouble()) > kExactIntegers ? u"LongInteger"_s : QString();
}

QString floatWord(const QString& written) {
    if (written.contains(u'e', Qt::CaseInsensitive)) {
        return u"Exponent"_s;
    }
    const bool isPlainDecimal = written.contains(u'.') && written.back().isDigit();
    if (isPlainDecimal && written.endsWith(u'0') && !written.endsWith(".0"_L1)) {
        return u"TrailingZero"_s;
    }
    const bool isWhole = !written.contains(u'.');
    return isWhole && std::abs(written.toDouble()) > kExactIntegers ? u"LongInteger"_s : QString();
}

QString wordOf(const YamlPlace& place, const ResolvedScalar& meaning) {
    switch (meaning.kind) {
    case Kind::Boolean:
        return isTrueOrFalse(place.text) ? QString() : place.isKey ? u"BooleanKey"_s : u"Boolean"_s;
    case Kind::Integer:
        return place.isKey ? QString() : integerWord(place.text, meaning.text);
    case Kind::Float:
        return place.isKey ? QString() : floatWord(place.text);
    case Kind::String:
    case Kind::Null:
    case Kind::Timestamp:
        break;
    }
    return {};
}

/// Tabs are no indentation in YAML; some parsers complain at another line.
void findTabs(const QByteArray& text, std::vector<ValuesFinding>& findings) {
    int line = 0;
    for (const QByteArray& row : text.split('\n')) {
        ++line;
        const auto firstOther = std::ranges::find_if(row, [](char c) { return c != ' ' && c != '\t'; });
        if (firstOther != row.end() && *firstOther != '\r' && *firstOther != '#'
            && std::find(row.begin(), firstOther, '\t') != firstOther && findings.size() < kMaxFindings) {
            findings.push_back({u"Tab"_s, {}, line, {}, u"a tab in the indentation"_s});
        }
    }
}

} // namespace

std::vector<ValuesFinding> typeSurprises(const QByteArray& values) {
    std::vector<ValuesFinding> findings;
    const YamlPlaces places = YamlPlaces::of(values);
    for (const YamlPlace& place : places.all()) {
        if (findings.size() >= kMaxFindings) {
            break;
        }
        if (place.isDuplicate) {
            findings.push_back({u"DuplicateKey"_s, place.pointer, place.line, place.text,
                u"the key is there twice, the later one counts"_s});
        }
        if (!place.isPlain || place.text.isEmpty()) {
            continue;
        }
        const ResolvedScalar meaning = resolveScalar(place.text);
        if (QString word = wordOf(place, meaning); !word.isEmpty()) {
            const QString read = meaning.kind == Kind::Boolean ? meaning.text : goNumber(meaning.text);
            findings.push_back({std::move(word), place.pointer, place.line, place.text, u"read as "_s + read});
        }
    }
    if (!places.isWhole()) { // inside of a block a tab is as good as any
        findTabs(values, findings);
    }
    std::ranges::stable_sort(findings, {}, &ValuesFinding::line);
    return findings;
}

} // namespace pilothouse
