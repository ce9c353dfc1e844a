// SPDX-License-Identifier: Apache-2.0
#include "core/diff/patch_writer.h"

#include "core/base/plain_text.h"
#include "core/diff/manifest_diff.h"

namespace pilothouse {

namespace {

QByteArray range(int start, int count) {
    // A side without lines names the line before it (POSIX diff, "Diff -u Output Format").
    const QByteArray first = QByteArray::number(count == 0 ? start : start + 1);
    return count == 1 ? first : QByteArray(first + ',' + QByteArray::number(count));
}

/// A file name in a header: one line, and a tab after it where it has spaces (GNU diff), or `patch` stops at the space.
QByteArray headerName(const QString& name) {
    const QByteArray safe = escapeControls(name).toUtf8();
    return safe.contains(' ') ? QByteArray(safe + '\t') : safe;
}

} // namespace

QByteArray hunkHeader(const Hunk& hunk) {
    return "@@ -" + range(hunk.fromStart, hunk.fromCount) + " +" + range(hunk.toStart, hunk.toCount) + " @@\n";
}

void appendHunk(
    QByteArray& out, const Hunk& hunk, const std::vector<QByteArrayView>& from, const std::vector<QByteArrayView>& to) {
    out += hunkHeader(hunk);
    for (const DiffLine& line : hunk.lines) {
        const bool isAdded = line.kind == DiffLine::Kind::Added;
        const QByteArrayView text
            = isAdded ? to[static_cast<size_t>(line.toLine)] : from[static_cast<size_t>(line.fromLine)];
        out += isAdded ? '+' : line.kind == DiffLine::Kind::Removed ? '-' : ' ';
        out += text;
        if (!text.endsWith('\n')) {
            out += "\n\\ No newline at end of file\n";
        }
    }
}

QByteArray unifiedPatch(
    const QByteArray& from, const QByteArray& to, const QString& fromName, const QString& toName, int contextLines) {
    const LineDiff diff = diffLines(from, to, contextLines);
    if (diff.hunks.empty()) {
        return {};
    }
    const auto fromLines = textLines(from);
    const auto toLines = textLines(to);
    QByteArray out = "--- " + headerName(fromName) + "\n+++ " + headerName(toName) + '\n';
    for (const Hunk& hunk : diff.hunks) {
        appendHunk(out, hunk, fromLines, toLines);
    }
    return out;
}

} // namespace pilothouse
