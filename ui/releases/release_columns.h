// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QVariant>

namespace pilothouse::ui {

/// Columns of every table of releases. The number is the model's; order and visibility on screen are the user's.
enum class ReleaseColumn : int {
    Name,
    Context, ///< shown on the page of all contexts
    Namespace,
    Revision,
    Status,
    Chart,
    AppVersion,
    Updated,
    Objects,
    Marks,
    Description,
    Driver,
    ApplyMethod,
    DeployedRevision,
    FirstLabel, ///< from here on: one user label each (U8)
};

[[nodiscard]] int releaseColumnCount();
/// The label a column shows; empty for columns that show none.
[[nodiscard]] QString releaseColumnLabel(int column);
/// Title, key, width, alignment, hidden: what a table asks of a header.
[[nodiscard]] QVariant releaseHeader(int column, int role);

} // namespace pilothouse::ui
