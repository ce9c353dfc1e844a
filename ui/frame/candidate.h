// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <functional>
#include <vector>

namespace pilothouse::ui {

/// One thing the palette can go to. Names come from clusters: shown as plain text.
struct Candidate {
    QString title; ///< `storefront`
    QString detail; ///< `release in shop`
    QString icon; ///< Lucide name
    QString command; ///< what is run when it is chosen: `:rel shop/storefront`
};

/// Asked each time the palette opens; GUI thread, quick.
using CandidateSource = std::function<std::vector<Candidate>()>;

} // namespace pilothouse::ui
