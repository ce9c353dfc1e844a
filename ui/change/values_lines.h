// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/change/values_review.h"

#include <QHash>
#include <QStringList>

#include <vector>

namespace pilothouse::ui {

/// Lines that fold away under their head. 0-based.
struct FoldRange {
    int head = 0;
    int last = 0; ///< of what is hidden; greater than head
    friend bool operator==(const FoldRange&, const FoldRange&) = default;
};

/// What can be folded in a YAML text that may be half written: what is indented deeper below a line, and a list that
/// stands under its key without indentation. Blank lines at the end of a part stay outside. In order of heads.
[[nodiscard]] std::vector<FoldRange> foldRanges(const QStringList& lines);

/// What the chart says where a line of @p values says something else: 0-based line → the default as one short text.
/// Only plain values; nothing of what is or may be a secret.
[[nodiscard]] QHash<int, QString> defaultsBeside(const QByteArray& values, const ValuesReview& review);

} // namespace pilothouse::ui
