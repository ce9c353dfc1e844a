// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/secret.h"

#include <QDateTime>
#include <QHash>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace pilothouse {

/// `users[].user.exec`, as written (protocol: client-go exec plugin v1, v1beta1).
struct ExecPlugin {
    QString apiVersion;
    QString command; ///< resolved against its file when it has a path separator
    QStringList arguments;
    std::vector<std::pair<QString, QString>> environment;
    QString installHint;
    enum class Interactive { Never, IfAvailable, Always } interactive = Interactive::IfAvailable;
    bool provideClusterInfo = false;
    bool isRelative = false; ///< the command was written as a relative path
};

struct ClusterEntry {
    QString name;
    QString file; ///< the kubeconfig it came from
    QString server;
    QString tlsServerName;
    QString proxyUrl;
    QString caFile; ///< absolute
    QByteArray caData; ///< PEM (base64 undone)
    bool insecureSkipTlsVerify = false;
    bool disableCompression = false;
    QByteArray execConfigJson; ///< extension client.authentication.k8s.io/exec, as JSON
    std::optional<Error> problem; ///< what makes this entry unusable (KC6: bad base64, bad PEM)
};

struct UserEntry {
    QString name;
    QString file;
    QString clientCertificateFile;
    QByteArray clientCertificateData;
    QString clientKeyFile;
    std::shared_ptr<const Secret> clientKeyData;
    std::shared_ptr<const Secret> token;
    QString tokenFile;
    QString username;
    std::shared_ptr<const Secret> password;
    QString impersonateUser;
    QString impersonateUid;
    QStringList impersonateGroups;
    std::vector<std::pair<QString, QStringList>> impersonateExtra;
    std::optional<ExecPlugin> exec;
    QString authProvider; ///< azure, gcp (gone), oidc: named in the error (KC13)
    std::optional<Error> problem;
};

struct ContextEntry {
    ContextId id;
    QString file;
    QString cluster;
    QString user;
    QString nameSpace; ///< as written; empty means `default`
    /// What makes it unusable: its cluster or user is missing (KC4), contradicting fields (protocol: validation.go).
    std::optional<Error> problem;
};

/// What one or several kubeconfig files say together (protocol: client-go loader.go, merge.go): the first file to name
/// an entry wins wholly. Broken files are named and left out; the others still count (KC2).
struct Kubeconfig {
    std::vector<ContextEntry> contexts; ///< in order of files and of entries
    QHash<QString, ClusterEntry> clusters;
    QHash<QString, UserEntry> users;
    QString currentContext; ///< for display only: nothing is ever done "in the current context" (PS1)
    std::vector<Error> problems; ///< files that can't be read, names defined twice
    QStringList files; ///< those that were looked at, missing ones too: all are watched

    [[nodiscard]] const ContextEntry* context(const ContextId& id) const;
};

/// Where to look: an explicit file (missing is an error), else $KUBECONFIG split by the separator, else ~/.kube/config.
struct KubeconfigSource {
    QStringList files;
    bool isExplicit = false;
    [[nodiscard]] static KubeconfigSource fromEnvironment(const QString& explicitPath = {});
};

/// Reads and merges. Never blocks on a FIFO, never reads more than 4 MiB a file (KC1). Never writes anything.
/// Always succeeds; what is wrong is in `problems` and in the entries. Thread: any (pool: files may be slow).
[[nodiscard]] Kubeconfig loadKubeconfig(const KubeconfigSource& source);

} // namespace pilothouse
