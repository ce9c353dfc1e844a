// SPDX-License-Identifier: Apache-2.0
#include "core/diff/word_diff.h"

#include <algorithm>
#include <span>

namespace pilothouse {

namespace {

constexpr qsizetype kMaxLineBytes = 16 * 1024;
constexpr size_t kMaxWords = 512;

using Spans = std::vector<WordSpan>;

bool isWordByte(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || byte == '_'
        || byte >= 0x80;
}

bool isSpace(char c) {
    return c == ' ' || c == '\t';
}

Spans wordsOf(QByteArrayView line) {
    Spans words;
    qsizetype i = 0;
    while (i < line.size()) {
        const qsizetype begin = i++;
        const char first = line[begin];
        if (isWordByte(first) || isSpace(first)) {
            while (i < line.size() && (isSpace(first) ? isSpace(line[i]) : isWordByte(line[i]))) {
                ++i;
            }
        }
        words.push_back({static_cast<int>(begin), static_cast<int>(i)});
    }
    return words;
}

QByteArrayView textOf(QByteArrayView line, WordSpan span) {
    return line.sliced(span.begin, span.end - span.begin);
}

/// Words as runs: adjacent marked words become one span.
void append(Spans& spans, WordSpan word) {
    if (!spans.empty() && spans.back().end == word.begin) {
        spans.back().end = word.end;
    } else {
        spans.push_back(word);
    }
}

/// Longest common subsequence of the words between the common head and tail.
void markMiddle(QByteArrayView from, std::span<const WordSpan> a, QByteArrayView to, std::span<const WordSpan> b,
    Spans& removed, Spans& added) {
    if (a.size() > kMaxWords || b.size() > kMaxWords) {
        std::ranges::for_each(a, [&](WordSpan word) { append(removed, word); });
        std::ranges::for_each(b, [&](WordSpan word) { append(added, word); });
        return;
    }
    const size_t columns = b.size() + 1;
    std::vector<quint16> lengths((a.size() + 1) * columns, 0);
    for (size_t i = a.size(); i-- > 0;) {
        for (size_t j = b.size(); j-- > 0;) {
            lengths[i * columns + j] = textOf(from, a[i]) == textOf(to, b[j])
                ? static_cast<quint16>(lengths[(i + 1) * columns + j + 1] + 1)
                : std::max(lengths[(i + 1) * columns + j], lengths[i * columns + j + 1]);
        }
    }
    size_t i = 0;
    size_t j = 0;
    while (i < a.size() || j < b.size()) {
        if (i < a.size() && j < b.size() && textOf(from, a[i]) == textOf(to, b[j])) {
            ++i;
            ++j;
        } else if (j == b.size() || (i < a.size() && lengths[(i + 1) * columns + j] >= lengths[i * columns + j + 1])) {
            append(removed, a[i++]);
        } else {
            append(added, b[j++]);
        }
    }
}

qsizetype markedBytes(const Spans& spans) {
    qsizetype sum = 0;
    for (const WordSpan span : spans) {
        sum += span.end - span.begin;
    }
    return sum;
}

/// Marks help only where something familiar is left around them.
bool hasLittleInCommon(QByteArrayView from, const Spans& removed, QByteArrayView to, const Spans& added) {
    const qsizetype all = from.trimmed().size() + to.trimmed().size();
    return (markedBytes(removed) + markedBytes(added)) * 5 > all * 4;
}

} // namespace

std::pair<Spans, Spans> diffWords(QByteArrayView from, QByteArrayView to) {
    if (from.size() > kMaxLineBytes || to.size() > kMaxLineBytes) {
        return {};
    }
    const Spans a = wordsOf(from);
    const Spans b = wordsOf(to);
    size_t head = 0;
    while (head < a.size() && head < b.size() && textOf(from, a[head]) == textOf(to, b[head])) {
        ++head;
    }
    size_t tail = 0;
    while (tail < a.size() - head && tail < b.size() - head
        && textOf(from, a[a.size() - 1 - tail]) == textOf(to, b[b.size() - 1 - tail])) {
        ++tail;
    }
    Spans removed;
    Spans added;
    markMiddle(from, std::span(a).subspan(head, a.size() - head - tail), to,
        std::span(b).subspan(head, b.size() - head - tail), removed, added);
    if (hasLittleInCommon(from, removed, to, added)) {
        return {};
    }
    return {std::move(removed), std::move(added)};
}

} // namespace pilothouse
