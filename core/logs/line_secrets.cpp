// SPDX-License-Identifier: Apache-2.0
#include "core/logs/log_text.h"

#include "core/base/redaction.h"

#include <QRegularExpression>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const QString& mask() {
    static const QString kText = u"•••"_s;
    return kText;
}

/// What is a secret wherever it stands: JWTs, keys of AWS, GitHub, GitLab and Slack, PEM private keys.
const QRegularExpression& tellingShapes() {
    static const QRegularExpression kShapes(
        uR"(\beyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?|\bA(?:KIA|SIA)[0-9A-Z]{16}\b|\bgh[pousr]_\w{20,}|\bglpat-[\w-]{16,}|\bxox[abprs]-[\w-]{10,}|-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|$))"_s);
    return kShapes;
}

/// The word that goes in front stays: `Bearer •••`, `https://user:•••@host`.
const QRegularExpression& tellingFronts() {
    static const QRegularExpression kFronts(
        uR"((\b(?:[Bb]earer|[Bb]asic|BEARER|BASIC)\s+)[\w.~+/=-]{6,}|(\b[a-z][a-z0-9+.-]{1,20}://[^\s/:@]{0,200}:)[^\s/@]{1,500}(?=@))"_s);
    return kFronts;
}

/// `key=value`, `key: value`, `"key":"value"`; the key decides.
const QRegularExpression& pairs() {
    static const QRegularExpression kPairs(
        uR"(([A-Za-z_][\w.-]{1,80})(\\?["']?\s{0,4}[=:]\s{0,4})(\\?"(?:[^"\\]|\\.)*"|'[^']*'|[^\s,;&"'{}\[\]]+))"_s);
    return kPairs;
}

/// `Authorization: Bearer` has its secret behind it, masked already.
bool isScheme(QStringView value) {
    return value.compare(u"bearer", Qt::CaseInsensitive) == 0 || value.compare(u"basic", Qt::CaseInsensitive) == 0;
}

QString maskPairs(const QString& line) {
    QString out;
    qsizetype done = 0;
    for (auto it = pairs().globalMatch(line); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        if (!isSensitiveKey(match.capturedView(1)) || isScheme(match.capturedView(3))) {
            continue;
        }
        const qsizetype from = match.capturedStart(3);
        qsizetype open = 0;
        const QStringView value = match.capturedView(3);
        while (open < value.size() && (value[open] == u'\\' || value[open] == u'"' || value[open] == u'\'')) {
            ++open;
        }
        const bool isQuoted = open > 0 && value.size() > open;
        out += QStringView(line).sliced(done, from - done);
        out += value.first(open);
        out += mask();
        out += isQuoted ? value.last(1) : QStringView();
        done = match.capturedEnd(3);
    }
    return out += QStringView(line).sliced(done);
}

} // namespace

QString maskSecretsInLine(const QString& line) {
    QString text = line;
    text.replace(tellingShapes(), mask());
    text.replace(tellingFronts(), u"\\1\\2"_s + mask());
    return maskPairs(text);
}

} // namespace pilothouse
