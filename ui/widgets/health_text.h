// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtCore/QString>

namespace pilothouse::ui {

/// What core says about an object's health, in the user's language: core's own sentences are translated, the server's
/// words stay as they are, control characters escaped. Empty stays empty.
[[nodiscard]] QString healthText(const QString& message);

} // namespace pilothouse::ui
