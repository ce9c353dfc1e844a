// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/helm/repository_client.h"

#include <QString>

namespace pilothouse::ui {

/// True for what a person can put right where repositories are set up: a login, a certificate, an address.
[[nodiscard]] bool isRepositoryProblem(const Error& error);
/// What happened, where, why, and what to do; plain text.
[[nodiscard]] QString repositoryErrorText(const Error& error);
/// What a test of the connection found.
[[nodiscard]] QString findingText(const RepositoryFinding& finding);

} // namespace pilothouse::ui
