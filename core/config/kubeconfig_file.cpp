// SPDX-License-Identifier: Apache-2.0
#include "core/config/kubeconfig_file.h"

#include "core/config/bounded_file.h"
#include "core/yaml/yaml_loader.h"

#include <QDir>
#include <QFileInfo>
#include <QSet>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr ByteSize kMaxFile = 4_MiB; // (KC1)
constexpr YamlLimits kLimits{.bytes = kMaxFile, .depth = 100, .nodes = 100'000}; // (KC3)

/// One file on its way to entries.
class FileReader {
public:
    explicit FileReader(const QString& path)
        : m_path(path)
        , m_folder(QFileInfo(path).absolutePath()) { }

    Result<KubeconfigFile> read(const YamlValue& root) {
        if (!root.isMap() && !root.isNull()) {
            return fail(ErrorCode::Parse, m_path, u"is no kubeconfig: a map is expected"_s);
        }
        KubeconfigFile file;
        file.currentContext = root[u"current-context"].text();
        const auto done
            = eachEntry(root, u"clusters"_s, u"cluster"_s,
                [&](const QString& name, const YamlValue& body) { file.clusters.push_back(cluster(name, body)); })
                  .and_then([&] {
                      return eachEntry(root, u"users"_s, u"user"_s,
                          [&](const QString& name, const YamlValue& body) { file.users.push_back(user(name, body)); });
                  })
                  .and_then([&] {
                      return eachEntry(
                          root, u"contexts"_s, u"context"_s, [&](const QString& name, const YamlValue& body) {
                              file.contexts.push_back(context(name, body));
                          });
                  });
        if (!done) {
            return std::unexpected(done.error());
        }
        return file;
    }

private:
    /// @param add called with name and body, in order
    template <typename Add>
    Result<void> eachEntry(const YamlValue& root, const QString& listName, const QString& bodyName, Add add) {
        const YamlValue& list = root[listName];
        if (!list.isSequence() && !list.isNull()) {
            return fail(ErrorCode::Parse, m_path, u"\"%1\" is no list"_s.arg(listName));
        }
        QSet<QString> names;
        for (const YamlValue& item : list.items()) {
            const QString name = item[u"name"].text();
            if (names.contains(name)) {
                return fail(ErrorCode::Parse, m_path, u"the %1 \"%2\" is there twice"_s.arg(bodyName, name.left(200)),
                    u"DuplicateName"_s);
            }
            names.insert(name);
            add(name, item[bodyName]);
        }
        return {};
    }

    /// Relative paths belong to the file's folder; `~` and `$X` are not expanded, as in client-go (KC5).
    [[nodiscard]] QString resolved(const QString& path) const {
        return path.isEmpty() || QDir::isAbsolutePath(path) ? path : QDir::cleanPath(m_folder + u'/' + path);
    }

    static QByteArray decoded(
        const YamlValue& value, const QString& field, const QString& subject, std::optional<Error>& problem) {
        // Go's decoder skips line ends only.
        const QByteArray text = value.text().toLatin1().replace('\n', "").replace('\r', "");
        auto bytes = QByteArray::fromBase64Encoding(
            text, QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
        if (!bytes) {
            problem = fail(ErrorCode::Parse, subject, u"%1 is no valid base64"_s.arg(field), u"BadBase64"_s).error();
            return {};
        }
        return std::move(*bytes);
    }

    static std::shared_ptr<const Secret> secret(QByteArray bytes) {
        return bytes.isEmpty() ? nullptr : std::make_shared<const Secret>(std::move(bytes));
    }

    ClusterEntry cluster(const QString& name, const YamlValue& body) const {
        ClusterEntry entry;
        entry.name = name;
        entry.file = m_path;
        entry.server = body[u"server"].text();
        entry.tlsServerName = body[u"tls-server-name"].text();
        entry.proxyUrl = body[u"proxy-url"].text();
        entry.caFile = resolved(body[u"certificate-authority"].text());
        entry.insecureSkipTlsVerify = body[u"insecure-skip-tls-verify"].text() == u"true"_s;
        entry.disableCompression = body[u"disable-compression"].text() == u"true"_s;
        entry.caData = decoded(body[u"certificate-authority-data"], u"certificate-authority-data"_s,
            u"cluster \"%1\""_s.arg(name), entry.problem);
        for (const YamlValue& extension : body[u"extensions"].items()) {
            if (extension[u"name"].text() == u"client.authentication.k8s.io/exec"_s) {
                entry.execConfigJson = toJson(extension[u"extension"]);
            }
        }
        if (!entry.problem) {
            entry.problem = problemOf(entry);
        }
        return entry;
    }

    UserEntry user(const QString& name, const YamlValue& body) const {
        const QString subject = u"user \"%1\""_s.arg(name);
        UserEntry entry;
        entry.name = name;
        entry.file = m_path;
        entry.clientCertificateFile = resolved(body[u"client-certificate"].text());
        entry.clientKeyFile = resolved(body[u"client-key"].text());
        entry.clientCertificateData
            = decoded(body[u"client-certificate-data"], u"client-certificate-data"_s, subject, entry.problem);
        entry.clientKeyData = secret(decoded(body[u"client-key-data"], u"client-key-data"_s, subject, entry.problem));
        entry.token = secret(body[u"token"].text().toUtf8());
        entry.tokenFile = resolved(body[u"tokenFile"].text());
        entry.username = body[u"username"].text();
        entry.password = secret(body[u"password"].text().toUtf8());
        entry.impersonateUser = body[u"as"].text();
        entry.impersonateUid = body[u"as-uid"].text();
        entry.impersonateGroups = texts(body[u"as-groups"]);
        for (const auto& [key, values] : body[u"as-user-extra"].entries()) {
            entry.impersonateExtra.emplace_back(key, texts(values));
        }
        entry.authProvider = body.at({u"auth-provider", u"name"}).text();
        if (body[u"exec"].isMap()) {
            entry.exec = plugin(body[u"exec"], subject, entry.problem);
        }
        if (!entry.problem) {
            entry.problem = problemOf(entry);
        }
        return entry;
    }

    ExecPlugin plugin(const YamlValue& body, const QString& subject, std::optional<Error>& problem) const {
        ExecPlugin plugin;
        plugin.apiVersion = body[u"apiVersion"].text();
        plugin.command = body[u"command"].text();
        if (plugin.command.contains(u'/') || plugin.command.contains(QDir::separator())) {
            plugin.isRelative = !QDir::isAbsolutePath(plugin.command);
            plugin.command = resolved(plugin.command);
        }
        plugin.arguments = texts(body[u"args"]);
        for (const YamlValue& variable : body[u"env"].items()) {
            plugin.environment.emplace_back(variable[u"name"].text(), variable[u"value"].text());
        }
        plugin.installHint = body[u"installHint"].text();
        plugin.provideClusterInfo = body[u"provideClusterInfo"].text() == u"true"_s;
        const QString mode = body[u"interactiveMode"].text();
        const bool mayBeAbsent = plugin.apiVersion != u"client.authentication.k8s.io/v1"_s;
        if (mode == u"Never"_s) {
            plugin.interactive = ExecPlugin::Interactive::Never;
        } else if (mode == u"Always"_s) {
            plugin.interactive = ExecPlugin::Interactive::Always;
        } else if (mode != u"IfAvailable"_s && !(mode.isEmpty() && mayBeAbsent)) {
            problem = fail(ErrorCode::Invalid, subject, u"exec: interactiveMode must be Never, IfAvailable or Always"_s,
                u"BadExec"_s)
                          .error();
        }
        return plugin;
    }

    ContextEntry context(const QString& name, const YamlValue& body) const {
        ContextEntry entry;
        entry.id = ContextId(name);
        entry.file = m_path;
        entry.cluster = body[u"cluster"].text();
        entry.user = body[u"user"].text();
        entry.nameSpace = body[u"namespace"].text();
        return entry;
    }

    static QStringList texts(const YamlValue& list) {
        QStringList out;
        for (const YamlValue& item : list.items()) {
            out += item.text();
        }
        return out;
    }

    QString m_path;
    QString m_folder;
};

} // namespace

Result<KubeconfigFile> readKubeconfigFile(const QString& path) {
    return readBoundedFile(path, kMaxFile)
        .and_then([&path](const QByteArray& text) { return loadYaml(text, path, kLimits); })
        .and_then([&path](const YamlValue& root) { return FileReader(path).read(root); });
}

} // namespace pilothouse
