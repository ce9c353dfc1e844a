// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringView>

namespace pilothouse::ui::page {

/// The plan of a context's marked releases. Which they are is not in the place: the marks say it.
inline constexpr QStringView kUpgradeMarked = u"batch:upgrade";

} // namespace pilothouse::ui::page
