// SPDX-License-Identifier: Apache-2.0
#include "core/logs/log_text.h"

#include <array>
#include <cstring>

namespace pilothouse {

namespace {

constexpr qsizetype kFieldsReach = 512; // of JSON and logfmt
constexpr qsizetype kColoursReach = 2 * kFieldsReach; // with escape sequences
constexpr char kEscape = '\x1b';
constexpr qsizetype kWordsReach = 120; // a date, a thread's name, then the level
constexpr qsizetype kShortestWord = 3;
constexpr qsizetype kLongestWord = 11;

struct Word {
    QByteArrayView text;
    LogLevel level;
};
constexpr std::array<Word, 22> kWords{{
    {"info", LogLevel::Info},
    {"error", LogLevel::Error},
    {"warn", LogLevel::Warning},
    {"warning", LogLevel::Warning},
    {"debug", LogLevel::Debug},
    {"trace", LogLevel::Trace},
    {"fatal", LogLevel::Fatal},
    {"panic", LogLevel::Fatal},
    {"err", LogLevel::Error},
    {"inf", LogLevel::Info},
    {"wrn", LogLevel::Warning},
    {"dbg", LogLevel::Debug},
    {"trc", LogLevel::Trace},
    {"ftl", LogLevel::Fatal},
    {"notice", LogLevel::Info},
    {"information", LogLevel::Info},
    {"crit", LogLevel::Fatal},
    {"critical", LogLevel::Fatal},
    {"severe", LogLevel::Error},
    {"emergency", LogLevel::Fatal},
    {"alert", LogLevel::Fatal},
    {"verbose", LogLevel::Trace},
}};

constexpr char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}
constexpr bool isLetter(char c) {
    const char small = lower(c);
    return small >= 'a' && small <= 'z';
}
constexpr bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

LogLevel levelOfWord(QByteArrayView word) {
    if (word.size() < kShortestWord || word.size() > kLongestWord) {
        return LogLevel::None;
    }
    const char first = lower(word[0]);
    for (const Word& known : kWords) {
        if (known.text[0] == first && known.text.size() == word.size()
            && known.text.compare(word, Qt::CaseInsensitive) == 0) {
            return known.level;
        }
    }
    return LogLevel::None;
}

/// Without colours and what else ECMA-48 calls CSI: ESC [, parameters and intermediates, one byte that ends it.
QByteArray withoutColours(QByteArrayView line) {
    QByteArray plain;
    plain.reserve(line.size());
    for (qsizetype at = 0; at < line.size(); ++at) {
        if (line[at] != kEscape || at + 1 >= line.size() || line[at + 1] != '[') {
            plain += line[at];
            continue;
        }
        at += 2;
        while (at < line.size() && line[at] >= ' ' && line[at] <= '?') {
            ++at;
        }
    }
    return plain;
}

QByteArrayView withoutBlanks(QByteArrayView text) {
    qsizetype at = 0;
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) {
        ++at;
    }
    return text.sliced(at);
}

/// What stands behind the time that a runtime, a collector or the program itself wrote first: `2026-11-21T09:00:00Z `,
/// `[2026/11/21 09:00:00.123] `, `09:00:00,123 `. The same when there is none.
QByteArrayView withoutTime(QByteArrayView text) {
    constexpr int kParts = 3; // date, time, zone
    constexpr int kFewestDigits = 4; // `3/5 error` is no time
    for (int part = 0; part < kParts; ++part) {
        qsizetype end = 0;
        int digits = 0;
        bool hasMark = false;
        while (end < text.size() && text[end] != ' ' && text[end] != '\t') {
            const char c = text[end++];
            const bool isMark = c == ':' || c == '-' || c == '/' || c == '+';
            if (!isDigit(c) && !isMark && c != '.' && c != ',' && c != 'T' && c != 'Z' && c != '[' && c != ']') {
                return text;
            }
            digits += isDigit(c) ? 1 : 0;
            hasMark = hasMark || isMark;
        }
        const bool isBegun = !text.isEmpty() && (isDigit(text[0]) || text[0] == '[' || part > 0);
        if (!isBegun || !hasMark || digits < kFewestDigits) {
            return text;
        }
        text = withoutBlanks(text.sliced(end));
    }
    return text;
}

LogLevel klogLevel(QByteArrayView line) {
    if (line.size() < 6 || !isDigit(line[1]) || !isDigit(line[2]) || !isDigit(line[3]) || !isDigit(line[4])
        || line[5] != ' ') {
        return LogLevel::None;
    }
    switch (line[0]) {
    case 'I':
        return LogLevel::Info;
    case 'W':
        return LogLevel::Warning;
    case 'E':
        return LogLevel::Error;
    case 'F':
        return LogLevel::Fatal;
    default:
        return LogLevel::None;
    }
}

bool isLevelKey(QByteArrayView key) {
    switch (key.size()) {
    case 3:
        return key == "lvl" || key == "Lvl";
    case 5:
        return key.compare("level", Qt::CaseInsensitive) == 0;
    case 8:
        return key.compare("severity", Qt::CaseInsensitive) == 0 || key.compare("loglevel", Qt::CaseInsensitive) == 0;
    case 9:
        return key == "log.level" || key == "levelname" || key == "log_level";
    default:
        return false;
    }
}

/// pino and bunyan write tens, others syslog's 0–7, which mean the opposite: only the first are told apart for sure.
LogLevel levelOfNumber(QByteArrayView text) {
    if (text.size() < 2 || text[0] < '1' || text[0] > '6' || text[1] != '0' || (text.size() > 2 && isDigit(text[2]))) {
        return LogLevel::None;
    }
    constexpr std::array kByTens{
        LogLevel::Trace, LogLevel::Debug, LogLevel::Info, LogLevel::Warning, LogLevel::Error, LogLevel::Fatal};
    return kByTens.at(static_cast<size_t>(text[0] - '1'));
}

QByteArrayView leadingWord(QByteArrayView text) {
    qsizetype end = 0;
    while (end < text.size() && end <= kLongestWord && isLetter(text[end])) {
        ++end;
    }
    return text.first(end);
}

LogLevel jsonLevel(QByteArrayView line) {
    const char* at = line.data();
    const char* const end = at + qMin(line.size(), kFieldsReach);
    const auto quote = [end](const char* from) {
        return from < end ? static_cast<const char*>(std::memchr(from, '"', static_cast<size_t>(end - from))) : nullptr;
    };
    for (const char* open = quote(at); open; open = quote(at)) {
        const char* const close = quote(open + 1);
        if (!close || close + 1 >= end) {
            break;
        }
        at = close + 1;
        if (close[-1] == '\\') {
            continue; // an escaped quote: pairs are off by one until the next, which costs a level at most
        }
        if (!isLevelKey({open + 1, close - open - 1})) {
            continue;
        }
        while (at < end && (*at == ':' || *at == ' ')) {
            ++at;
        }
        if (at < end && *at == '"') {
            return levelOfWord(leadingWord({at + 1, end - at - 1}));
        }
        return levelOfNumber({at, end - at});
    }
    return LogLevel::None;
}

/// `level=warn`, `lvl=error`, `severity="ERROR"` anywhere in reach.
LogLevel logfmtLevel(QByteArrayView line) {
    const QByteArrayView reach = line.first(qMin(line.size(), kFieldsReach));
    for (qsizetype at = reach.indexOf('='); at >= 0; at = reach.indexOf('=', at + 1)) {
        if (at < 3 || (reach[at - 1] != 'l' && reach[at - 1] != 'y')) {
            continue; // ends neither in level nor in lvl nor in severity
        }
        for (const qsizetype length : {5, 3, 8}) {
            const bool isWhole = at == length || (at > length && !isLetter(reach[at - length - 1]));
            if (at >= length && isWhole && isLevelKey(reach.sliced(at - length, length))) {
                const bool isQuoted = at + 1 < reach.size() && reach[at + 1] == '"';
                return levelOfWord(leadingWord(reach.sliced(at + (isQuoted ? 2 : 1))));
            }
        }
    }
    return LogLevel::None;
}

bool isCapitals(QByteArrayView word) {
    for (const char c : word) {
        if (c < 'A' || c > 'Z') {
            return false;
        }
    }
    return true;
}

/// A level's word stands out: in brackets, in capitals, or before a colon; `an error occurred` says nothing.
LogLevel plainLevel(QByteArrayView line) {
    const qsizetype reach = qMin(line.size(), kWordsReach);
    for (qsizetype at = 0; at < reach;) {
        if (!isLetter(line[at])) {
            ++at;
            continue;
        }
        qsizetype end = at;
        while (end < line.size() && end - at <= kLongestWord && isLetter(line[end])) {
            ++end;
        }
        const QByteArrayView word = line.sliced(at, end - at);
        const char before = at > 0 ? line[at - 1] : ' ';
        const char after = end < line.size() ? line[end] : ' ';
        const bool isBracketed = (before == '[' || before == '<' || before == '(' || before == '|') && !isDigit(after);
        const bool standsAlone = before != '/' && before != '-' && before != '_' && before != '.' && !isDigit(before)
            && after != '/' && after != '-' && after != '_' && after != '.' && !isDigit(after);
        if (word.size() >= kShortestWord && (isBracketed || (standsAlone && (isCapitals(word) || after == ':')))) {
            if (const LogLevel level = levelOfWord(word); level != LogLevel::None) {
                return level;
            }
        }
        at = end;
        while (at < reach && isLetter(line[at])) {
            ++at;
        }
    }
    return LogLevel::None;
}

} // namespace

LogLevel logLevelOf(QByteArrayView line) {
    const QByteArrayView start = line.first(qMin(line.size(), kColoursReach));
    const QByteArray plain = start.contains(kEscape) ? withoutColours(start) : QByteArray();
    const QByteArrayView text = withoutBlanks(plain.isNull() ? start : QByteArrayView(plain));
    const QByteArrayView said = withoutTime(text);
    if (said.isEmpty()) {
        return LogLevel::None;
    }
    if (const LogLevel level = klogLevel(said); level != LogLevel::None) {
        return level;
    }
    if (said.front() == '{') {
        return jsonLevel(said);
    }
    if (said.size() != text.size()) { // right behind the time a small letter will do: `… Z\tinfo\tstarted`
        const QByteArrayView word = leadingWord(said);
        const char after = word.size() < said.size() ? said[word.size()] : ' ';
        const LogLevel level = after == ' ' || after == '\t' ? levelOfWord(word) : LogLevel::None;
        if (level != LogLevel::None) {
            return level;
        }
    }
    if (const LogLevel level = logfmtLevel(text); level != LogLevel::None) {
        return level;
    }
    return plainLevel(text);
}

} // namespace pilothouse
