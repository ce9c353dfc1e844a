// SPDX-License-Identifier: Apache-2.0
#include "core/helm/go_time.h"

#include <QTimeZone>

#include <optional>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// `2026-11-21T09:14:05.123456789+08:00`, taken apart.
struct GoTime {
    QDate date;
    QTime time; ///< to the millisecond
    QByteArrayView clock; ///< `09:14:05`
    QByteArrayView fraction; ///< digits only
    int offsetMinutes = 0;
    [[nodiscard]] bool isZero() const { return date == QDate(1, 1, 1); }
};

std::optional<int> digits(QByteArrayView text, qsizetype at, qsizetype count) {
    if (at + count > text.size()) {
        return std::nullopt;
    }
    int number = 0;
    for (qsizetype i = at; i < at + count; ++i) {
        if (text[i] < '0' || text[i] > '9') {
            return std::nullopt;
        }
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

/// `Z`, `+08:00`, `-03:30`: minutes east of UTC.
std::optional<int> parseOffset(QByteArrayView text) {
    if (text == "Z" || text == "z") {
        return 0;
    }
    const auto hours = digits(text, 1, 2);
    const auto minutes = digits(text, 4, 2);
    const bool isWellFormed = text.size() == 6 && (text[0] == '+' || text[0] == '-') && text[3] == ':';
    if (!isWellFormed || !hours || !minutes || *hours > 24 || *minutes > 59) {
        return std::nullopt;
    }
    const int east = *hours * 60 + *minutes;
    return text[0] == '-' ? -east : east;
}

bool hasSeparators(QByteArrayView text) {
    return text.size() >= 20 && text[4] == '-' && text[7] == '-' && (text[10] == 'T' || text[10] == 't')
        && text[13] == ':' && text[16] == ':';
}

std::optional<GoTime> parseGoTime(QByteArrayView text) {
    if (!hasSeparators(text)) {
        return std::nullopt;
    }
    const auto year = digits(text, 0, 4);
    const auto month = digits(text, 5, 2);
    const auto day = digits(text, 8, 2);
    const auto hour = digits(text, 11, 2);
    const auto minute = digits(text, 14, 2);
    const auto second = digits(text, 17, 2);
    if (!year || !month || !day || !hour || !minute || !second) {
        return std::nullopt;
    }
    GoTime result;
    qsizetype at = 19;
    if (text[at] == '.' || text[at] == ',') {
        const qsizetype begin = ++at;
        while (at < text.size() && text[at] >= '0' && text[at] <= '9') {
            ++at;
        }
        result.fraction = text.sliced(begin, at - begin);
    }
    const auto offset = parseOffset(text.sliced(at));
    int milliseconds = 0;
    for (qsizetype i = 0; i < 3; ++i) {
        milliseconds = milliseconds * 10 + (i < result.fraction.size() ? result.fraction[i] - '0' : 0);
    }
    result.date = QDate(*year, *month, *day);
    result.time = QTime(*hour, *minute, *second, milliseconds);
    result.clock = text.sliced(11, 8);
    if (!offset || !result.date.isValid() || !result.time.isValid()) {
        return std::nullopt;
    }
    result.offsetMinutes = *offset;
    return result;
}

} // namespace

QDateTime timeFromGo(QByteArrayView text) {
    const auto parsed = parseGoTime(text);
    if (!parsed || parsed->isZero()) {
        return {};
    }
    const qint64 days = parsed->date.toJulianDay() - QDate(1970, 1, 1).toJulianDay();
    const qint64 milliseconds
        = days * 86'400'000 + parsed->time.msecsSinceStartOfDay() - qint64(parsed->offsetMinutes) * 60'000;
    return QDateTime::fromMSecsSinceEpoch(milliseconds, QTimeZone::UTC);
}

QString goTimeText(QStringView text) {
    const QByteArray bytes = text.toUtf8();
    const auto parsed = parseGoTime(bytes);
    if (!parsed || parsed->isZero()) {
        return u"-"_s;
    }
    QByteArray fraction = parsed->fraction.left(9).toByteArray();
    while (fraction.endsWith('0')) {
        fraction.chop(1);
    }
    const int minutes = qAbs(parsed->offsetMinutes);
    const QString offset = u"%1%2%3"_s.arg(QChar(parsed->offsetMinutes < 0 ? u'-' : u'+'))
                               .arg(minutes / 60, 2, 10, QChar(u'0'))
                               .arg(minutes % 60, 2, 10, QChar(u'0'));
    // An offset that is not UTC's has no name in Go: the offset stands where the name would.
    return parsed->date.toString(Qt::ISODate) + u' ' + QString::fromLatin1(parsed->clock)
        + (fraction.isEmpty() ? QString() : QString(u'.' + QString::fromLatin1(fraction))) + u' ' + offset + u' '
        + (parsed->offsetMinutes == 0 ? u"UTC"_s : offset);
}

} // namespace pilothouse
