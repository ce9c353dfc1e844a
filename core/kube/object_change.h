// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task.h"
#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/kube/resource.h"
#include "core/yaml/yaml_loader.h"

namespace pilothouse {

class ApiClient;

/// Whether a write is one. A dry run goes through admission and validation, is never stored, and passes a read-only
/// gate (protocol: 2.6).
enum class Effect { DryRun, Real };

enum class PatchFormat {
    Strategic, ///< kinds that come with Kubernetes
    Merge, ///< RFC 7386: custom resources
    Apply, ///< server-side apply
};

/// One object and how it is written.
struct ObjectWrite {
    ApiResource resource;
    QString nameSpace;
    QString name;
    YamlValue body; ///< the object, or the patch
    Effect effect = Effect::DryRun;
    QString fieldManager; ///< empty: the server takes the User-Agent's
    QString fieldValidation; ///< `Strict`, `Warn`, `Ignore`; empty: the server's default
    bool force = false; ///< Apply: takes fields over from other managers
    QString subresource = {}; ///< `scale`; empty: the object itself
};

/// What becomes of objects that name the deleted one as their owner (protocol: metav1.DeletionPropagation).
enum class Propagation {
    Background, ///< they go after it
    Foreground, ///< they go before it, and it waits for them
    Orphan, ///< they stay
};
[[nodiscard]] QString propagationWord(Propagation propagation); ///< `Background`, as the API spells it

/// One object and how it is deleted. An empty uid or resourceVersion is no precondition.
struct ObjectDelete {
    ApiResource resource;
    QString nameSpace;
    QString name;
    Uid uid; ///< this very object, not another one of its name (AP10)
    ResourceVersion resourceVersion; ///< as it was seen
    Propagation propagation = Propagation::Background;
    Effect effect = Effect::DryRun;
};

/// As the server keeps it; numbers keep their digits. Errors: NotFound, Forbidden…, Parse.
[[nodiscard]] Task<Result<YamlValue>> readObject(
    ApiClient& client, ApiResource resource, QString nameSpace, QString name);

/// POST. @return the object as the server would keep it. Errors: Conflict (it is there), Invalid, Forbidden…
[[nodiscard]] Task<Result<YamlValue>> createObject(ApiClient& client, ObjectWrite write);
/// PATCH. @return the object as the server would keep it. Errors: Conflict (Apply: another manager owns a field),
/// Invalid (422: a field that can't change), NotFound, Forbidden…
[[nodiscard]] Task<Result<YamlValue>> patchObject(ApiClient& client, PatchFormat format, ObjectWrite write);

/// PUT of the whole object; `metadata.resourceVersion` in it is the precondition. @return the object as the server
/// would keep it. Errors: Conflict (somebody wrote it since), Invalid, NotFound, Forbidden…
[[nodiscard]] Task<Result<YamlValue>> replaceObject(ApiClient& client, ObjectWrite write);
/// DELETE. Errors: Conflict (a precondition does not hold), NotFound, Forbidden…
[[nodiscard]] Task<Result<void>> deleteObject(ApiClient& client, ObjectDelete request);

/// The error with a machine word as its reason where the server's words tell more than its code: `Conflict` (fields of
/// other managers), `ImmutableField` (PS7), `Forbidden`, `AdmissionDenied`, `NoDryRun` (a webhook that can't).
[[nodiscard]] Error withRefusalWord(Error error);

} // namespace pilothouse
