// SPDX-License-Identifier: Apache-2.0
#include "core/config/connection_fingerprint.h"

#include <QCryptographicHash>

namespace pilothouse {

namespace {

/// Length before text, so that no two different sequences of fields hash the same bytes.
class FieldHash {
public:
    void add(QByteArrayView bytes) {
        const QByteArray length = QByteArray::number(bytes.size()) + ':';
        m_hash.addData(length);
        m_hash.addData(bytes);
    }
    void add(const QString& text) { add(QByteArrayView(text.toUtf8())); }
    void add(bool flag) { add(QByteArrayView(flag ? "1" : "0")); }
    void add(const QStringList& list) {
        add(QString::number(list.size()));
        for (const QString& item : list) {
            add(item);
        }
    }
    void add(const std::shared_ptr<const Secret>& secret) {
        add(QByteArrayView(secret ? secret->reveal() : QByteArray()));
    }
    [[nodiscard]] QByteArray result() const { return m_hash.result(); }

private:
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
};

void addPlugin(FieldHash& hash, const ExecPlugin& plugin) {
    hash.add(plugin.apiVersion);
    hash.add(plugin.command);
    hash.add(plugin.arguments);
    for (const auto& [name, value] : plugin.environment) {
        hash.add(name);
        hash.add(value);
    }
    hash.add(plugin.provideClusterInfo);
    hash.add(QString::number(static_cast<int>(plugin.interactive)));
}

} // namespace

QByteArray connectionFingerprint(const ClusterEntry& cluster, const UserEntry& user) {
    FieldHash hash;
    for (const QString& text : {cluster.server, cluster.tlsServerName, cluster.proxyUrl, cluster.caFile,
             user.clientCertificateFile, user.clientKeyFile, user.tokenFile, user.username, user.impersonateUser,
             user.impersonateUid, user.authProvider}) {
        hash.add(text);
    }
    for (const QByteArray& bytes : {cluster.caData, cluster.execConfigJson, user.clientCertificateData}) {
        hash.add(QByteArrayView(bytes));
    }
    hash.add(cluster.insecureSkipTlsVerify);
    hash.add(cluster.disableCompression);
    for (const auto& secret : {user.clientKeyData, user.token, user.password}) {
        hash.add(secret);
    }
    hash.add(user.impersonateGroups);
    for (const auto& [name, values] : user.impersonateExtra) {
        hash.add(name);
        hash.add(values);
    }
    if (user.exec) {
        addPlugin(hash, *user.exec);
    }
    return hash.result();
}

} // namespace pilothouse
