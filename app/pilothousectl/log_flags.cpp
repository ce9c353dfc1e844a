// SPDX-License-Identifier: Apache-2.0
#include "app/pilothousectl/log_flags.h"

namespace pilothouse::ctl {

using namespace Qt::StringLiterals;

namespace {

/// `90`, `90s`, `5m`, `1h30m`, as kubectl and helm take them; whole seconds.
std::optional<std::chrono::seconds> durationFrom(const QString& word) {
    qint64 total = 0;
    qint64 number = -1;
    for (const QChar c : word) {
        if (c.isDigit()) {
            number = qMin<qint64>(qMax<qint64>(number, 0) * 10 + c.digitValue(), 1'000'000'000);
            continue;
        }
        const qint64 unit = c == u's' ? 1 : c == u'm' ? 60 : c == u'h' ? 3600 : 0;
        if (unit == 0 || number < 0) {
            return {};
        }
        total += number * unit;
        number = -1;
    }
    total += qMax<qint64>(number, 0);
    return total > 0 ? std::optional(std::chrono::seconds(total)) : std::nullopt;
}

} // namespace

void addLogFlags(QCommandLineParser& parser) {
    parser.addOptions({
        {u"follow"_s, u"logs: go on until Ctrl-C."_s},
        {u"since"_s, u"logs: no older than this (30s, 5m, 2h)."_s, u"duration"_s},
        {u"tail"_s, u"logs: the last lines of each container."_s, u"number"_s},
        {u"timestamps"_s, u"logs: with the server's timestamps."_s},
        {u"previous"_s, u"logs: of the run before."_s},
        {u"grep"_s, u"logs: only lines that match."_s, u"regex"_s},
    });
}

Result<LogFlags> readLogFlags(const QCommandLineParser& parser) {
    LogFlags flags;
    flags.follow = parser.isSet(u"follow"_s);
    flags.previous = parser.isSet(u"previous"_s);
    flags.timestamps = parser.isSet(u"timestamps"_s);
    flags.grep = parser.value(u"grep"_s);
    if (parser.isSet(u"since"_s)) {
        flags.since = durationFrom(parser.value(u"since"_s));
        if (!flags.since) {
            return fail(ErrorCode::Invalid, u"--since "_s + parser.value(u"since"_s),
                u"it must be a time from one second on, as 30s, 5m or 2h"_s);
        }
    }
    if (parser.isSet(u"tail"_s)) {
        bool isNumber = false;
        flags.tail = parser.value(u"tail"_s).toLongLong(&isNumber);
        if (!isNumber || *flags.tail < 0) {
            return fail(ErrorCode::Invalid, u"--tail "_s + parser.value(u"tail"_s), u"it must be a number from 0"_s);
        }
    }
    return flags;
}

} // namespace pilothouse::ctl
