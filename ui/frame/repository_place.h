// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/frame/place.h"

namespace pilothouse::ui {

namespace page {
/// Place::tab: URL of what is wanted; set up already or not.
inline constexpr QStringView kRepositories = u"repositories";
} // namespace page

/// The page of repositories, at the one a chart of that URL comes from; empty: the page as it was.
/// @param context that is worked in meanwhile
[[nodiscard]] inline Place repositoryPlace(const ContextId& context, const QString& url = {}) {
    Place place = placeOf(context, page::kRepositories);
    place.tab = url;
    return place;
}

} // namespace pilothouse::ui
