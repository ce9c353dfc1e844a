// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace pilothouse::demo {

/// One context of the kubeconfig that is written.
struct KubeconfigContext {
    std::string name;
    std::string server;
    std::string authority; ///< PEM; empty for http
    std::string user;
    std::string token;
    std::string namespaceName;
};

/// Writes the file with mode 0600, in one rename. Throws std::system_error.
void writePrivateFile(const std::string& path, const std::string& content);

std::string kubeconfigText(const std::vector<KubeconfigContext>& contexts);

} // namespace pilothouse::demo
