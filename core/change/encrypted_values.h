// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task.h"
#include "core/helm/helm_reading.h"

#include <memory>

namespace pilothouse {

/// True for a values file that sops has encrypted: a map `sops` with its check sum on top (getsops.io, file format).
/// Thread: any.
[[nodiscard]] bool isEncryptedValues(const QByteArray& text);

/// The file with its secrets readable, by the user's own plugin helm-secrets, with the user's own keys. Nothing is
/// written to disk; helm-secrets gives it on standard output. What comes back is secret: shown only hidden, sent like
/// any other values.
/// @param reading helm, environment and root; the rest is filled in
/// Errors: NotFound with reason NoSecretsPlugin; Process with the plugin's words; those of readHelm.
[[nodiscard]] Task<Result<QByteArray>> decryptValues(HelmReading reading, QString path, Clock* clock);

} // namespace pilothouse
