// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"
#include "core/helm/release_types.h"
#include "core/kube/resource.h"

#include <QString>

#include <memory>
#include <optional>

namespace pilothouse {
struct ChangeRequest;
}

namespace pilothouse::ui {

/// Where in the window one is: what back and forward remember, the palette goes to, and the top bar spells out.
/// A plain value: features exchange places, never each other's widgets.
struct Place {
    ContextId context;
    /// Name of the page: one of `page::…`, or `kind:deployments.apps` for a table of any kind.
    QString page;
    QString nameSpace; ///< the filter of tables; empty: all
    std::optional<ReleaseKey> release; ///< opened in the releases page
    QString tab; ///< of the release page: `values`, `diff` …; empty: as it was
    Revision revision = Revision::None; ///< chosen in the rail
    Revision compareWith = Revision::None; ///< the other side of the diff
    std::optional<ObjectRef> object; ///< opened in a table of objects
    ContextId otherContext; ///< of the page `compare`: the other side; empty: found by itself
    std::optional<ReleaseKey> otherRelease; ///< and the release there
    /// Of a change: what to ask for instead of what is deployed, proposed by another page. Taken up once; edits that
    /// were made for this change before are replaced.
    std::shared_ptr<const ChangeRequest> proposal;
    friend bool operator==(const Place&, const Place&) = default;
};

/// The beginning of a page in a context (no context: a page of the program).
[[nodiscard]] inline Place placeOf(ContextId context, QStringView page) {
    Place place;
    place.context = std::move(context);
    place.page = page.toString();
    return place;
}

namespace page {
inline constexpr QStringView kReleases = u"releases";
inline constexpr QStringView kFaults = u"faults";
inline constexpr QStringView kWorkloads = u"kind:deployments.apps";
inline constexpr QStringView kPods = u"kind:pods";
inline constexpr QStringView kEvents = u"kind:events";
inline constexpr QStringView kSettings = u"settings";
inline constexpr QStringView kWelcome = u"welcome";
inline constexpr QStringView kPrepare = u"prepare"; ///< Place::nameSpace is proposed
inline constexpr QStringView kCompare = u"compare"; ///< Place::release with the same one elsewhere
/// Changes of a release: `change:upgrade` of Place::release, `change:install`, `change:run/ID`.
inline constexpr QStringView kUpgrade = u"change:upgrade";
inline constexpr QStringView kRollback = u"change:rollback"; ///< to Place::revision; None: the one before
inline constexpr QStringView kUninstall = u"change:uninstall";
inline constexpr QStringView kTest = u"change:test";
inline constexpr QStringView kInstall = u"change:install";
inline constexpr QStringView kRun = u"change:run/";
[[nodiscard]] inline bool isChange(QStringView name) {
    return name.startsWith(u"change:");
}
/// Pages that are nothing without the release they were opened for.
[[nodiscard]] inline bool isOfOneRelease(QStringView name) {
    return isChange(name) || name == kCompare;
}
} // namespace page

/// Names of the release page's tabs, as Place::tab and as ids of the tour's pictures.
namespace tab {
inline constexpr QStringView kOverview = u"overview";
inline constexpr QStringView kValues = u"values";
inline constexpr QStringView kManifest = u"manifest";
inline constexpr QStringView kResources = u"resources";
inline constexpr QStringView kHistory = u"history";
inline constexpr QStringView kDiff = u"diff";
inline constexpr QStringView kHooks = u"hooks";
inline constexpr QStringView kNotes = u"notes";
} // namespace tab

} // namespace pilothouse::ui
