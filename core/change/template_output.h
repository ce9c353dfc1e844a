// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/helm/release_types.h"

#include <vector>

namespace pilothouse {

/// What `helm template` prints, taken apart into what helm stores: the manifest, and the hooks that come after it.
struct TemplateOutput {
    QByteArray manifest; ///< as a record has it, so that only real changes differ
    std::vector<Hook> hooks;
    QStringList problems; ///< documents that could not be read: they are in the manifest
};

/// Helm 3 trims every document; helm 4 keeps its newlines, puts one more behind a hook, and trims the end of the whole
/// manifest (tried with 3.22 and 4.3). Thread: any.
[[nodiscard]] TemplateOutput splitTemplateOutput(const QByteArray& output, int helmMajor);

} // namespace pilothouse
