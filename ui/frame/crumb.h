// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/frame/place.h"

#include <QList>
#include <QStringList>

namespace pilothouse::ui {

/// One part of the path in the top bar, and where pressing it leads.
struct Crumb {
    /// A part that leads nowhere: the end of the path, a word for the page itself.
    Crumb(QString words) // NOLINT(google-explicit-constructor): a path is mostly words
        : text(std::move(words)) { }
    Crumb(QString words, Place there)
        : text(std::move(words))
        , place(std::move(there)) { }

    QString text; ///< a name from outside, or a translated word
    std::optional<Place> place;
    friend bool operator==(const Crumb&, const Crumb&) = default;
};
using Crumbs = QList<Crumb>;

[[nodiscard]] inline QStringList wordsOf(const Crumbs& crumbs) {
    QStringList words;
    for (const Crumb& crumb : crumbs) {
        words += crumb.text;
    }
    return words;
}

/// Namespace and release, as every page of one release begins its path: to the list of that namespace, and into the
/// release. Names that are not known yet are left out.
[[nodiscard]] inline Crumbs crumbsOf(const ContextId& context, const ReleaseKey& release) {
    Place place = placeOf(context, page::kReleases);
    place.nameSpace = release.nameSpace;
    Crumbs crumbs;
    if (!release.nameSpace.isEmpty()) {
        crumbs += Crumb(release.nameSpace, place);
    }
    if (!release.name.isEmpty()) {
        place.release = release;
        crumbs += Crumb(release.name, place);
    }
    return crumbs;
}

} // namespace pilothouse::ui
