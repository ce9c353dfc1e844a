// SPDX-License-Identifier: Apache-2.0
#include "app/pilothouse/demo_server.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace pilothouse {

using namespace Qt::StringLiterals;

DemoServer::DemoServer(QObject* parent)
    : QObject(parent) {
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &DemoServer::readLine);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError) {
        Q_EMIT failed(tr("The demo clusters did not start: %1").arg(m_process.errorString()));
    });
}

DemoServer::~DemoServer() {
    m_process.disconnect(this);
    m_process.terminate();
    if (!m_process.waitForFinished(2000)) {
        m_process.kill();
        m_process.waitForFinished(1000);
    }
}

void DemoServer::start() {
    const QString program = QCoreApplication::applicationDirPath() + u"/pilothouse-demo"_s;
    if (!QFileInfo(program).isExecutable()) {
        Q_EMIT failed(tr("The demo clusters are not installed: %1 is missing.").arg(program));
        return;
    }
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(program, {u"--dir"_s, m_folder.path(), u"--quit-with-parent"_s});
}

void DemoServer::readLine() {
    while (m_process.canReadLine()) {
        for (const QByteArray& word : m_process.readLine().trimmed().split(' ')) {
            if (word.startsWith("kubeconfig=")) {
                Q_EMIT ready(QString::fromLocal8Bit(word.sliced(11)));
            }
        }
    }
}

} // namespace pilothouse
