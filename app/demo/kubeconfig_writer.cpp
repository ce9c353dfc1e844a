// SPDX-License-Identifier: Apache-2.0
#include "app/demo/kubeconfig_writer.h"

#include "app/demo/base64.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>

namespace pilothouse::demo {

void writePrivateFile(const std::string& path, const std::string& content) {
    const std::string temporary = path + ".new";
    const int file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0)
        throw std::system_error(errno, std::generic_category(), temporary);
    std::size_t done = 0;
    while (done < content.size()) {
        const ssize_t count = ::write(file, content.data() + done, content.size() - done);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0) {
            const int reason = errno;
            ::close(file);
            throw std::system_error(reason, std::generic_category(), temporary);
        }
        done += static_cast<std::size_t>(count);
    }
    ::close(file);
    if (std::rename(temporary.c_str(), path.c_str()) != 0)
        throw std::system_error(errno, std::generic_category(), path);
}

std::string kubeconfigText(const std::vector<KubeconfigContext>& contexts) {
    std::string clusters;
    std::string users;
    std::string names;
    for (const KubeconfigContext& context : contexts) {
        clusters += "- name: " + context.name + "\n  cluster:\n    server: " + context.server + '\n';
        if (!context.authority.empty())
            clusters += "    certificate-authority-data: " + base64Encode(context.authority) + '\n';
        users += "- name: " + context.user + '@' + context.name + "\n  user:\n    token: " + context.token + '\n';
        names += "- name: " + context.name + "\n  context:\n    cluster: " + context.name
            + "\n    user: " + context.user + '@' + context.name + "\n    namespace: " + context.namespaceName + '\n';
    }
    return "apiVersion: v1\nkind: Config\ncurrent-context: " + contexts.front().name + "\nclusters:\n" + clusters
        + "users:\n" + users + "contexts:\n" + names;
}

} // namespace pilothouse::demo
