// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

#include <QCommandLineParser>

#include <chrono>
#include <optional>

namespace pilothouse::ctl {

/// What the command line says about a log.
struct LogFlags {
    bool follow = false;
    bool previous = false;
    bool timestamps = false;
    std::optional<std::chrono::seconds> since;
    std::optional<qint64> tail;
    QString grep;
};

void addLogFlags(QCommandLineParser& parser);
/// Errors: Invalid.
[[nodiscard]] Result<LogFlags> readLogFlags(const QCommandLineParser& parser);

} // namespace pilothouse::ctl
