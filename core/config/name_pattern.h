// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

namespace pilothouse {

/// The runs of letters and digits of a name, in lower case: `eks_prd-app` is eks, prd, app.
[[nodiscard]] QStringList nameTokens(QStringView name);

/// How a person's rule names contexts, namespaces and releases: empty: any; `=` and the exact name; with `*` (any run
/// of characters) the whole name, whatever its case; else whole tokens in a row: `prd` is in `eks_prd-app`, not in
/// `nonprd`. No pattern can make it slow.
[[nodiscard]] bool matchesName(QStringView name, QStringView pattern);

} // namespace pilothouse
