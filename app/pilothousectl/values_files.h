// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task.h"
#include "core/change/change_desk.h"

#include <QByteArray>
#include <QStringList>

namespace pilothouse::ctl {

/// One file byte for byte; several merged the way helm merges its `-f` flags: maps into each other, else the later one
/// wins. Files that sops has encrypted, and those written `secrets://FILE` as helm-secrets has it, are opened by the
/// user's helm-secrets. Errors: Io, Parse, those of ChangeDesk::decryptValues.
[[nodiscard]] Task<Result<QByteArray>> readValuesFiles(ChangeDesk* desk, ContextId context, QStringList files);

} // namespace pilothouse::ctl
