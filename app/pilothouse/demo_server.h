// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QProcess>
#include <QTemporaryDir>

namespace pilothouse {

/// The demo clusters of "Try the demo": the server program beside this one, in a folder of its own, for as long as the
/// window lives.
class DemoServer final : public QObject {
    Q_OBJECT
public:
    explicit DemoServer(QObject* parent = nullptr);
    ~DemoServer() override;
    Q_DISABLE_COPY_MOVE(DemoServer)

    void start();

Q_SIGNALS:
    void ready(const QString& kubeconfig);
    /// A translated sentence.
    void failed(const QString& sentence);

private:
    void readLine();

    QTemporaryDir m_folder;
    QProcess m_process;
};

} // namespace pilothouse
