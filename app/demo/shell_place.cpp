// SPDX-License-Identifier: Apache-2.0
#include "app/demo/shell_place.h"

#include <algorithm>
#include <format>
#include <set>

namespace pilothouse::demo {

std::string ShellPlace::resolve(const std::string& path) const {
    const std::string whole = path.starts_with('/') ? path : folder + '/' + path;
    std::vector<std::string> parts;
    std::size_t from = 0;
    while (from < whole.size()) {
        const std::size_t slash = std::min(whole.find('/', from), whole.size());
        const std::string part = whole.substr(from, slash - from);
        if (part == ".." && !parts.empty())
            parts.pop_back();
        else if (!part.empty() && part != "." && part != "..")
            parts.push_back(part);
        from = slash + 1;
    }
    std::string out;
    for (const std::string& part : parts)
        out += '/' + part;
    return out.empty() ? "/" : out;
}

bool ShellPlace::isFolder(const std::string& path) const {
    const std::string start = path == "/" ? path : path + '/';
    return path == "/tmp"
        || std::ranges::any_of(files, [&](const auto& file) { return file.first.starts_with(start); });
}

std::vector<std::string> ShellPlace::entries(const std::string& folderPath) const {
    const std::string start = folderPath == "/" ? folderPath : folderPath + '/';
    std::set<std::string> out;
    for (const auto& [path, text] : files) {
        if (!path.starts_with(start))
            continue;
        const auto slash = path.find('/', start.size());
        out.insert(path.substr(start.size(), slash == std::string::npos ? slash : slash + 1 - start.size()));
    }
    if (folderPath == "/")
        out.insert("tmp/");
    return {out.begin(), out.end()};
}

PlacePtr placeOf(const json::object& pod, const json::object& container) {
    auto out = std::make_shared<ShellPlace>();
    out->pod = stringAt(pod, "metadata.name");
    out->container = stringAt(container, "name");
    out->image = stringAt(container, "image");
    out->environment = {{"HOSTNAME", out->pod}, {"HOME", "/root"}, {"TERM", "xterm-256color"}, {"SHLVL", "1"},
        {"PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"},
        {"KUBERNETES_SERVICE_HOST", "10.100.0.1"}, {"KUBERNETES_SERVICE_PORT", "443"},
        {"KUBERNETES_PORT", "tcp://10.100.0.1:443"}};
    for (const json::value& value : arrayAt(container, "env"))
        if (value.is_object())
            out->environment[stringAt(value.get_object(), "name")] = stringAt(value.get_object(), "value");
    const std::string address = stringAt(pod, "status.podIP");
    out->files = {{"/etc/hostname", out->pod + '\n'},
        {"/etc/hosts", "# Kubernetes-managed hosts file.\n127.0.0.1\tlocalhost\n" + address + '\t' + out->pod + '\n'},
        {"/etc/resolv.conf",
            std::format("search {}.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.100.0.10\noptions "
                        "ndots:5\n",
                stringAt(pod, "metadata.namespace"))},
        {"/etc/os-release",
            "PRETTY_NAME=\"Alpine Linux v3.22\"\nNAME=\"Alpine Linux\"\nID=alpine\nVERSION_ID=3.22.1\n"},
        {"/etc/passwd", "root:x:0:0:root:/root:/bin/sh\napp:x:1000:1000::/app:/sbin/nologin\n"},
        {"/app/config.yaml",
            "server:\n  port: 8080\n  readTimeout: 5s\nsession:\n  store: redis-sessions:6379\n  ttl: 30m\nlog:\n  "
            "level: "
            "info\n"},
        {"/app/README", "This container belongs to Pilothouse's demo cluster. Nothing in it is real.\n"},
        {"/app/bin/" + out->container, ""},
        {"/proc/version", "Linux version 6.12.48-amd64 (debian-kernel@lists.debian.org)\n"},
        {"/var/log/start.log", "started\n"}, {"/root/.profile", "export PS1\n"}};
    return out;
}

bool hasPrograms(const std::string& image) {
    return !image.contains("distroless") && !image.contains("scratch");
}

bool hasBash(const std::string& image) {
    return std::ranges::any_of(std::initializer_list<const char*>{"bash", "debian", "ubuntu", "fedora", "mirror/"},
        [&](const char* part) { return image.contains(part); });
}

} // namespace pilothouse::demo
