// SPDX-License-Identifier: Apache-2.0
#include "core/base/redaction.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<QStringView, 18> kSensitiveWords = {u"password", u"passwd", u"pwd", u"passphrase", u"token",
    u"secret", u"secrets", u"credential", u"credentials", u"apikey", u"privatekey", u"accesskey", u"secretkey",
    u"authorization", u"cookie", u"dsn", u"htpasswd", u"dockerconfigjson"};

/// `dbApi-Key` → db, api, key.
QStringList wordsOf(QStringView key) {
    QStringList words;
    QString word;
    bool previousWasUpper = false;
    for (const QChar c : key) {
        const bool startsWord = c.isUpper() && !previousWasUpper;
        if (!c.isLetterOrNumber() || startsWord) {
            if (!word.isEmpty()) {
                words += word;
            }
            word.clear();
        }
        if (c.isLetterOrNumber()) {
            word += c.toLower();
        }
        previousWasUpper = c.isUpper();
    }
    if (!word.isEmpty()) {
        words += word;
    }
    return words;
}

bool isSensitiveWord(QStringView word) {
    return std::ranges::find(kSensitiveWords, word) != kSensitiveWords.end();
}

} // namespace

QString redactHeader(QByteArrayView name, QByteArrayView value) {
    const QByteArray lower = name.toByteArray().toLower();
    const bool secret = lower == "authorization" || lower == "proxy-authorization" || lower == "cookie"
        || lower == "set-cookie" || lower == "www-authenticate" || isSensitiveKey(QString::fromLatin1(lower));
    if (!secret) {
        return QString::fromUtf8(value);
    }
    const qsizetype space = value.indexOf(' ');
    const QString scheme = space > 0 && space < 12 ? QString::fromLatin1(value.first(space)) + u' ' : QString();
    return scheme + kMask;
}

QString redactUrl(QStringView url) {
    static const QRegularExpression kUserInfo(u"://[^/@?#]*@"_s);
    static const QRegularExpression kQuery(u"([?&])([^=&#]+)=([^&#]*)"_s);
    QString text = url.toString();
    text.replace(kUserInfo, u"://"_s);
    QString out;
    qsizetype last = 0;
    auto matches = kQuery.globalMatch(text);
    while (matches.hasNext()) {
        const auto match = matches.next();
        out += QStringView(text).sliced(last, match.capturedStart() - last);
        const bool secret = isSensitiveKey(match.capturedView(2));
        out += match.captured(1) + match.captured(2) + u'=' + (secret ? kMask.toString() : match.captured(3));
        last = match.capturedEnd();
    }
    return out + QStringView(text).sliced(last);
}

bool isSensitiveKey(QStringView key) {
    const QStringList words = wordsOf(key);
    for (qsizetype i = 0; i < words.size(); ++i) {
        if (isSensitiveWord(words[i]) || (i + 1 < words.size() && isSensitiveWord(QString(words[i] + words[i + 1])))) {
            return true;
        }
    }
    return false;
}

bool isSensitiveValue(QStringView value) {
    static const QRegularExpression kJwt(u"^eyJ[A-Za-z0-9_-]{8,}\\.eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]*$"_s);
    return value.contains(u"PRIVATE KEY-----") || (value.size() < 16384 && kJwt.matchView(value.trimmed()).hasMatch());
}

} // namespace pilothouse
