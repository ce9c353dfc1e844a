// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/byte_size.h"
#include "core/base/error.h"

#include <QByteArray>

namespace pilothouse {

/// The bytes of a regular file. Never waits for a FIFO or a device, never reads more than @p limit (KC1).
/// Errors: NotFound, Io (subject: the path; detail: the system's words), Invalid with reason TooLarge. Thread: any.
[[nodiscard]] Result<QByteArray> readBoundedFile(const QString& path, ByteSize limit);

} // namespace pilothouse
