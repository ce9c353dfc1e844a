// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/helm/helm_output.h"

#include <QString>

namespace pilothouse {

/// A file that another process writes on, read from where it was left. Far behind, only the end is read: it may be
/// huge, and its old blocks may be gone (HE6).
class HelmSpoolFile {
public:
    explicit HelmSpoolFile(QString path)
        : m_path(std::move(path)) { }
    /// @return whether there was anything new
    bool readInto(HelmTail& tail, HelmTail::Stream stream);

private:
    QString m_path;
    qint64 m_offset = 0;
};

} // namespace pilothouse
