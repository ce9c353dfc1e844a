// SPDX-License-Identifier: Apache-2.0
#include "core/helm/helm_environment.h"

#include <QDir>
#include <QSet>

#include <algorithm>
#include <array>
#include <map>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// Names that are let by as they are. HELM_NAMESPACE, HELM_KUBE*, HELM_DRIVER, HELM_DEBUG, KUBECONFIG and KUBERC are
/// not among them: they say where helm works, and that is said by the plan alone (HE5).
bool isAllowedName(const QString& name) {
    static const QSet<QString> kNames{u"PATH"_s, u"HOME"_s, u"USER"_s, u"LOGNAME"_s, u"LANG"_s, u"LANGUAGE"_s, u"TZ"_s,
        u"GNUPGHOME"_s, u"SSH_AUTH_SOCK"_s, u"HTTP_PROXY"_s, u"HTTPS_PROXY"_s, u"NO_PROXY"_s, u"ALL_PROXY"_s,
        u"http_proxy"_s, u"https_proxy"_s, u"no_proxy"_s, u"all_proxy"_s, u"SSL_CERT_FILE"_s, u"SSL_CERT_DIR"_s,
        // Registry logins, and what their credential stores and login plugins talk to.
        u"DOCKER_CONFIG"_s, u"REGISTRY_AUTH_FILE"_s, u"DBUS_SESSION_BUS_ADDRESS"_s, u"DISPLAY"_s, u"WAYLAND_DISPLAY"_s,
        u"XAUTHORITY"_s, u"HELM_PLUGINS"_s, u"HELM_CACHE_HOME"_s, u"HELM_CONFIG_HOME"_s, u"HELM_DATA_HOME"_s,
        u"HELM_CONTENT_CACHE"_s, u"HELM_REGISTRY_CONFIG"_s, u"HELM_REPOSITORY_CACHE"_s, u"HELM_REPOSITORY_CONFIG"_s};
    return kNames.contains(name);
}

bool hasAllowedPrefix(const QString& name) {
    static constexpr std::array kPrefixes{"LC_"_L1, "XDG_"_L1, "AWS_"_L1, "GOOGLE_"_L1, "CLOUDSDK_"_L1, "AZURE_"_L1,
        "VAULT_"_L1, "SOPS_"_L1, "HELM_SECRETS_"_L1};
    return std::ranges::any_of(kPrefixes, [&name](auto prefix) { return name.startsWith(prefix); });
}

bool isSteering(const QString& name) {
    static constexpr std::array kPrefixes{"HELM_"_L1, "KUBE"_L1, "LD_"_L1, "GODEBUG"_L1};
    return std::ranges::any_of(kPrefixes, [&name](auto prefix) { return name.startsWith(prefix); });
}

/// Without relative folders: what lies in the working folder is not run (HE1).
QString absolutePathsOnly(const QString& path) {
    QStringList folders = path.split(QDir::listSeparator(), Qt::SkipEmptyParts);
    folders.removeIf([](const QString& folder) { return !QDir::isAbsolutePath(folder); });
    return folders.join(QDir::listSeparator());
}

} // namespace

QProcessEnvironment HelmEnvironment::toProcessEnvironment() const {
    QProcessEnvironment environment;
    for (const auto& [name, value] : variables) {
        environment.insert(name, value);
    }
    return environment;
}

void HelmEnvironment::set(const QString& name, const QString& value) {
    const auto at = std::ranges::lower_bound(variables, name, {}, &EnvironmentVariables::value_type::first);
    if (at != variables.end() && at->first == name) {
        at->second = value;
    } else {
        variables.emplace(at, name, value);
    }
}

HelmEnvironment helmEnvironment(const EnvironmentVariables& own, StorageDriver driver, HelmPlugins plugins) {
    std::map<QString, QString> kept;
    HelmEnvironment environment;
    for (const auto& [name, value] : own) {
        if (isAllowedName(name) || hasAllowedPrefix(name)) {
            kept.insert_or_assign(name, name == u"PATH"_s ? absolutePathsOnly(value) : value);
        } else {
            environment.dropped += name;
        }
    }
    kept.insert_or_assign(u"HELM_DRIVER"_s, driver == StorageDriver::Secret ? u"secret"_s : u"configmap"_s);
    kept.insert_or_assign(u"HELM_DEBUG"_s, QString());
    kept.insert_or_assign(u"NO_COLOR"_s, u"1"_s);
    if (plugins == HelmPlugins::Leave) {
        kept.insert_or_assign(u"HELM_NO_PLUGINS"_s, u"1"_s);
    }
    environment.variables.assign(kept.begin(), kept.end());
    environment.dropped.removeDuplicates();
    environment.dropped.sort();
    std::ranges::copy_if(environment.dropped, std::back_inserter(environment.steering), isSteering);
    return environment;
}

} // namespace pilothouse
