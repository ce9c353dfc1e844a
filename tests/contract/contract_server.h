// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QProcess>
#include <QString>
#include <QTemporaryDir>

#include <chrono>

namespace pilothouse::contract {

/// What a server answered.
struct Answer {
    int status = 0;
    QByteArray contentType;
    QByteArray body;

    QJsonObject json() const;
};

/// The server under test: the current context of PILOTHOUSE_CONTRACT_KUBECONFIG, or a demo cluster started for the
/// test. Talks plain libcurl, nothing of the product. Requests block; a watch is bounded by its timeoutSeconds.
class ContractServer {
public:
    /// @param context of the file; empty: its current one
    explicit ContractServer(QString context = {});
    ~ContractServer();
    Q_DISABLE_COPY_MOVE(ContractServer)

    /// Empty when the server can be asked, else why not.
    QString problem() const { return m_problem; }
    bool isDemo() const { return m_demo.state() == QProcess::Running; }

    Answer send(const QByteArray& method, const QByteArray& path, const QJsonObject& body = {},
        const QList<QByteArray>& headers = {}) const;
    Answer get(const QByteArray& path, const QByteArray& accept = QByteArrayLiteral("application/json")) const;
    Answer create(const QByteArray& path, const QJsonObject& body) const { return send("POST", path, body); }
    /// The events of a watch until it ends. @p path carries the query; watch and timeoutSeconds are added.
    QList<QJsonObject> watch(const QByteArray& path, std::chrono::seconds length,
        const QByteArray& accept = QByteArrayLiteral("application/json")) const;

    /// The demo cluster's own endpoints (faults, the world); nothing is sent to a real server.
    Answer control(const QByteArray& method, const QByteArray& path, const QJsonObject& body = {}) const;
    /// What came in since clearRequests(), by whomever: `{"method","target","userAgent","status"}`. Demo only.
    QList<QJsonObject> requests() const;
    void clearRequests() const { control("DELETE", "/_demo/requests"); }
    /// For other programs: the file, and the context that is meant.
    QString kubeconfig() const { return m_kubeconfig; }
    /// The same context with another account; removed with this. Empty: it can't be written.
    QString kubeconfigFor(const QString& token) const;
    QString context() const { return m_context; }
    /// A namespace of this test's own; removed at the end.
    QByteArray makeNamespace();
    /// Makes @p count ConfigMaps named cm-0000… with the label "parity" even or odd. @return false when one failed
    bool makeConfigMaps(const QByteArray& space, int count) const;

private:
    void startDemo();
    void readKubeconfig(const QString& path);

    QProcess m_demo;
    QTemporaryDir m_folder;
    QString m_problem;
    QString m_kubeconfig;
    QString m_context;
    QByteArray m_server;
    QByteArray m_authority;
    QByteArray m_token;
    QByteArray m_control; ///< empty: a real server
    QByteArray m_certificateFile;
    QByteArray m_keyFile;
    QList<QByteArray> m_namespaces;
};

} // namespace pilothouse::contract
