// SPDX-License-Identifier: Apache-2.0
#include "ui/logs/log_words.h"

#include "core/base/plain_text.h"
#include "ui/widgets/error_text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QTimeZone>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kNsInMs = 1'000'000;
constexpr qsizetype kLongestDetail = 300;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(pilothouse::ui::LogWords)
};

/// Times before 1970 round down too.
qint64 msOf(qint64 stamp) {
    return stamp / kNsInMs - (stamp % kNsInMs < 0 ? 1 : 0);
}

QDateTime timeOf(qint64 stamp, bool isLocal) {
    return QDateTime::fromMSecsSinceEpoch(msOf(stamp), isLocal ? QTimeZone::LocalTime : QTimeZone::UTC);
}

/// @param offset minutes east of UTC
QString offsetWords(int offset) {
    if (offset == 0) {
        return u"UTC"_s;
    }
    const int minutes = offset < 0 ? -offset : offset;
    QString zone = (offset < 0 ? u"UTC−%1"_s : u"UTC+%1"_s).arg(minutes / 60);
    if (minutes % 60 != 0) {
        zone += u":%1"_s.arg(minutes % 60, 2, 10, QChar(u'0'));
    }
    return zone;
}

QString withDetail(const QString& words, const QString& detail) {
    //: a sentence and the server's own words after it
    return detail.isEmpty() ? words : Words::tr("%1: %2").arg(words, detail);
}

QString streamWords(const LogNotice& notice, const QString& who, const QString& detail) {
    using enum LogNotice::Kind;
    switch (notice.kind) {
    case Joined:
        return Words::tr("%1 joins").arg(who);
    case Left:
        return withDetail(Words::tr("%1 is gone").arg(who), detail);
    case Ended:
        return withDetail(Words::tr("%1 ended").arg(who), detail);
    case Waiting:
        return withDetail(Words::tr("%1 is not running yet").arg(who), detail);
    case Restarted:
        return withDetail(Words::tr("%1 restarted; its next run begins here").arg(who), detail);
    case Failed:
        return withDetail(
            Words::tr("%1 can't be read").arg(who), notice.error ? escapeControls(errorLine(*notice.error)) : detail);
    default:
        return detail;
    }
}

} // namespace

QString noticeWords(const LogNotice& notice, const QString& source) {
    using enum LogNotice::Kind;
    const QString detail = elideMiddle(escapeControls(notice.detail), kLongestDetail);
    const QString who = source.isEmpty() ? Words::tr("The log") : source;
    const QString why = !detail.isEmpty() || !notice.error
        ? detail
        : elideMiddle(escapeControls(errorLine(*notice.error)), kLongestDetail);
    const QString at = source.isEmpty() ? QString() : u" · " + source;
    switch (notice.kind) {
    case Reconnected:
        return (why.isEmpty() ? Words::tr("connection lost, resumed with nothing missing")
                              : Words::tr("connection lost (%1), resumed with nothing missing").arg(why))
            + at;
    case Gap:
        return withDetail(Words::tr("lines may be missing here"), why) + at;
    case Rotated:
        return Words::tr("the node rotated the log file; it goes on without a gap") + at;
    case Dropped:
        return withDetail(Words::tr("%n line(s) not kept", nullptr, static_cast<int>(notice.count)), detail) + at;
    case Revision:
        return detail.isEmpty() ? Words::tr("revision %1 starts").arg(number(notice.revision))
                                : Words::tr("revision %1 starts · %2").arg(number(notice.revision)).arg(detail);
    case Mark:
        return detail.isEmpty() ? Words::tr("mark") : Words::tr("mark · %1").arg(detail);
    default:
        return streamWords(notice, who, why);
    }
}

ColorToken noticeTone(LogNotice::Kind kind) {
    using enum LogNotice::Kind;
    switch (kind) {
    case Gap:
    case Dropped:
    case Failed:
        return ColorToken::Failed;
    case Reconnected:
    case Restarted:
    case Waiting:
        return ColorToken::Warning;
    case Revision:
        return ColorToken::Accent;
    case Mark:
        return ColorToken::Pending;
    default:
        return ColorToken::TextThird;
    }
}

QString levelLetter(LogLevel level) {
    switch (level) {
    case LogLevel::Trace:
        return u"T"_s;
    case LogLevel::Debug:
        return u"D"_s;
    case LogLevel::Info:
        return u"I"_s;
    case LogLevel::Warning:
        return u"W"_s;
    case LogLevel::Error:
        return u"E"_s;
    case LogLevel::Fatal:
        return u"F"_s;
    default:
        return {};
    }
}

QString levelWord(LogLevel level) {
    switch (level) {
    case LogLevel::Trace:
        return Words::tr("trace");
    case LogLevel::Debug:
        return Words::tr("debug");
    case LogLevel::Info:
        return Words::tr("info");
    case LogLevel::Warning:
        return Words::tr("warn");
    case LogLevel::Error:
        return Words::tr("error");
    case LogLevel::Fatal:
        return Words::tr("fatal");
    default:
        //: lines that say nothing of their level
        return Words::tr("other");
    }
}

ColorToken levelTone(LogLevel level) {
    switch (level) {
    case LogLevel::Fatal:
    case LogLevel::Error:
        return ColorToken::Failed;
    case LogLevel::Warning:
        return ColorToken::Warning;
    case LogLevel::Info:
        return ColorToken::Ok;
    default:
        return ColorToken::TextThird;
    }
}

QString stampWords(qint64 stamp, bool isLocal, bool isDated) {
    if (stamp == 0) {
        return {};
    }
    return timeOf(stamp, isLocal).toString(isDated ? u"MM-dd HH:mm:ss.zzz"_s : u"HH:mm:ss.zzz"_s);
}

QString fullStampWords(qint64 stamp, bool isLocal) {
    if (stamp == 0) {
        return {};
    }
    constexpr qint64 kSecond = 1'000'000'000;
    const qint64 fraction = ((stamp % kSecond) + kSecond) % kSecond;
    const QDateTime time = timeOf(stamp, isLocal);
    return time.toString(u"yyyy-MM-dd HH:mm:ss"_s) + u".%1 "_s.arg(fraction, 9, 10, QChar(u'0'))
        + offsetWords(time.offsetFromUtc() / 60);
}

QString zoneWords(bool isLocal) {
    return offsetWords(isLocal ? QDateTime::currentDateTime().offsetFromUtc() / 60 : 0);
}

QString countWords(qint64 count) {
    QString digits = QString::number(count);
    for (qsizetype at = digits.size() - 3; at > (count < 0 ? 1 : 0); at -= 3) {
        digits.insert(at, QChar(0x202f));
    }
    return digits;
}

} // namespace pilothouse::ui
