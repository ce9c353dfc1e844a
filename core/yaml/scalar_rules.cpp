// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/scalar_rules.h"

#include <QDate>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <span>

namespace pilothouse {

using namespace Qt::StringLiterals;
using Kind = ResolvedScalar::Kind;

namespace {

// Source: go-yaml v2 resolve.go, checked against `helm install --dry-run` of helm 4.3.
constexpr QStringView kTrue[] = {u"y", u"Y", u"yes", u"Yes", u"YES", u"true", u"True", u"TRUE", u"on", u"On", u"ON"};
constexpr QStringView kFalse[]
    = {u"n", u"N", u"no", u"No", u"NO", u"false", u"False", u"FALSE", u"off", u"Off", u"OFF"};
constexpr QStringView kNull[] = {u"", u"~", u"null", u"Null", u"NULL"};
constexpr QStringView kNotFinite[] = {
    u".nan", u".NaN", u".NAN", u".inf", u".Inf", u".INF", u"+.inf", u"+.Inf", u"+.INF", u"-.inf", u"-.Inf", u"-.INF"};

bool isOneOf(std::span<const QStringView> words, QStringView text) {
    return std::ranges::find(words, text) != words.end();
}

/// Go's ParseInt and ParseUint with base 0: signs, 0x, 0o, 0b and a bare leading 0; 64 bits.
std::optional<QString> decimalInteger(const QString& plain) {
    const QByteArray ascii = plain.toLatin1();
    std::string_view digits(ascii.constData(), static_cast<size_t>(ascii.size()));
    const bool negative = digits.starts_with('-');
    if (negative || digits.starts_with('+')) {
        digits.remove_prefix(1);
    }
    int base = 10;
    if (digits.size() > 1 && digits[0] == '0') {
        const char mark = static_cast<char>(digits[1] | 0x20);
        base = mark == 'x' ? 16 : mark == 'b' ? 2 : 8;
        digits.remove_prefix(mark == 'x' || mark == 'b' || mark == 'o' ? 2 : 1);
    }
    quint64 value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
    if (digits.empty() || error != std::errc() || end != digits.data() + digits.size()) {
        return std::nullopt;
    }
    if (negative && value > quint64{1} << 63) {
        return std::nullopt;
    }
    const QString text = QString::number(value);
    return negative && value != 0 ? u'-' + text : text;
}

/// The digits kept, the rest made JSON: `.5` is `0.5`, `5.` is `5.0`, `08` is `8`.
QString jsonFloat(QStringView plain) {
    const bool negative = plain.startsWith(u'-');
    if (negative || plain.startsWith(u'+')) {
        plain = plain.sliced(1);
    }
    while (plain.size() > 1 && plain[0] == u'0' && plain[1].isDigit()) {
        plain = plain.sliced(1);
    }
    QString text = plain.toString();
    if (text.startsWith(u'.')) {
        text.prepend(u'0');
    }
    const qsizetype dot = text.indexOf(u'.');
    if (dot >= 0 && (dot + 1 == text.size() || !text[dot + 1].isDigit())) {
        text.insert(dot + 1, u'0');
    }
    return negative ? u'-' + text : text;
}

bool isTimestamp(const QString& text) {
    static const QRegularExpression kForm(u"^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt][0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(?:"
                                          u"\\.[0-9]+)?(?:Z|[+-][0-9]{2}:[0-9]{2})"
                                          "| [0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(?:\\.[0-9]+)?)?$"_s);
    static const QRegularExpression kParts(u"\\d+"_s);
    if (text.size() > 40 || !kForm.match(text).hasMatch()) {
        return false;
    }
    std::array<int, 6> parts{1, 1, 1, 0, 0, 0};
    size_t index = 0;
    for (auto matches = kParts.globalMatch(text); matches.hasNext() && index < parts.size();) {
        parts[index++] = matches.next().captured().toInt();
    }
    return QDate::isValid(parts[0], parts[1], parts[2]) && parts[3] < 24 && parts[4] < 60 && parts[5] < 60;
}

ResolvedScalar resolveNumber(const QString& plain) {
    static const QRegularExpression kFloat(u"^[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$"_s);
    if (isTimestamp(plain)) {
        return {Kind::Timestamp, plain};
    }
    const QString bare = QString(plain).remove(u'_');
    if (auto integer = decimalInteger(bare)) {
        return {Kind::Integer, *integer};
    }
    if (kFloat.match(bare).hasMatch()) {
        return {Kind::Float, jsonFloat(bare)};
    }
    return {Kind::String, plain};
}

bool isBase60(const QString& text) {
    static const QRegularExpression kForm(u"^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\\.[0-9_]*)?$"_s);
    return text.contains(u':') && kForm.match(text).hasMatch();
}

qint64 appendDigit(qint64 number, char16_t digit) {
    return static_cast<qint64>(static_cast<quint64>(number) * 10 + static_cast<quint64>(digit) - u'0');
}

bool isDigit(QChar c) {
    return c >= u'0' && c <= u'9';
}

/// Characters beyond the basic plane after all of it, although their UTF-16 units are not.
char32_t codePointOrder(QChar c) {
    return c.isSurrogate() ? 0x10000U + c.unicode() : c.unicode();
}

/// Which of two texts that differ first at @p at, in no letter, is less.
bool numberLess(QStringView a, QStringView b, qsizetype at) {
    qint64 numberA = 0;
    qint64 numberB = 0;
    if (a[at] == u'0' || b[at] == u'0') {
        for (qsizetype i = at - 1; i >= 0 && a[i].isDigit(); --i) {
            if (a[i] != u'0') {
                numberA = numberB = 1;
                break;
            }
        }
    }
    qsizetype endA = at;
    qsizetype endB = at;
    for (; endA < a.size() && a[endA].isDigit(); ++endA) {
        numberA = appendDigit(numberA, a[endA].unicode());
    }
    for (; endB < b.size() && b[endB].isDigit(); ++endB) {
        numberB = appendDigit(numberB, b[endB].unicode());
    }
    if (numberA != numberB) {
        return numberA < numberB;
    }
    return endA != endB ? endA < endB : codePointOrder(a[at]) < codePointOrder(b[at]);
}

} // namespace

ResolvedScalar resolveScalar(const QString& plain) {
    if (isOneOf(kNull, plain)) {
        return {Kind::Null, u"null"_s};
    }
    if (plain.size() > 400) {
        return {Kind::String, plain};
    }
    const QChar first = plain[0];
    if (isOneOf(kTrue, plain)) {
        return {Kind::Boolean, u"true"_s};
    }
    if (isOneOf(kFalse, plain)) {
        return {Kind::Boolean, u"false"_s};
    }
    if (isOneOf(kNotFinite, plain)) {
        return {Kind::Float, plain};
    }
    if (isDigit(first) || first == u'+' || first == u'-') {
        return resolveNumber(plain);
    }
    if (first == u'.' && !plain.contains(u'_')) {
        return resolveNumber(plain);
    }
    return {Kind::String, plain};
}

bool readsAsNonString(const QString& text) {
    return resolveScalar(text).kind != Kind::String || isBase60(text);
}

QString goNumber(const QString& text) {
    const QByteArray ascii = text.toLatin1();
    const char* const end = ascii.constData() + ascii.size();
    double value = 0;
    const auto [parsedTo, error] = std::from_chars(ascii.constData(), end, value);
    if (error != std::errc() || parsedTo != end || decimalInteger(text)) {
        return text;
    }
    std::array<char, 40> buffer{};
    const auto written = std::to_chars(buffer.begin(), buffer.end(), value, std::chars_format::scientific);
    const QByteArray scientific(buffer.data(), written.ptr - buffer.data());
    const int exponent = scientific.sliced(scientific.indexOf('e') + 1).toInt();
    const auto fixedEnd = std::to_chars(buffer.begin(), buffer.end(), value, std::chars_format::fixed);
    const bool fits = fixedEnd.ec == std::errc();
    const bool isWhole = fits && std::find(buffer.begin(), fixedEnd.ptr, '.') == fixedEnd.ptr;
    // strconv.FormatFloat(f, 'g', -1, 64) has no exponent from 1e-4 to 1e6; a whole number went through JSON before,
    // which prints it without, so that it was read again as an integer.
    const bool isPlain = isWhole ? exponent < 19 : exponent >= -4 && exponent < 6;
    return isPlain && fits ? QString::fromLatin1(buffer.data(), fixedEnd.ptr - buffer.data())
                           : QString::fromLatin1(scientific);
}

bool goKeyLess(QStringView a, QStringView b) {
    for (qsizetype i = 0; i < a.size() && i < b.size(); ++i) {
        if (a[i] == b[i]) {
            continue;
        }
        const bool letterA = a[i].isLetter();
        const bool letterB = b[i].isLetter();
        if (letterA && letterB) {
            return a[i] < b[i];
        }
        return letterA || letterB ? letterB : numberLess(a, b, i);
    }
    return a.size() < b.size();
}

} // namespace pilothouse
