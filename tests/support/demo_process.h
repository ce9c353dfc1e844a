// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>
#include <QTest>

namespace pilothouse {

/// The demo clusters for one test program: started from build/bin, ended by its own id when this goes.
class DemoProcess {
public:
    /// @return what the ready line says: kubeconfig, stg, prd, edge, control; empty when it did not come within 20 s
    QHash<QString, QString> start(const QStringList& arguments = {}) {
        const QString program = qEnvironmentVariable("PILOTHOUSE_BIN") + QStringLiteral("/pilothouse-demo");
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(program,
            QStringList{QStringLiteral("--dir"), m_folder.path(), QStringLiteral("--still"),
                QStringLiteral("--quit-with-parent")}
                + arguments);
        QHash<QString, QString> facts;
        while (facts.isEmpty() && m_process.waitForReadyRead(20'000)) {
            while (m_process.canReadLine()) {
                const QList<QByteArray> words = m_process.readLine().trimmed().split(' ');
                if (words.value(0) != "ready") {
                    continue;
                }
                for (const QByteArray& word : words.mid(1)) {
                    const qsizetype equals = word.indexOf('=');
                    facts.insert(QString::fromUtf8(word.first(equals)), QString::fromUtf8(word.sliced(equals + 1)));
                }
            }
        }
        return facts;
    }
    ~DemoProcess() {
        m_process.terminate();
        if (!m_process.waitForFinished(5000)) {
            m_process.kill();
            m_process.waitForFinished(1000);
        }
    }
    [[nodiscard]] QString folder() const { return m_folder.path(); }

private:
    QTemporaryDir m_folder;
    QProcess m_process;
};

} // namespace pilothouse
