// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/change/cluster_identity.h"
#include "core/diff/manifest_diff.h"
#include "core/kube/object_change.h"
#include "core/kube/resource.h"

#include <QStringList>

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

namespace pilothouse {

/// What can be done to single objects, outside of any release.
enum class ObjectVerb {
    Scale,
    Restart, ///< a new rollout of a Deployment, StatefulSet or DaemonSet, as `kubectl rollout restart`
    Delete,
    Cordon,
    Uncordon,
    Drain, ///< cordons nodes and evicts the pods on them, as far as budgets let them go
    Apply, ///< YAML: creates what is not there, changes what is
};
[[nodiscard]] QString objectVerbWord(ObjectVerb verb); ///< `scale`, for audit and JSON

/// One object a person pointed at.
struct ObjectTarget {
    ObjectRef ref;
    Uid uid; ///< as it was shown: another object of the same name is not meant (AP10); empty: whatever is there
};

/// An object as it was opened for editing. Its text is masked; what is behind the masks stays in `object`.
struct OpenedObject {
    ContextId context;
    ObjectRef ref;
    Uid uid;
    ResourceVersion resourceVersion;
    YamlValue object; ///< as the server keeps it; may hold secrets
    QByteArray text; ///< YAML to edit
};
using OpenedObjectPtr = std::shared_ptr<const OpenedObject>;

/// What a drain may take along besides (as `kubectl drain --force --delete-emptydir-data --timeout`).
struct DrainOptions {
    bool unmanaged = false; ///< pods that nobody makes anew
    bool localData = false; ///< what pods keep in emptyDir volumes
    std::chrono::seconds patience{600}; ///< with budgets and pods that take their time
};

/// What a person wants done.
struct ObjectRequest {
    ContextId context;
    ObjectVerb verb = ObjectVerb::Delete;
    std::vector<ObjectTarget> targets; ///< of all verbs but Apply
    int replicas = 0; ///< Scale
    Propagation propagation = Propagation::Background; ///< Delete
    DrainOptions drain;
    QByteArray text; ///< Apply: one or more YAML documents; may hold secrets
    QString nameSpace; ///< Apply: of documents that name none
    OpenedObjectPtr opened; ///< Apply: the text is this object, edited; null: it is new or names what it means
    bool takeOver = false; ///< Apply: fields that other managers own too (server-side apply with force)
    QString reason;
};
using ObjectRequestPtr = std::shared_ptr<const ObjectRequest>;

/// One object, what is there and what is to be. Nothing in it is a secret.
struct ObjectStep {
    enum class Effect {
        Nothing, ///< it is as wanted already
        Create,
        Change,
        Delete,
        Evict, ///< a pod that leaves its node
        Blocked,
    };
    ObjectRef ref;
    Effect effect = Effect::Nothing;
    Uid uid; ///< of what was there
    ResourceVersion version;
    qint64 generation = 0; ///< of its spec; 0: the kind counts none
    QByteArray shape; ///< of a kind that counts none: SHA-256 of what can be edited, since its version moves by status
    /// Machine word. Nothing: Equal, Gone, Terminating, DaemonSetPod, MirrorPod (a drain leaves them). Evict: Budget
    /// (one holds it as of now). Blocked: Unmanaged, LocalData, ManyBudgets (a pod of a drain), OtherObject (AP10),
    /// NotFound, NotScalable, NotRestartable, NotANode, NoSuchKind, MaskedValue, Conflict (somebody else wrote it, or
    /// owns a field), ImmutableField, AdmissionDenied, Forbidden, or the reason of the server that refused a dry run.
    QString word;
    QString detail; ///< server's words, or a fact in English
    QString before; ///< Scale: `3`
    QString after;
    bool wasTried = false; ///< a dry run went through
};
[[nodiscard]] QString objectEffectWord(ObjectStep::Effect effect); ///< `Create`

/// Something to know before it is done.
struct ObjectCheck {
    enum class Level { Fine, Warning, Grave };
    Level level = Level::Fine;
    /// HelmRelease, Controlled, GitOps (who writes it again); Autoscaled; ScaledToZero; Paused; OnDelete; Finalizers;
    /// PodsGo, ObjectsGo, NamespaceGoes, KindGoes, DataGoes, LastNode, PodsOnNode, UsedBy; PodsEvicted, BudgetHolds,
    /// NotMadeAnew, LocalDataGoes (a drain); NoDryRun; ListIncomplete.
    QString word;
    QString subject; ///< object, release, controller
    QString detail;
    int count = 0;
};

/// Something that goes because its owner goes.
struct Dependent {
    ObjectRef ref;
    Uid uid;
    int depth = 1; ///< 1: owned by a target itself
};

/// What was looked at, tried and counted. Immutable; shown before anything is done.
struct ObjectPlan {
    QString id;
    ObjectRequestPtr request;
    ClusterIdentity identity;
    QByteArray connection; ///< what the context meant (KC10)
    std::vector<ObjectStep> steps; ///< every object, in the order it will be done (PS3)
    std::vector<Dependent> dependents; ///< Delete: what goes with them by ownerReferences; Orphan: what stays
    std::vector<ObjectCheck> checks; ///< gravest first
    ManifestDiff diff; ///< masked; of Restart, Cordon and Apply
    ManifestDiff others; ///< Apply: what somebody else changed since it was opened; masked
    QStringList commands; ///< what does the same by hand: one kubectl line each
    std::optional<Error> locked; ///< the mode, as of now: judged again when it begins
    /// What must be typed: `context/namespace/name`, of several objects `context/namespace`, of a drain `context/node`;
    /// empty: nothing.
    QString confirmation;
    [[nodiscard]] bool isBlocked() const;
    [[nodiscard]] bool changesSomething() const;
};
using ObjectPlanPtr = std::shared_ptr<const ObjectPlan>;

/// How it ended, object by object.
struct ObjectReport {
    enum class Outcome {
        Done,
        Already, ///< it was as wanted when its turn came
        Ending, ///< deleted, and waits for its finalizers or its grace period
        Waiting, ///< Drain: a budget holds it; it is asked again and again
        Failed,
        NotBegun, ///< one before it failed
    };
    struct Line {
        ObjectStep step; ///< as it was seen when its turn came
        Outcome outcome = Outcome::NotBegun;
        std::optional<Error> error;
    };
    std::vector<Line> lines;
    [[nodiscard]] bool isDone() const;
};
[[nodiscard]] QString objectOutcomeWord(ObjectReport::Outcome outcome); ///< `Done`

/// Wishes that hang in the air: no target, a negative number. Errors: Invalid.
[[nodiscard]] Result<void> checkObjectRequest(const ObjectRequest& request);
/// `deployments.apps/web in shop`, for errors and the audit; several: `3 objects`.
[[nodiscard]] QString objectSubject(const ObjectRequest& request);
/// `Deployment shop/web`.
[[nodiscard]] QString objectLabel(const ObjectRef& ref);
/// Namespaces whose mode must let it by; empty: the cluster itself.
[[nodiscard]] QStringList objectPlaces(const std::vector<ObjectStep>& steps);
/// @see ObjectPlan::confirmation
[[nodiscard]] QString objectConfirmation(const ContextId& context, const std::vector<ObjectStep>& all);
[[nodiscard]] bool isNode(const ObjectRef& ref);
/// True where it takes more than itself along: asks for the name wherever it is.
[[nodiscard]] bool isGrave(const ObjectRequest& request, const std::vector<ObjectStep>& steps);
/// @see ObjectPlan::commands
[[nodiscard]] QStringList kubectlLines(const ObjectRequest& request, const std::vector<ObjectStep>& steps);

} // namespace pilothouse
