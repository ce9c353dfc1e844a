// SPDX-License-Identifier: Apache-2.0
#include "ui/resources/object_cells.h"

#include "core/base/plain_text.h"

#include <QSet>

#include <algorithm>
#include <array>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMinute = 60;
constexpr qint64 kHour = 3600;
constexpr qint64 kDay = 86'400;
constexpr qint64 kYear = 365 * kDay;
constexpr qsizetype kMostDigits = 9; ///< no count or age has more
constexpr qsizetype kLongestAge = 24;

bool isDigit(QChar c) {
    return c >= u'0' && c <= u'9';
}

/// Digits at @p from; moves it behind them. -1: there are none.
qint64 takeNumber(QStringView text, qsizetype& from) {
    const qsizetype begin = from;
    while (from < text.size() && isDigit(text[from])) {
        ++from;
    }
    const qsizetype length = from - begin;
    return length == 0 || length > kMostDigits ? -1 : text.sliced(begin, length).toLongLong();
}

qint64 secondsOf(QChar unit) {
    switch (unit.unicode()) {
    case u's':
        return 1;
    case u'm':
        return kMinute;
    case u'h':
        return kHour;
    case u'd':
        return kDay;
    case u'y':
        return kYear;
    default:
        return 0;
    }
}

QString pair(qint64 first, QChar firstUnit, qint64 second, QChar secondUnit) {
    QString text = QString::number(first) + firstUnit;
    if (second > 0) {
        text += QString::number(second) + secondUnit;
    }
    return text;
}

} // namespace

qint64 cellAge(QStringView text) {
    if (text.isEmpty() || text.size() > kLongestAge) {
        return -1;
    }
    qint64 seconds = 0;
    qsizetype at = 0;
    while (at < text.size()) {
        const qint64 number = takeNumber(text, at);
        const qint64 unit = at < text.size() ? secondsOf(text[at]) : 0;
        if (number < 0 || unit == 0) {
            return -1;
        }
        seconds += number * unit;
        ++at;
    }
    return seconds;
}

QString serverCellText(const QJsonValue& cell) {
    return cell.isDouble() ? QString::number(cell.toDouble(), 'g', 15) : escapeControls(cell.toVariant().toString());
}

QVariant cellSortKey(const QString& text) {
    qsizetype at = 0;
    const qint64 number = takeNumber(text, at);
    if (number < 0) {
        return text;
    }
    if (at == text.size() || QStringView(text).sliced(at).startsWith(u" (")) {
        return static_cast<double>(number);
    }
    if (text[at] == u'/') {
        ++at;
        const qint64 all = takeNumber(text, at);
        if (all >= 0 && at == text.size()) {
            return all > 0 ? static_cast<double>(number) / static_cast<double>(all) : 1.0;
        }
        return text;
    }
    const qint64 age = cellAge(text);
    return age >= 0 ? QVariant(static_cast<double>(age)) : QVariant(text);
}

std::optional<ColorToken> cellTone(const QString& word) {
    static const QSet<QString> kGood = {u"Running"_s, u"Active"_s, u"Bound"_s, u"Ready"_s, u"Succeeded"_s,
        u"Complete"_s, u"Completed"_s, u"True"_s, u"Available"_s};
    static const QSet<QString> kWaiting
        = {u"Pending"_s, u"ContainerCreating"_s, u"PodInitializing"_s, u"Terminating"_s, u"Unknown"_s, u"Warning"_s};
    static constexpr std::array kBad = {"BackOff"_L1, "Err"_L1, "Error"_L1, "OOMKilled"_L1, "Failed"_L1, "Evicted"_L1,
        "Lost"_L1, "NotReady"_L1, "CreateContainerConfig"_L1, "SchedulingDisabled"_L1};
    if (kGood.contains(word)) {
        return ColorToken::Ok;
    }
    if (kWaiting.contains(word) || word.startsWith(u"Init:"_s)) {
        return ColorToken::Warning;
    }
    const bool isBad = std::ranges::any_of(kBad, [&word](QLatin1StringView bad) { return word.contains(bad); });
    return isBad ? std::optional(ColorToken::Failed) : std::nullopt;
}

bool isStatusColumn(const QString& name) {
    static const QSet<QString> kNames = {u"Status"_s, u"Type"_s, u"Reason"_s, u"Phase"_s, u"Ready"_s};
    return kNames.contains(name);
}

QString humanAge(qint64 seconds) {
    if (seconds < 0) {
        return u"0s"_s;
    }
    if (seconds < 2 * kMinute) {
        return QString::number(seconds) + u's';
    }
    if (seconds < 10 * kMinute) {
        return pair(seconds / kMinute, u'm', seconds % kMinute, u's');
    }
    if (seconds < 3 * kHour) {
        return QString::number(seconds / kMinute) + u'm';
    }
    if (seconds < 8 * kHour) {
        return pair(seconds / kHour, u'h', seconds % kHour / kMinute, u'm');
    }
    if (seconds < 2 * kDay) {
        return QString::number(seconds / kHour) + u'h';
    }
    if (seconds < 8 * kDay) {
        return pair(seconds / kDay, u'd', seconds % kDay / kHour, u'h');
    }
    if (seconds < 2 * kYear) {
        return QString::number(seconds / kDay) + u'd';
    }
    if (seconds < 8 * kYear) {
        return pair(seconds / kYear, u'y', seconds % kYear / kDay, u'd');
    }
    return QString::number(seconds / kYear) + u'y';
}

QString coresText(double cores) {
    return cores < 1 ? QString::number(qRound64(cores * 1000)) + u'm' : QString::number(cores, 'f', 2);
}

QString bytesText(qint64 bytes) {
    constexpr double kMebi = 1024.0 * 1024.0;
    const double mebi = static_cast<double>(bytes) / kMebi;
    return mebi < 10'240 ? QString::number(qRound64(mebi)) + u" Mi"_s : QString::number(mebi / 1024, 'f', 1) + u" Gi"_s;
}

} // namespace pilothouse::ui
