// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/kube/metrics_source.h"
#include "core/kube/objects.h"
#include "ui/theme/tokens.h"

#include <QVariant>

#include <optional>

namespace pilothouse::ui {

/// Text of a cell as the server printed it, control characters escaped.
[[nodiscard]] QString serverCellText(const QJsonValue& cell);
/// What to sort a printed text by: `2/3` by the share that is ready, `3 (5m ago)` by its number, `5d3h` by its seconds,
/// else the text. Runs for every comparison of a sort: no regular expressions.
[[nodiscard]] QVariant cellSortKey(const QString& text);
/// Seconds of `5d3h`, `12m`; -1: not an age.
[[nodiscard]] qint64 cellAge(QStringView text);
/// The colour of words kubectl users know; nothing for words that say no fault.
[[nodiscard]] std::optional<ColorToken> cellTone(const QString& word);
[[nodiscard]] bool isStatusColumn(const QString& name);
/// `5d3h`, `12m`, `45s` as kubectl prints ages (apimachinery: duration.HumanDuration).
[[nodiscard]] QString humanAge(qint64 seconds);
/// `250m`, `1.25`.
[[nodiscard]] QString coresText(double cores);
/// `128 Mi`.
[[nodiscard]] QString bytesText(qint64 bytes);

} // namespace pilothouse::ui
