// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/kubeconfig.h"

namespace pilothouse {

/// One kubeconfig file, not merged yet.
struct KubeconfigFile {
    std::vector<ContextEntry> contexts;
    std::vector<ClusterEntry> clusters;
    std::vector<UserEntry> users;
    QString currentContext;
};

/// Reads one file as kubectl does (protocol: client-go loader.go, conversion.go): YAML or JSON, unknown fields ignored,
/// paths resolved against its folder. What is wrong with one entry stands in that entry's `problem`; a name that is
/// there twice, or text that can't be read, is an error of the file.
[[nodiscard]] Result<KubeconfigFile> readKubeconfigFile(const QString& path);

/// What client-go refuses in an entry when it is used (protocol: clientcmd/validation.go). The first reason only.
[[nodiscard]] std::optional<Error> problemOf(const ClusterEntry& cluster);
[[nodiscard]] std::optional<Error> problemOf(const UserEntry& user);

} // namespace pilothouse
