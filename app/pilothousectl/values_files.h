// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

#include <QByteArray>
#include <QStringList>

namespace pilothouse::ctl {

/// One file byte for byte; several merged the way helm merges its `-f` flags: maps into each other, else the later one
/// wins. Errors: Io, Parse.
[[nodiscard]] Result<QByteArray> readValuesFiles(const QStringList& files);

} // namespace pilothouse::ctl
