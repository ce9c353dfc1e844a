// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task.h"
#include "core/base/byte_size.h"
#include "core/base/clock.h"
#include "core/base/error.h"

#include <QProcessEnvironment>
#include <QStringList>

#include <optional>

namespace pilothouse {

/// A program that is run to be read: argv only, no shell ever (KC7).
struct ChildCommand {
    QString program; ///< absolute
    QStringList arguments;
    QProcessEnvironment environment;
    QString folder; ///< to run in; empty: ours
};

struct ChildBounds {
    Clock::Duration deadline;
    ByteSize output;
    ByteSize errors; ///< how much of the end of stderr is kept, at least
};

/// How it ended.
struct ChildEnd {
    /// Why it was ended or could not start: Timeout, Invalid with reason TooLarge, Process (a crash, or reason
    /// NotStarted). Then the output is not whole.
    std::optional<Error> stopped;
    int exitCode = 0;
    QByteArray output;
    QByteArray errors;
};

/// Runs it to its end: stdin closed, no terminal, a session of its own. What goes over its bounds is ended by SIGTERM
/// to that session, 2 s later by SIGKILL; destroying the task ends it at once. Thread: the caller's.
/// @param clock outlives the task
[[nodiscard]] Task<ChildEnd> runChild(Clock* clock, ChildCommand command, ChildBounds bounds);

} // namespace pilothouse
