// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>

namespace pilothouse {

/// Whether a terminal may send @p answer to a program: what it is (DA1, always the same), that it is well (DSR 5), or
/// where the cursor is (DSR 6), digits only. Nothing else ever leaves, whatever was asked (TE1).
[[nodiscard]] bool isHarmlessAnswer(QByteArrayView answer);

} // namespace pilothouse
