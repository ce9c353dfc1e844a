// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/logs/log_types.h"
#include "ui/theme/tokens.h"

#include <QString>

namespace pilothouse::ui {

class LogSources;

/// What a notice says, in one line. @param source `pod/container` it is about; empty: all
[[nodiscard]] QString noticeWords(const LogNotice& notice, const QString& source);
/// Its colour: faults, warnings, the accent for what a person waits for, quiet for the rest.
[[nodiscard]] ColorToken noticeTone(LogNotice::Kind kind);

/// `E`: the one letter beside a line, so that a level is not told by colour alone; empty where it says none.
[[nodiscard]] QString levelLetter(LogLevel level);
/// `error`, as chips and menus name it.
[[nodiscard]] QString levelWord(LogLevel level);
[[nodiscard]] ColorToken levelTone(LogLevel level);

/// `14:02:10.265`, with the day before it where @p isDated. @param stamp ns since 1970 UTC
[[nodiscard]] QString stampWords(qint64 stamp, bool isLocal, bool isDated);
/// `2026-11-21 14:02:10.265318431 UTC+8`: whole, for tooltips and copies.
[[nodiscard]] QString fullStampWords(qint64 stamp, bool isLocal);
/// `UTC+8`, `UTC`.
[[nodiscard]] QString zoneWords(bool isLocal);

/// `1 204`, with narrow blanks.
[[nodiscard]] QString countWords(qint64 count);

} // namespace pilothouse::ui
