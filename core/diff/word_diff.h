// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/diff/line_diff.h"

#include <QByteArrayView>

#include <utility>
#include <vector>

namespace pilothouse {

/// What differs within two lines that stand for each other: first the spans of @p from, then those of @p to. Both are
/// empty where the lines have next to nothing in common (the whole line is the change) or are too long to be worth it.
/// Spans never cut an UTF-8 character. Bounded: 512 words on each side take part, more fall back to what is left after
/// the common head and tail. Thread: any.
[[nodiscard]] std::pair<std::vector<WordSpan>, std::vector<WordSpan>> diffWords(QByteArrayView from, QByteArrayView to);

} // namespace pilothouse
