// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/diff/known_secrets.h"
#include "core/helm/release_types.h"

namespace pilothouse {

/// What of a record is secret: user values under keys that say so, and what the Secrets of its manifest hold. Charts
/// repeat both in notes, helm-secrets leaves the second in the values (faults: RP5). Thread: any.
void addSecretsOf(const ReleaseRecord& record, KnownSecrets& known);

/// Notes as they may be shown: without @p known, and without what looks like a secret by itself.
[[nodiscard]] QString maskedNotes(const QString& notes, const KnownSecrets& known);
[[nodiscard]] QString maskedNotes(const ReleaseRecord& record);

} // namespace pilothouse
