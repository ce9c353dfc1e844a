// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/contract/contract_server.h"

#include <QProcess>
#include <QTemporaryDir>

#include <memory>

namespace pilothouse::contract {

/// A pod that runs, and pilothousectl beside it; the same on the demo cluster and on a real one (busybox).
class PodScene {
public:
    PodScene();
    Q_DISABLE_COPY_MOVE(PodScene)

    [[nodiscard]] ContractServer& server() { return m_server; }
    [[nodiscard]] QByteArray space() const { return m_space; }
    /// Makes it and waits until it runs. @return empty, or why not
    [[nodiscard]] QString makePod(const QByteArray& name, const QJsonObject& container);
    /// A container that sleeps.
    [[nodiscard]] static QJsonObject sleeper();
    /// A container that sends back what comes to port 7777.
    [[nodiscard]] static QJsonObject echo();

    /// Started; ended by its own id when it goes.
    [[nodiscard]] std::unique_ptr<QProcess> start(const QStringList& arguments);
    struct Run {
        int code = -1;
        QByteArray output;
        QByteArray errors;
    };
    /// To its end, 40 s at most.
    [[nodiscard]] Run ctl(const QStringList& arguments, const QByteArray& input = {});
    /// The same as another account.
    [[nodiscard]] Run ctlWith(const QString& kubeconfig, const QStringList& arguments, const QByteArray& input = {});
    /// PATH of the programs started from now on.
    void setPath(const QString& path) { m_path = path; }
    /// The audit's lines so far.
    [[nodiscard]] QList<QJsonObject> audit() const;

private:
    void prepare(QProcess& process) const;
    friend class PodTerminal;

    [[nodiscard]] Run carryOut(const QStringList& arguments, const QByteArray& input);

    ContractServer m_server;
    QTemporaryDir m_files;
    QByteArray m_space;
    QString m_path = QStringLiteral("/usr/bin:/bin");
};

/// pilothousectl on a terminal of its own.
class PodTerminal {
public:
    PodTerminal(PodScene& scene, const QStringList& arguments, int columns, int rows);
    ~PodTerminal();
    Q_DISABLE_COPY_MOVE(PodTerminal)

    void type(const QByteArray& keys) const;
    void resize(int columns, int rows) const;
    /// Reads until @p words came, 15 s at most.
    [[nodiscard]] bool waitFor(const QByteArray& words);
    /// Its exit code; -1: it did not end within 15 s.
    [[nodiscard]] int end();
    [[nodiscard]] QByteArray seen() const { return m_seen; }
    /// What stood before the words that were waited for last.
    [[nodiscard]] QByteArray lastPassed() const { return m_passed; }
    /// Whether the terminal was put back as it was.
    [[nodiscard]] bool isCooked() const;

private:
    bool readMore();

    int m_master = -1;
    QProcess m_process;
    QByteArray m_seen;
    QByteArray m_passed;
};

} // namespace pilothouse::contract
