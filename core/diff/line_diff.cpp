// SPDX-License-Identifier: Apache-2.0
#include "core/diff/line_diff.h"

#include "core/diff/word_diff.h"

#include <git2.h>

#include <algorithm>

namespace pilothouse {

namespace {

/// libgit2 wants to be initialised once in a process before anything else and counts its users. Starting it for every
/// call would set up its TLS library each time.
void startLibGit2() {
    struct Library {
        Library() { git_libgit2_init(); }
        ~Library() { git_libgit2_shutdown(); }
        Q_DISABLE_COPY_MOVE(Library)
    };
    static const Library library;
}

/// libgit2 counts from 1, and names the line before where a side has none.
int zeroBased(int start, int count) {
    return count == 0 ? start : start - 1;
}

int onHunk(const git_diff_delta*, const git_diff_hunk* hunk, void* payload) {
    auto* diff = static_cast<LineDiff*>(payload);
    diff->hunks.push_back({zeroBased(hunk->old_start, hunk->old_lines), hunk->old_lines,
        zeroBased(hunk->new_start, hunk->new_lines), hunk->new_lines, {}});
    return 0;
}

int onLine(const git_diff_delta*, const git_diff_hunk*, const git_diff_line* line, void* payload) {
    auto* diff = static_cast<LineDiff*>(payload);
    if (diff->hunks.empty()) {
        return 0;
    }
    auto& lines = diff->hunks.back().lines;
    switch (line->origin) {
    case GIT_DIFF_LINE_CONTEXT:
        lines.push_back({DiffLine::Kind::Context, line->old_lineno - 1, line->new_lineno - 1, {}});
        break;
    case GIT_DIFF_LINE_DELETION:
        lines.push_back({DiffLine::Kind::Removed, line->old_lineno - 1, -1, {}});
        ++diff->removed;
        break;
    case GIT_DIFF_LINE_ADDITION:
        lines.push_back({DiffLine::Kind::Added, -1, line->new_lineno - 1, {}});
        ++diff->added;
        break;
    default: // remarks about a missing newline: the text itself says so
        break;
    }
    return 0;
}

/// Everything out, everything in: what is left to say where libgit2 can't (no memory).
LineDiff replacement(const QByteArray& from, const QByteArray& to) {
    LineDiff diff;
    diff.removed = static_cast<int>(textLines(from).size());
    diff.added = static_cast<int>(textLines(to).size());
    Hunk hunk{0, diff.removed, 0, diff.added, {}};
    for (int i = 0; i < diff.removed; ++i) {
        hunk.lines.push_back({DiffLine::Kind::Removed, i, -1, {}});
    }
    for (int i = 0; i < diff.added; ++i) {
        hunk.lines.push_back({DiffLine::Kind::Added, -1, i, {}});
    }
    diff.hunks.push_back(std::move(hunk));
    return diff;
}

LineDiff gitDiff(const QByteArray& from, const QByteArray& to, int contextLines) {
    startLibGit2();
    git_diff_options options;
    git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
    options.flags = GIT_DIFF_PATIENCE | GIT_DIFF_FORCE_TEXT;
    options.context_lines = static_cast<uint32_t>(std::max(0, contextLines));
    options.max_size = -1;
    LineDiff diff;
    const int status = git_diff_buffers(from.constData(), static_cast<size_t>(from.size()), nullptr, to.constData(),
        static_cast<size_t>(to.size()), nullptr, &options, nullptr, nullptr, onHunk, onLine, &diff);
    return status == 0 ? diff : replacement(from, to);
}

QByteArrayView withoutNewline(QByteArrayView line) {
    while (line.endsWith('\n') || line.endsWith('\r')) {
        line.chop(1);
    }
    return line;
}

QByteArrayView fieldOf(QByteArrayView line) {
    return line.first(std::max<qsizetype>(0, line.indexOf(':'))).trimmed();
}

struct Sides {
    std::vector<QByteArrayView> from;
    std::vector<QByteArrayView> to;
};

void markPair(const Sides& sides, DiffLine& removed, DiffLine& added) {
    auto [a, b] = diffWords(withoutNewline(sides.from[static_cast<size_t>(removed.fromLine)]),
        withoutNewline(sides.to[static_cast<size_t>(added.toLine)]));
    removed.words = std::move(a);
    added.words = std::move(b);
}

/// A run of removed lines and the run of added ones after it. As many of each: line by line; otherwise lines that start
/// with the same field name, in order.
void markRun(const Sides& sides, std::vector<DiffLine>& lines, size_t begin, size_t middle, size_t end) {
    const bool sameCount = middle - begin == end - middle;
    size_t next = middle;
    for (size_t i = begin; i < middle && next < end; ++i) {
        if (sameCount) {
            markPair(sides, lines[i], lines[next++]);
            continue;
        }
        const QByteArrayView field = fieldOf(sides.from[static_cast<size_t>(lines[i].fromLine)]);
        const size_t last = std::min(end, next + 64); // bounded: a run may be a whole file
        for (size_t j = next; j < last && !field.isEmpty(); ++j) {
            if (fieldOf(sides.to[static_cast<size_t>(lines[j].toLine)]) == field) {
                markPair(sides, lines[i], lines[j]);
                next = j + 1;
                break;
            }
        }
    }
}

void markWords(const Sides& sides, Hunk& hunk) {
    auto& lines = hunk.lines;
    size_t i = 0;
    while (i < lines.size()) {
        const size_t begin = i;
        while (i < lines.size() && lines[i].kind == DiffLine::Kind::Removed) {
            ++i;
        }
        const size_t middle = i;
        while (i < lines.size() && lines[i].kind == DiffLine::Kind::Added) {
            ++i;
        }
        if (middle > begin && i > middle) {
            markRun(sides, lines, begin, middle, i);
        }
        i = std::max(i, begin + 1);
    }
}

} // namespace

std::vector<QByteArrayView> textLines(QByteArrayView text) {
    std::vector<QByteArrayView> lines;
    qsizetype begin = 0;
    while (begin < text.size()) {
        const qsizetype newline = text.indexOf('\n', begin);
        const qsizetype end = newline < 0 ? text.size() : newline + 1;
        lines.push_back(text.sliced(begin, end - begin));
        begin = end;
    }
    return lines;
}

LineDiff diffLines(const QByteArray& from, const QByteArray& to, int contextLines) {
    if (from == to) {
        return {};
    }
    LineDiff diff = gitDiff(from, to, contextLines);
    const Sides sides{textLines(from), textLines(to)};
    for (Hunk& hunk : diff.hunks) {
        markWords(sides, hunk);
    }
    return diff;
}

} // namespace pilothouse
