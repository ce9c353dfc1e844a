// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task.h"
#include "core/base/error.h"
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
};

/// As the server keeps it; numbers keep their digits. Errors: NotFound, Forbidden…, Parse.
[[nodiscard]] Task<Result<YamlValue>> readObject(
    ApiClient& client, ApiResource resource, QString nameSpace, QString name);

/// POST. @return the object as the server would keep it. Errors: Conflict (it is there), Invalid, Forbidden…
[[nodiscard]] Task<Result<YamlValue>> createObject(ApiClient& client, ObjectWrite write);
/// PATCH. @return the object as the server would keep it. Errors: Conflict (Apply: another manager owns a field),
/// Invalid (422: a field that can't change), NotFound, Forbidden…
[[nodiscard]] Task<Result<YamlValue>> patchObject(ApiClient& client, PatchFormat format, ObjectWrite write);

/// The error with a machine word as its reason where the server's words tell more than its code: `Conflict` (fields of
/// other managers), `ImmutableField` (PS7), `Forbidden`, `AdmissionDenied`, `NoDryRun` (a webhook that can't).
[[nodiscard]] Error withRefusalWord(Error error);

} // namespace pilothouse
