// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <utility>
#include <vector>

namespace pilothouse {

/// A run of bytes within a line that differs: [begin, end).
struct WordSpan {
    int begin = 0;
    int end = 0;
    friend bool operator==(const WordSpan&, const WordSpan&) = default;
};

struct DiffLine {
    enum class Kind { Context, Removed, Added };
    Kind kind = Kind::Context;
    int fromLine = -1; ///< 0-based, -1: not in this side
    int toLine = -1;
    std::vector<WordSpan> words; ///< marked parts, only in lines that have a counterpart
};

/// Lines around a change. Between hunks, lines are the same.
struct Hunk {
    int fromStart = 0; ///< 0-based
    int fromCount = 0;
    int toStart = 0;
    int toCount = 0;
    std::vector<DiffLine> lines;
};

struct LineDiff {
    std::vector<Hunk> hunks;
    int added = 0;
    int removed = 0;
};

/// The lines of a text, each with its newline (the last one may have none). `DiffLine::fromLine` counts these.
[[nodiscard]] std::vector<QByteArrayView> textLines(QByteArrayView text);

/// Patience diff by lines (libgit2), word marks within replaced lines. Linear memory; texts up to 64 MiB. Thread: any.
[[nodiscard]] LineDiff diffLines(const QByteArray& from, const QByteArray& to, int contextLines = 3);

} // namespace pilothouse
