// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/change_request.h"
#include "core/config/pinned_kubeconfig.h"
#include "core/diff/manifest_diff.h"
#include "core/helm/helm_program.h"

#include <memory>
#include <optional>
#include <vector>

namespace pilothouse {

/// What helm would send: rendered, not sent.
struct Rendering {
    ChangeRequest request;
    ReleaseRecordPtr newest; ///< the newest record; null: there is none (install)
    /// What helm merges from (protocol: 3.3). Upgrade: the newest deployed, else the newest failed or superseded.
    /// Rollback, Uninstall: the newest whatever its status, as helm does. Null: there is nothing yet.
    ReleaseRecordPtr base;
    /// Without hooks. Uninstall: what stays by its keep policy. Holds secrets: masked wherever it is shown.
    ReleaseRecordPtr target; ///< Rollback: the record it goes back to
    QByteArray manifest;
    std::vector<Hook> hooks;
    QString notes;
    ChartInfo chart;
    QByteArray chartDigest; ///< SHA-256 of what was rendered from
    YamlValue chartValues; ///< the chart's own defaults, subcharts' too where the chart itself was given
    bool isChartMoved = false; ///< pulled before as another content of the same version (CH7)
    QByteArray schema; ///< values.schema.json; empty: none
    std::vector<QByteArray> crds; ///< of `crds/`: helm only ever creates them
    bool countsRevision = false; ///< its templates print the revision: they were rendered with the one helm will make
    QString chartPath; ///< where the chart lies on this machine: what helm is given; empty: no chart is needed
    HelmProgram helm;
    std::chrono::milliseconds helmTime{0}; ///< helm's own time to render
    QString messages; ///< helm's warnings while rendering, masked
    PinnedKubeconfig kubeconfig; ///< of the moment of rendering; the helm that changes gets the same (KC10)
};
using RenderingPtr = std::shared_ptr<const Rendering>;

/// Against what a rendering is compared (design: diff).
enum class DiffBase {
    Record, ///< what helm merges from
    Live, ///< what is really there: shows an edit by hand
    Predicted, ///< live against a dry run of the very request helm would send
};

/// One base's comparison; objects come in the diff's own order.
struct ChangeDiff {
    DiffBase base = DiffBase::Record;
    ManifestDiff diff;
    std::vector<Error> problems; ///< objects that could not be read or predicted: subject says which
};
using ChangeDiffPtr = std::shared_ptr<const ChangeDiff>;

/// What a plan was made against. Checked live, just before helm starts, and after (design: one way in).
struct Fingerprint {
    QString clusterUid; ///< uid of namespace kube-system; empty where it may not be read
    QString user;
    Revision newest = Revision::None; ///< None: the release did not exist
    Uid newestUid;
    ResourceVersion newestVersion;
    QByteArray chartDigest;
    QByteArray valuesDigest;
    QString helmPath;
    QString helmVersion;
    friend bool operator==(const Fingerprint&, const Fingerprint&) = default;
};

/// One thing that was looked at before a change.
struct PlanCheck {
    enum class Level { Fine, Warning, Blocker };
    enum class Topic {
        Mode, ///< the gate of this place
        Identity, ///< another cluster or user behind the context
        Access, ///< one line an object's verb that is refused
        Pending, ///< the newest revision is pending: helm would refuse
        Stale, ///< a newer revision than the one that was compared
        Owner, ///< a controller or a rule says who else deploys
        HelmVersion, ///< outside the skew, other major than the record's last writer, known CVE
        Values, ///< schema, type surprises, another context's values (PS2)
        Immutable, ///< a field that can't change, found by the dry run (PS7)
        Conflict, ///< server-side apply: another manager owns the field
        Storage, ///< record too large, history limit prunes the way back
        WayBack, ///< which revision could be rolled back to, and what that can't restore
        Leftover, ///< uninstall: what stays
        Override, ///< the chart moves, an image.tag in the values holds the old image
        Exists, ///< install: objects or the release exist already; upgrade: there is nothing to upgrade
    };
    Level level = Level::Fine;
    Topic topic = Topic::Mode;
    QString word; ///< machine word of what exactly: `PipelineOwner`, `ListForbidden`
    QString subject; ///< object, revision, rule
    QString detail; ///< server's or helm's words, or a fact in English
};

/// A change that was looked at: rendered, compared, checked. Immutable.
struct ChangePlan {
    QString id; ///< unique; also names the run
    RenderingPtr rendering;
    ChangeDiffPtr againstRecord;
    Fingerprint fingerprint;
    std::vector<PlanCheck> checks;
    QStringList command; ///< argv of helm as a person could run it: files by name, no secrets
    /// What must be typed before it may begin: `context/release`; empty: nothing.
    QString confirmation;
    [[nodiscard]] const ChangeRequest& request() const { return rendering->request; }
    [[nodiscard]] bool isBlocked() const;
};
using ChangePlanPtr = std::shared_ptr<const ChangePlan>;

} // namespace pilothouse
